import { type DatabaseSync } from 'node:sqlite';
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { StoreUnavailableError, StoreUnusableError } from '@redress/event-store';
import { Bell } from './bell';
import { openForWriting } from './connection';
import { LogWriter } from './log-writer';
import { type AppendRequest, type Reply, type Request, type WorkerData } from './messages';

/* The writer thread. It commits together whatever has arrived by the time the last commit is done. */

function serve(port: MessagePort, { options, memory }: WorkerData): void {
  const bell = new Bell(memory);
  const db = openForWriting(options.file, options.patienceMs);
  const writer = new LogWriter(db, options);
  reply(port, { kind: 'ready' });

  for (;;) {
    const rung = bell.rung();
    const appends: AppendRequest[] = [];
    let next = take(port);
    for (; next?.kind === 'appends'; next = take(port)) for (const append of next.appends) appends.push(append);
    if (appends.length > 0) reply(port, { kind: 'outcomes', outcomes: writer.commit(appends) });
    if (next?.kind === 'limit') db.exec(`PRAGMA max_page_count = ${next.pages}`);
    if (next?.kind === 'close') break;
    if (appends.length === 0 && next === undefined) bell.wait(rung);
  }
  end(db);
}

function end(db: DatabaseSync): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // The disk is full, say. What is in the WAL is as durable as what is in the file, and written back later.
  }
  db.close();
}

function take(port: MessagePort): Request | undefined {
  return (receiveMessageOnPort(port) as { message: Request } | undefined)?.message;
}

function reply(port: MessagePort, message: Reply): void {
  port.postMessage(message);
}

if (parentPort !== null) {
  try {
    serve(parentPort, workerData as WorkerData);
  } catch (error) {
    if (!(error instanceof StoreUnusableError || error instanceof StoreUnavailableError)) throw error;
    reply(parentPort, { kind: 'failed', failure: { code: error.code, message: error.message } });
  }
}
