import { appendContract } from './append';
import { concurrencyContract } from './concurrency';
import { fidelityContract } from './fidelity';
import { filterContract } from './filter';
import { type StoreUnderTest } from './harness';
import { idempotencyContract } from './idempotency';
import { lifetimeContract } from './lifetime';
import { readAllContract } from './read-all';
import { readStreamContract } from './read-stream';
import { readStreamsContract } from './read-streams';
import { refusalContract } from './refusals';
import { subscribeContract } from './subscribe';

/** Everything an adapter must do. Call it at the top level of a Jest spec; it uses Jest's globals. */
export function eventStoreContract(subject: StoreUnderTest): void {
  describe(`${subject.name} keeps the event store contract`, () => {
    for (const topic of TOPICS) topic(subject);
  });
}

const TOPICS = [
  appendContract,
  refusalContract,
  fidelityContract,
  idempotencyContract,
  readStreamContract,
  readAllContract,
  readStreamsContract,
  filterContract,
  subscribeContract,
  concurrencyContract,
  lifetimeContract,
] as const;

export {
  appendContract,
  concurrencyContract,
  fidelityContract,
  filterContract,
  idempotencyContract,
  lifetimeContract,
  readAllContract,
  readStreamContract,
  readStreamsContract,
  refusalContract,
  subscribeContract,
};
export { idsOf, newEvent, newEvents, newStream, readToEnd } from './events';
export { recorder } from './recorder';

export type { StoreUnderTest } from './harness';
export type { Recorder } from './recorder';
