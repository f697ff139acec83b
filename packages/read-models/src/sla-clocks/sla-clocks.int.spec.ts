import { type CaseEvent } from '@redress/domain';
import { event, HANDLER, officeCalendar, supervisor } from '@redress/domain/testing';
import { caseId, CaseLog } from '../../test/case-log';
import { CASE_LIST, CASE_LIST_VERSION, caseListProjection } from '../case-list/case-list-projection';
import { InvalidCursorError } from '../case-list/cursor';
import { AtRisk } from './at-risk';
import { Breaches } from './breaches';
import { DueClocks } from './due-cases';
import { SlaReports } from './sla-report';

const [ONE, TWO] = [caseId(1), caseId(2)];
const NINE = '2026-03-02T09:00:00.000Z';
const DUE = '2026-03-03T09:00:00.000Z';
const question = { viewer: supervisor, now: '2026-03-04T09:00:00.000Z' };

/** A promise of a day under the calendar `always`. */
const started = event('ClockStarted', { startedAt: NINE, dueAt: DUE, atRiskAt: '2026-03-02T21:00:00.000Z' });

describe('the clocks in the tables', () => {
  let log: CaseLog;
  beforeEach(() => (log = new CaseLog([caseListProjection])));
  afterEach(() => log.close());

  const count = (table: string): number =>
    log.database.read(CASE_LIST, [CASE_LIST_VERSION], (snapshot) =>
      Number(snapshot.prepare(`SELECT count(*) AS n FROM {${table}}`).get()?.['n']),
    );

  async function promise(id: string): Promise<void> {
    await log.record(id, event('ComplaintReceived'), NINE);
    await log.record(id, started, NINE);
  }

  it('are broken from a millisecond after the due instant on, and at risk until then', async () => {
    await promise(ONE);
    await log.read();
    const [breaches, atRisk, due] = [new Breaches(log.database), new AtRisk(log.database), new DueClocks(log.database)];
    const at = (now: string) => ({ ...question, now });
    const later = '2026-03-03T09:00:00.001Z';
    expect([breaches.query(at(DUE)).data, atRisk.query(at(DUE)).data.length]).toEqual([[], 1]);
    expect([breaches.query(at(later)).data.length, atRisk.query(at(later)).data]).toEqual([1, []]);
    expect(await due.due(Date.parse(DUE), 10)).toEqual([]);
    expect(await due.due(Date.parse(later), 10)).toEqual([{ caseId: ONE, kind: 'breach' }]);
    expect(await due.next(Date.parse(DUE))).toBe(Date.parse(later));
    expect(await due.next(Date.parse(later))).toBeNull();
  });

  it('have no new row for what is not about them', async () => {
    await promise(ONE);
    for (const other of [
      event('NoteAdded'),
      event('HandlerAssigned', { handler: HANDLER }),
      event('MessageReceived'),
    ]) {
      await log.record(ONE, other, '2026-03-02T10:00:00.000Z');
    }
    await log.read();
    expect(count('clocks')).toBe(1);
  });

  it('are gone with a case that is parked, from every list and count', async () => {
    await promise(ONE);
    await promise(TWO);
    await log.read();
    await log.record(ONE, { type: 'ComplaintForgotten', data: {} } as unknown as CaseEvent, '2026-03-02T11:00:00.000Z');
    await log.read();
    expect(count('clocks')).toBe(1);
    expect(new Breaches(log.database).query(question)).toMatchObject({ data: [{ case: TWO }], parked: 1 });
    expect(new SlaReports(log.database).query(question)).toMatchObject({
      data: [{ promises: { broken: 1 } }],
      parked: 1,
      parkedCases: [ONE],
    });
    expect(await new DueClocks(log.database).due(Date.parse(question.now), 10)).toEqual([
      { caseId: TWO, kind: 'breach' },
    ]);
  });

  it('tell no time by a calendar that is not in the log, and all else', async () => {
    await promise(ONE);
    await log.record(ONE, event('ComplaintAcknowledged'), '2026-03-02T12:00:00.000Z');
    await log.record(ONE, event('ClockMet'), '2026-03-02T12:00:00.000Z');
    await log.read();
    const [line] = new SlaReports(log.database).query(question).data;
    expect(line?.promises).toMatchObject({ kept: 1, time: { count: 0, medianMs: null, p90Ms: null } });
  });

  it('tell the time by the version of the calendar that they name, whatever is published since', async () => {
    await log.publish('always', officeCalendar(), NINE);
    await promise(ONE);
    await log.record(ONE, event('ComplaintAcknowledged'), '2026-03-02T12:00:00.000Z');
    await log.record(ONE, event('ClockMet'), '2026-03-02T12:00:00.000Z');
    await log.read();
    const [line] = new SlaReports(log.database).query(question).data;
    expect(line?.promises.time).toEqual({ count: 1, medianMs: 3 * 3_600_000, p90Ms: 3 * 3_600_000 });
  });

  it('are asked for by a cursor of their own list alone, by sensible limits, at instants', async () => {
    await promise(ONE);
    await promise(TWO);
    await log.read();
    const [breaches, atRisk] = [new Breaches(log.database), new AtRisk(log.database)];
    const { next } = breaches.query({ ...question, limit: 1 });
    expect(() => atRisk.query({ ...question, cursor: next as string })).toThrow(InvalidCursorError);
    expect(() => breaches.query({ ...question, cursor: 'x' })).toThrow(InvalidCursorError);
    expect(() => breaches.query({ ...question, limit: 0 })).toThrow(RangeError);
    expect(() => breaches.query({ ...question, asOf: 'today' })).toThrow(RangeError);
    expect(() => new SlaReports(log.database).query({ ...question, from: 'today' })).toThrow(RangeError);
  });
});
