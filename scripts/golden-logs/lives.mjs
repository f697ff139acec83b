// Random commands, in the manner of the torture, on cases that are promised something: entered late, at unknown instants,
// merged, linked, classified anew, reopened, paused, held, broken, escalated, redacted, restricted.
import { commandOn, receipt } from '../../torture/commands.mjs';
import { below, oneOf, seeded } from '../../torture/random.mjs';
import { Desk, importer, supervisor } from './desk.mjs';

const SEED = 20_261_201;
const STEPS = 1_000;
const CASES = 40;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const agent = { id: 'ana', kind: 'person', role: 'agent', name: 'Ana Lind', via: 'desk' };
const crm = { id: 'crm', kind: 'person', role: 'integration+supervisor', via: 'crm' };

const weekdays = (hours) => Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, hours]));
const always = { ...weekdays([['00:00', '24:00']]), sat: [['00:00', '24:00']], sun: [['00:00', '24:00']] };
const office = (holidays) => ({
  zone: 'Europe/Berlin',
  weekly: weekdays([
    ['08:30', '12:00'],
    ['13:00', '17:00'],
  ]),
  holidays,
  exceptions: [],
});
const elapsed = (n) => ({ n, unit: 'hours', counting: 'elapsed' });
const promise = (metric, duration, more = {}) => ({
  ...{ metric, kind: 'promise', duration, calendar: 'office', pauses: [] },
  ...more,
});

const usual = (hours) => [
  promise('acknowledgement', { n: hours, unit: 'hours' }, { escalate: [{ at: 1, level: 2, addressee: 'Lead' }] }),
  promise('next-reply', { n: 1, unit: 'businessDays' }, { pauses: ['complainant'], atRisk: 0.5 }),
  promise('update', { n: 3, unit: 'days' }, { calendar: 'always', pauses: ['complainant'] }),
  promise(
    'final-response',
    { n: 5, unit: 'businessDays' },
    {
      ...{ pauses: ['complainant', 'third-party'], holding: { until: { n: 10, unit: 'businessDays' } } },
      ...{
        atRisk: 0.75,
        escalate: [
          { at: 0.5, level: 2, addressee: 'Lead' },
          { at: 0.9, level: 3, addressee: 'Head' },
        ],
      },
    },
  ),
  promise('follow-up', { laterOf: [elapsed(48), { n: 1, unit: 'businessDays' }] }),
  promise('resolution', { n: 10, unit: 'days', until: 'same-time' }, { pauses: ['complainant'] }),
  { ...promise('final-response', elapsed(72), { calendar: 'always' }), kind: 'milestone' },
];
const urgent = [
  promise('acknowledgement', elapsed(1), { calendar: 'always', atRisk: 0.5 }),
  promise('next-reply', elapsed(4), { calendar: 'always' }),
  promise('final-response', elapsed(36), {
    ...{ calendar: 'always', pauses: ['complainant'], escalate: [{ at: 0.5, level: 4, addressee: 'Director' }] },
  }),
  promise('resolution', elapsed(120), { calendar: 'always', pauses: ['third-party'] }),
];
const policy = (name, priority, when, targets) => ({ name, priority, when, targets, reopenWindow: 30 });

export async function lives() {
  const random = seeded(SEED);
  const desk = new Desk('2026-03-02T08:00:00.000Z');
  const publishUsual = (hours) => desk.publish('PublishPolicy', 'usual', policy('usual', 9, {}, usual(hours)));
  await desk.publish('PublishCalendar', 'office', office([{ date: '2026-04-03', name: 'Good Friday' }]));
  await desk.publish('PublishCalendar', 'always', {
    zone: 'Europe/Berlin',
    weekly: always,
    holidays: [],
    exceptions: [],
  });
  await publishUsual(4);
  await desk.publish('PublishPolicy', 'urgent', policy('urgent', 1, { severity: ['critical'] }, urgent));
  const promised = [promise('acknowledgement', { n: 2, unit: 'businessDays' })];
  await desk.publish('PublishPolicy', 'small', policy('small', 5, { severity: 'low' }, promised));

  const pool = [];
  for (let step = 0; step < STEPS; step++) {
    desk.clock.advance(oneOf(random, [0, 1, 7, 30, 45, 90, 240]) * MINUTE_MS + below(random, 1000));
    if (step === 400) await desk.publish('PublishCalendar', 'office', office([{ date: '2026-03-20', name: 'Moving' }]));
    if (step === 500) await publishUsual(8);
    if (pool.length < CASES && (pool.length < 4 || random() < 0.08)) {
      const id = await receive(desk, random);
      if (id !== null) pool.push(id);
      continue;
    }
    const id = oneOf(random, pool.slice(-25));
    const kind = random();
    if (kind < 0.08) await desk.enter(id, { type: 'RecordBreach' });
    else if (kind < 0.14) await desk.enter(id, { type: 'EscalateOnRisk' });
    else await command(desk, random, id, pool);
  }
  desk.clock.advance(2 * DAY_MS);
  return { header: { log: 'lives', now: desk.now, secret: '', seed: SEED }, store: desk.store };
}

