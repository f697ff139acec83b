import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Question } from './question';
import { ReadModelDatabase } from './read-model-database';

/** As a module of questions is: what runs in the thread is there only. */
const MODULE = `
  const rest = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  exports.projections = [];
  exports.questions = [
    { name: 'slow', answer: (_, ms) => { rest(ms); return 'there'; } },
    { name: 'refused', answer: () => { throw new Error('lost on the way'); } },
    { name: 'last', answer: () => process.exit(1) },
    { name: 'writing', answer: ({ builds }) => builds.add('a', 1, 'serving') },
  ];
`;
const question = <Asked>(name: string, answer: Question<Asked, unknown>['answer'] = () => 'here') => ({ name, answer });
class Refusal extends Error {}

describe('questions that may take long', () => {
  let directory: string;
  let database: ReadModelDatabase;
  let told: string[];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'redress-questions-'));
    const [file, projectionsModule] = [join(directory, 'read-models.db'), join(directory, 'module.js')];
    writeFileSync(projectionsModule, MODULE);
    told = [];
    const tell = (line: string): unknown => told.push(line);
    database = ReadModelDatabase.open({ file, projectionsModule, logger: { info: tell, warn: tell, error: tell } });
  });
  afterEach(async () => {
    await database.close();
    rmSync(directory, { recursive: true });
  });

  it('are answered while the calling thread goes on', async () => {
    let isAnswered = false;
    const answer = database.ask(question('slow'), 200).finally(() => (isAnswered = true));
    let turns = 0;
    while (!isAnswered) {
      await setImmediate();
      turns += 1;
    }
    expect(await answer).toBe('there');
    // Had it been answered here, there would have been one.
    expect(turns).toBeGreaterThan(10);
  });

  it('are answered one after the other, in the order in which they were asked', async () => {
    const order: number[] = [];
    await Promise.all([30, 0, 10].map((ms) => database.ask(question('slow'), ms).then(() => order.push(ms))));
    expect(order).toEqual([30, 0, 10]);
  });

  it('are refused by who would refuse them on the calling thread', async () => {
    const refuse = question('refused', () => {
      throw new Refusal();
    });
    await expect(database.ask(refuse, null)).rejects.toBeInstanceOf(Refusal);
    await expect(database.ask(question('refused'), null)).resolves.toBe('here');
    await expect(database.ask(question('not in the module'), null)).resolves.toBe('here');
  });

  it('can write nothing', async () => {
    await expect(database.ask(question('writing'), null)).resolves.toBe('here');
    expect(database.builds.inRole('a', 'serving')).toBeNull();
  });

  it('that end their thread are not asked again; the next ones are answered by another', async () => {
    const [lost, waiting] = [database.ask(question('last'), null), database.ask(question('slow'), 0)];
    await expect(lost).rejects.toMatchObject({ code: 'thread-ended' });
    await expect(waiting).rejects.toMatchObject({ code: 'thread-ended' });
    await expect(database.ask(question('slow'), 0)).resolves.toBe('there');
  });

  it('are answered before the file is let go of, and after it was begun anew', async () => {
    const asked = database.ask(question('slow'), 20);
    await database.startOver('is damaged');
    await expect(asked).resolves.toBe('there');
    await expect(database.ask(question('slow'), 0)).resolves.toBe('there');
  });

  it('are answered on the calling thread where there is no other', async () => {
    const alone = ReadModelDatabase.open({ file: ':memory:', projectionsModule: join(directory, 'module.js') });
    await expect(alone.ask(question('slow'), 0)).resolves.toBe('here');
    await alone.close();
  });
});
