import {
  type Calendar,
  type CalendarRef,
  decideCatalog,
  InvalidPublication,
  latestVersion,
  type Policy,
  type PolicyVersion,
  prepareCalendar,
  type PreparedCalendar,
  type Publication,
  SYSTEM_ACTOR,
  versionOf,
} from '@redress/domain';
import { type Catalog } from '../catalog/catalog';
import { InvalidQuestionError, type QuestionProblem, type SimulationQuestion } from './question';

/** The version of what was never published: of a policy or calendar that a question brings along. */
export const UNPUBLISHED = 0;

/** What a question assumes, checked. */
export interface Assumptions {
  /** Null: each case keeps the policies that it was promised. */
  readonly policies: readonly PolicyVersion[] | null;
  /** By name, the version in place of any other. */
  readonly calendars: Readonly<Record<string, number>>;
  /** By name, those that the question brought along. */
  readonly unpublished: ReadonlyMap<string, PreparedCalendar>;
}

/**
 * Policies and calendars that a question brings along are held to what is asked of those that are published.
 * @param catalog refreshed
 * @param now ISO 8601 UTC
 * @throws {InvalidQuestionError} with everything that is wrong
 */
export function assumptionsOf(question: SimulationQuestion, catalog: Catalog, now: string): Assumptions {
  const problems: QuestionProblem[] = [...periodProblems(question)];
  const check = new Check(catalog, now, problems);
  const calendars: Record<string, number> = {};
  for (const [name, given] of Object.entries(question.calendars ?? {})) calendars[name] = check.calendar(name, given);
  const policies = question.policies?.map((given, index) => check.policy(given, `/policies/${index}`)) ?? null;
  if (problems.length > 0) throw new InvalidQuestionError(problems);
  return { policies: policies as readonly PolicyVersion[] | null, calendars, unpublished: check.unpublished };
}

function periodProblems({ from, to }: SimulationQuestion): readonly QuestionProblem[] {
  if (from === undefined || to === undefined || from < to) return [];
  return [{ pointer: '/to', code: 'out-of-range', message: 'The period ends before it begins.' }];
}

class Check {
  readonly unpublished = new Map<string, PreparedCalendar>();
  private readonly names = new Set<string>();
  private readonly assumed = new Map<string, Publication<Calendar>>();

  constructor(
    private readonly catalog: Catalog,
    private readonly now: string,
    private readonly problems: QuestionProblem[],
  ) {}

  /** Its version. */
  calendar(name: string, given: unknown): number {
    const pointer = `/calendars/${escaped(name)}`;
    const published = this.catalog.calendars().get(name);
    if (typeof given === 'number') {
      if (versionOf(published, given) === undefined) this.add(pointer, 'no-such-thing', NO_CALENDAR);
      return given;
    }
    const isOne = this.heldTo(pointer, () =>
      decideCatalog({ type: 'PublishCalendar', name, calendar: given }, { ...this.context(), policies: new Map() }),
    );
    if (isOne) this.bring(name, given as Calendar, published);
    return UNPUBLISHED;
  }

  policy(given: unknown, pointer: string): PolicyVersion | null {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      this.add(pointer, 'wrong-type', 'A policy is expected, or the name and version of one.');
      return null;
    }
    const { name, version, ...more } = given as Readonly<Record<string, unknown>>;
    if (typeof name === 'string' && this.names.size === this.names.add(name).size) {
      this.add(`${pointer}/name`, 'repeated', 'A policy of this name is given already.');
    }
    if (version === undefined) return this.unpublishedPolicy(given, pointer);
    for (const field of Object.keys(more)) {
      this.add(
        `${pointer}/${escaped(field)}`,
        'unknown-field',
        'A published policy is named by `name` and `version` alone.',
      );
    }
    const found = versionOf(this.catalog.policies().get(String(name)), version as number);
    if (found === undefined) this.add(pointer, 'no-such-thing', NO_POLICY);
    return found === undefined ? null : { version: found.version, policy: found.content };
  }

  private unpublishedPolicy(given: unknown, pointer: string): PolicyVersion {
    const { name } = given as Policy;
    this.heldTo(pointer, () => {
      const command = { type: 'PublishPolicy', name: String(name ?? 'unnamed'), policy: given } as const;
      decideCatalog(command, { ...this.context(), policies: new Map() });
    });
    if (name === undefined) this.add(`${pointer}/name`, 'missing-field', 'A policy has a name here, too.');
    return { version: UNPUBLISHED, policy: given as Policy };
  }

  /** As if it were the next version of what is published under its name. */
  private bring(name: string, calendar: Calendar, published: Publication<Calendar> | undefined): void {
    this.unpublished.set(name, prepareCalendar(calendar));
    const version = (published?.versions.length ?? 0) + 1;
    const mine = { version, content: calendar, publishedAt: this.now, publishedBy: SYSTEM_ACTOR };
    const versions = [...(published?.versions ?? []), mine] as unknown as Publication<Calendar>['versions'];
    this.assumed.set(name, { name, revision: published?.revision ?? 0, versions, retired: null });
  }

  private context() {
    return {
      policies: this.catalog.policies(),
      calendars: new Map([...this.catalog.calendars(), ...this.assumed]),
      calendar: ({ name, version }: CalendarRef) =>
        this.unpublished.get(name) ?? this.catalog.calendar({ name, version }),
      now: this.now,
    };
  }

  private heldTo(at: string, decide: () => unknown): boolean {
    try {
      decide();
      return true;
    } catch (error) {
      if (!(error instanceof InvalidPublication)) throw error;
      for (const { pointer, code, message } of error.problems) {
        // The name of a calendar is that of its member.
        const isMember = code === 'wrong-name' && at.startsWith('/calendars/');
        this.add(isMember ? at : at + pointer, code, message);
      }
      return false;
    }
  }

  private add(pointer: string, code: QuestionProblem['code'], message: string): void {
    this.problems.push({ pointer, code, message });
  }
}

const NO_CALENDAR = 'There is no calendar of this name, or it has no such version.';
const NO_POLICY = 'There is no policy of this name, or it has no such version.';

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The version of every calendar that a case would be counted by which is recorded now, retired ones too. */
export function newestCalendars(catalog: Catalog): Readonly<Record<string, number>> {
  return Object.fromEntries([...catalog.calendars()].map(([name, it]) => [name, latestVersion(it).version]));
}
