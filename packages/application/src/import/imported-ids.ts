import { keyedId } from '../ids/keyed-id';
import { olderImportedCaseId, olderImportedCommandId } from '../ids/older-ids';
import { type OrderedRow } from './source-row';

/** @param secret the log's: a ticket's number can be guessed, so the id of its case must not confirm it */
export function importedCaseId(secret: Uint8Array, mapping: string, caseKey: string): string {
  return keyedId(secret, 'imported-case', [mapping, caseKey]);
}

/** The ids of a case of a file and of its rows: the same in every run, so that a second one finds what is on record. */
export class ImportedIds {
  readonly caseId: string;
  /** Where version 0.1 has put the case. */
  readonly olderCaseId: string;

  constructor(
    private readonly secret: Uint8Array,
    private readonly mapping: string,
    private readonly caseKey: string,
  ) {
    this.caseId = importedCaseId(secret, mapping, caseKey);
    this.olderCaseId = olderImportedCaseId(mapping, caseKey);
  }

  /** All events of a row carry it. */
  commandId({ hash, ordinal }: OrderedRow): string {
    return keyedId(this.secret, 'imported-command', [this.mapping, this.caseKey, hash, ordinal]);
  }

  /** What they carry where version 0.1 recorded the row. */
  olderCommandId({ hash, ordinal }: OrderedRow): string {
    return olderImportedCommandId(this.mapping, this.caseKey, hash, ordinal);
  }
}
