/** A rule of late entries, and the words of the code that hold it; `off` is what stands there once it is switched off. */
export interface LateRule {
  readonly rule: string;
  /** From `src`. */
  readonly file: string;
  readonly on: string;
  readonly off: string;
}

/** Each is needed: without any of them the property fails. */
export const lateRules: readonly LateRule[] = [
  {
    rule: 'a late fact is judged by the case as at its instant',
    file: 'case/judged-state.ts',
    on: 'return isInOrder(placed, state.timeline) ? state : asAt(state, placeOf(placed, state.timeline));',
    off: 'return state;',
  },
  {
    rule: 'a fact takes its place in the order of what happened',
    file: 'case/timeline.ts',
    on: 'while (count > 1 && (timeline.at(count - 1) as Fact).place > place) count--;',
    off: '',
  },
  {
    rule: 'what followed a late fact is folded anew',
    file: 'case/evolve.ts',
    on: 'isToBeFoldedAnew ||= !isInOrder;',
    off: '',
  },
  {
    rule: 'clocks are played again from a late fact on',
    file: 'sla/clocks.ts',
    on: 'const isLate = events.some((event) => isLateEntry(event, state));',
    off: 'const isLate = false;',
  },
  {
    rule: 'what a correction takes back counts no more',
    file: 'case/timeline.ts',
    on: 'filter((fact) => !isCorrected(fact, recorded.data))',
    off: 'filter(() => true)',
  },
  {
    rule: 'breaches on record are never taken back',
    file: 'case/timeline.ts',
    on: '|| NEVER_UNSAID.has(event.type)) return false;',
    off: ') return false;',
  },
  {
    rule: 'a promise that was past due when it came to be is broken after all else of that instant',
    file: 'case/timeline.ts',
    on: 'const front = inFrontOfItsBreach(event, timeline, index);',
    off: 'const front = index;',
  },
  {
    rule: 'a breach on record is moved to the due instant that is known now',
    file: 'sla/corrections.ts',
    on: 'recorded !== null && wanted !== null && recorded.occurredAt !== wanted.occurredAt',
    off: 'false',
  },
  {
    rule: 'a breach on record that was put off is moved when the promise falls due again',
    file: 'sla/due-clocks.ts',
    on: "clock.course === 'running' && Date",
    off: "clock.course === 'running' && clock.breachedAt === null && Date",
  },
  {
    rule: 'a clock that would never have been is taken back',
    file: 'sla/corrections.ts',
    on: 'flatMap((track) => unowed(track, broken))',
    off: 'flatMap(() => [])',
  },
  {
    rule: 'a promise on record as broken that was kept says so',
    file: 'sla/apply-clock-event.ts',
    on: "const outcome = clock.breachedAt === null ? status : 'kept-late-entry';",
    off: 'const outcome = status;',
  },
  {
    rule: 'the number of a clock is given once',
    file: 'case/evolve.ts',
    on: 'numbered({ ...after, timeline }, event)',
    off: '{ ...after, timeline }',
  },
  {
    rule: 'an acknowledgement entered late moves the one that a response implied',
    file: 'case/evolve-case.ts',
    on: 'if (state.everAcknowledged || !isOpen(state.status)) return state;',
    off: '',
  },
  {
    rule: 'a second acknowledgement on record starts no promise',
    file: 'sla/owed.ts',
    on: '(turn) => isWorkedOn(turn) && isAcknowledging(turn)',
    off: 'isWorkedOn',
  },
  {
    rule: 'what was sent acknowledges a case that turns out to have waited for it',
    file: 'case/evolve-case.ts',
    on: "return state.status === 'received' && state.handler !== null ? acknowledged(state, event) : state;",
    off: 'return state;',
  },
];
