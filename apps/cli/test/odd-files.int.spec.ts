import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseStream } from '@redress/application';
import { type StoredEvent } from '@redress/event-store';
import { withLog } from './support/log';
import { importedId, type Outcome, redress, summaryOf } from './support/redress';
import { temporaryDirectory, temporaryFile } from './support/temporary';

const FIXTURES = join(__dirname, 'fixtures/import');
const fixture = (name: string): string => join(FIXTURES, name);

interface Imported extends Outcome {
  readonly dataDir: string;
}

async function imported(file: string, mapping: string): Promise<Imported> {
  const dataDir = temporaryDirectory();
  const outcome = await redress(['import', file, '--mapping', mapping, '--data-dir', dataDir]);
  return { ...outcome, dataDir };
}

/** A fixture under its own mapping, changed. */
const changed = (mapping: string, from: string, to: string): string =>
  temporaryFile(mapping, readFileSync(fixture(mapping), 'utf8').replace(from, to));

const streamOf = ({ dataDir }: Imported, mapping: string, key: string): Promise<readonly StoredEvent[]> =>
  withLog(dataDir, (store) => store.readStream(caseStream(importedId(mapping, key))));
const typesOf = async (run: Imported, mapping: string, key: string) =>
  (await streamOf(run, mapping, key)).map(({ type }) => type);
