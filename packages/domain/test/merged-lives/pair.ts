import fc from 'fast-check';
import { command, OTHER_CASE_ID, RECEIVED_AT, supervisor } from '../../src/testing';
import { type Fact, type Life, lives } from '../late-entry/life';
import { type Answer, Telling } from '../late-entry/run';

const HOUR = 3_600_000;

/** Two lives of one complainant until the source is merged into the target. Instants are epoch ms. */
export interface Pair {
  readonly source: Life;
  readonly target: Life;
  readonly mergedAt: number;
  /** Long after: what is still owed then is broken. */
  readonly end: number;
}

/** Who may see a case: some, or all who may see any. */
const access = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(['ben'], ['eve', 'ben'], []) },
);

/** The other one begins a while later or earlier, so that no two facts of the pair share an instant. */
const shift = fc.constantFrom(-30, -5, 2, 26, 50).map((hours) => hours * HOUR + 3);

function moved(life: Life, by: number): Life {
  return { ...life, facts: life.facts.map((fact) => ({ ...fact, at: fact.at + by })), end: life.end + by };
}

function restricted(life: Life, to: readonly string[] | null): Life {
  if (to === null) return life;
  const [receipt, ...rest] = life.facts as [Fact, ...Fact[]];
  const n = rest.length + 1;
  const restriction = { ...receipt, n, at: receipt.at + 1, does: command('RestrictAccess', { to }) };
  return { ...life, facts: [receipt, restriction, ...rest] };
}

export const pairs: fc.Arbitrary<Pair> = fc
  .tuple(lives, lives, shift, fc.integer({ min: 5, max: 95 }), access, access)
  .map(([source, target, by, share, seesSource, seesTarget]) => {
    const begin = Date.parse(RECEIVED_AT);
    const other = restricted(moved(target, by), seesTarget);
    const last = (life: Life): number => life.facts.at(-1)?.at ?? begin;
    const until = Math.max(last(source), last(other));
    const mergedAt = Math.max(begin, begin + by) + Math.floor((share / 100) * (until - begin)) + 2;
    return { source: restricted(source, seesSource), target: other, mergedAt, end: until + 400 * 24 * HOUR };
  });

/** The two cases, before the merge and after it. */
export interface Merged {
  readonly answer: Answer;
  readonly before: { readonly source: NonNullable<Telling['state']>; readonly target: NonNullable<Telling['state']> };
  readonly source: Telling;
  readonly target: Telling;
}

export function merged(pair: Pair): Merged {
  const { mergedAt } = pair;
  const source = told(pair.source, mergedAt, 'c0000000-0000-4000-8000-00000000000a');
  const target = told(pair.target, mergedAt, OTHER_CASE_ID);
  const before = { source: source.state!, target: target.state! };
  const commandId = 'd0000000-0000-4000-8000-0000000000aa';
  const ofTarget = { mergeId: commandId, source: source.id };
  const refused = refusal(source, target, commandId, mergedAt);
  if (refused !== null) return { answer: refused, before, source, target };
  target.give({ type: 'AcceptMerge', ...ofTarget }, supervisor, mergedAt, { commandId, other: source.state });
  const does = { type: 'MergeComplaint', into: target.id } as const;
  const answer = source.give(does, supervisor, mergedAt, { commandId, other: target.state });
  target.give({ type: 'CompleteMerge', ...ofTarget }, supervisor, mergedAt, { commandId, other: source.state });
  return { answer, before, source, target };
}

/** Decided before the target accepts, on a copy. */
function refusal(source: Telling, target: Telling, commandId: string, now: number): Answer | null {
  const copy = source.copy();
  const does = { type: 'MergeComplaint', into: target.id } as const;
  const answer = copy.give(does, supervisor, now, { commandId, other: target.state });
  return answer === 'accepted' ? null : answer;
}

function told(life: Life, until: number, id: string): Telling {
  const telling = new Telling(life, id);
  for (const fact of life.facts) if (fact.at < until) telling.enter(fact, fact.at);
  telling.wake(until);
  return telling;
}
