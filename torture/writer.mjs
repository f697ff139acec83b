// The process that is killed: log, commands and read models of the service, and 32 writers that give random commands.
// Argument: options as JSON, see `Writers.start`. Begins with what the last process did not finish: retries under the same command id.
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseModule, ensureDefaultPolicy, ProjectorRunner, ReadModelDatabase, systemClock } from '@redress/application';
import { testCaseId, testCommandId } from '@redress/application/testing';
import { defaultPolicy } from '@redress/domain';
import { canonicalJson } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { caseListProjection, DueClocks, projectionsModule } from '@redress/read-models';
import { commandOn, receipt } from './commands.mjs';
import { JournalWriter } from './journal.mjs';
import { below, oneOf, seeded } from './random.mjs';

const WRITERS = 32;
/** Cases that commands are chosen for; of older ones nobody speaks any more. */
const POOL = 400;
const RECEIPTS = 0.15;
const PUBLICATIONS = 0.002;
const actor = { id: 'sue', kind: 'person', role: 'supervisor', name: 'Sue Berg', via: 'desk' };
const admin = { ...actor, id: 'ada', role: 'admin' };

const { dir, notes, seed, clockShiftMs, commands: limit } = JSON.parse(process.argv[2]);
const random = seeded(seed);
const journal = new JournalWriter(join(notes, 'journal'));
const { unfinished, cases } = JSON.parse(readFileSync(join(notes, 'before.json'), 'utf8'));

let shiftMs = clockShiftMs;
const clock = { now: () => systemClock.now() + shiftMs };
const store = acknowledging(await SqliteEventStore.open({ file: join(dir, 'log.db') }));
const module = caseModule({ store, clock });
await ensureDefaultPolicy(module);
const database = ReadModelDatabase.open({ file: join(dir, 'read-models.db'), projectionsModule: projectionsModule() });
const runner = new ProjectorRunner({ store, database, projections: [caseListProjection], clock });
await runner.start();
await module.pairs.start();
const due = module.dueProcessor({ due: new DueClocks(database), progress: runner.progress() });
due.start();

/** Every event that the store said is durable goes into the journal before anybody else hears of it. */
function acknowledging(inner) {
  return new Proxy(inner, {
    get(target, name) {
      if (name !== 'append') {
        const value = target[name];
        return typeof value === 'function' ? value.bind(target) : value;
      }
      return async (stream, expected, events) => {
        const result = await target.append(stream, expected, events);
        for (const [i, { id, hash }] of events.entries()) {
          journal.write('E', stream, result.revision - events.length + 1 + i, id, hash ?? '-');
        }
        return result;
      };
    },
  });
}

const pool = (await Promise.all(cases.map((id) => module.repository.load(id)))).map(({ state }) => state);
let given = 0;
let stopping = false;

function remember(state) {
  const at = pool.findIndex(({ id }) => id === state.id);
  if (at !== -1) pool[at] = state;
  else if (pool.length < POOL) pool.push(state);
  else pool[below(random, POOL)] = state;
}

/** What a caller is told when the disk is full: not recorded, or nobody knows. Both are answers. */
const UNAVAILABLE = [
  'StoreFullError',
  'StoreReadOnlyError',
  'StoreUnavailableError',
  'UnsettledError',
  'OutcomeUnknownError',
];

async function give({ commandId, caseId, command }) {
  const begun = performance.now();
  const commandHash = createHash('sha256').update(canonicalJson(command)).digest('hex');
  try {
    const result = await module.service.handle({ caseId, command, actor, commandId, commandHash });
    journal.write('A', commandId, result.state.id, result.state.revision, result.position, result.effect);
    remember(result.state);
  } catch (error) {
    const refused = [
      'RuleViolation',
      'InvalidCommand',
      'CaseNotFoundError',
      'TooMuchContentionError',
      'MergedElsewhereError',
    ];
    const unavailable = UNAVAILABLE.includes(error.name);
    if (refused.includes(error.name) || unavailable) {
      const ms = Math.round(performance.now() - begun);
      journal.write('R', commandId, `${error.name}:${error.code ?? ''}`, ms);
    } else journal.write('X', commandId, `${error.name} ${String(error.message).replaceAll('\n', ' ')}`);
    // What the disk has no room for now, it may have room for later.
    if (unavailable) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function next() {
  const commandId = testCommandId(`torture ${seed} ${given++}`);
  const state = random() < RECEIPTS ? undefined : oneOf(random, pool);
  const command = state === undefined ? receipt(random) : commandOn(random, state, oneOf(random, pool));
  return { commandId, caseId: state?.id ?? testCaseId(commandId), command };
}

/** A new version of the policy: cases received from now on are promised something else. */
async function publish() {
  const [first, ...others] = defaultPolicy.targets;
  // Some are broken while the log lives.
  const short = { n: 1, unit: 'minutes', counting: 'elapsed' };
  const duration = random() < 0.5 ? short : { n: 1 + below(random, 9), unit: 'businessDays' };
  const policy = { ...defaultPolicy, targets: [{ ...first, duration }, ...others] };
  await module.catalog.refresh();
  const { revision } = module.catalog.policies().get(defaultPolicy.name);
  const command = { type: 'PublishPolicy', name: defaultPolicy.name, policy };
  try {
    await module.publishing.handle({
      command,
      actor: admin,
      commandId: randomUUID(),
      ifMatch: revision,
    });
  } catch (error) {
    if (error.name !== 'RevisionMismatchError' && !UNAVAILABLE.includes(error.name)) {
      journal.write('X', 'publish', `${error.name} ${error.message}`);
    }
  }
}

async function write() {
  while (!stopping) {
    const retried = unfinished.pop();
    if (retried === undefined && random() < PUBLICATIONS) await publish();
    const request = retried ?? next();
    journal.write('B', request.commandId, request.caseId, JSON.stringify(request.command));
    await give(request);
    if (limit > 0 && given >= limit) stopping = true;
  }
}

if (cases.length === 0) await publish();
const writers = Array.from({ length: WRITERS }, write);
process.send('writing');
process.on('message', (order) => {
  if (order === 'stop') stopping = true;
  else shiftMs = order.shiftMs;
});
await Promise.all(writers);
await due.stop();
await module.pairs.stop();
await runner.stop();
await database.close();
await store.close();
process.exit(0);
