import { type RuleCode } from '@redress/domain';

/** The rules about when something happened that stand against every command, receipt included. */
export const TIME_RULES = [
  'occurred-in-future',
  'late-entry-needs-reason',
  'late-entry-needs-supervisor',
] as const satisfies readonly RuleCode[];

/** The rules that stand against every command on a case. */
export const OF_EVERY_COMMAND = [...TIME_RULES, 'occurred-before-receipt'] as const satisfies readonly RuleCode[];
