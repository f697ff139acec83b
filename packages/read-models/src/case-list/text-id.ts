import { type ReadModelTables } from '@redress/application';

/**
 * The id of a text says which case it is of, and whether it is the complainant's name (odd) or what somebody wrote (even).
 * So a search need not look up any of the texts that it finds, and the texts of one case lie beside each other: in their
 * table, and in the index of words, which can be asked for those of one case only.
 */
const BITS = 20;
const IDS_OF_A_CASE = 2 ** BITS;

/** @param id SQL */
export function caseOfText(id: string): string {
  return `(${id} >> ${BITS})`;
}

/** @param id SQL */
export function isName(id: string): string {
  return `${id} & 1 = 1`;
}

/** @param no SQL, the number of a case */
export function firstTextOf(no: string): string {
  return `(${no} << ${BITS})`;
}

/** @param no SQL, the number of a case */
export function lastTextOf(no: string): string {
  return `((${no} << ${BITS}) | ${IDS_OF_A_CASE - 1})`;
}

/** @throws {RangeError} the case has half a million texts: another would count as one of the next case */
export function newTextId(tables: ReadModelTables, no: number, isName: boolean): number {
  const first = no * IDS_OF_A_CASE;
  const sql = 'SELECT max(id) AS last FROM {texts} WHERE id >= ? AND id < ?';
  const last = tables.prepare(sql).get(first, first + IDS_OF_A_CASE)?.['last'] as number | null;
  const pair = last === null ? first : last - (last % 2) + 2;
  if (pair >= first + IDS_OF_A_CASE) throw new RangeError('The case has too many texts to search in them');
  return pair + (isName ? 1 : 0);
}
