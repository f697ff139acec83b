import { type DatabaseSync, type StatementSync } from 'node:sqlite';
import { judgeExpected } from '@redress/event-store';
import { whileBusy } from './connection';
import { failureOf, isFull, type Failure } from './failures';
import { type AppendRequest, type EventRow, type Outcome, type WriterOptions, type Written } from './messages';
import { rowReader, type RowReader } from './rows';

/** Commits together the appends of many callers. Synchronous: runs in the writer thread. */
export class LogWriter {
  private readonly begin: StatementSync;
  private readonly commitAll: StatementSync;
  private readonly insertEvent: StatementSync;
  private readonly insertStream: StatementSync;
  private readonly lastPosition: RowReader<[number]>;
  private readonly endOf: RowReader<[id: number, last: number]>;
  private readonly written: RowReader<[position: number, id: string]>;
  private position = 0;

  constructor(
    private readonly db: DatabaseSync,
    private readonly options: WriterOptions,
  ) {
    this.begin = db.prepare('BEGIN IMMEDIATE');
    this.commitAll = db.prepare('COMMIT');
    this.insertStream = db.prepare('INSERT INTO streams (id, name) SELECT coalesce(max(id), 0) + 1, ? FROM streams');
    this.insertEvent = db.prepare(
      'INSERT INTO events (position, stream, revision, id, type, schema_version, hash, data, metadata) ' +
        'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.lastPosition = rowReader(db, 'SELECT coalesce(max(position), 0) FROM events');
    this.endOf = rowReader(
      db,
      'SELECT id, (SELECT max(revision) FROM events WHERE stream = streams.id) FROM streams WHERE name = ?',
    );
    this.written = rowReader(
      db,
      'SELECT position, id FROM events WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?',
    );
  }

  /** Answers each append, in order, after what is to be written is durable. */
  commit(appends: readonly AppendRequest[]): readonly Outcome[] {
    const all = (failure: Failure): Outcome[] => appends.map(() => failure);
    let outcomes: readonly Outcome[];
    try {
      outcomes = this.writeAll(appends);
    } catch (error) {
      // Before the commit, so surely nothing of the group was written.
      this.rollBack();
      return all(failureOf(error, this.options.file));
    }
    try {
      this.commitAll.run();
      return outcomes;
    } catch (error) {
      this.rollBack();
      if (isFull(error)) return all(failureOf(error, this.options.file));
      // The commit may be on the disk all the same. A wrong revision may have been judged by what is not.
      return all({
        code: 'outcome-unknown',
        message: `The commit failed: ${failureOf(error, this.options.file).message}`,
      });
    }
  }

  /**
   * Leaves the transaction open. A wrong revision is found before anything is written, so an append that fails is rare;
   * then all is written once more, each append behind a savepoint, so that the one does not undo its neighbours. A
   * savepoint for every append from the start would copy each page it touches: a sixth of the time of a group.
   */
  private writeAll(appends: readonly AppendRequest[]): readonly Outcome[] {
    this.open();
    try {
      return appends.map((append) => this.answer(append));
    } catch {
      this.rollBack();
      this.open();
      return appends.map((append) => this.answerAlone(append));
    }
  }

  private open(): void {
    whileBusy(this.options.patienceMs, () => this.begin.run());
    this.position = this.lastPosition.get()?.[0] ?? 0;
  }

  private answerAlone(append: AppendRequest): Outcome {
    const before = this.position;
    this.db.exec('SAVEPOINT one');
    try {
      const outcome = this.answer(append);
      this.db.exec('RELEASE one');
      return outcome;
    } catch (error) {
      this.position = before;
      try {
        this.db.exec('ROLLBACK TO one; RELEASE one');
      } catch {
        // SQLite has given up the whole transaction, and the neighbours with it.
        throw error;
      }
      return failureOf(error, this.options.file);
    }
  }

  private answer([stream, expected, events]: AppendRequest): Outcome {
    const [id, last] = this.endOf.get(stream) ?? [0, -1];
    const verdict = judgeExpected(expected, last);
    if (verdict === 'append') return this.write(stream, id, last, events);
    const repeated = verdict === 'wrong' ? undefined : this.repetition(id, verdict.from, events);
    return repeated ?? { code: 'wrong-expected-revision', actual: last };
  }

  private write(stream: string, known: number, last: number, events: readonly EventRow[]): Written {
    const id = known === 0 ? this.insertStream.run(stream).lastInsertRowid : known;
    let revision = last;
    for (const event of events) this.insertEvent.run(++this.position, id, ++revision, ...event);
    return [revision, this.position];
  }

  /** The first result, when all ids stand where the batch would have put them. */
  private repetition(stream: number, from: number, events: readonly EventRow[]): Written | undefined {
    const rows = this.written.all(stream, from, events.length);
    const last = rows.at(-1);
    if (last === undefined || events.some(([id], index) => rows[index]?.[1] !== id)) return undefined;
    return [from + events.length - 1, last[0]];
  }

  private rollBack(): void {
    try {
      this.db.exec('ROLLBACK');
    } catch {
      // No transaction is open any more, which is what is wanted. If one were, the next BEGIN would say so.
    }
  }
}
