import { type Calendar, foldCase, type Policy, sourceAt } from '@redress/domain';
import { roundTheClockCalendar } from '@redress/domain/testing';
import { InMemoryEventStore, openEnvelope, verifyStream } from '@redress/event-store';
import { caseStream, recordedEvent } from '../case-stream';
import { publishedFixture } from '../testing/published';
import { CaseImporter } from './case-importer';
import { mappedPromises, PolicyChoiceError } from './mapped-promises';
import { type PolicyChoice } from './mapping/mapping';
import { TEST_SECRET } from '../testing/requests';
import { importedCaseId } from './imported-ids';
import { type Row } from './source-row';
import { desk, ticket } from './testing/desk';

const ID = importedCaseId(TEST_SECRET, 'desk', '7');
const always: Calendar = roundTheClockCalendar();
const policy = (hours: number, name = 'desk'): Policy => ({
  name,
  priority: 1,
  when: {},
  targets: [
    {
      metric: 'acknowledgement',
      kind: 'promise',
      duration: { n: hours, unit: 'hours' },
      calendar: 'always',
      pauses: [],
    },
    {
      metric: 'resolution',
      kind: 'promise',
      duration: { n: 10 * hours, unit: 'hours' },
      calendar: 'always',
      pauses: ['complainant'],
    },
  ],
  reopenWindow: 30,
});
/** Two hours first, then one; another policy is current too, and promises nothing to what is imported. */
const published = publishedFixture({
  policies: [policy(2), policy(1), policy(100, 'other')],
  calendars: { always: [always] },
});

