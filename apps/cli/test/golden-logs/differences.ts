import { isDeepStrictEqual } from 'node:util';
import { type ListAnswer, type Question } from './answers';

/** A place in an answer that is not what it was. */
export interface Difference {
  /** The id of the case; of a list as a whole, its name. */
  readonly about: string;
  /** `/now/status`, `/asOf/clocks/2/dueAt`, `/cases/handler`; the first part says what was asked. */
  readonly path: string;
  /** The question in full, for who looks into it. */
  readonly question: Question;
  readonly recorded: unknown;
  readonly present: unknown;
}

/** Where an answer differs from the recorded one. A member that the version before did not have is no difference. */
export function differences(question: Question, recorded: unknown, present: unknown): readonly Difference[] {
  const found = (about: string, root: string, before: unknown, now: unknown) =>
    unequal(before, now, root).map((difference) => ({ about, question, ...difference }));
  if (!('list' in question)) return found(caseOf(question), `/${kindOf(question)}`, recorded, present);
  const { list } = question;
  if (!isList(recorded) || !isList(present)) return found(list, `/${list}`, recorded, present);
  const rows = Object.entries(recorded.rows).flatMap(([key, row]) =>
    // That a row is missing, the order says.
    key in present.rows ? found(aboutRow(key, list), `/${list}`, row, present.rows[key]) : [],
  );
  return [...found(list, `/${list}/order`, recorded.order.join(), present.order.join()), ...rows];
}

function isList(answer: unknown): answer is ListAnswer {
  return typeof answer === 'object' && answer !== null && 'order' in answer;
}

function caseOf(question: Exclude<Question, { list: unknown }>): string {
  if ('case' in question) return question.case;
  return 'clocksOf' in question ? question.clocksOf : question.commandsOf;
}

function kindOf(question: Exclude<Question, { list: unknown }>): string {
  if ('clocksOf' in question) return 'clocks-later';
  if ('commandsOf' in question) return 'commands';
  const moment = [question.asOf && 'asOf', question.asOfOccurred && 'asOfOccurred'].filter(Boolean);
  return moment.length === 0 ? 'now' : moment.join('+');
}

/** A row about a case or a clock of it bears the id of the case. */
function aboutRow(key: string, list: string): string {
  return key.length >= 36 ? key.slice(0, 36) : list;
}

type Unequal = Pick<Difference, 'path' | 'recorded' | 'present'>;

function unequal(recorded: unknown, present: unknown, path: string): readonly Unequal[] {
  if (isDeepStrictEqual(recorded, present)) return [];
  if (Array.isArray(recorded) && Array.isArray(present) && recorded.length === present.length) {
    return recorded.flatMap((each, index) => unequal(each, present[index], `${path}/${index}`));
  }
  if (isRecord(recorded) && isRecord(present)) {
    return Object.keys(recorded).flatMap((key) => unequal(recorded[key], present[key], `${path}/${key}`));
  }
  return [{ path, recorded, present }];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
