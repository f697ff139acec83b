import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { caseModule, caseStream } from '@redress/application';
import { verifyStream } from '@redress/event-store';
import { csvFile, deskMapping, HEADER, LATE_ROWS, ROWS } from './support/desk';
import { digestOf, everyEvent, withLog } from './support/log';
import { importedId, type Outcome, redress, startRedress, summaryOf } from './support/redress';
import { temporaryDirectory, temporaryFile } from './support/temporary';

const importing = (file: string, dataDir: string, ...rest: string[]): Promise<Outcome> =>
  redress(['import', file, '--mapping', deskMapping(), '--data-dir', dataDir, ...rest]);
const rejectsOf = (file: string): readonly Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const streamOf = (dataDir: string, ticket: string) =>
  withLog(dataDir, (store) => store.readStream(caseStream(importedId('desk', ticket))));
const typesOf = async (dataDir: string, ticket: string): Promise<readonly string[]> =>
  (await streamOf(dataDir, ticket)).map(({ type }) => type);

describe('redress import', () => {
  it('puts the rows of a file on record, and nothing the second time', async () => {
    const [file, dataDir] = [csvFile(ROWS), temporaryDirectory()];
    const first = await importing(file, dataDir);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(summaryOf(first)).toEqual({ rows: 5, taken: 5, rejected: 0, cases: 2, newEvents: 5 });
    expect(await typesOf(dataDir, '1')).toEqual(['ComplaintReceived', 'HandlerAssigned', 'ComplaintResolved']);
    expect(verifyStream(await streamOf(dataDir, '2')).revision).toBe(1);
    const second = await importing(file, dataDir);
    expect(second.code).toBe(0);
    expect(summaryOf(second)).toEqual({ rows: 5, taken: 5, rejected: 0, cases: 2, newEvents: 0 });
  });

  it('makes a log that only its own user can read, whatever the umask', async () => {
    const umask = process.umask(0o022);
    const dataDir = join(temporaryDirectory(), 'new');
    try {
      await importing(csvFile(ROWS), dataDir);
    } finally {
      process.umask(umask);
    }
    expect([dataDir, join(dataDir, 'log.db')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
  });

  it('makes no empty log in place of one that is gone', async () => {
    const dataDir = temporaryDirectory();
    writeFileSync(join(dataDir, 'log.json'), '{"id":"x"}');
    const { code, stderr } = await importing(csvFile(ROWS), dataDir);
    expect([code, existsSync(join(dataDir, 'log.db'))]).toEqual([1, false]);
    expect(stderr).toMatch(/log\.db is gone, the log of .* restore it from a backup/);
    expect((await importing(csvFile(ROWS), dataDir, '--log', join(dataDir, 'other.db'))).code).toBe(0);
  });

  it('says at once that its data directory cannot be made', async () => {
    const { code, stderr } = await importing(csvFile(ROWS), '/proc/redress/data');
    expect([code, stderr.trim().split('\n').length]).toEqual([1, 1]);
    expect(stderr).toContain('/proc/redress/data');
  });

  it('takes the rows that were added since', async () => {
    const dataDir = temporaryDirectory();
    await importing(csvFile(ROWS.slice(0, 3)), dataDir);
    const grown = await importing(csvFile(ROWS), dataDir);
    expect(summaryOf(grown)).toEqual({ rows: 5, taken: 5, rejected: 0, cases: 2, newEvents: 2 });
  });

  it('comes to the same record from any form of the file', async () => {
    const content = `${[HEADER, ...ROWS].join('\n')}\n`;
    const sorted = [...ROWS].sort();
    const files = [
      csvFile(ROWS),
      csvFile(sorted),
      temporaryFile('desk.csv.gz', gzipSync(content)),
      temporaryFile('desk.csv', `\ufeff${content.replaceAll('\n', '\r\n')}`),
    ];
    const said = await Promise.all(
      files.map(async (file) => {
        const dataDir = temporaryDirectory();
        await importing(file, dataDir);
        return Promise.all(
          ['1', '2'].map(async (ticket) => (await streamOf(dataDir, ticket)).map(({ type, data }) => [type, data])),
        );
      }),
    );
    expect(new Set(said.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('reads JSON lines', async () => {
    const lines = ROWS.map((row) => {
      const [Ticket, When, State, Who, Text] = row.split(',');
      return JSON.stringify({ Ticket: Number(Ticket), When, State, Who, ...(Text === '' ? {} : { Text }) });
    });
    const [file, dataDir] = [temporaryFile('desk.jsonl', lines.join('\n')), temporaryDirectory()];
    const mapping = deskMapping({ 'format: csv': 'format: jsonl' });
    const outcome = await redress(['import', file, '--mapping', mapping, '--data-dir', dataDir]);
    expect(summaryOf(outcome)).toEqual({ rows: 5, taken: 5, rejected: 0, cases: 2, newEvents: 5 });
  });

  it('writes each rejected row with its line, case, rule, sentence and columns', async () => {
    const file = csvFile([...ROWS, ...LATE_ROWS, '4,yesterday,New,Ann,', ',2026-03-02T09:00:00,New,Ann,', '5,6']);
    const dataDir = temporaryDirectory();
    const outcome = await importing(file, dataDir);
    const path = join(dataDir, 'rejects', 'desk.jsonl');
    expect(outcome).toMatchObject({ code: 0, stderr: `Rejected rows: 4; see ${path}.\n` });
    expect(summaryOf(outcome)).toEqual({ rows: 10, taken: 6, rejected: 4, cases: 3, newEvents: 7 });
    const rejects = rejectsOf(path);
    expect(rejects.map(({ line, case: key, rule }) => [line, key, rule])).toEqual(
      expect.arrayContaining([
        [8, '3', 'reopen-window-over'],
        [9, '4', 'bad-instant'],
        [10, null, 'no-case-key'],
        [11, null, 'wrong-columns'],
      ]),
    );
    const late = rejects.find(({ line }) => line === 8);
    expect(late?.['sentence']).toContain('receive a new complaint and link the two');
    expect(late?.['row']).toEqual({ Ticket: '3', When: '2026-03-02T09:00:00', State: 'Working', Who: 'Bo', Text: '' });
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('rejects the same rows in every run', async () => {
    const [file, dataDir] = [
      csvFile([...ROWS, ...LATE_ROWS, '3,2026-03-05T09:00:00,Closed,Bo,']),
      temporaryDirectory(),
    ];
    const rejects = temporaryFile('rejects.jsonl', 'of an earlier import\n');
    await importing(file, dataDir, '--rejects', rejects);
    const first = readFileSync(rejects, 'utf8');
    const again = await importing(file, dataDir, '--rejects', rejects, '--quiet');
    expect(again.stderr).toBe('');
    expect(rejectsOf(rejects)).toHaveLength(1);
    expect(readFileSync(rejects, 'utf8')).toBe(first);
    expect(existsSync(join(dataDir, 'rejects'))).toBe(false);
  });

  it('empties the reject file of an earlier run when nothing is rejected any more', async () => {
    const dataDir = temporaryDirectory();
    await importing(csvFile(LATE_ROWS), dataDir);
    await importing(csvFile(LATE_ROWS.slice(0, 1)), dataDir);
    expect(rejectsOf(join(dataDir, 'rejects', 'desk.jsonl'))).toEqual([]);
  });

  it('records nothing in a dry run, and says what it would', async () => {
    const dataDir = join(temporaryDirectory(), 'data');
    const outcome = await importing(csvFile([...ROWS, ...LATE_ROWS]), dataDir, '--dry-run');
    expect(outcome.code).toBe(0);
    expect(summaryOf(outcome)).toEqual({ rows: 7, taken: 6, rejected: 1, cases: 3, newEvents: 7 });
    expect(outcome.stderr).toContain('nothing was recorded');
    expect(existsSync(dataDir)).toBe(false);
  });

  it('knows in a dry run what is on record already, and leaves it as it is', async () => {
    const dataDir = temporaryDirectory();
    await importing(csvFile(ROWS.slice(0, 3)), dataDir);
    const before = await withLog(dataDir, digestOf);
    const rejects = join(temporaryDirectory(), 'rejects.jsonl');
    const outcome = await importing(csvFile([...ROWS, ...LATE_ROWS]), dataDir, '--dry-run', '--rejects', rejects);
    expect(summaryOf(outcome)).toMatchObject({ taken: 6, newEvents: 4 });
    expect(rejectsOf(rejects)).toHaveLength(1);
    expect(await withLog(dataDir, digestOf)).toEqual(before);
  });

  it('shares the log with a service that runs, and goes on behind what people did there', async () => {
    const dataDir = temporaryDirectory();
    await withLog(dataDir, async (store) => {
      const { service } = caseModule({ store });
      expect(summaryOf(await importing(csvFile(ROWS.slice(0, 2)), dataDir))).toMatchObject({ newEvents: 2 });
      await service.handle({
        caseId: importedId('desk', '1'),
        command: { type: 'AddNote', text: 'Called back' },
        actor: { id: 'ana', kind: 'person', role: 'agent' },
        commandId: 'e4b3f3c7-6a7c-4a53-8b55-7f0e2f1a7d11',
      });
      expect(summaryOf(await importing(csvFile(ROWS), dataDir))).toMatchObject({ taken: 5, newEvents: 3 });
    });
    expect(await typesOf(dataDir, '1')).toEqual([
      'ComplaintReceived',
      'HandlerAssigned',
      'NoteAdded',
      'ComplaintResolved',
    ]);
  });

  it('may run twice at once', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${i % 100},2026-03-02T09:00:00,S${i},Ann,`);
    const [file, dataDir] = [csvFile(rows), temporaryDirectory()];
    // The log is there already: this is about two imports, not about two that make one log.
    await withLog(dataDir, (store) => store.head());
    const outcomes = await Promise.all([1, 2].map(() => importing(file, dataDir)));
    const summaries = outcomes.map((outcome) => summaryOf(outcome) as { newEvents: number; taken: number });
    expect(summaries.map(({ taken }) => taken)).toEqual([300, 300]);
    expect(summaries.reduce((sum, { newEvents }) => sum + newEvents, 0)).toBe(300);
    const events: string[] = [];
    await withLog(dataDir, async (store) => {
      for await (const { stream, type } of everyEvent(store)) if (stream.startsWith('case-')) events.push(type);
    });
    expect(events).toHaveLength(300);
  });

  it('stops when it is interrupted, and goes on in the next run', async () => {
    const rows = Array.from({ length: 12_000 }, (_, i) => `${i},2026-03-02T09:00:00,New,Ann,${'x'.repeat(100)}`);
    const [file, dataDir] = [csvFile(rows), temporaryDirectory()];
    const args = ['import', file, '--mapping', deskMapping(), '--data-dir', dataDir];
    const { child, outcome } = startRedress(args);
    while (!existsSync(join(dataDir, 'log.db'))) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill('SIGINT');
    const stopped = await outcome;
    expect(stopped).toMatchObject({ code: 1, stderr: expect.stringContaining('it goes on') as unknown });
    const { rows: done, newEvents } = summaryOf(stopped) as { rows: number; newEvents: number };
    expect(done).toBeLessThan(12_000);
    expect(newEvents).toBe(done);
    const resumed = summaryOf(await importing(file, dataDir)) as { newEvents: number };
    expect(newEvents + resumed.newEvents).toBe(12_000);
  }, 30_000);
});

describe('redress import stops with a clear line', () => {
  const failing = async (file: string, args: readonly string[] = []): Promise<Outcome> => {
    const dataDir = temporaryDirectory();
    const outcome = await redress(['import', file, '--mapping', deskMapping(), '--data-dir', dataDir, ...args]);
    expect(outcome.code).toBe(1);
    return outcome;
  };

  it.each([
    ['no file', '/nowhere/desk.csv', '/nowhere/desk.csv: there is no such file\n'],
    ['no CSV', csvFile([...ROWS, '9,"']), 'desk.csv:7: the row that begins here is no CSV: a quote is opened'],
    [
      'missing columns',
      temporaryFile('desk.csv', 'Ticket,When,Status\n1,2026-03-02,New\n'),
      'has not got every column',
    ],
  ])('%s', async (_what, file, message) => {
    const outcome = await failing(file);
    expect(outcome.stderr).toContain(message);
    expect(outcome.stdout).toBe('');
  });

  it('names the columns it misses, where the mapping reads them, and those the file has', async () => {
    const { stderr } = await failing(temporaryFile('desk.csv', 'Ticket,When,Status,Who,Text\n1,2026-03-02,New,Ann,\n'));
    expect(stderr).toMatch(/desk\.yaml:6:8: kept\[0\]: no column "State"/);
    expect(stderr).toContain('It has: Ticket, When, Status, Who, Text');
  });

  it('needs only the columns that place a row in JSON lines', async () => {
    const mapping = deskMapping({ 'format: csv': 'format: jsonl' });
    const run = (line: string) =>
      redress(['import', temporaryFile('a.jsonl', line), '--mapping', mapping, '--data-dir', temporaryDirectory()]);
    expect(summaryOf(await run('{"Ticket": 1, "When": "2026-03-02T09:00:00"}'))).toMatchObject({ taken: 1 });
    const outcome = await run('{"Ticket": 1}');
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('at.column: no column "When"');
  });

  it('before anything is on record, when the file is broken further down', async () => {
    const dataDir = temporaryDirectory();
    await importing(csvFile([...ROWS, '9,"']), dataDir);
    expect(existsSync(join(dataDir, 'log.db'))).toBe(false);
  });

  it('a mapping that cannot be used', async () => {
    const mapping = deskMapping({ 'when: new': 'when: never' });
    const outcome = await redress(['import', csvFile(ROWS), '--mapping', mapping, '--data-dir', temporaryDirectory()]);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toMatch(/desk\.yaml:9:5: commands\[0\]\.when: names no condition/);
  });

  it('a log that is none', async () => {
    const dataDir = temporaryDirectory();
    writeFileSync(join(dataDir, 'log.db'), 'not a database, but long enough to look like one');
    const outcome = await importing(csvFile(ROWS), dataDir);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('log.db');
  });

  it('a reject file that cannot be written', async () => {
    const outcome = await failing(csvFile(ROWS), ['--rejects', temporaryDirectory()]);
    expect(outcome.stderr).toContain('give another with --rejects');
    expect(summaryOf(outcome)).toMatchObject({ rows: 0, newEvents: 0 });
  });
});

describe('the command line', () => {
  it.each([
    [[], 2, 'stderr', 'Usage: redress COMMAND'],
    [['--help'], 0, 'stdout', 'import    put the rows of a file on record'],
    [['improt'], 2, 'stderr', 'There is no command improt.'],
    [['import', '--help'], 0, 'stdout', 'Usage: redress import FILE --mapping'],
    [['import'], 2, 'stderr', 'Which file? Give its path.'],
    [['import', 'a.csv', '--mapping', 'a.yaml', '--force'], 2, 'stderr', "Unknown option '--force'"],
  ] as const)('redress %j ends with %i', async (args, code, stream, text) => {
    const outcome = await redress(args);
    expect(outcome.code).toBe(code);
    expect(outcome[stream]).toContain(text);
  });
});
