import { type NoteSourceRow } from '../commands';
import { type Decision } from './decision';

/** A row of an imported file that changes nothing the case knows: kept all the same. */
export const noteSourceRow: Decision<NoteSourceRow> = () => [{ type: 'SourceRowNoted', data: {} }];