describe('an import whose mapping sets a policy', () => {
  let store: InMemoryEventStore;

  beforeEach(() => {
    store = new InMemoryEventStore();
  });

  async function imported(rows: readonly Row[], choice: PolicyChoice | null = { name: 'desk', version: null }) {
    const promises = await mappedPromises(published, choice);
    return new CaseImporter({ store, secret: TEST_SECRET, mapping: desk(), promises, policy: choice }).import(
      ticket(rows),
    );
  }

  const envelopes = async () => (await store.readStream(caseStream(ID))).map(openEnvelope);
  const told = async (): Promise<readonly string[]> =>
    (await envelopes()).map(({ type, data, metadata }) => {
      const { clock } = data as { clock?: string };
      return [metadata.occurredAt.slice(11, 23), type, clock].filter((it) => it !== undefined).join(' ');
    });

  it('runs the clocks as of its instants, and records what is broken before the row that comes after it', async () => {
    const rows = [{ State: 'New' }, { State: 'New', When: '2026-03-02T10:00:00.001' }, {}];
    expect(await imported(rows)).toMatchObject({ taken: 3, rejected: [] });
    expect(await told()).toEqual([
      '08:00:00.000 ComplaintReceived',
      '08:00:00.000 ClockStarted acknowledgement-1',
      '08:00:00.000 ClockStarted resolution-1',
      '09:00:00.001 ClockBreached acknowledgement-1',
      '09:00:00.001 SourceRowNoted',
      '10:00:00.000 ComplaintAcknowledged',
    ]);
    verifyStream(await store.readStream(caseStream(ID)));
  });

  it('keeps a promise at the due instant', async () => {
    await imported([{ State: 'New' }, {}]);
    expect(await told()).toContain('09:00:00.000 ClockMet acknowledgement-1');
  });

  it('says that the clocks are the system’s, from the row that moved them', async () => {
    await imported([{ State: 'New' }, {}]);
    const met = (await envelopes()).find(({ type }) => type === 'ClockMet');
    expect(met?.metadata).toMatchObject({
      actor: { kind: 'system' },
      source: { line: 3, at: '2026-03-02T09:00:00.000Z' },
    });
  });

  it('pauses while the source waited', async () => {
    await imported([{}, { State: 'Waiting' }, { State: 'Working' }, { State: 'Done', When: '2026-03-02T19:30:00' }]);
    expect(await told()).toEqual(
      expect.arrayContaining([
        '09:00:00.000 ClockPaused resolution-1',
        '10:00:00.000 ClockResumed resolution-1',
        '18:30:00.000 ClockMet resolution-1',
      ]),
    );
  });

  it('promises that policy alone, in the version that is current or is named', async () => {
    await imported([{}]);
    expect((await envelopes())[0]?.data).toMatchObject({
      promised: { policies: { desk: 2 }, calendars: { always: 1 } },
    });
    store = new InMemoryEventStore();
    await imported([{}], { name: 'desk', version: 1 });
    expect((await envelopes())[0]?.data).toMatchObject({ promised: { policies: { desk: 1 } } });
  });

  it('adds nothing the second time, and leaves a case by the version it was promised', async () => {
    const rows = [{ State: 'New' }, {}, { State: 'Done' }];
    await imported(rows.slice(0, 2), { name: 'desk', version: 1 });
    expect(await imported(rows.slice(0, 2))).toMatchObject({ taken: 2, newEvents: 0 });
    expect(await imported(rows)).toMatchObject({ taken: 3, rejected: [] });
    const state = foldCase(ID, (await envelopes()).map(recordedEvent));
    expect(new Set(state?.clocks.clocks.map((clock) => clock.policy.version))).toEqual(new Set([1]));
  });

  it('is refused where the case is on record without it, or with another version', async () => {
    await imported([{ State: 'New' }], null);
    await expect(imported([{ State: 'New' }, {}])).rejects.toThrow(PolicyChoiceError);
    await expect(imported([{ State: 'New' }, {}])).rejects.toThrow('"7" is on record without the policy "desk"');
    expect(await told()).toEqual(['08:00:00.000 ComplaintReceived']);
    store = new InMemoryEventStore();
    await imported([{ State: 'New' }], { name: 'desk', version: 1 });
    await expect(imported([{ State: 'New' }], { name: 'desk', version: 2 })).rejects.toThrow('with version 1 of');
    expect(await imported([{ State: 'New' }])).toMatchObject({ taken: 1, newEvents: 0 });
  });

  it('promises nothing without a policy', async () => {
    await imported([{}], null);
    expect(await told()).toEqual(['08:00:00.000 ComplaintReceived', '08:00:00.000 ComplaintAcknowledged']);
  });

  it.each([
    [{ name: 'nowhere', version: null }, 'no policy "nowhere" in use'],
    [{ name: 'desk', version: 3 }, 'has no version 3'],
  ])('is refused by a policy that is not there: %j', async (choice, message) => {
    await expect(mappedPromises(published, choice)).rejects.toThrow(PolicyChoiceError);
    await expect(mappedPromises(published, choice)).rejects.toThrow(message);
  });
});

describe('a row that comes after what it brings to light', () => {
  const NEXT_DAY = '2026-03-03T09:00:00';

  it('leaves no word of itself on a breach from before it', async () => {
    const store = new InMemoryEventStore();
    const promises = await mappedPromises(published, { name: 'desk', version: null });
    await new CaseImporter({ store, secret: TEST_SECRET, mapping: desk(), promises }).import(
      ticket([{ State: 'New' }, { State: 'Done', When: NEXT_DAY }]),
    );
    const envelopes = (await store.readStream(caseStream(ID))).map(openEnvelope);
    const breached = envelopes.filter(({ type }) => type === 'ClockBreached');
    expect(breached.map(({ metadata }) => metadata.source)).toEqual([undefined, undefined]);
    const asOf = (instant: string) =>
      sourceAt(
        foldCase(ID, envelopes.filter(({ metadata }) => metadata.occurredAt <= instant).map(recordedEvent))?.source ??
          null,
        instant,
      );
    expect(asOf('2026-03-03T07:59:59.999Z')).toMatchObject({ kept: { State: 'New' }, sourceRows: 1 });
    expect(asOf('2026-03-03T08:00:00.000Z')).toMatchObject({ kept: { State: 'Done' }, sourceRows: 2 });
  });
});
