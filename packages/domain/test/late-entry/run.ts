import { type Actor } from '../../src/actor';
import { type Command } from '../../src/case/commands';
import { type DecisionContext } from '../../src/case/context';
import { decide } from '../../src/case/decide';
import { type RecordedEvent } from '../../src/case/events';
import { evolve } from '../../src/case/evolve';
import { InvalidCommand, RuleViolation } from '../../src/case/rules';
import { type Case } from '../../src/case/state';
import { CASE_ID, context, eventId, recorded, supervisor, system } from '../../src/testing';
import { book } from '../sla/clock-runs';
import { commandIdOf, type Fact, type Life } from './life';

export const iso = (ms: number): string => new Date(ms).toISOString();

/** What a command was answered: `accepted`, `nothing` to do, or the code of the rule that refuses it. */
export type Answer = string;

/** One command that was accepted, and the case before it. */
export interface Entered {
  readonly fact: Fact | null;
  readonly now: number;
  /** Something on record happened later. */
  readonly isLate: boolean;
  readonly before: Case | null;
  readonly after: Case;
  /** So many events were on record before. */
  readonly revision: number;
}

export interface Given {
  /** Default `now`. */
  readonly occurredAt?: number;
  readonly commandId: string;
  readonly fact?: Fact | null;
  /** The other case of a merge. */
  readonly other?: Case | null;
}

/** A case that facts are entered into, one after the other. */
export class Telling {
  state: Case | null = null;
  readonly history: RecordedEvent[] = [];
  readonly entered: Entered[] = [];
  /** What was answered last, by the number of the fact. */
  readonly answers = new Map<number, Answer>();
  private readonly calendar = book();

  constructor(
    private readonly life: Pick<Life, 'promises'>,
    readonly id: string = CASE_ID,
  ) {}

  enter(fact: Fact, now: number): Answer {
    const answer = this.give(fact.does, supervisor, now, { occurredAt: fact.at, commandId: commandIdOf(fact), fact });
    this.answers.set(fact.n, answer);
    return answer;
  }

  /** As the processor of due times does it. */
  /** No two cases have an event of the same id. */
  private idOf(revision: number): string {
    return `${this.id.slice(-4)}${eventId(revision).slice(4)}`;
  }

  wake(now: number): void {
    for (const type of ['RecordBreach', 'EscalateOnRisk'] as const) {
      this.give({ type }, system, now, { occurredAt: now, commandId: `wake-${now}`, fact: null });
    }
  }

  /** Another that goes on from here. */
  copy(): Telling {
    const copy = new Telling(this.life, this.id);
    copy.state = this.state;
    copy.history.push(...this.history);
    return copy;
  }

  contextAt(now: number, given: Partial<DecisionContext> = {}): DecisionContext {
    const { calendar } = this;
    return context({ actor: supervisor, now: iso(now), promised: this.life.promises, calendar, ...given });
  }

  /** @param given `fact`: null for what only the system does */
  give(does: Command, actor: Actor, now: number, given: Given): Answer {
    const { occurredAt = now, commandId, fact = null, ...related } = given;
    const before = this.state;
    const said = {
      caseId: this.id,
      actor,
      occurredAt: iso(occurredAt),
      commandId,
      lateReason: 'It lay about.',
      ...related,
    };
    try {
      const decided = decide(does, before, this.contextAt(now, said));
      if (decided.length === 0) return 'nothing';
      const revision = this.history.length;
      for (const { occurredAt: at, occurredAtPrecision, ...event } of decided) {
        const revisionNow = this.history.length;
        const when = { revision: revisionNow, id: this.idOf(revisionNow), recordedAt: iso(now) };
        this.add(recorded(event as never, at, actor, { ...when, occurredAtPrecision }));
      }
      const isLate = this.entered.some((it) => it.fact !== null && it.fact.at > occurredAt);
      this.entered.push({ fact, now, isLate, before, after: this.state as unknown as Case, revision });
      return 'accepted';
    } catch (error) {
      if (error instanceof RuleViolation) return error.code;
      if (error instanceof InvalidCommand) return error.pointer;
      throw error;
    }
  }

  private add(event: RecordedEvent): void {
    this.history.push(event);
    this.state = evolve(this.id, this.state, event);
  }
}

/** R0: every fact as it happens. */
export function toldInTime(life: Life): Telling {
  const told = new Telling(life);
  for (const { at, fact } of schedule(life, ({ at: happened }) => happened)) {
    if (fact === null) told.wake(at);
    else told.enter(fact, at);
  }
  told.wake(life.end);
  return told;
}

/**
 * R1: each fact of R0 at its time of entry, those refused tried again after every entry until nothing changes. What R0
 * refused is tried when all that R0 accepted is on record: before that, what refuses it may not be known yet.
 */
export function toldLate(life: Life, inTime: Telling): Telling {
  const told = new Telling(life);
  const isAccepted = ({ n }: Fact): boolean => inTime.answers.get(n) === 'accepted';
  const accepted = { ...life, facts: life.facts.filter(isAccepted) };
  const waiting = new Set<Fact>();
  for (const { at, fact } of schedule(accepted, (it) => entryOf(it, life))) {
    if (fact === null) told.wake(at);
    else waiting.add(fact);
    settle(told, waiting, at);
  }
  settle(told, waiting, life.end);
  for (const fact of inTurn(life.facts.filter((it) => !isAccepted(it)))) told.enter(fact, life.end);
  told.wake(life.end);
  return told;
}

export function entryOf({ at, delay }: Fact, { end }: Life): number {
  return Math.floor(at + delay * (end - at));
}

function schedule({ facts, wakes }: Life, when: (fact: Fact) => number) {
  const moments: { readonly at: number; readonly fact: Fact | null }[] = [
    ...inTurn(facts).map((fact) => ({ at: when(fact), fact })),
    ...wakes.map((at) => ({ at, fact: null })),
  ];
  return moments.sort((a, b) => a.at - b.at);
}

function settle(told: Telling, waiting: Set<Fact>, now: number): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const fact of inTurn([...waiting])) {
      if (told.enter(fact, now) !== 'accepted') continue;
      waiting.delete(fact);
      changed = true;
    }
  }
}

function inTurn(facts: readonly Fact[]): readonly Fact[] {
  return [...facts].sort((a, b) => a.turn - b.turn || a.n - b.n);
}
