import { type EventFilter } from '@redress/event-store';
import { newEvents } from '@redress/event-store/contract';
import { temporaryLog } from '../test/temporary-log';
import { openForWriting } from './connection';
import { LogReader } from './log-reader';
import { LogWriter } from './log-writer';
import { toRow, type EventRow } from './messages';

describe('LogReader', () => {
  const { file } = temporaryLog();

  function write(batches: readonly (readonly EventRow[])[]): LogReader {
    const db = openForWriting(file(), 1000);
    new LogWriter(db, { file: file(), patienceMs: 1000 }).commit(
      batches.map((rows, i) => [`case-${i}`, 'noStream', rows]),
    );
    const reader = new LogReader(file());
    db.close();
    return reader;
  }

  it('looks at a bounded part of the log for a page, and says how far it got', () => {
    const plain = newEvents(1)[0]!;
    const rows = (count: number): EventRow[] => Array.from({ length: count }, () => toRow(plain));
    const rare = toRow({ ...plain, type: 'Rare' });
    const reader = write([rows(12_000), [rare], rows(12_000), [rare]]);
    const filter: EventFilter = { types: ['Rare'] };
    const pages = [];
    for (let after = '', atEnd = false; !atEnd;) {
      const page = reader.page({ after, filter });
      pages.push([page.events.length, Number(page.position), page.atEnd]);
      ({ position: after, atEnd } = page);
    }
    expect(pages).toEqual([
      [0, 10_000, false],
      [1, 20_000, false],
      [1, 24_002, true],
    ]);
    reader.close();
  });

  it('ends a page of large events early', () => {
    const large = newEvents(10, { data: `"${'x'.repeat(1_000_000)}"` }).map(toRow);
    const reader = write([large]);
    const first = reader.page({});
    expect(first).toMatchObject({ position: '0000000000000005', atEnd: false });
    expect(first.events).toHaveLength(5);
    const other = openForWriting(file(), 1000);
    // A page left early must not keep the WAL from being written back.
    expect(other.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()).toMatchObject({ busy: 0 });
    other.close();
    expect(reader.page({ after: first.position })).toMatchObject({ position: '0000000000000010', atEnd: true });
    reader.close();
  });

  it('takes filters of more forms than it keeps prepared', () => {
    const reader = write([newEvents(3, { type: 'T99' }).map(toRow)]);
    for (let length = 1; length <= 120; length++) {
      const types = Array.from({ length }, (_, i) => `T${i}`);
      expect(reader.page({ filter: { types } }).events).toHaveLength(length >= 100 ? 3 : 0);
    }
    reader.close();
  });
});
