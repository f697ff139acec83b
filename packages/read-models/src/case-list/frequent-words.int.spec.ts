import { agent, event } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { CaseList } from './case-list';
import { caseListProjection } from './case-list-projection';

const CASES = 20;
/** Of each case: with them every frequent word is in more than the 5,000 texts from which on it counts as frequent. */
const NOTES = 600;
const AT = '2026-03-02T09:00:00.000Z';

/** Which frequent words the notes of a case have, by turns: of the first two in one text, or in different ones. */
const words = (n: number, note: number): string => {
  if (n % 2 === 0) return 'parcel';
  if (n === 1) return note % 2 === 0 ? 'parcel' : 'carrier';
  return 'carrier';
};

describe('searching for words that stand in very many texts', () => {
  let log: CaseLog;
  let list: CaseList;

  beforeAll(async () => {
    log = new CaseLog([caseListProjection]);
    list = new CaseList(log.database);
    for (let n = 0; n < CASES; n++) {
      const text = n === 4 ? 'giraffe' : 'late';
      await log.record(caseId(n), event('ComplaintReceived', {}, { text }), AT);
      for (let note = 0; note < NOTES; note++) {
        await log.record(caseId(n), event('NoteAdded', {}, { text: `The ${words(n, note)} again` }), AT);
      }
    }
    await log.read();
  }, 60_000);
  afterAll(() => log.close());

  const found = (q: string, asOf?: string): readonly string[] =>
    list
      .query({ viewer: agent, sort: 'receivedAt', q, ...(asOf === undefined ? {} : { asOf }) })
      .data.map(({ id }) => id);
  const those = (which: (n: number) => boolean): readonly string[] =>
    Array.from({ length: CASES }, (_, n) => n)
      .filter(which)
      .map(caseId);

  it.each([
    ['one of them', 'parcel', (n: number) => n % 2 === 0 || n === 1],
    ['another', 'carrier', (n: number) => n % 2 === 1],
    ['two that seldom meet', 'parcel carrier', (n: number) => n === 1],
    ['one beside a rare one', 'giraffe parcel', (n: number) => n === 4],
    ['one beside a rare one that never meets it', 'giraffe carrier', () => false],
    ['one in every text', 'again', () => true],
  ])('finds %s: %s', (_what, q, which) => {
    expect(found(q)).toEqual(those(which));
    expect(found(q, AT)).toEqual(those(which));
    expect(found(q, '2026-03-02T08:59:59.999Z')).toEqual([]);
  });
});
