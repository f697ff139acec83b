import { type PolicyProblem } from '../sla/policy-problems';

/** Every rule that refuses what is asked of a policy or a calendar, as `rules` does of cases. */
export const catalogRules = {
  'calendar-in-use':
    'Policies that are not retired name this calendar: publish them with another one, or retire them, before.',
  'last-policy':
    'No other policy matches every case, and no case is without a promise: publish another one with `"when": {}` before.',
} as const satisfies Record<string, string>;

export type CatalogRuleCode = keyof typeof catalogRules;

/** A rule refuses it; nothing happens. */
export class CatalogRuleViolation extends Error {
  constructor(
    readonly code: CatalogRuleCode,
    detail: string,
  ) {
    super(`${catalogRules[code]} (${detail})`);
    this.name = 'CatalogRuleViolation';
  }
}

/** What was to be published is no policy or calendar; nothing happens. */
export class InvalidPublication extends Error {
  constructor(
    /** At least one, each with a pointer into what was to be published. */
    readonly problems: readonly PolicyProblem[],
  ) {
    super(problems.map(({ pointer, message }) => `${pointer}: ${message}`).join(' '));
    this.name = 'InvalidPublication';
  }
}
