import { type CallerCommand, type Precision } from '@redress/domain';
import { type InstantFormat } from './instant-format';

/** What a mapping can name by itself. */
export type Scalar = string | number | boolean | null;

/** What a condition or a field may ask of the case as folded so far. */
export const STATE_FACTS = [
  'exists',
  'status',
  'ending',
  'everAcknowledged',
  'handler',
  'escalationLevel',
  'severity',
  'category',
  'product',
  'channel',
  'openMessages',
  'waiting',
  'waitingFrom',
  'openRequest',
] as const;
export type StateFact = (typeof STATE_FACTS)[number];

/** Something that has a value for a row. */
export type Operand =
  | { readonly from: 'row' | 'previous'; readonly column: string }
  | { readonly from: 'state'; readonly fact: StateFact }
  | { readonly from: 'value'; readonly name: string }
  | { readonly from: 'actor'; readonly fact: 'id' | 'kind' };

export type Comparison =
  | { readonly is: 'equals'; readonly to: Scalar | Operand }
  | { readonly is: 'in'; readonly list: readonly Scalar[] }
  | { readonly is: 'changed' | 'blank'; readonly wanted: boolean }
  | { readonly is: 'above' | 'below'; readonly to: number | Operand };

/** Data, not code: nothing in a mapping is ever run. */
export type Condition =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'compare'; readonly operand: Operand; readonly comparison: Comparison };

/** Where a field of a command comes from. A field that comes to nothing is left out. */
export type Field =
  | { readonly kind: 'constant'; readonly value: string | number | boolean }
  | { readonly kind: 'template'; readonly parts: readonly (string | { readonly column: string })[] }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'state'; readonly fact: StateFact }
  | { readonly kind: 'firstOf' | 'list'; readonly of: readonly Field[] }
  | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Field>> };

/** The values of one column in Redress's words. */
export interface ValueMap {
  readonly column: string;
  readonly map: ReadonlyMap<string, string | number | boolean>;
  /** What becomes of a row whose value the map does not have. */
  readonly otherwise: 'reject' | 'leave-out';
}

/** Which column says when, and how it is written. */
export interface InstantSpec {
  readonly column: string;
  readonly format: InstantFormat;
  /** The IANA zone of stamps without an offset, and of days; null when every stamp brings its offset. */
  readonly zone: string | null;
  /** The stamps' offsets are wrong: read them as clock time of the zone. */
  readonly ignoreOffset: boolean;
  /** `unknown`: the column says something else, but nothing better is known. */
  readonly precision: Precision;
}

/** A command that a row yields when the condition holds. */
export interface CommandRule {
  readonly type: ImportableCommand;
  readonly when: Condition;
  /** When it happened, if not at the row's instant; `unknown` stands at the row's instant and says so. */
  readonly at: InstantSpec | 'unknown' | null;
  readonly fields: Readonly<Record<string, Field>>;
}

/** Commands on two cases, and what withholds or restricts, are for people to give. */
export const IMPORTABLE_COMMANDS = [
  'ReceiveComplaint',
  'AcknowledgeComplaint',
  'AssignHandler',
  'EscalateComplaint',
  'DeescalateComplaint',
  'RecordMessage',
  'SendMessage',
  'RequestInformation',
  'ReceiveInformation',
  'IssueResponse',
  'FollowUp',
  'ResolveComplaint',
  'ReopenComplaint',
  'WithdrawComplaint',
  'RejectComplaint',
  'ReferComplaint',
  'ClassifyComplaint',
  'AddNote',
  'CorrectComplainant',
  'WarnComplainant',
] as const satisfies readonly CallerCommand['type'][];
export type ImportableCommand = (typeof IMPORTABLE_COMMANDS)[number];

/** A published policy; without a version the one that is current when the import runs. */
export interface PolicyChoice {
  readonly name: string;
  readonly version: number | null;
}

/** How a file becomes commands, checked by {@link readMapping}. */
export interface Mapping {
  /** Goes into ids: the same file under another name is another import. */
  readonly name: string;
  readonly format: { readonly type: 'csv'; readonly delimiter: string } | { readonly type: 'jsonl' };
  /** The columns that say which case a row is of; `row` when each is a case of its own. */
  readonly caseKey: readonly string[] | 'row';
  readonly at: InstantSpec;
  /** Who did what a row says; null when the source does not say. */
  readonly actor: { readonly id: Field; readonly name: Field | null } | null;
  /** The policy that every case is promised; null: nothing is promised, and no clock runs. */
  readonly policy: PolicyChoice | null;
  /** Texts of the source that stand for a blank; null when the mapping does not say. */
  readonly blanks: readonly string[] | null;
  /** Ids or names of actors that are no people. */
  readonly systemActors: readonly string[];
  /** Columns that go on record with every row, as the source wrote them. */
  readonly kept: readonly string[];
  readonly values: ReadonlyMap<string, ValueMap>;
  readonly commands: readonly CommandRule[];
  /** Every column that the mapping reads, and where it names it. */
  readonly columns: readonly UsedColumn[];
}

/** Keys and list indexes from the top of the mapping. */
export type MappingPath = readonly (string | number)[];

export interface UsedColumn {
  readonly column: string;
  readonly path: MappingPath;
}