async function receive(desk, random) {
  const command = { ...receipt(random), labels: oneOf(random, [['lift'], [], ['lift', 'seen']]) };
  if (random() < 0.75) return desk.give(null, command, random() < 0.4 ? late(desk, random) : {});
  const unknown = random() < 0.5 ? { text: { unknown: true }, complainant: { unknown: true } } : {};
  return desk.enter(null, { ...command, ...unknown }, { actor: importer, ...vague(desk, random) });
}

async function command(desk, random, id, pool) {
  const state = await desk.state(id);
  const others = await Promise.all(pool.filter((other) => other !== id).map((other) => desk.state(other)));
  const same = others.filter((other) => other.complainant.email === state.complainant.email);
  const other = oneOf(random, same.length > 0 && random() < 0.8 ? same : others);
  const given = chosen(random, state, other);
  const isOfTwo = ['MergeComplaint', 'LinkCases', 'UnlinkCases', 'RecordMessage', 'SendMessage'].includes(given.type);
  if (!isOfTwo && state.status !== 'closed' && random() < 0.12) {
    await desk.enter(id, given, { actor: importer, ...vague(desk, random) });
    return;
  }
  const actor = oneOf(random, [supervisor, supervisor, agent, crm]);
  await desk.give(id, given, { actor, ...(random() < 0.35 ? late(desk, random) : {}) });
}

const ENDINGS = ['WithdrawComplaint', 'RejectComplaint', 'ReferComplaint', 'MergeComplaint', 'RedactContent'];

/** Most of what would end a case soon, or say nothing of promises, gives way to what answers and asks. */
function chosen(random, state, other) {
  const given = commandOn(random, state, other);
  const isEnd = ENDINGS.includes(given.type) || given.waiver !== undefined;
  if (!(isEnd && random() < 0.7) && random() < 0.7) return given;
  if (state.status === 'resolved' || state.status === 'closed') return given;
  const { waitingFor, id } = state;
  const handler = { id: 'bo', name: 'Bo Lind' };
  return oneOf(random, [
    { type: 'RecordMessage', text: 'Any news?' },
    { type: 'SendMessage', text: 'Soon.', handler },
    { type: 'IssueResponse', kind: 'holding', reason: 'A part is on its way.', text: 'x', handler },
    { type: 'IssueResponse', kind: 'final', outcome: 'not-upheld', text: 'x', handler },
    { type: 'IssueResponse', kind: 'final', outcome: 'upheld', remedy: 'A refund', text: 'x', handler },
    ...['satisfied', 'dissatisfied', 'no-answer', 'no-answer'].map((outcome) => ({
      type: 'FollowUp',
      with: 'complainant',
      outcome,
    })),
    { type: 'FollowUp', with: 'handler', outcome: 'satisfied' },
    { type: 'ResolveComplaint' },
    { type: 'RequestInformation', from: oneOf(random, ['complainant', 'third-party']), question: 'Which floor?' },
    { type: 'ReceiveInformation', requestId: waitingFor[0]?.requestId ?? id, text: 'The third.' },
  ]);
}

/** Entered so much later than it happened. */
function late(desk, random) {
  const ago = oneOf(random, [20 * MINUTE_MS, 3 * HOUR_MS, DAY_MS, 4 * DAY_MS, 10 * DAY_MS]);
  return { occurredAt: new Date(desk.clock.now() - ago).toISOString(), lateReason: 'It lay about.' };
}

/** A day, at its beginning in Berlin, or an instant that nobody knows; sometimes an instant all the same. */
function vague(desk, random) {
  const precision = oneOf(random, ['day', 'unknown', 'instant']);
  const ago = oneOf(random, [0, DAY_MS, 3 * DAY_MS]);
  const then = new Date(desk.clock.now() - ago).toISOString();
  return { precision, occurredAt: precision === 'day' ? `${then.slice(0, 10)}T00:00:00.000Z` : then };
}
