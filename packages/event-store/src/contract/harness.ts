import { type EventStore } from '../event-store';

/** An adapter to hold to the contract. The suite must be alone in writing to the store. */
export interface StoreUnderTest {
  readonly name: string;
  /** A store to start a test with. Best an empty one; where that is not to be had, one that nobody else writes to. */
  open(): Promise<EventStore>;
  /** Opens the data of the last `open` again, after the store was closed. Without it, tests of durability are left out. */
  reopen?(): Promise<EventStore>;
  /** A second instance beside the last one opened, on the same data. Without it, tests with two are left out. */
  openSecond?(): Promise<EventStore>;
  /** Called after each test, when every store it opened is closed. */
  cleanup?(): Promise<void> | void;
  /** Whether `open` gives a store without any event. */
  readonly startsEmpty?: boolean;
  /** Whether its stores have `readStreams`. */
  readonly readsStreams?: boolean;
}

/** The stores of one test, closed after it. */
export interface Harness {
  open(): Promise<EventStore>;
  reopen(): Promise<EventStore>;
  openSecond(): Promise<EventStore>;
  /** `it` when the adapter can do this, else a test that is skipped and says why. */
  readonly itWhen: (capability: Capability) => Test;
}

type Capability = 'reopen' | 'openSecond' | 'startsEmpty' | 'readsStreams';
type Test = (name: string, run: () => Promise<void>, timeoutMs?: number) => void;

const CANNOT: Readonly<Record<Capability, string>> = {
  reopen: 'it does not outlive its closing',
  openSecond: 'nobody else can open it meanwhile',
  startsEmpty: 'its log holds events already',
  readsStreams: 'it has no readStreams',
};

/** How long a test may take, in milliseconds: a cluster on a busy machine is slow. */
const TEST_MS = 30_000;
/** The same for those with many callers. */
export const PATIENCE_MS = 120_000;

/** Call inside `describe`. */
export function harness(subject: StoreUnderTest): Harness {
  jest.setTimeout(TEST_MS);
  const opened: EventStore[] = [];
  const track = async (store: Promise<EventStore> | undefined): Promise<EventStore> => {
    if (store === undefined) throw new Error(`${subject.name} cannot do this: guard the test with itWhen`);
    opened.push(await store);
    return store;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await subject.cleanup?.();
  }, PATIENCE_MS);
  return {
    open: () => track(subject.open()),
    reopen: () => track(subject.reopen?.()),
    openSecond: () => track(subject.openSecond?.()),
    itWhen: (capability) => (name, run, timeoutMs) => {
      if (subject[capability]) it(name, run, timeoutMs);
      else it.skip(`${name} (skipped: ${CANNOT[capability]})`, run);
    },
  };
}
