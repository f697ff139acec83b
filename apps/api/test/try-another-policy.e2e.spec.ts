import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeBlocks } from './code-blocks';
import { Service, temporaryDirectory } from './service';
import { statuses, walked } from './walk';

/** As the log has them: incidents of nobody, one in time, one that took seven days, one that waited, one that is open. */
const ROWS = [
  ['1-1', '2012-04-02T09:00:00', 'Accepted', 'In Progress'],
  ['1-1', '2012-04-03T10:00:00', 'Completed', 'Resolved'],
  ['1-2', '2012-04-10T09:00:00', 'Queued', 'Awaiting Assignment'],
  ['1-2', '2012-04-10T11:00:00', 'Accepted', 'In Progress'],
  ['1-2', '2012-04-19T10:00:00', 'Completed', 'Resolved'],
  ['1-3', '2012-05-02T09:00:00', 'Accepted', 'In Progress'],
  ['1-3', '2012-05-02T10:00:00', 'Accepted', 'Wait - User'],
  ['1-3', '2012-05-14T10:00:00', 'Accepted', 'In Progress'],
  ['1-3', '2012-05-15T10:00:00', 'Completed', 'In Call'],
  ['1-4', '2012-05-21T09:00:00', 'Queued', 'Awaiting Assignment'],
] as const;

function incidents(): string {
  const header =
    'SR Number,Change Date+Time,Status,Sub Status,Involved ST,ST Level,SR Latest Impact,Product,Country,Owner Country,Owner First Name';
  const lines = ROWS.map(
    ([key, at, status, sub]) => `${key},${at}+01:00,${status},${sub},V30,L1,Medium,PROD1,se,Sweden,Ann`,
  );
  return `${[header, ...lines].join('\n')}\n`;
}

describe('the page about trying another policy, word for word', () => {
  const directory = temporaryDirectory();
  let service: Service;
  let walk: readonly string[];

  beforeAll(async () => {
    const [file, dataDir] = [join(directory.path, 'incidents.csv'), join(directory.path, 'data')];
    writeFileSync(file, incidents());
    service = await Service.start({ dataDir });
    const env = { INCIDENTS: file, REDRESS_DATA_DIR: dataDir };
    walk = await walked(service, codeBlocks('docs/how-to/try-another-policy.md', 'simulation'), env);
  }, 60_000);

  afterAll(async () => {
    await service.stop();
    directory.remove();
  });

  const linesOf = (index: number) =>
    (walk[index] as string).split('\n').map((line) => JSON.parse(line) as Record<string, never>);
  const resultOf = (index: number) => linesOf(index).at(-1)?.['result'];

  it('publishes the calendar and the policy, and imports the log under it', () => {
    expect(statuses(walk[0])).toEqual(['201', '201']);
    expect(JSON.parse(walk[1]?.split('\n').at(-1) ?? '')).toMatchObject({ rows: 10, taken: 10, cases: 4 });
  });

  it('comes to what is on record under the same policy', () => {
    expect(linesOf(2)[0]).toEqual({ progress: { receipts: 0, cases: 0 } });
    const { cases, recorded, simulated, changed } = resultOf(2)!;
    expect(cases).toBe(4);
    expect(simulated).toEqual(recorded);
    const none = { becameKept: 0, becameBroken: 0, otherwise: 0, notPromised: 0, newlyPromised: 0, first: [] };
    expect(changed).toEqual(none);
    // Nobody took up the last one.
    expect(recorded).toMatchObject({ promises: { kept: 6, broken: 2, running: 0 } });
  });

  it('shows what a shorter promise would have come to', () => {
    expect(resultOf(3)).toMatchObject({
      cases: 4,
      simulated: {
        promises: { kept: 2, broken: 2 },
        lines: [{ policy: { name: 'three-days', version: null }, metric: 'resolution' }],
      },
      changed: { becameKept: 0, becameBroken: 1, notPromised: 4, newlyPromised: 0 },
    });
    expect(resultOf(3)!['changed']['first']).toMatchObject([
      {
        clock: 'resolution-1',
        recorded: { outcome: 'kept' },
        simulated: { outcome: 'broken', dueAt: '2012-04-13T15:00:00.000Z' },
      },
    ]);
  });

  it('counts by another calendar the cases of a month', () => {
    // Eighty hours are over in four days and nights.
    expect(resultOf(4)).toMatchObject({ cases: 2, changed: { becameKept: 0, becameBroken: 1 } });
  });
});
