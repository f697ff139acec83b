import { copyFileSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InMemoryEventStore, verifyStream } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { acceptedDifferences } from './golden-logs/accepted-differences';
import { Answers } from './golden-logs/answers';
import { type Difference, differences } from './golden-logs/differences';
import { appendGolden, type GoldenLog, goldenLogs } from './golden-logs/golden-log';
import { exampleMapping } from './support/real-data';
import { redress, summaryOf } from './support/redress';
import { temporaryDirectory } from './support/temporary';

const MINUTE_MS = 60_000;
const logs = goldenLogs();

/** Opened by the present code, through its upcasters. */
async function found(log: GoldenLog): Promise<readonly Difference[]> {
  const store = new InMemoryEventStore();
  await appendGolden(store, log);
  const answers = new Answers(store, log.now);
  await answers.open();
  try {
    const all: Difference[] = [];
    for (const { question, answer } of log.answers) {
      all.push(...differences(question, answer, await answers.to(question)));
    }
    return all;
  } finally {
    await answers.close();
  }
}

const isAt = (path: string, begin: string): boolean => path === begin || path.startsWith(`${begin}/`);

describe.each(logs.map((log) => [log.name, log] as const))('the golden log %s', (name, log) => {
  const accepted = acceptedDifferences.filter((each) => each.log === name);

  it('is whole: every hash and every chain', () => {
    const streams = Map.groupBy(log.events, ({ stream }) => stream);
    for (const [stream, events] of streams) {
      // What keeps the fingerprint of the secret is not sealed.
      if (stream.startsWith('settings-')) continue;
      expect(() => verifyStream(events.map((event) => ({ ...event, position: '' })))).not.toThrow();
    }
    expect(log.answers.length).toBeGreaterThan(streams.size);
  });

  it(
    'is answered as by the version that made it, but for what the changelog says',
    async () => {
      const all = await found(log);
      const isAccepted = ({ about, path }: Difference): boolean =>
        accepted.some((each) => each.about.includes(about) && isAt(path, each.path));
      const unforeseen = all.filter((difference) => !isAccepted(difference));
      // All of them at once, short: who accepts them has to look at each.
      expect(unforeseen.map((it) => JSON.stringify(it))).toEqual([]);
      const unused = accepted.flatMap(({ about, path }) =>
        about.filter((id) => !all.some((it) => it.about === id && isAt(it.path, path))).map((id) => `${id} ${path}`),
      );
      expect(unused).toEqual([]);
    },
    MINUTE_MS,
  );

  const { imported } = log;
  if (imported === undefined) return;
  it('takes in the file it came from once more, and no event is new', async () => {
    const dataDir = temporaryDirectory();
    const store = await SqliteEventStore.open({ file: join(dataDir, 'log.db') });
    await appendGolden(store, log);
    await store.close();
    const file = join(dataDir, imported.file);
    copyFileSync(join(log.directory, imported.file), file);
    const args = ['import', file, '--mapping', exampleMapping(imported.mapping)];
    const outcome = await redress([...args, '--data-dir', dataDir, '--policy', imported.policy], {
      REDRESS_SECRET: log.secret,
    });
    expect(summaryOf(outcome)).toEqual({ ...imported.summary, newEvents: 0 });
    expect(imported.summary['newEvents']).toBeGreaterThan(100);
  });
});

describe('accepted differences', () => {
  const changelog = readFileSync(resolve(__dirname, '../../../CHANGELOG.md'), 'utf8').replaceAll(/\s+/g, ' ');

  it('are of logs that there are, and stand in the changelog', () => {
    for (const { log, reason } of acceptedDifferences) {
      expect(logs.map(({ name }) => name)).toContain(log);
      expect(changelog).toContain(reason);
    }
  });
});

describe('a difference', () => {
  const question = { case: 'c0000000-0000-4000-8000-000000000001' };

  it('is a value that changed, not a member that is new', () => {
    const recorded = { status: 'received', clocks: [{ id: 'a' }, { id: 'b' }] };
    expect(differences(question, recorded, { ...recorded, isNew: true })).toEqual([]);
    expect(differences(question, recorded, { ...recorded, clocks: [{ id: 'a' }, { id: 'c' }] })).toEqual([
      { about: question.case, question, path: '/now/clocks/1/id', recorded: 'b', present: 'c' },
    ]);
    expect(differences(question, recorded, { refused: 'CaseNotFoundError' })).toHaveLength(2);
  });

  it('of a row belongs to its case, of the order to the list', () => {
    const list = { list: 'cases', query: {} } as const;
    const recorded = { order: [question.case], rows: { [question.case]: { level: 1 } } };
    const present = { order: [question.case], rows: { [question.case]: { level: 2 } } };
    expect(differences(list, recorded, present)).toMatchObject([{ about: question.case, path: '/cases/level' }]);
    expect(differences(list, recorded, { order: [], rows: {} })).toMatchObject([
      { about: 'cases', path: '/cases/order' },
    ]);
  });
});
