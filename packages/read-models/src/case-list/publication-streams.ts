import { type PublicationStreams, type ReadModelDatabase } from '@redress/application';
import { CASE_LIST, CASE_LIST_VERSION } from './case-list-projection';

/**
 * Which streams of policies and calendars there are, so that nobody has to look through a long log for them.
 * @throws {ReadModelBehindError} no read model serves yet
 */
export function publicationStreams(database: ReadModelDatabase): PublicationStreams {
  return database.read(CASE_LIST, [CASE_LIST_VERSION], ({ prepare, position }) => {
    const rows = prepare('SELECT stream FROM {publications} ORDER BY stream').all();
    return { streams: rows.map(({ stream }) => stream as string), upTo: position };
  });
}
