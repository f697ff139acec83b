// The example mappings on files in the form of the public ones they were written for. The rows are made up: the real data
// is no part of the repository.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { caseModule } from '@redress/application';
import { SYSTEM_ACTOR } from '@redress/domain';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { below, oneOf, seeded } from '../../torture/random.mjs';

const root = resolve(import.meta.dirname, '../..');
const { main } = createRequire(import.meta.url)(join(root, 'apps/cli/dist/main.js'));
const example = (path) => JSON.parse(readFileSync(join(root, 'docs/examples', path), 'utf8'));
const SECRET = 'a secret for golden logs alone, 01';
const HOUR_MS = 3_600_000;

export function imports(directory) {
  const files = { volvo: volvoRows(seeded(2013)), cfpb: cfpbRows(seeded(2016)) };
  return Object.entries(files).map(
    ([name, rows]) =>
      () =>
        imported(directory, name, rows),
  );
}

async function imported(directory, name, rows) {
  const file = `${name}.csv`;
  writeFileSync(join(directory, file), `${rows.join('\n')}\n`);
  const dataDir = mkdtempSync(join(tmpdir(), 'golden-'));
  await publish(dataDir);
  const policy = 'incident-desk';
  const mapping = join(root, 'docs/examples/mappings', `${name}.yaml`);
  const args = ['import', join(directory, file), '--mapping', mapping, '--data-dir', dataDir, '--policy', policy];
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await main(args, { stdout, stderr, env: { REDRESS_SECRET: SECRET } });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  if (code !== 0) throw new Error(err);
  const summary = JSON.parse(out.trim().split('\n').at(-1));
  const store = await SqliteEventStore.open({ file: join(dataDir, 'log.db') });
  const close = store.close.bind(store);
  store.close = async () => {
    await close();
    rmSync(dataDir, { recursive: true });
  };
  const now = new Date().toISOString();
  return { header: { log: name, now, secret: SECRET, imported: { file, mapping: name, policy, summary } }, store };
}

async function publish(dataDir) {
  const store = await SqliteEventStore.open({ file: join(dataDir, 'log.db') });
  const { publishing } = caseModule({ store });
  const give = (command) => publishing.handle({ command, actor: SYSTEM_ACTOR, commandId: randomUUID() });
  const calendar = example('calendars/sweden-office.json');
  await give({ type: 'PublishCalendar', name: 'sweden-office', calendar });
  await give({ type: 'PublishPolicy', name: 'incident-desk', policy: example('policies/incident-desk.json') });
  await store.close();
}

const VOLVO =
  'SR Number,Change Date+Time,Status,Sub Status,Activity,Activity Level,Involved ST Function Div,Involved Org line 3,Involved ST,Involved ST 2,ST Level,SR Latest Impact,Product,Country,Owner Country,Owner First Name,Resource';
const STATUSES = [
  ...Array.from({ length: 6 }, () => 'Accepted,In Progress'),
  ...Array.from({ length: 3 }, () => 'Queued,Awaiting Assignment'),
  ...['Accepted,Assigned', 'Accepted,Wait - User', 'Accepted,Wait - User', 'Accepted,Wait', 'Accepted,Wait - Vendor'],
  ...['Completed,Resolved', 'Completed,Closed', 'Unmatched,Unmatched'],
];

/** Incidents that go from person to person and line to line, wait, are completed, and sometimes go on. */
function volvoRows(random) {
  const rows = Array.from({ length: 36 }, (_none, n) => {
    let at = Date.UTC(2012, 2, 1 + below(random, 40), 7 + below(random, 9));
    const [impact, product] = [oneOf(random, ['Low', 'Medium', 'High', 'Major']), `PROD${1 + below(random, 9)}`];
    return Array.from({ length: 3 + below(random, 12) }, (_row, i) => {
      at += oneOf(random, [0.01, 0.2, 1, 3, 20, 70, i > 2 && random() < 0.1 ? 800 : 5]) * HOUR_MS;
      const [status, subStatus] = (i === 0 ? 'Accepted,In Progress' : oneOf(random, STATUSES)).split(',');
      const [team, level] = oneOf(random, [
        ['D1', 'L1'],
        ['D1', 'L1'],
        ['D2 2nd', 'L2'],
        ['D3 2nd 3rd', 'L2/L3'],
        ['D4 3rd', 'L3'],
      ]);
      const [who, country] =
        random() < 0.1
          ? ['Siebel', 'Sweden']
          : oneOf(random, [
              ['Alva', 'Sweden'],
              ['Bo', 'Sweden'],
              ['Cem', 'POLAND'],
              ['Dia', 'India'],
            ]);
      const stamp = `${new Date(at).toISOString().slice(0, 19)}+01:00`;
      const activity = `${status}-${subStatus}`;
      return [
        `1-9${n}`,
        stamp,
        status,
        subStatus,
        activity,
        `${activity}-${level}`,
        'A9',
        'Org line X',
        team,
        team,
        level,
        impact,
        product,
        'se',
        country,
        who,
        `se-${who}`,
      ].join(',');
    });
  });
  return [VOLVO, ...rows.flat()];
}

const CFPB =
  'Date received,Product,Sub-product,Issue,Sub-issue,Company,State,ZIP code,Consumer consent provided?,Submitted via,Date sent to company,Company response to consumer,Timely response?,Consumer disputed?';

/** Complaints of a day each, some of them equal. */
function cfpbRows(random) {
  const rows = Array.from({ length: 40 }, () => {
    const [month, day] = [1 + below(random, 12), 1 + below(random, 28)];
    const product = oneOf(random, ['Mortgage', 'Credit card', 'Debt collection']);
    const via = oneOf(random, ['Web', 'Phone', 'Email', 'Fax', 'Postal mail', 'Referral']);
    const response = oneOf(random, [
      'Closed',
      'Closed with explanation',
      'Closed with monetary relief',
      'In progress',
      'Untimely response',
    ]);
    const [timely, disputed] = [oneOf(random, ['Yes', 'Yes', 'No']), oneOf(random, ['Yes', 'No', ''])];
    return [
      `${month}/${day}/2016`,
      product,
      '',
      '"Fees, and interest"',
      '',
      `Bank ${below(random, 4)}`,
      'ZZ',
      '00000',
      'N/A',
      via,
      `${month}/${day}/2016`,
      response,
      timely,
      disputed,
    ].join(',');
  });
  return [CFPB, ...rows, rows[3], rows[3], rows[7]];
}
