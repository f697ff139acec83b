import { type DatabaseSync } from 'node:sqlite';
import { newEvents } from '@redress/event-store/contract';
import { temporaryLog } from '../test/temporary-log';
import { openForWriting } from './connection';
import { LogWriter } from './log-writer';
import { toRow, type AppendRequest, type Outcome } from './messages';

/** So many events of so many characters each, to a stream that does not exist. */
function append(stream: string, count = 1, characters = 10, type = 'NoteAdded'): AppendRequest {
  return [stream, 'noStream', newEvents(count, { type, data: `"${'x'.repeat(characters)}"` }).map(toRow)];
}

function codes(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((outcome) => ('code' in outcome ? outcome.code : `${outcome[0]}@${outcome[1]}`));
}

describe('LogWriter', () => {
  const { file } = temporaryLog();
  let db: DatabaseSync;
  let writer: LogWriter;
  const count = (): unknown => db.prepare('SELECT count(*) AS events FROM log').get()?.['events'];

  beforeEach(() => {
    db = openForWriting(file(), 1000);
    writer = new LogWriter(db, { file: file(), patienceMs: 100 });
  });
  afterEach(() => db.close());

  /** As if the disk had room for so many more pages of 4 KiB. */
  function leaveRoom(pages: number): void {
    const now = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${now + pages}`);
  }

  it('commits a group at once, and judges each by what its neighbours wrote before it', () => {
    const group = [append('a', 2), append('b'), append('a'), append('c')];
    expect(codes(writer.commit(group))).toEqual(['1@2', '0@3', 'wrong-expected-revision', '0@4']);
  });

  it('finds a batch that stands twice in one group', () => {
    const twice = append('a', 2);
    expect(codes(writer.commit([twice, append('b'), twice]))).toEqual(['1@2', '0@3', '1@2']);
    expect(count()).toBe(3);
  });

  it('says of a full disk that nothing was written, of that append alone, and that neighbours were', () => {
    leaveRoom(10);
    const outcomes = writer.commit([
      append('a'),
      append('b', 3, 100_000),
      append('c'),
      append('a'),
      append('d', 2, 90_000),
    ]);
    expect(codes(outcomes)).toEqual(['0@1', 'store-full', '0@2', 'wrong-expected-revision', 'store-full']);
    expect(outcomes[1]).toMatchObject({
      message: expect.stringMatching(/No space is left .* free some on its disk/),
    });
    expect(db.prepare('SELECT stream FROM log ORDER BY position').all()).toMatchObject([
      { stream: 'a' },
      { stream: 'c' },
    ]);
  });

  it('goes on when there is room again, with the same batch', () => {
    leaveRoom(10);
    const large = append('a', 3, 100_000);
    expect(codes(writer.commit([large]))).toEqual(['store-full']);
    leaveRoom(1000);
    expect(codes(writer.commit([large, append('b')]))).toEqual(['2@3', '0@4']);
  });

  it('leaves no stream behind when its first append failed', () => {
    leaveRoom(10);
    writer.commit([append('a', 3, 100_000), append('b')]);
    expect(db.prepare('SELECT name FROM streams').all()).toMatchObject([{ name: 'b' }]);
  });

  it('says of a commit that failed that nobody knows, to all in the group', () => {
    db.exec(`
      CREATE TABLE parents (id INTEGER PRIMARY KEY);
      CREATE TABLE children (parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED);
      CREATE TRIGGER fails_at_commit AFTER INSERT ON events WHEN NEW.type = 'Fatal'
      BEGIN INSERT INTO children VALUES (1); END;
    `);
    writer.commit([append('a')]);
    const outcomes = writer.commit([append('b'), append('c', 1, 10, 'Fatal'), append('a')]);
    expect(codes(outcomes)).toEqual(['outcome-unknown', 'outcome-unknown', 'outcome-unknown']);
    expect(count()).toBe(1);
    expect(codes(writer.commit([append('b')]))).toEqual(['0@2']);
  });

  it('writes nothing while another process holds the lock for too long, and goes on afterwards', () => {
    const other = openForWriting(file(), 1000);
    other.exec('BEGIN IMMEDIATE');
    const outcomes = writer.commit([append('a'), append('b')]);
    expect(codes(outcomes)).toEqual(['store-unavailable', 'store-unavailable']);
    expect(outcomes[0]).toMatchObject({ message: expect.stringContaining('Another process holds the lock') });
    other.exec('ROLLBACK');
    other.close();
    expect(codes(writer.commit([append('a')]))).toEqual(['0@1']);
  });

  it('sees what another process has written in between', () => {
    const other = openForWriting(file(), 1000);
    const second = new LogWriter(other, { file: file(), patienceMs: 100 });
    expect(codes(writer.commit([append('a')]))).toEqual(['0@1']);
    expect(codes(second.commit([append('a'), append('b')]))).toEqual(['wrong-expected-revision', '0@2']);
    expect(codes(writer.commit([append('b'), append('c')]))).toEqual(['wrong-expected-revision', '0@3']);
    other.close();
  });

  it('does not take an error that is not of SQLite for a refusal', () => {
    const broken: AppendRequest = ['a', 'noStream', [[undefined as unknown as string, 'T', 1, null, '', '']]];
    expect(() => writer.commit([append('b'), broken])).toThrow('cannot be bound');
    expect(codes(writer.commit([append('b')]))).toEqual(['0@1']);
  });

  describe('when its commit fails', () => {
    /** As node:sqlite throws it. */
    function failNextCommit(errcode: number): void {
      const { commitAll } = writer as unknown as { commitAll: { run(): void } };
      const run = commitAll.run.bind(commitAll);
      commitAll.run = () => {
        commitAll.run = run;
        throw Object.assign(new Error('what SQLite says'), { code: 'ERR_SQLITE_ERROR', errcode });
      };
    }

    it('says of a full disk that nothing was written, to all, and writes the same batches once there is room', () => {
      writer.commit([append('a')]);
      const group = [append('b'), append('c', 2)];
      failNextCommit(13);
      expect(codes(writer.commit(group))).toEqual(['store-full', 'store-full']);
      expect(count()).toBe(1);
      expect(codes(writer.commit(group))).toEqual(['0@2', '1@4']);
    });

    it.each([
      ['a write that failed for another reason', 778],
      ['a flush that failed', 1034],
      ['an index of the write-ahead log that found no room', 4874],
    ])('says of %s that nobody knows', (_, errcode) => {
      failNextCommit(errcode);
      expect(codes(writer.commit([append('a'), append('b')]))).toEqual(['outcome-unknown', 'outcome-unknown']);
      expect(codes(writer.commit([append('a')]))).toEqual(['0@1']);
    });
  });

  it('says of a file that may only be read that nothing was written', () => {
    const large = append('a');
    db.exec('PRAGMA query_only = ON');
    expect(codes(writer.commit([large, append('b')]))).toEqual(['store-read-only', 'store-read-only']);
    db.exec('PRAGMA query_only = OFF');
    expect(codes(writer.commit([large]))).toEqual(['0@1']);
  });
});
