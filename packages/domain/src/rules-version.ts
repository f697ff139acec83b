/**
 * The version of the rules, which every event carries that they decided. Version 2: a fact entered late has the effect that
 * it would have had in time, and a merge loses nothing that is owed.
 */
export const RULES_VERSION = 2;
