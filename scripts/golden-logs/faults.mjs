// Lives that the version answers wrongly, one case or two for each: what they are answered may change, with a reason.
import { Desk, importer } from './desk.mjs';

const H = { id: 'amy', name: 'Amy' };
const hours = (n) => ({ n, unit: 'hours', counting: 'elapsed' });
const days = (n) => ({ n, unit: 'days', until: 'same-time' });
const target = (metric, duration, more = {}) => ({
  ...{ metric, kind: 'promise', duration, calendar: 'always', pauses: [] },
  ...more,
});
const at = (day, hour = 9, minute = 0) =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00.000Z`;
const escalate = (share, level, addressee) => ({ escalate: [{ at: share, level, addressee }] });

/** A policy names at least one target; this one is no promise. */
const nothing = { ...target('resolution', days(100)), kind: 'milestone' };

/** One policy for each product, so that each life has its own promises in one log. */
const promises = {
  final: [target('final-response', days(5), escalate(0.5, 3, 'Head'))],
  plain: [target('final-response', days(5))],
  resolution: [target('resolution', days(5))],
  reply: [target('next-reply', hours(4))],
  slow: [target('next-reply', hours(10))],
  update: [target('update', hours(4))],
  early: [target('acknowledgement', hours(2)), target('final-response', days(3))],
  standard: [target('final-response', days(10), escalate(0.5, 2, 'Lead'))],
  held: [target('final-response', days(3), { holding: { until: days(20) } })],
  none: [nothing],
};

/** Commands of several cases, in the order of their instants: one log cannot be written backwards. */
class Script {
  steps = [];
  names = new Set();

  /** @param does given the ids of the cases by name, and their states, what is to be given */
  add(name, now, type, fields, given = {}) {
    this.names.add(name);
    this.steps.push({ name, now, type, fields, given });
    return this;
  }
}

const script = new Script();
const life = (name, product) => {
  const it = {
    name,
    do: (now, type, fields = {}, given = {}) => (script.add(name, now, type, fields, given), it),
    receive: (day = 2, more = {}) =>
      it.do(at(day), 'ReceiveComplaint', {
        ...{ channel: 'email', subject: name, text: 't', product },
        ...{ complainant: { name: 'N', email: `${product}-${name.slice(0, 4)}@example.org` }, ...more },
      }),
    open: (day = 2, more = {}) => it.receive(day, more).do(at(day, 10), 'AcknowledgeComplaint', { handler: H }),
    final: (now, then) => it.do(now, 'IssueResponse', { kind: 'final', outcome: 'not-upheld', text: 'x' }, when(then)),
    ask: (outcome, now, then, party = 'complainant') => it.do(now, 'FollowUp', { with: party, outcome }, when(then)),
    hear: (text, now, then) => it.do(now, 'RecordMessage', { text }, when(then)),
    send: (text, now, then) => it.do(now, 'SendMessage', { text }, when(then)),
    breach: (now) => it.do(now, 'RecordBreach'),
    risk: (now) => it.do(now, 'EscalateOnRisk'),
    resolve: (now, then) => it.do(now, 'ResolveComplaint', {}, when(then)),
    merge: (other, now) => it.do(now, 'MergeComplaint', { into: other.name }),
  };
  return it;
};
const when = (then) => (then === undefined ? {} : { occurredAt: then, lateReason: 'It lay about.' });

// F1: a response or a follow-up from before is typed in late.
life('F1a', 'final')
  .open()
  .final(at(3))
  .ask('dissatisfied', at(4))
  .final(at(4, 12), at(2, 15))
  .ask('satisfied', at(5))
  .risk(at(20));
life('F1b', 'plain')
  .open()
  .final(at(3))
  .ask('dissatisfied', at(4))
  .final(at(4, 12), at(2, 15))
  .ask('satisfied', at(4, 13), at(2, 18))
  .resolve(at(4, 14));
life('F1c', 'plain').open().final(at(4)).ask('satisfied', at(4, 10)).final(at(5), at(3)).resolve(at(5, 10));
life('F2a', 'none').open().final(at(3)).ask('satisfied', at(6)).ask('no-answer', at(7), at(4)).resolve(at(7, 10));
// F3: what allows it came later than it is dated.
life('F3a', 'resolution').open().final(at(3)).ask('satisfied', at(10)).resolve(at(10, 11), at(4));
life('F3b', 'none')
  .open()
  .do(at(6), 'WarnComplainant', { text: 'w' })
  .do(at(7), 'RejectComplaint', { ground: 'abuse', text: 'x' }, when(at(4)));
life('F3c', 'plain')
  .open()
  .do(at(6), 'WithdrawComplaint', { reason: 'r', toldBy: 'p' })
  .do(at(20), 'ReopenComplaint', { reason: 'r' }, when(at(3)));
life('F3d', 'plain')
  .open()
  .breach(at(9))
  .do(at(10), 'WithdrawComplaint', { reason: 'r', toldBy: 'p' }, when(at(4)));
life('F3e', 'plain')
  .open()
  .do(at(4), 'AssignHandler', { handler: { id: 'bo', name: 'Bo' } })
  .do(at(5), 'AssignHandler', { handler: { id: 'cem', name: 'Cem' } }, when(at(3)));
// F4: which wait a reply or an update ends.
for (const late of [false, true]) {
  const tag = late ? 'late' : 'in time';
  const a = life(`F4a ${tag}`, 'reply').open().hear('m1', at(2, 11));
  if (!late) a.send('r1', at(2, 11, 15));
  a.hear('m2', at(2, 11, 30)).send('r2', at(2, 21));
  if (late) a.send('r1', at(2, 22), at(2, 11, 15));
  const b = life(`F4b ${tag}`, 'update').open();
  if (!late) b.send('r1', at(2, 11));
  b.send('r2', at(2, 21));
  if (late) b.send('r1', at(2, 22), at(2, 11));
  const c = life(`F4c ${tag}`, 'slow').open();
  if (!late) c.hear('m1', at(2, 11));
  c.hear('m2', at(2, 20)).send('r', at(3, 7));
  if (late) c.hear('m1', at(3, 8), at(2, 11));
}
// F5, F6, F11: what a merge leaves behind.
const f5 = life('F5 target', 'reply').open();
life('F5 source', 'reply').open().hear('m', at(2, 11)).merge(f5, at(3));
const f6 = life('F6 target', 'reply').open();
life('F6 source', 'reply').open().send('r', at(2, 12)).merge(f6, at(2, 13));
f6.hear('m', at(3), at(2, 11));
const f11 = life('F11 target', 'plain').open().final(at(2, 11)).ask('satisfied', at(2, 12));
life('F11 source', 'plain')
  .open()
  .do(at(2, 10, 30), 'EscalateComplaint', { level: 4, reason: 'r', addressee: 'Board' })
  .merge(f11, at(3));
f11.resolve(at(3, 10));
// F7, F8: classified to another policy, and back.
life('F7', 'standard').open().risk(at(7)).do(at(7, 10), 'ClassifyComplaint', { severity: 'critical' }).risk(at(8));
life('F8', 'held')
  .open()
  .do(at(3), 'IssueResponse', { kind: 'holding', reason: 'r', text: 'x' })
  .do(at(6), 'ClassifyComplaint', { category: 'spam' })
  .do(at(6, 11), 'ClassifyComplaint', { category: 'lift' });
life('F9', 'reply')
  .open()
  .final(at(2, 11))
  .ask('no-answer', at(2, 12))
  .hear('please call again', at(2, 13))
  .ask('no-answer', at(3))
  .resolve(at(3, 10));
life('F10', 'early')
  .receive()
  .do(at(2, 9, 10), 'RejectComplaint', { ground: 'spam' })
  .do(at(2, 9, 20), 'ReopenComplaint', { reason: 'no spam' });
life('F10 broken', 'early')
  .receive()
  .breach(at(2, 12))
  .do(at(2, 13), 'RejectComplaint', { ground: 'spam' })
  .do(at(2, 14), 'ReopenComplaint', { reason: 'no spam' })
  .do(at(3), 'AcknowledgeComplaint', { handler: H });
life('F12', 'none')
  .open()
  .final(at(3))
  .ask('satisfied', at(4))
  .ask('satisfied', at(4, 10), undefined, 'handler')
  .do(at(5), 'EscalateComplaint', { level: 3, reason: 'r', addressee: 'x' })
  .resolve(at(6));
const unknown = (occurredAt) => ({ importer: true, occurredAt, precision: 'unknown' });
life('F13', 'none')
  .do(
    at(2),
    'ReceiveComplaint',
    { channel: 'desk', text: 't', product: 'none', complainant: { name: 'N' } },
    { importer: true },
  )
  .do(at(2, 10), 'AcknowledgeComplaint', { handler: H }, { importer: true })
  .do(at(3), 'IssueResponse', { kind: 'final', outcome: 'unknown', text: 'x' }, { importer: true })
  .do(at(4, 20), 'FollowUp', { with: 'complainant', outcome: 'no-answer' }, unknown(at(4, 20)))
  .do(at(5, 20), 'FollowUp', { with: 'complainant', outcome: 'no-answer' }, unknown(at(5, 20)))
  .do(at(9), 'ResolveComplaint', {}, { importer: true });
// F14: who is the same person. The first of each pair is merged into the second, or refused.
const pairs = [
  [{ phone: '0' }, { phone: '(0)' }],
  [{ phone: 'ext 5' }, { phone: '5' }],
  [{ phone: '٠٩٠١٢٣٤' }, { phone: '0901234' }],
  [{ email: 'jo@example.org ' }, { email: 'jo@example.org' }],
  [{ email: 'josé@example.org' }, { email: 'josé@example.org'.normalize('NFD') }],
];
for (const [n, [one, other]] of pairs.entries()) {
  const into = life(`F14 ${n} other`, 'none').receive(2, { complainant: { name: 'B', ...other } });
  life(`F14 ${n} one`, 'none')
    .receive(2, { complainant: { name: 'A', ...one } })
    .merge(into, at(3));
}

export async function faults() {
  const desk = new Desk(at(1));
  const open = [['00:00', '24:00']];
  const weekly = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, open]));
  await desk.publish('PublishCalendar', 'always', { zone: 'UTC', weekly, holidays: [], exceptions: [] });
  const critical = [target('final-response', days(10), escalate(0.5, 4, 'Director'))];
  const publish = (name, priority, when, targets) =>
    desk.publish('PublishPolicy', name, { name, priority, when, targets, reopenWindow: 30 });
  await publish('critical', 1, { severity: 'critical', product: 'standard' }, critical);
  await publish('unpromised', 2, { category: 'spam' }, [nothing]);
  for (const [product, targets] of Object.entries(promises)) await publish(product, 9, { product }, targets);

  const ids = new Map();
  const steps = script.steps.map((step, index) => ({ ...step, index }));
  steps.sort((a, b) => (a.now === b.now ? a.index - b.index : a.now < b.now ? -1 : 1));
  for (const { name, now, type, fields, given } of steps) {
    desk.clock.set(now);
    const command = { type, ...fields, ...(fields.into === undefined ? {} : { into: ids.get(fields.into) }) };
    const { importer: imported, ...rest } = given;
    const isSystem = type === 'RecordBreach' || type === 'EscalateOnRisk';
    const id = ids.get(name) ?? null;
    const done = imported
      ? await desk.enter(id, command, { actor: importer, ...rest })
      : isSystem
        ? await desk.enter(id, command)
        : await desk.give(id, command, rest);
    if (id === null) ids.set(name, done);
  }
  desk.clock.set(at(25));
  const cases = Object.fromEntries([...ids].map(([name, id]) => [id, name]));
  return { header: { log: 'faults', now: desk.now, secret: '', cases }, store: desk.store };
}
