import fc from 'fast-check';
import { firstBreach, inOrder, levelOf, satisfactionOf, statusOf, unanswered } from '../../test/case-oracle';
import {
  advance,
  attempts,
  deepFreeze,
  formsOf,
  openCase,
  prepare,
  type Standing,
  START,
  type Step,
  verdict,
} from '../../test/case-model';
import { actors, CASE_ID, context, sameJson } from '../testing';
import { commandDescriptions } from './descriptions';
import { EVENT_TYPES, type RecordedEvent } from './events';
import { evolve, foldCase } from './evolve';
import { CLOCK_EVENT_TYPES } from '../sla/clock-events';
import { COMMAND_TYPES } from './lifecycle';
import { possibleCommands } from './possible-commands';
import { rules } from './rules';
import { isOpen, RESOLUTIONS } from './vocabulary';

const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Pacific/Auckland');

/** Gives one command after the other, and tells of each what came of it. */
function run(steps: readonly Step[], zone: string, tell: (told: Told) => void = () => undefined): Standing {
  return steps.reduce((before, step) => {
    const [given, at] = deepFreeze(prepare(step, before, zone));
    const decided = verdict(given, before.state, at);
    const after = 'refused' in decided ? { ...before, now: at.now } : advance(before, decided, at);
    tell({ before, step, given, at, decided, after });
    return after;
  }, START);
}

interface Told {
  readonly before: Standing;
  readonly step: Step;
  readonly given: ReturnType<typeof prepare>[0];
  readonly at: ReturnType<typeof prepare>[1];
  readonly decided: ReturnType<typeof verdict>;
  readonly after: Standing;
}

describe('whatever is tried with a case', () => {
  it('breaks no law of its history', () => {
    fc.assert(
      fc.property(attempts, zones, (steps, zone) => {
        const { history } = run(steps, zone);
        expect(firstBreach(history, zone)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the case as its history says', () => {
    fc.assert(
      fc.property(attempts, zones, (steps, zone) => {
        run(steps, zone, ({ after: { history, state } }) => {
          if (state === null) throw new Error('The first step puts the case on record');
          const happened = inOrder(history);
          expect(state.status).toBe(statusOf(happened));
          expect(state.escalationLevel).toBe(levelOf(happened));
          expect(state.escalationLevel).toBeGreaterThanOrEqual(1);
          const open = unanswered(happened);
          expect(new Set(state.openMessages.map(({ event, since }) => ({ event, since })))).toEqual(new Set(open));
          expect(state.openMessages.map(({ since }) => since)).toEqual(open.map(({ since }) => since).sort());
          expect(foldCase(CASE_ID, JSON.parse(JSON.stringify(history)) as RecordedEvent[])).toEqual(state);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('ends it for a satisfied complainant, or as documented, and only reopening takes it up again', () => {
    fc.assert(
      fc.property(attempts, zones, (steps, zone) => {
        run(steps, zone, ({ before, given, at, decided, after }) => {
          if (before.state === null || after.state === null) return;
          if (!isOpen(before.state.status) && after.state.status !== before.state.status) {
            expect(after.history.slice(before.history.length).map(({ type }) => type)).toEqual(['ComplaintReopened']);
          }
          // Both ways: what may be resolved is, and what may not is not.
          const asksPlainly = given.type === 'ResolveComplaint' && given.waiver === undefined;
          if (!asksPlainly || !isOpen(before.state.status) || at.occurredAt !== at.now) return;
          expect('refused' in decided).toBe(satisfactionOf(inOrder(before.history), zone) === null);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is decided the same way twice, changes none of its arguments, and gives what is described', () => {
    fc.assert(
      fc.property(attempts, zones, (steps, zone) => {
        run(steps, zone, ({ before, given, at, decided }) => {
          expect(sameJson(verdict(given, before.state, at), decided)).toBe(true);
          if ('refused' in decided || !(given.type in commandDescriptions)) return;
          const described = commandDescriptions[given.type as keyof typeof commandDescriptions].events;
          const types = decided.events.map(({ type }) => type);
          expect(described).toEqual(expect.arrayContaining(types));
          if (given.type !== 'UnlinkCases' && types.length > 0) expect(types).toContain(described[0]);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is possible exactly when it is said to be', () => {
    fc.assert(
      fc.property(attempts, zones, (steps, timeZone) => {
        run(steps, timeZone, ({ after, step }) => {
          const { state, now } = after;
          if (state === null) return;
          const at = context({ actor: actors.supervisor, now, timeZone, other: openCase, commandId: 'asked' });
          const possible = possibleCommands(state, context({ ...at, actor: actors[step.role] }));
          const accepted = COMMAND_TYPES.filter((type) =>
            formsOf(type, after).some((form) => !('refused' in verdict(form, state, at))),
          );
          expect(possible).toEqual(accepted);
        });
      }),
      { numRuns: 100 },
    );
  });

  it('can be looked at as far as it had happened by any moment', () => {
    fc.assert(
      fc.property(attempts, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), (steps, taken) => {
        const { history } = run(steps, 'UTC');
        const part = history.filter((_event, index) => taken[index]);
        expect(() => foldCase(CASE_ID, part)).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });
});

describe('what a version of Redress does not know', () => {
  const names = fc.oneof(
    fc.string(),
    fc.constantFrom('constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', 'ClockStarted'),
  );
  const unknowns = fc.tuple(
    names.filter((type) => !(EVENT_TYPES as readonly string[]).includes(type)),
    fc.anything(),
  );

  it('is folded without a word, and changes nothing', () => {
    fc.assert(
      fc.property(attempts, fc.array(unknowns, { minLength: 1, maxLength: 5 }), (steps, strange) => {
        const { history, state } = run(steps.slice(0, 10), 'UTC');
        const last = history.at(-1) as RecordedEvent;
        const events = strange.map(([type, data]) => ({ ...last, type, data }) as unknown as RecordedEvent);
        expect(events.reduce((folded, it) => evolve(CASE_ID, folded, it), state)).toEqual(state);
        expect(events.reduce((folded, it) => evolve(CASE_ID, folded, it), null as typeof state)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

/** What commands mean for the clocks is tried in the tests of those. */
const clockTypes: readonly string[] = CLOCK_EVENT_TYPES;

describe('the attempts', () => {
  it('come to every event, every way to resolve and every refusal, so that the above says something', () => {
    const types = new Set<string>();
    const resolutions = new Set<string>();
    const refusals = new Set<string>();
    for (const [steps, zone] of fc.sample(fc.tuple(attempts, zones), { numRuns: 1500, seed: 20260302 })) {
      const { history } = run(steps, zone, ({ decided }) => {
        if ('refused' in decided) refusals.add(decided.refused);
      });
      for (const event of history) {
        types.add(event.type);
        if (event.type === 'ComplaintResolved') resolutions.add(event.data.by);
      }
    }
    expect([...types].sort()).toEqual(EVENT_TYPES.filter((type) => !clockTypes.includes(type)).sort());
    expect([...resolutions].sort()).toEqual([...RESOLUTIONS].sort());
    // No life of these is that long: `case-bound.spec.ts`.
    const reachable = Object.keys(rules).filter((code) => code !== 'case-full');
    expect([...refusals].filter((code) => code in rules).sort()).toEqual(reachable.sort());
  });
});
