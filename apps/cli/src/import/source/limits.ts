/** No row is longer, in bytes: one append of the log holds as much, and a missing quote must not fill the memory. */
export const LONGEST_RECORD = 1024 * 1024;
