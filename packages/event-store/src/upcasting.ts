/** Lifts the data of one event type from one schema version to the next. Pure; never changes what is stored. */
export interface Upcaster {
  readonly type: string;
  readonly from: number;
  readonly upcast: (data: unknown) => unknown;
}

export interface Versioned {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: unknown;
}

/** Lifts an event, one version at a time, as far as the upcasters reach. */
export type Upcast = <Event extends Versioned>(event: Event) => Event;

/** @throws {Error} two upcasters claim the same step */
export function upcasting(upcasters: readonly Upcaster[]): Upcast {
  const steps = new Map<string, Upcaster>();
  for (const upcaster of upcasters) {
    const key = `${upcaster.type} ${upcaster.from}`;
    if (steps.has(key)) throw new Error(`Two upcasters lift ${upcaster.type} from version ${upcaster.from}`);
    steps.set(key, upcaster);
  }
  return (event) => {
    let lifted = event;
    for (;;) {
      const step = steps.get(`${lifted.type} ${lifted.schemaVersion}`);
      if (step === undefined) return lifted;
      lifted = { ...lifted, schemaVersion: lifted.schemaVersion + 1, data: step.upcast(lifted.data) };
    }
  };
}
