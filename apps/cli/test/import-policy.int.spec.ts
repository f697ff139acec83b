import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { caseModule, caseView } from '@redress/application';
import { SYSTEM_ACTOR } from '@redress/domain';
import { officeCalendar } from '@redress/domain/testing';
import { openEnvelope } from '@redress/event-store';
import { everyEvent, withLog } from './support/log';
import { importedId, type Outcome, redress, summaryOf } from './support/redress';
import { temporaryDirectory } from './support/temporary';

const FIXTURES = join(__dirname, 'fixtures/import');
const imported = (dataDir: string, ...rest: readonly string[]): Promise<Outcome> =>
  redress([
    'import',
    join(FIXTURES, 'leak.csv'),
    '--mapping',
    join(FIXTURES, 'leak.yaml'),
    '--data-dir',
    dataDir,
    ...rest,
  ]);

/** Promises an acknowledgement within four working hours. */
async function publish(dataDir: string, name: string): Promise<void> {
  const calendar = { ...officeCalendar(), zone: 'Europe/Rome' };
  const duration = { n: 4, unit: 'hours' };
  const target = { metric: 'acknowledgement', kind: 'promise', duration, calendar: 'office', pauses: [] };
  const policy = { name, priority: 1, when: {}, targets: [target], reopenWindow: 30 };
  await withLog(dataDir, async (store) => {
    const { publishing } = caseModule({ store });
    const given = { actor: SYSTEM_ACTOR };
    await publishing.handle({
      ...given,
      commandId: randomUUID(),
      command: { type: 'PublishCalendar', name: 'office', calendar },
    });
    await publishing.handle({ ...given, commandId: randomUUID(), command: { type: 'PublishPolicy', name, policy } });
  });
}

describe('leak.csv: a row that comes after the breach it brings to light', () => {
  it('is not seen as of an instant before it, neither in the case nor in its history', async () => {
    const dataDir = temporaryDirectory();
    await publish(dataDir, 'desk');
    expect(await imported(dataDir, '--policy', 'desk')).toMatchObject({ code: 0, stderr: '' });
    await withLog(dataDir, async (store) => {
      const { reader, contextOf } = caseModule({ store });
      const id = importedId('leak', '1');
      const moment = { asOfOccurred: '2026-03-04T00:00:00.000Z' };
      const { state, at } = await reader.get(id, SYSTEM_ACTOR, moment);
      const view = caseView(state, await contextOf(state, at));
      expect(view.clocks).toMatchObject([{ status: 'breached' }]);
      expect(view.source).toEqual({ mapping: 'leak', kept: { State: 'New' }, sourceRows: 1 });
      const envelopes = [];
      for await (const stored of everyEvent(store)) {
        if (stored.stream.startsWith('case-')) envelopes.push(openEnvelope(stored));
      }
      const before = envelopes.filter(({ metadata }) => metadata.occurredAt <= moment.asOfOccurred);
      expect(before.map(({ type }) => type)).toContain('ClockBreached');
      expect(JSON.stringify(before)).not.toContain('Done');
      const now = await reader.get(id, SYSTEM_ACTOR);
      expect(caseView(now.state, await contextOf(now.state, now.at)).source).toMatchObject({
        kept: { State: 'Done' },
        sourceRows: 2,
      });
    });
    expect(summaryOf(await imported(dataDir, '--policy', 'desk'))).toMatchObject({ taken: 2, newEvents: 0 });
  });
});

describe('a policy for a history that is on record', () => {
  it('is refused, and nothing is recorded', async () => {
    const dataDir = temporaryDirectory();
    await publish(dataDir, 'desk');
    expect((await imported(dataDir)).code).toBe(0);
    const refused = await imported(dataDir, '--policy', 'desk');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('The case "1" is on record without the policy "desk"');
    expect(summaryOf(refused)).toMatchObject({ newEvents: 0 });
    expect(summaryOf(await imported(dataDir))).toMatchObject({ taken: 2, newEvents: 0 });
  });

  it('is taken where it is the one that was promised', async () => {
    const dataDir = temporaryDirectory();
    await publish(dataDir, 'desk');
    await imported(dataDir, '--policy', 'desk');
    expect((await imported(dataDir, '--policy', 'desk@1')).code).toBe(0);
    await publish(dataDir, 'other');
    const refused = await imported(dataDir, '--policy', 'other');
    expect(refused.stderr).toContain('on record without the policy "other"');
  });
});
