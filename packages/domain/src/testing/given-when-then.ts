import { type Command } from '../case/commands';
import { type DecisionContext } from '../case/context';
import { decideCase } from '../case/decide-case';
import { type CaseEvent } from '../case/events';
import { foldCase } from '../case/evolve';
import { InvalidCommand, type RuleCode, RuleViolation } from '../case/rules';
import { context as contextOf } from './context';
import { history, type HistoryEntry } from './history';
import { sameJson, shown } from '../same-json';

/** What became of a command. Each of these throws a plain Error when it was otherwise. */
export interface Expectation {
  /** These events, and no others, in this order. */
  then(events: readonly CaseEvent[]): void;
  /** There was nothing to do. */
  thenNothing(): void;
  /** A rule refused it. */
  thenRefused(code: RuleCode): void;
  /** A value of the command makes no sense; the JSON pointer says which. */
  thenInvalid(pointer: string): void;
}

export interface Given {
  /**
   * By the rules of the case; what comes of it for the clocks is asked of `decide`.
   * @param context what is given of it; the rest is that of `context()`
   */
  when(command: Command, context?: Partial<DecisionContext>): Expectation;
}

/** What has happened so far; nothing at all means that there is no such case yet. */
export function given(events: readonly HistoryEntry[]): Given {
  return {
    when: (command, context = {}) => {
      const settled = contextOf(context);
      return expectation(() => decideCase(command, foldCase(settled.caseId, history(...events)), settled).events);
    },
  };
}

type Result = { readonly events: readonly CaseEvent[] } | { readonly error: unknown };

function expectation(run: () => readonly CaseEvent[]): Expectation {
  const result = attempt(run);
  return {
    then: (events) => assertEvents(result, events),
    thenNothing: () => assertEvents(result, []),
    thenRefused: (code) => {
      const refused = 'error' in result && result.error instanceof RuleViolation;
      if (!refused || result.error.code !== code) throw unexpected(`a refusal as ${code}`, result);
    },
    thenInvalid: (pointer) => {
      const invalid = 'error' in result && result.error instanceof InvalidCommand;
      if (!invalid || result.error.pointer !== pointer) throw unexpected(`${pointer} to be invalid`, result);
    },
  };
}

function attempt(run: () => readonly CaseEvent[]): Result {
  try {
    return { events: run() };
  } catch (error) {
    return { error };
  }
}

function assertEvents(result: Result, events: readonly CaseEvent[]): void {
  if ('error' in result || !sameJson(result.events, events)) throw unexpected(shown(events), result);
}

function unexpected(expected: string, result: Result): Error {
  if ('events' in result) return new Error(`Expected ${expected}\nbut it gave ${shown(result.events)}`);
  return new Error(`Expected ${expected}\nbut it threw ${describe(result.error)}`, { cause: result.error });
}

function describe(error: unknown): string {
  if (error instanceof RuleViolation) return `${error.code}: ${error.message}`;
  if (error instanceof InvalidCommand) return `${error.pointer}: ${error.message}`;
  return String(error);
}
