import { type Command } from '../../src/case/commands';
import { entryOf, iso, type Telling } from './run';
import { type Life } from './life';

/** A counterexample that can be read: what is promised, the facts with their instants, and when each was entered. */
export function printed(life: Life, inTime: Telling, late: Telling, differences: readonly string[]): string {
  const facts = life.facts.map((fact) => {
    const entry = late.entered.find((it) => it.fact === fact);
    const told = entry === undefined ? `not entered (from ${iso(entryOf(fact, life))})` : `entered ${iso(entry.now)}`;
    return `  ${fact.n} ${iso(fact.at)} ${does(fact.does)}: in time ${inTime.answers.get(fact.n)}; ${told}`;
  });
  const order = late.entered.map(({ fact, now }) => (fact === null ? `wake ${iso(now)}` : `${fact.n}`));
  return [
    ...promisesOf(life),
    'facts',
    ...facts,
    `entered in the order ${order.join(', ')}; end ${iso(life.end)}`,
    ...differences.map((it) => `! ${it}`),
    'on record, told late',
    ...late.history.map((event) => `  ${eventLine(event)}`),
    'on record, told in time',
    ...inTime.history.map((event) => `  ${eventLine(event)}`),
  ].join('\n');
}

export function promisesOf(life: Life): readonly string[] {
  return life.promises.policies.map(({ policy }) => {
    const targets = policy.targets.map(({ metric, kind, duration, pauses, holding, escalate }) =>
      [metric, kind, short(duration), `pauses ${pauses.join('+') || '-'}`, holding && `held ${short(holding.until)}`]
        .concat(escalate === undefined ? [] : [short(escalate)])
        .filter(Boolean)
        .join(' '),
    );
    return `policy ${policy.name} (when ${short(policy.when)})\n${targets.map((it) => `  ${it}`).join('\n')}`;
  });
}

export function does({ type, ...fields }: Command): string {
  const texts = ['text', 'reason', 'remedy', 'addressee', 'question', 'toldBy', 'complainant', 'channel', 'to'];
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !texts.includes(name)));
  return Object.keys(rest).length === 0 ? type : `${type} ${short(rest)}`;
}

export function eventLine({ revision, type, occurredAt, recordedAt, data }: Telling['history'][number]): string {
  const names = [
    'clock',
    'metric',
    'startedAt',
    'dueAt',
    'from',
    'to',
    'kind',
    'outcome',
    'because',
    'lateEntry',
    'by',
  ];
  const told = Object.entries(data).filter(([name]) => [...names, 'reason', 'contradicts', 'level'].includes(name));
  const when = occurredAt === recordedAt ? occurredAt : `${occurredAt} (recorded ${recordedAt})`;
  return `${revision} ${type} ${when} ${short(Object.fromEntries(told))}`;
}

function short(value: unknown): string {
  return JSON.stringify(value).replaceAll('"', '').replaceAll('.000Z', 'Z');
}
