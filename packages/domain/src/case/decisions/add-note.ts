import { type AddNote } from '../commands';
import { type Decision } from './decision';

/** For those who work on the case; the complainant is not told. */
export const addNote: Decision<AddNote> = ({ text }) => [{ type: 'NoteAdded', data: { personal: { text } } }];
