import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Asker, DEFAULT_QUESTION_LIMITS, type QuestionLimits } from './asker';
import { CallerGoneError, QuestionTimeoutError, ReadModelBehindError } from './errors';
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
    { name: 'serving', answer: ({ builds }) => ({ there: builds.inRole('a', 'serving')?.version }) },
    { name: 'writing', answer: ({ builds }) => builds.add('a', 1, 'serving') },
  ];
`;
const question = <Asked>(name: string, answer: Question<Asked, unknown>['answer'] = () => 'here') => ({ name, answer });
const behind = question('behind', (database) => database.read('a', [1], () => 'here'));
const serving = question('serving', ({ builds }) => builds.inRole('a', 'serving')?.version);
class Refusal extends Error {}

describe('questions that may take long', () => {
  let directory: string;
  let database: ReadModelDatabase;

  function open(questions: QuestionLimits = DEFAULT_QUESTION_LIMITS): ReadModelDatabase {
    const [file, projectionsModule] = [join(directory, 'read-models.db'), join(directory, 'module.js')];
    return ReadModelDatabase.open({ file, projectionsModule, questions });
  }
  const asker = (key: string): Asker & { readonly leave: () => void } => {
    const caller = new AbortController();
    return { key, signal: caller.signal, leave: () => caller.abort(new CallerGoneError()) };
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'redress-questions-'));
    writeFileSync(join(directory, 'module.js'), MODULE);
    database = open();
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

  it('are answered to each key in turn, however much another one asks', async () => {
    const order: string[] = [];
    const ask = (key: string): Promise<unknown> =>
      database.ask(question('slow'), 5, asker(key)).then(() => order.push(key));
    await Promise.all(['a', 'a', 'a', 'a', 'b', 'b', 'c'].map(ask));
    expect(order).toEqual(['a', 'a', 'b', 'c', 'a', 'b', 'a']);
  });

  it('are not answered when nobody waits any more, and hold up nobody', async () => {
    const [first, gone, last] = [asker('a'), asker('a'), asker('b')];
    const answered = database.ask(question('slow'), 50, first);
    // Asked, it would end the thread.
    const dropped = database.ask(question('last'), null, gone);
    gone.leave();
    await expect(dropped).rejects.toBeInstanceOf(CallerGoneError);
    await expect(database.ask(question('last'), null, gone)).rejects.toBeInstanceOf(CallerGoneError);
    await expect(database.ask(question('slow'), 0, last)).resolves.toBe('there');
    await expect(answered).resolves.toBe('there');
  });

  it('that are being answered are dropped, too; the next one gets its own answer', async () => {
    const leaving = asker('a');
    const dropped = database.ask(question('slow'), 100, leaving);
    const next = database.ask(serving, null, asker('b'));
    leaving.leave();
    await expect(dropped).rejects.toBeInstanceOf(CallerGoneError);
    await expect(next).resolves.toEqual({ there: undefined });
  });

  it('are refused when as many wait as may', async () => {
    await database.close();
    database = open({ waiting: { all: 2, perKey: 1 }, deadlineMs: 60_000 });
    const ask = (key: string): Promise<unknown> => database.ask(question('slow'), 20, asker(key));
    const [running, a, b] = [ask('a'), ask('a'), ask('b')];
    await expect(ask('a')).rejects.toMatchObject({ name: 'TooManyQuestionsError', whose: 'key' });
    await expect(ask('c')).rejects.toMatchObject({ name: 'TooManyQuestionsError', whose: 'all' });
    expect(await Promise.all([running, a, b])).toEqual(['there', 'there', 'there']);
    await expect(ask('c')).resolves.toBe('there');
  });

  it('have no answer after their deadline, neither those that wait nor the one that is being answered', async () => {
    await database.close();
    database = open({ ...DEFAULT_QUESTION_LIMITS, deadlineMs: 100 });
    const [late, waiting] = [database.ask(question('slow'), 2_000), database.ask(question('last'), null)];
    await expect(late).rejects.toBeInstanceOf(QuestionTimeoutError);
    await expect(waiting).rejects.toBeInstanceOf(QuestionTimeoutError);
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
    await expect(database.ask(question('writing'), null)).rejects.toMatchObject({
      code: 'ERR_SQLITE_ERROR',
      errcode: 8,
    });
    expect(database.builds.inRole('a', 'serving')).toBeNull();
  });

  it('that end their thread are not asked again; the others are answered by another', async () => {
    const [lost, waiting] = [database.ask(question('last'), null), database.ask(question('slow'), 0)];
    await expect(lost).rejects.toMatchObject({ code: 'thread-ended' });
    await expect(waiting).resolves.toBe('there');
    await expect(database.ask(question('slow'), 0)).resolves.toBe('there');
  });

  it('that end their thread while it is being closed are told so', async () => {
    await database.ask(question('slow'), 0);
    const lost = database.ask(question('last'), null);
    await Promise.all([expect(lost).rejects.toMatchObject({ code: 'thread-ended' }), database.close()]);
  });

  it('are asked of the new file when it was begun anew; meanwhile whoever asks is told to come again', async () => {
    database.write(() => database.builds.add('a', 1, 'serving'));
    await expect(database.ask(serving, null)).resolves.toEqual({ there: 1 });
    const [answered, waiting] = [database.ask(question('slow'), 50), database.ask(question('slow'), 0)];
    const begun = database.startOver('is damaged');
    await expect(database.ask(behind, null)).rejects.toBeInstanceOf(ReadModelBehindError);
    await expect(waiting).rejects.toBeInstanceOf(ReadModelBehindError);
    await expect(answered).resolves.toBe('there');
    await begun;
    database.write(() => database.builds.add('a', 2, 'serving'));
    await expect(database.ask(serving, null)).resolves.toEqual({ there: 2 });
  });

  it('are answered on the calling thread when somebody else has put another file in its place', async () => {
    database.write(() => database.builds.add('a', 1, 'serving'));
    const other = ReadModelDatabase.open({ file: join(directory, 'read-models.db') });
    await other.startOver('is damaged');
    await expect(database.ask(serving, null)).resolves.toBe(1);
    await other.close();
  });

  it('are answered on the calling thread when somebody has deleted the file', async () => {
    rmSync(join(directory, 'read-models.db'));
    await expect(database.ask(question('slow'), 0)).resolves.toBe('here');
  });

  it('leave no write-ahead log behind, in which what was withheld could still be read', async () => {
    for (let n = 0; n < 5; n++) {
      await database.ask(question('slow'), 0);
      await database.close();
      expect(readdirSync(directory).sort()).toEqual(['module.js', 'read-models.db']);
      database = open();
    }
  });

  it('are answered on the calling thread where there is no other', async () => {
    const alone = ReadModelDatabase.open({ file: ':memory:', projectionsModule: join(directory, 'module.js') });
    await expect(alone.ask(question('slow'), 0)).resolves.toBe('here');
    await alone.close();
  });
});
