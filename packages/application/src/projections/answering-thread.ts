import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { fileIdentity } from './database-file';
import { type Question, type QuestionReply, type QuestionRequest } from './question';
import { ReadModelDatabase } from './read-model-database';
import { sqliteTrouble } from './sqlite-errors';
import { type ThreadData } from './thread-messages';

/* The thread that answers what may take long. It only reads, on a connection of its own. */

type AnyQuestion = Question<unknown, unknown>;

class AnsweringThread {
  /** Null when another file has come in the place of the one that the calling thread has open: two must not answer for one. */
  private readonly database: ReadModelDatabase | null;

  constructor(
    private readonly port: MessagePort,
    private readonly questions: readonly AnyQuestion[],
    { file, identity }: ThreadData,
  ) {
    this.database = fileIdentity(file) === identity ? ReadModelDatabase.openToRead(file) : null;
    port.on('message', ({ name, asked }: QuestionRequest) => {
      if (name === null) return this.close();
      port.postMessage(this.answer(name, asked));
    });
  }

  private answer(name: string, asked: unknown): QuestionReply {
    if (this.database === null) return { kind: 'refused' };
    try {
      const question = this.questions.find((each) => each.name === name);
      if (question === undefined) throw new Error(`There is no question ${name} here`);
      return { kind: 'answered', answer: question.answer(this.database, asked) };
    } catch (error) {
      if (sqliteTrouble(error) === null) return { kind: 'refused' };
      return { kind: 'unreadable', errcode: (error as { errcode: number }).errcode };
    }
  }

  private close(): void {
    void this.database?.close();
    this.port.close();
  }
}

async function serve(port: MessagePort, data: ThreadData): Promise<void> {
  // Named by whoever started the thread, since no package knows those that are built on it.
  const { questions } = (await import(data.module)) as { readonly questions: readonly AnyQuestion[] };
  new AnsweringThread(port, questions, data);
}

if (parentPort !== null) void serve(parentPort, workerData as ThreadData);
