import { agent, event, supervisor } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { CaseList } from './case-list';
import { caseListProjection } from './case-list-projection';
import { type CaseListQuery } from './case-list-query';

const [ONE, TWO, THREE] = [caseId(1), caseId(2), caseId(3)];

describe('searching cases', () => {
  let log: CaseLog;
  let list: CaseList;
  let message = '';

  beforeAll(async () => {
    log = new CaseLog([caseListProjection]);
    list = new CaseList(log.database);
    const clara = { name: 'Clara Öberg' };
    await log.record(
      ONE,
      event(
        'ComplaintReceived',
        {},
        { subject: 'Späte Lieferung', text: 'The parcel came "late"; it\'s broken.', complainant: clara },
      ),
      '2026-03-02T09:00:00.000Z',
    );
    await log.record(
      TWO,
      event(
        'ComplaintReceived',
        { confidential: true },
        { text: 'A parcel went missing.', complainant: { name: 'Dora' } },
      ),
      '2026-03-02T09:10:00.000Z',
      { actor: supervisor },
    );
    await log.record(
      THREE,
      event('ComplaintReceived', {}, { text: { unknown: true }, complainant: { unknown: true } }),
      '2026-03-02T09:20:00.000Z',
    );
    message = await log.record(
      ONE,
      event('MessageReceived', {}, { text: 'Hello? Giraffe!' }),
      '2026-03-02T10:00:00.000Z',
    );
    await log.record(
      ONE,
      event('ResponseIssued', {}, { text: 'We regret.', remedy: 'A voucher.' }),
      '2026-03-02T11:00:00.000Z',
    );
    await log.record(ONE, event('NoteAdded', {}, { text: 'Phoned the carrier.' }), '2026-03-02T12:00:00.000Z');
    await log.record(
      ONE,
      event('ComplainantCorrected', {}, { changes: { name: 'Klara Öberg' }, reason: 'typo' }),
      '2026-03-02T13:00:00.000Z',
    );
    await log.read();
  });
  afterAll(() => log.close());

  function found(q: string, rest: Partial<CaseListQuery> = {}): readonly string[] {
    return list.query({ viewer: supervisor, q, ...rest }).data.map(({ id }) => id);
  }

  it.each([
    ['the subject', 'Lieferung', [ONE]],
    ['the text', 'broken', [ONE]],
    ['a message', 'giraffe', [ONE]],
    ['a response', 'regret', [ONE]],
    ['a remedy', 'voucher', [ONE]],
    ['a note', 'carrier', [ONE]],
    ['the name of the complainant', 'klara', [ONE]],
    ['several cases, the latest first', 'parcel', [TWO, ONE]],
    ['letters without their accents', 'spate oberg', [ONE]],
    ['words that stand in different texts of a case', 'giraffe voucher', [ONE]],
    ['no case that lacks one of the words', 'giraffe missing', []],
    ['a phrase', '"parcel went"', [TWO]],
    ['no phrase that is not there as it is', '"went parcel"', []],
    ['no word that is only the beginning of one', 'gir', []],
    ['no reason for an entry', 'typo', []],
    ['no name that was corrected', 'clara', []],
    ['nothing when there is nothing to look for', '?!', []],
  ])('finds %s', (_, q, expected) => {
    expect(found(q)).toEqual(expected);
  });

  it.each([
    ['Hangul', '각하', '각하'.normalize('NFD')],
    ['kana of half the width', 'ｶﾞﾗｽ', 'ガラス'],
    ['kana with a mark of their own', 'か\u3099', 'が'],
    ['Arabic presentation forms', 'ﻻ', 'لا'],
    ['a ligature', 'ﬁnal', 'FINAL'],
    ['digits of full width', '４７１１', '4711'],
    ['a Cyrillic letter with its breve', 'чай', 'чаи\u0306'],
    ['a Greek letter with two accents', 'ΐ', 'ι\u0308\u0301'],
    ['accents that have no letter of their own', 'ẹ\u0301', 'é\u0323'],
    ['a name', 'José', 'Jose\u0301'],
  ])('finds %s however it is written', async (_what, one, other) => {
    const own = new CaseLog([caseListProjection]);
    try {
      const texts = { text: one, complainant: { name: other } };
      await own.record(ONE, event('ComplaintReceived', {}, texts), '2026-03-02T09:00:00.000Z');
      await own.record(TWO, event('ComplaintReceived', {}, { text: other }), '2026-03-02T09:10:00.000Z');
      await own.read();
      const both = new CaseList(own.database);
      for (const q of [one, other, `"${one}"`]) {
        expect(both.query({ viewer: supervisor, q }).data.map(({ id }) => id)).toEqual([TWO, ONE]);
      }
    } finally {
      await own.close();
    }
  });

  it('bears as much as anybody cares to type', () => {
    expect(found('parcel '.repeat(5_000))).toEqual([TWO, ONE]);
    expect(found(Array.from({ length: 5_000 }, (_, i) => `word${i}`).join(' '))).toEqual([]);
    expect(found(`"${'parcel '.repeat(5_000)}"`)).toEqual([]);
    expect(found('x'.repeat(100_000))).toEqual([]);
  });

  it('goes together with filters and other orders', () => {
    expect(found('parcel', { owes: 'reply' })).toEqual([]);
    expect(found('parcel', { status: ['received'] })).toEqual([TWO]);
    expect(found('parcel', { sort: 'receivedAt' })).toEqual([ONE, TWO]);
  });

  it('finds nothing in cases that the viewer may not know of', () => {
    expect(found('parcel', { viewer: agent })).toEqual([ONE]);
    expect(found('missing', { viewer: agent })).toEqual([]);
    expect(found('missing', { viewer: agent, asOf: '2026-03-02T09:30:00Z' })).toEqual([]);
  });

  it('finds only what was known at the instant asked for', () => {
    const asOf = '2026-03-02T10:30:00.000Z';
    expect(found('giraffe', { asOf })).toEqual([ONE]);
    expect(found('voucher', { asOf })).toEqual([]);
    expect(found('giraffe parcel', { asOf: '2026-03-02T09:59:59.999Z' })).toEqual([]);
  });

  it('finds the name that the complainant had then', () => {
    expect(found('clara', { asOf: '2026-03-02T12:59:59.999Z' })).toEqual([ONE]);
    expect(found('klara', { asOf: '2026-03-02T12:59:59.999Z' })).toEqual([]);
    expect(found('klara', { asOf: '2026-03-02T13:00:00.000Z' })).toEqual([ONE]);
  });

  it('finds a redacted text nowhere any more, whatever instant is asked for, and the others still', async () => {
    const asOf = '2026-03-02T10:30:00.000Z';
    await log.record(ONE, event('ContentRedacted', { event: message }), '2026-03-03T09:00:00.000Z');
    await log.read();
    expect(found('giraffe')).toEqual([]);
    expect(found('giraffe', { asOf })).toEqual([]);
    expect(found('giraffe', { asOfOccurred: asOf })).toEqual([]);
    expect(found('broken', { asOf })).toEqual([ONE]);
  });
});
