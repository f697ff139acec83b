import { CalledThread } from './called-thread';
import { type ProjectionLogger } from './logger';
import { type Question, type QuestionReply, type QuestionRequest } from './question';
import { type ThreadData } from './thread-messages';

const LIMITS = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 };

interface Pending {
  readonly resolve: (answer: unknown) => void;
  readonly ask: () => unknown;
  readonly reject: (error: unknown) => void;
}

/** The calling side of the thread that answers what may take long, one question after the other. */
export class QuestionThread {
  private readonly thread: CalledThread<QuestionRequest, QuestionReply>;
  private readonly pending = new Map<number, Pending>();
  private asked = 0;

  constructor(data: ThreadData, logger: ProjectionLogger) {
    this.thread = new CalledThread(
      { script: 'answering-thread', name: 'questions', limits: LIMITS, data, logger },
      (reply: QuestionReply) => this.receive(reply),
      (error) => this.abandon(error),
    );
  }

  /**
   * @param ask the same question on the calling thread, for when it fails: a refusal is told by who refuses
   * @throws whatever `ask` throws; Error `thread-ended`, when the thread did not survive the question
   */
  async ask<Asked, Answer>({ name }: Question<Asked, Answer>, asked: Asked, ask: () => Answer): Promise<Answer> {
    const id = (this.asked += 1);
    const answer = await new Promise<unknown>((resolve, reject) => {
      this.pending.set(id, { resolve, reject, ask });
      this.thread.call({ id, name, asked }).catch(reject);
    });
    return answer as Answer;
  }

  /** What was asked before is answered first. */
  close(): Promise<void> {
    return this.thread.close({ id: 0, name: null, asked: null });
  }

  private receive(reply: QuestionReply): void {
    const pending = this.pending.get(reply.id);
    this.pending.delete(reply.id);
    if (this.pending.size === 0) this.thread.release();
    if (pending === undefined) return;
    if (reply.kind === 'answer') return pending.resolve(reply.answer);
    try {
      pending.resolve(pending.ask());
    } catch (error) {
      pending.reject(error);
    }
  }

  private abandon(error: Error): void {
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
