import { type Policy, type Promised } from '@redress/domain';
import { CaseImporter } from '../import/case-importer';
import { mappedPromises } from '../import/mapped-promises';
import { importedCaseId } from '../import/imported-ids';
import { type Row } from '../import/source-row';
import { TEST_SECRET } from '../testing/requests';
import { desk, ticket } from '../import/testing/desk';
import { promisesOn } from '../promises';
import { Replay } from './replay';
import { Life, ran } from './testing/lives';

const hours = (n: number) => ({ n, unit: 'hours', counting: 'elapsed' }) as const;
const usual = (acknowledgement: number): Policy => ({
  name: 'usual',
  priority: 1,
  when: {},
  targets: [
    {
      metric: 'acknowledgement',
      kind: 'promise',
      duration: hours(acknowledgement),
      calendar: 'always',
      pauses: [],
    },
  ],
  reopenWindow: 30,
});
const CASE_ID = importedCaseId(TEST_SECRET, 'desk', '7');

describe('an imported history that is played again', () => {
  let life: Life;

  beforeEach(async () => {
    life = new Life();
    life.cases.push(CASE_ID);
    life.clock.advance(7 * 24 * 60 * 60 * 1000);
    await life.publish([usual(3)]);
  });

  async function imported(rows: readonly Row[], isPromised = true): Promise<void> {
    const choice = isPromised ? { name: 'usual', version: null } : null;
    const promises = await mappedPromises(life.module.catalog, choice);
    const importer = new CaseImporter({
      store: life.store,
      secret: TEST_SECRET,
      mapping: desk(),
      promises,
      clock: life.clock,
    });
    expect(await importer.import(ticket(rows))).toMatchObject({ taken: rows.length });
  }

  async function replayed(instead: Promised | null = null) {
    const { catalog } = life.module;
    await catalog.refresh();
    const replay = new Replay(life.store, (state) =>
      Promise.resolve(
        instead === null ? promisesOn(catalog, state) : { promised: instead, calendar: (ref) => catalog.calendar(ref) },
      ),
    );
    const found = await replay.case(CASE_ID);
    if (found === null) throw new Error('There is no such case');
    return found;
  }
  const statusesOf = ({ clocks }: Awaited<ReturnType<typeof replayed>>['recorded']) =>
    clocks.clocks.map(({ id, status }) => [id, status]);
  const within = (n: number): Promised => ({
    policies: [{ version: 1, policy: usual(n) }],
    calendars: { always: 1 },
  });

  it('is judged as of the instants of its rows', async () => {
    await imported([{ State: 'New' }, { State: 'New' }, {}]);
    const { recorded, simulated } = await replayed();
    expect(statusesOf(recorded)).toEqual([['acknowledgement-1', 'met']]);
    expect(simulated.clocks).toEqual(recorded.clocks);
    expect(statusesOf((await replayed(within(2))).simulated)).toEqual([['acknowledgement-1', 'met']]);
    expect(statusesOf((await replayed(within(1))).simulated)).toEqual([['acknowledgement-1', 'breached']]);
  });

  it('keeps apart what one row says in several commands, also where nothing was promised', async () => {
    await imported([{}], false);
    const { recorded, simulated } = await replayed(within(1));
    expect(statusesOf(recorded)).toEqual([]);
    expect(statusesOf(simulated)).toEqual([['acknowledgement-1', 'met']]);
  });

  it('knows when a processor found a promise broken that a row mended which came to be known later', async () => {
    await imported([{ State: 'New' }]);
    const nothing = { wait: 0, ago: 0, on: 0, other: 0 };
    // That nobody can follow up on yet is refused: the processor alone is on record.
    await life.do({
      ...nothing,
      before: 'RecordBreach',
      given: () => ({ type: 'FollowUp', with: 'complainant', outcome: 'satisfied' }),
    });
    await imported([{ State: 'New' }, {}]);
    const { recorded, simulated } = await replayed();
    expect(statusesOf(recorded)).toEqual([['acknowledgement-1', 'kept-late-entry']]);
    expect(ran(simulated.clocks.clocks)).toEqual(ran(recorded.clocks.clocks));
  });

  it('is none where there is no such case', async () => {
    const replay = new Replay(life.store, (state) => Promise.resolve(promisesOn(life.module.catalog, state)));
    expect(await replay.case('c0ffee00-0000-4000-8000-000000000000')).toBeNull();
  });
});
