import { officeCalendar } from '@redress/domain/testing';
import { CaseLog } from '../../test/case-log';
import { caseListProjection } from './case-list-projection';
import { publicationStreams } from './publication-streams';

const AT = '2026-03-02T09:00:00.000Z';

describe.each([
  ['in the order of the log', true],
  ['by whole streams', false],
])('the streams of what is published, read %s', (_order, inLogOrder) => {
  it('are all named, those that cannot be read too, up to where the log was read', async () => {
    const log = new CaseLog([caseListProjection], ':memory:', { inLogOrder });
    await log.publish('office', officeCalendar(), AT);
    const unsealed = { schemaVersion: 1, data: '{}', metadata: '{}', hash: null };
    for (const [stream, type] of [
      ['calendar-broken', 'CalendarPublished'],
      ['policy-desk', 'PolicyPublished'],
    ] as const) {
      await log.store.append(stream, 'noStream', [{ ...unsealed, id: crypto.randomUUID(), type }]);
    }
    const head = await log.read();
    expect(publicationStreams(log.database)).toEqual({
      streams: ['calendar-broken', 'calendar-office', 'policy-desk'],
      upTo: head,
    });
    await log.close();
  });
});
