// The cases that the scenario `load` asks for.
export const SMALL_CASE = '00000000-0000-4000-8000-000000000001';
export const LONG_CASE = '00000000-0000-4000-8000-000000000002';
export const LARGE_CASE = '00000000-0000-4000-8000-000000000003';

/** Whose key does what; a secret has at least 32 characters. */
export const secretOf = (name) => `torture-secret-of-${name}`.padEnd(40, '-');
export const CROWD = ['reader', 'uploader', 'searcher', 'player', 'historian', 'sender'];