const rejectsOf = ({ dataDir }: Imported, mapping: string) =>
  readFileSync(join(dataDir, 'rejects', `${mapping}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { line: number; rule: string });

describe('line ends', () => {
  const LIFE = ['ComplaintReceived', 'ComplaintAcknowledged', 'ComplaintResolved'];
  const rows = ['Ticket,When,State', '17,2026-03-02T09:00:00,New', '17,2026-03-02T09:20:00,Working'];
  const whole = [...rows, '17,2026-03-04T10:00:00,Done'];

  it.each([
    ['csv-crlf-last-row-lf.csv', fixture('csv-crlf-last-row-lf.csv')],
    ['csv-header-lf-rows-crlf.csv', fixture('csv-header-lf-rows-crlf.csv')],
    ['LF', temporaryFile('a.csv', `${whole.join('\n')}\n`)],
    ['CRLF', temporaryFile('a.csv', `${whole.join('\r\n')}\r\n`)],
    ['CR', temporaryFile('a.csv', `${whole.join('\r')}\r`)],
    ['CR, without a last one', temporaryFile('a.csv', whole.join('\r'))],
    ['LF, then CR', temporaryFile('a.csv', `${rows.join('\n')}\n${whole[3]}\r`)],
  ])('are taken as they come: %s', async (_what, file) => {
    const run = await imported(file, fixture('csv-eol-mapping.yaml'));
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(await typesOf(run, 'desk2', '17')).toEqual(LIFE);
  });

  it.each(['\n', '\r\n', '\r'])('are taken as they come in JSON lines: %j', async (end) => {
    const lines = ['a', 'b'].map((id) => JSON.stringify({ id, at: '2026-03-02T09:00:00Z', state: 'New', text: 'x' }));
    const run = await imported(temporaryFile('a.jsonl', lines.join(end)), fixture('jsonl-mapping.yaml'));
    expect(summaryOf(run)).toMatchObject({ rows: 2, taken: 2 });
  });
});

describe('what stands before the header', () => {
  const mapping = temporaryFile(
    'desk.yaml',
    'name: desk\nformat: csv\ncaseKey: [Ticket]\nat: { column: When, format: iso, zone: UTC }\ncommands: []\n',
  );

  it('may be the line by which Excel knows the delimiter', async () => {
    const text = 'sep=;\r\nTicket;When;State\r\n17;2026-03-02T09:00:00;New\r\n';
    const semicolons = changed('csv-eol-mapping.yaml', 'format: csv', "format: csv\ndelimiter: ';'");
    const run = await imported(temporaryFile('sep.csv', text), semicolons);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(summaryOf(run)).toMatchObject({ rows: 1, taken: 1 });
    const [received] = await streamOf(run, 'desk2', '17');
    expect(JSON.parse(received?.metadata ?? '')).toMatchObject({ source: { line: 3 } });
  });

  it('csv-sep-line.csv', async () => {
    const mail = temporaryFile(
      'mail.yaml',
      `name: mail
format: csv
caseKey: [Ticket]
at: { column: When, format: iso, zone: UTC }
actor: { id: '{Who}' }
commands:
  - command: ReceiveComplaint
    when: new
    with: { channel: mail, complainant: { name: '{Name}', email: '{Mail}' }, text: '{What}' }
`,
    );
    const run = await imported(fixture('csv-sep-line.csv'), mail);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(await typesOf(run, 'mail', '1')).toEqual(['ComplaintReceived']);
  });

  it('may not name another delimiter than the mapping', async () => {
    const run = await imported(temporaryFile('sep.csv', 'sep=;\nTicket;When\n'), mapping);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('sep.csv:1: says that its delimiter is ";", the mapping says ","');
  });

  it('may not be a title', async () => {
    const run = await imported(temporaryFile('t.csv', 'Complaints of March\n\nTicket,When\n1,2026-03-02\n'), mapping);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('t.csv:1: the header has not got every column that the mapping reads');
    expect(run.stderr).toContain('It has: Complaints of March');
  });
});

describe('files as other programs write them', () => {
  it.each([
    ['wronghead.csv', 'wronghead.csv:1: the header has not got every column that the mapping reads'],
    ['twocols.csv', 'twocols.csv:1: the header has not got every column that the mapping reads'],
    ['nullv.csv', `nullv.csv:2: the column "Who" says "NULL": if it stands for a blank, say "blanks: ['NULL']"`],
    ['cp1252.csv', 'cp1252.csv:2: is not UTF-8'],
    ['utf16.csv', 'utf16.csv: is UTF-16: save it as UTF-8'],
  ])('%s stops the import before it began', async (name, message) => {
    const run = await imported(fixture(name), fixture('base.yaml'));
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(message);
  });

  it.each([
    ['epoch.csv', 'When: "1772442000"'],
    ['mon.csv', 'When: "02-Mar-2026 09:00"'],
    ['ampm-dots.csv', 'When: "02/03/2026 9:00 a.m."'],
  ])('%s has no row that can be taken: that is no success', async (name, value) => {
    const run = await imported(fixture(name), fixture('base.yaml'));
    expect(run.code).toBe(1);
    expect(summaryOf(run)).toMatchObject({ rows: 2, taken: 0, rejected: 2, newEvents: 0 });
    expect(run.stderr).toContain('No row could be taken, 2 rejected');
    expect(run.stderr).toContain('Line 2: bad-instant');
    expect(run.stderr).toContain(value);
  });

  it('headeronly.csv is an export of nothing, and that is said', async () => {
    const run = await imported(fixture('headeronly.csv'), fixture('base.yaml'));
    expect(run).toMatchObject({ code: 0, stderr: 'The file has no rows.\n' });
    expect(summaryOf(run)).toMatchObject({ rows: 0 });
  });

  it('nullv.csv is read as the mapping says: as blank, or as it stands there', async () => {
    const actor = async (blanks: string) => {
      const run = await imported(fixture('nullv.csv'), changed('base.yaml', 'format: csv', `format: csv\n${blanks}`));
      expect(run).toMatchObject({ code: 0, stderr: '' });
      const [received] = await streamOf(run, 'desk', '17');
      return (JSON.parse(received?.metadata ?? '') as { actor: { id: string } }).actor.id;
    };
    expect(await actor('blanks: [NULL]')).toBe('import:desk');
    expect(await actor('blanks: []')).toBe('NULL');
  });

  it('a file of UTF-16 that has no mark is known by its header', async () => {
    const text = Buffer.from('Ticket,When,State,Who,What\n', 'utf16le');
    const run = await imported(temporaryFile('bare.csv', text), fixture('base.yaml'));
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('bare.csv:1: the header has NUL characters: is the file UTF-16?');
  });
});

describe('values', () => {
  it('blank.csv: a blank cell is blank, whatever the map has', async () => {
    const mapping = temporaryFile(
      'blank.yaml',
      `name: blank
format: csv
caseKey: [Id]
at: { column: When, format: iso, zone: UTC }
values:
  prio: { column: Prio, map: { high: high } }
commands:
  - command: ReceiveComplaint
    when: new
    with: { channel: desk, complainant: { unknown: true }, text: { unknown: true }, severity: { value: prio } }
`,
    );
    const run = await imported(fixture('blank.csv'), mapping);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const severities = await Promise.all(
      ['1', '2'].map(async (key) => {
        const [received] = await streamOf(run, 'blank', key);
        return (JSON.parse(received?.data ?? '') as { severity?: string }).severity;
      }),
    );
    expect(severities).toEqual(['high', undefined]);
  });

  it('yaml-numbers: a number in a mapping is the text that stands there', async () => {
    const run = await imported(fixture('yaml-numbers.csv'), fixture('yaml-numbers.yaml'));
    expect(summaryOf(run)).toMatchObject({ rows: 9, taken: 8, rejected: 1 });
    expect(rejectsOf(run, 'yy')).toMatchObject([{ line: 10, rule: 'unmapped-value' }]);
    const told = await Promise.all(
      ['1', '2', '3', '4', '5', '6', '7', '8'].map(async (key) => {
        const events = await streamOf(run, 'yy', key);
        const [received, ...rest] = events.map(({ data }) => JSON.parse(data) as Said);
        return [received?.severity, ...rest.map(({ personal }) => personal?.text)];
      }),
    );
    expect(told).toEqual([
      ['low', 'code 1.10'],
      ['medium', 'code in'],
      ['high', 'code in'],
      ['critical', 'code in'],
      ['high', 'code in'],
      ['medium'],
      ['high'],
      ['low'],
    ]);
  });

  it('jsonl-member-twice.jsonl: an object with a member that stands twice is rejected, with its line', async () => {
    const run = await imported(fixture('jsonl-member-twice.jsonl'), fixture('jsonl-mapping.yaml'));
    expect(run.code).toBe(1);
    expect(rejectsOf(run, 'jl')).toMatchObject([{ line: 1, rule: 'not-an-object' }]);
  });
});

describe('an e-mail address that can be none', () => {
  it('is left out and counted, and the row is on record', async () => {
    const mapping = temporaryFile(
      'mail.yaml',
      `name: mail
format: csv
caseKey: [Id]
at: { column: When, format: iso, zone: UTC }
commands:
  - command: ReceiveComplaint
    when: new
    with: { channel: mail, complainant: { name: '{Name}', email: '{Mail}' }, text: { unknown: true } }
`,
    );
    const rows = [
      '1,2026-03-02T09:00:00,Jo,jo@example.org ',
      '2,2026-03-02T09:00:00,Ann,nope',
      '3,2026-03-02T09:00:00,Bo,',
    ];
    const run = await imported(temporaryFile('m.csv', ['Id,When,Name,Mail', ...rows].join('\n')), mapping);
    expect(run).toMatchObject({ code: 0, stderr: 'E-mail addresses that can be none, left out: 1.\n' });
    const summary = { rows: 3, taken: 3, rejected: 0, cases: 3, newEvents: 3 };
    expect(summaryOf(run)).toEqual({ ...summary, addressesLeftOut: 1 });
    const complainants = await Promise.all(
      ['1', '2', '3'].map(async (key) => {
        const [received] = await streamOf(run, 'mail', key);
        return (JSON.parse(received?.data ?? '') as { personal: { complainant: object } }).personal.complainant;
      }),
    );
    expect(complainants).toEqual([{ name: 'Jo', email: 'jo@example.org ' }, { name: 'Ann' }, { name: 'Bo' }]);
  });
});

interface Said {
  readonly severity?: string;
  readonly personal?: { readonly text?: string };
}
