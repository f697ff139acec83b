export { appendBytes, assertAppendable, EVENT_OVERHEAD_BYTES, MAX_APPEND_BYTES } from './append-rules';
export { canonicalJson } from './canonical-json';
export { CatchUpSubscription } from './catch-up-subscription';
export { openEnvelope } from './envelope';
export {
  AppendRefusedError,
  OutcomeUnknownError,
  RecordCorruptError,
  StoreFullError,
  StoreReadOnlyError,
  StoreUnavailableError,
  StoreUnusableError,
  WrongExpectedRevisionError,
} from './errors';
export { START } from './event-store';
export { judgeExpected } from './expected-revision';
export { InMemoryEventStore } from './in-memory-event-store';
export { pointerTo } from './json-pointer';
export { keepPrivateFile, makePrivateDirectory, makePrivateFile } from './private-files';
export { assertLimit, assertRevision, matching, pageLimit, upToCharacters } from './read-rules';
export { repeatedMember } from './repeated-member';
export {
  EMPTY_CHAIN,
  GENESIS_HASH,
  hashOf,
  openNext,
  openSealed,
  openStream,
  seal,
  verifyNext,
  verifyStream,
} from './sealing';
export { upcasting } from './upcasting';

export type { ReadableLog } from './catch-up-subscription';
export type { Json } from './canonical-json';
export type { EventEnvelope, EventMetadata, ImportSource } from './envelope';
export type {
  AppendResult,
  EventFilter,
  EventStore,
  ExpectedRevision,
  LogPage,
  NewEvent,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  ReadStreamsOptions,
  StoredEvent,
  StreamsCursor,
  StreamsPage,
  SubscribeOptions,
  Subscriber,
  Subscription,
} from './event-store';
export type { Verdict } from './expected-revision';
export type { ChainEnd, EventDraft, SealedEvent } from './sealing';
export type { Upcast, Upcaster, Versioned } from './upcasting';
