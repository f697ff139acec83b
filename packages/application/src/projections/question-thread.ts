import { START } from '@redress/event-store';
import { type Asker, DEFAULT_QUESTION_LIMITS, type QuestionLimits } from './asker';
import { CalledThread } from './called-thread';
import { QuestionTimeoutError, ReadModelBehindError } from './errors';
import { FairQueue } from './fair-queue';
import { type ProjectionLogger } from './logger';
import { type Question, type QuestionReply, type QuestionRequest } from './question';
import { sqliteTrouble } from './sqlite-errors';
import { type ThreadData } from './thread-messages';

const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 };

interface Pending {
  readonly request: QuestionRequest & { readonly name: string };
  /** On the calling thread. */
  readonly ask: () => unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

const NOBODY: Asker = { key: '', signal: new AbortController().signal };

/**
 * The calling side of the thread that answers what may take long, one question after the other: of each key in turn. A
 * question that nobody waits for any more is not answered.
 */
export class QuestionThread {
  private readonly thread: CalledThread<QuestionRequest, QuestionReply>;
  private readonly waiting: FairQueue<Pending>;
  private current: Pending | null = null;

  /** @param onDamage told when a question meets a damaged page */
  constructor(
    data: () => ThreadData,
    logger: ProjectionLogger,
    private readonly onDamage: () => void,
    private readonly limits: QuestionLimits = DEFAULT_QUESTION_LIMITS,
  ) {
    this.waiting = new FairQueue(limits.waiting);
    this.thread = new CalledThread(
      { script: 'answering-thread', name: 'questions', limits: LIMITS, data, logger },
      (reply: QuestionReply) => this.receive(reply),
      (error) => this.settle(({ reject }) => reject(error)),
    );
  }

  /**
   * @param ask the same question on the calling thread, which says why when it is refused
   * @throws whatever `ask` throws
   * @throws {TooManyQuestionsError | QuestionTimeoutError}
   * @throws the reason of the asker's signal
   * @throws {ReadModelBehindError} the thread was closed before it came to the question
   * @throws {Error} `thread-ended`, when the thread did not survive the question; as SQLite says it, when the file cannot be read
   */
  async ask<Asked, Answer>(
    { name }: Question<Asked, Answer>,
    asked: Asked,
    ask: () => Answer,
    { key, signal }: Asker = NOBODY,
  ): Promise<Answer> {
    signal.throwIfAborted();
    let giveUp = (): void => undefined;
    let timer: NodeJS.Timeout | undefined;
    try {
      const answer = await new Promise<unknown>((resolve, reject) => {
        const pending: Pending = { request: { name, asked }, ask, resolve, reject };
        this.waiting.add(key, pending);
        const abandon = (reason: Error): void => {
          // What is being answered goes on to its end, since SQLite cannot be interrupted; its answer is dropped.
          this.waiting.remove(key, pending);
          reject(reason);
        };
        giveUp = () => abandon(signal.reason as Error);
        signal.addEventListener('abort', giveUp);
        const { deadlineMs } = this.limits;
        timer = setTimeout(() => abandon(new QuestionTimeoutError(deadlineMs)), deadlineMs);
        if (this.current === null) this.next();
      });
      return answer as Answer;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** What is being answered is answered first. */
  async close(): Promise<void> {
    for (let left = this.waiting.next(); left !== undefined; left = this.waiting.next()) {
      left.reject(new ReadModelBehindError(left.request.name, START, null));
    }
    await this.thread.close({ name: null, asked: null });
  }

  private next(): void {
    const pending = (this.current = this.waiting.next() ?? null);
    if (pending === null) return this.thread.release();
    this.thread.call(pending.request).catch((error: unknown) => {
      if (this.current === pending) this.settle(({ reject }) => reject(error));
    });
  }

  private receive(reply: QuestionReply): void {
    this.settle(({ ask, resolve, reject }) => {
      if (reply.kind === 'answered') return resolve(reply.answer);
      if (reply.kind === 'unreadable') return reject(this.unreadable(reply.errcode));
      try {
        resolve(ask());
      } catch (error) {
        reject(error);
      }
    });
  }

  private settle(how: (pending: Pending) => void): void {
    const { current } = this;
    this.next();
    if (current !== null) how(current);
  }

  private unreadable(errcode: number): Error {
    const error = new Error('The file of the read models cannot be read');
    const told = Object.assign(error, { code: 'ERR_SQLITE_ERROR', errcode });
    if (sqliteTrouble(told) === 'corrupt') this.onDamage();
    return told;
  }
}
