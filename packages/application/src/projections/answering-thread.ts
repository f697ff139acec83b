import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { fileIdentity } from './database-file';
import { type Question, type QuestionReply, type QuestionRequest } from './question';
import { ReadModelDatabase } from './read-model-database';
import { sqliteTrouble } from './sqlite-errors';
import { type ThreadData } from './thread-messages';

/* The thread that answers what may take long. It only reads, on a connection of its own. */

type AnyQuestion = Question<unknown, unknown>;

class AnsweringThread {
  private readonly database: ReadModelDatabase;

  constructor(
    private readonly port: MessagePort,
    private readonly questions: readonly AnyQuestion[],
    { file, identity }: ThreadData,
  ) {
    this.database = ReadModelDatabase.openToRead(file);
    // Another process may have put a new file in its place: two files must not answer for one.
    const isTheSame = fileIdentity(file) === identity;
    port.on('message', ({ name, asked }: QuestionRequest) => {
      if (name === null) return this.close();
      port.postMessage(isTheSame ? this.answer(name, asked) : { kind: 'refused' });
    });
  }

  private answer(name: string, asked: unknown): QuestionReply {
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
    void this.database.close();
    this.port.close();
  }
}

async function serve(port: MessagePort, data: ThreadData): Promise<void> {
  // Named by whoever started the thread, since no package knows those that are built on it.
  const { questions } = (await import(data.module)) as { readonly questions: readonly AnyQuestion[] };
  new AnsweringThread(port, questions, data);
}

if (parentPort !== null) void serve(parentPort, workerData as ThreadData);
