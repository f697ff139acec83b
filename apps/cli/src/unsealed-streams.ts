/** Where processors have got to: positions of the log that it stands in, which mean nothing in another one. */
export const PROCESSOR_STREAMS = 'processor-';

/** What the service keeps for itself is no part of any record and is not sealed. */
export const UNSEALED_STREAMS = [PROCESSOR_STREAMS, 'settings-'];
