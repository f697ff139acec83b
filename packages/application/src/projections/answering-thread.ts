import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type Question, type QuestionReply, type QuestionRequest } from './question';
import { ReadModelDatabase } from './read-model-database';
import { type ThreadData } from './thread-messages';

/* The thread that answers what may take long. It only reads, on a connection of its own. */

type AnyQuestion = Question<unknown, unknown>;

function answer(
  database: ReadModelDatabase,
  questions: readonly AnyQuestion[],
  request: QuestionRequest,
): QuestionReply {
  const { id, name, asked } = request;
  try {
    const question = questions.find((each) => each.name === name);
    if (question === undefined) throw new Error(`There is no question ${name} here`);
    return { id, kind: 'answer', answer: question.answer(database, asked) };
  } catch {
    // The calling side asks again itself, and learns why: an error would lose its class on the way.
    return { id, kind: 'failed' };
  }
}

async function serve(port: MessagePort, { file, module }: ThreadData): Promise<void> {
  // Named by whoever started the thread, since no package knows those that are built on it.
  const { questions } = (await import(module)) as { readonly questions: readonly AnyQuestion[] };
  const database = ReadModelDatabase.openToRead(file);
  port.on('message', (request: QuestionRequest) => {
    if (request.name !== null) return port.postMessage(answer(database, questions, request));
    void database.close();
    port.close();
  });
}

if (parentPort !== null) void serve(parentPort, workerData as ThreadData);
