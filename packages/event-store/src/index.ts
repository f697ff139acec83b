export { canonicalJson } from './canonical-json';
export { openEnvelope } from './envelope';
export {
  AppendRefusedError,
  OutcomeUnknownError,
  RecordCorruptError,
  StoreUnusableError,
  WrongExpectedRevisionError,
} from './errors';
export { START } from './event-store';
export { EMPTY_CHAIN, GENESIS_HASH, hashOf, seal, verifyNext, verifyStream } from './sealing';
export { upcasting } from './upcasting';

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
  StoredEvent,
  SubscribeOptions,
  Subscriber,
  Subscription,
} from './event-store';
export type { ChainEnd, EventDraft, SealedEvent } from './sealing';
export type { Upcast, Upcaster, Versioned } from './upcasting';
