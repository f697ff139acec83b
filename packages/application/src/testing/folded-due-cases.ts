import { breachInstant, type Case, type Clocks, evolve } from '@redress/domain';
import {
  type EventStore,
  type LogPage,
  openEnvelope,
  type Position,
  START,
  type Subscription,
} from '@redress/event-store';
import { CASE_STREAM_PREFIX, caseIdOf, recordedEvent } from '../case-stream';
import { type DueCase, type DueCases, type DueKind } from '../due/due-cases';
import { type ReadModelProgress } from '../projections/progress';

/** Of one case: when the earliest of each kind falls due; epoch ms. */
type Instants = Readonly<Partial<Record<DueKind, number>>>;

/** What falls due, folded from the log in memory: what a read model is for whoever has no database. */
export class FoldedDueCases implements DueCases, ReadModelProgress {
  position: Position = START;
  /** How often it was asked. */
  asks = 0;
  private readonly states = new Map<string, Case>();
  private readonly instants = new Map<string, Instants>();
  private readonly listeners = new Set<() => void>();
  private subscription: Subscription | null = null;
  private gate: Promise<void> = Promise.resolve();
  private openGate: () => void = () => undefined;

  constructor(private readonly store: EventStore) {}

  /** Reads on from where it is. */
  open(): void {
    const filter = { streamPrefixes: [CASE_STREAM_PREFIX] };
    this.subscription = this.store.subscribe({ after: this.position, filter }, (page) => this.read(page));
  }

  async close(): Promise<void> {
    this.readOn();
    await this.subscription?.close();
  }

  /** From now on it reads nothing, as if the log were faster than it. */
  lag(): void {
    this.gate = new Promise((resolve) => {
      this.openGate = resolve;
    });
  }

  readOn(): void {
    this.openGate();
    this.gate = Promise.resolve();
  }

  onAdvance(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  due(atMs: number, limit: number): Promise<readonly DueCase[]> {
    this.asks += 1;
    const due: (DueCase & { readonly since: number })[] = [];
    for (const [caseId, instants] of this.instants) {
      for (const [kind, since] of entriesOf(instants)) if (since <= atMs) due.push({ caseId, kind, since });
    }
    due.sort((a, b) => a.since - b.since);
    return Promise.resolve(due.slice(0, limit).map(({ caseId, kind }) => ({ caseId, kind })));
  }

  next(afterMs: number): Promise<number | null> {
    let next: number | null = null;
    for (const instants of this.instants.values()) {
      for (const [, at] of entriesOf(instants)) if (at > afterMs && (next === null || at < next)) next = at;
    }
    return Promise.resolve(next);
  }

  private async read({ events, position }: LogPage): Promise<void> {
    await this.gate;
    const changed = new Set<string>();
    for (const event of events) {
      const id = caseIdOf(event.stream);
      const state = evolve(id, this.states.get(id) ?? null, recordedEvent(openEnvelope(event)));
      if (state !== null) this.states.set(id, state);
      changed.add(id);
    }
    for (const id of changed) this.note(id);
    this.position = position;
    for (const listener of this.listeners) listener();
  }

  private note(id: string): void {
    const state = this.states.get(id);
    const instants = state === undefined ? {} : instantsOf(state.clocks);
    if (entriesOf(instants).length === 0) this.instants.delete(id);
    else this.instants.set(id, instants);
  }
}

function instantsOf({ clocks }: Clocks): Instants {
  const breaches = clocks
    .filter(({ kind, status }) => kind === 'promise' && status === 'running')
    .map((clock) => breachInstant(clock));
  const escalations = clocks
    .filter(({ isOwed, status }) => isOwed && (status === 'running' || status === 'breached'))
    .flatMap(({ terms, escalateAt, reached }) =>
      escalateAt.filter((_at, index) => !reached.includes(terms.escalate?.[index]?.at ?? NaN)),
    );
  return { ...earliest('breach', breaches), ...earliest('escalation', escalations) };
}

function earliest(kind: DueKind, instants: readonly string[]): Instants {
  return instants.length === 0 ? {} : { [kind]: Math.min(...instants.map((instant) => Date.parse(instant))) };
}

function entriesOf(instants: Instants): readonly (readonly [DueKind, number])[] {
  return Object.entries(instants) as [DueKind, number][];
}
