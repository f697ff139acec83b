import { type RuleCode } from '@redress/domain';

/** Rules of the importer itself, beside those of the domain: a stable code and a sentence that says what can be done. */
export const importRules = {
  'wrong-columns': 'The row has another number of columns than the header: quote fields that hold a delimiter.',
  'not-an-object': 'The line is no JSON object: give one object a line.',
  'bad-text': 'The row has a NUL or half a character, which no text can have: mend it in the source.',
  'no-case-key': 'The row does not say which case it is of: a column of the case key is blank.',
  'bad-instant': 'The instant cannot be read as the mapping says it is written, or there is no such day or time.',
  'instant-too-early':
    'The instant lies before 1900, so it is most likely none: map what the source writes for no date to blank.',
  'unmapped-value': 'The mapping has no word for a value of the row: add it to the map, or say "otherwise: leave-out".',
  'missing-value':
    'The row yields a command that lacks a value it needs: guard it by a condition, or give another source.',
  'bad-value': 'The row gives a value that the command cannot take: map it to one that it can.',
  'two-requests': 'The row would ask for information twice: let one row ask once.',
  'invalid-command': 'The row yields a command that makes no sense on the case.',
  'row-too-large': 'The row gives more than one append can hold: keep large content elsewhere.',
  'later-row-on-record':
    'A later row of the case is on record already, and history is never rewritten: enter by hand what this one says.',
} as const satisfies Record<string, string>;

export type ImportRuleCode = keyof typeof importRules;

/** A row that was not taken, as the reject file has it. */
export interface RejectedRow {
  /** 1 is the first line of the file, the header included. */
  readonly line: number;
  /** Null when the row does not say. */
  readonly case: string | null;
  readonly rule: RuleCode | ImportRuleCode;
  readonly sentence: string;
  /** The columns as the source wrote them, or the line itself when it could not be read. */
  readonly row: Readonly<Record<string, string>> | readonly string[] | string;
}

/** The row cannot be taken. */
export class RowRejection extends Error {
  constructor(
    readonly rule: RuleCode | ImportRuleCode,
    readonly sentence: string,
  ) {
    super(sentence);
    this.name = 'RowRejection';
  }
}

/** @param detail what of this row the rule looked at */
export function rejection(rule: ImportRuleCode, detail: string): RowRejection {
  return new RowRejection(rule, `${importRules[rule]} (${detail})`);
}
