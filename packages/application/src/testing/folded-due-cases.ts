import { breachInstant, type Case, type Clock, evolve, NO_CLOCKS } from '@redress/domain';
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

const KINDS: readonly DueKind[] = ['breach', 'escalation'];

/** What falls due, folded from the log in memory: what a read model is for whoever has no database. */
export class FoldedDueCases implements DueCases, ReadModelProgress {
  position: Position = START;
  /** How often it was asked. */
  asks = 0;
  private readonly states = new Map<string, Case>();
  /** Of each case: when the earliest of a kind falls due; epoch ms. */
  private readonly instants = { breach: new Map<string, number>(), escalation: new Map<string, number>() };
  private readonly listeners = new Set<() => void>();
  private subscription: Subscription | null = null;
  private gate: PromiseWithResolvers<void> | null = null;

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
    this.gate ??= Promise.withResolvers();
  }

  readOn(): void {
    this.gate?.resolve();
    this.gate = null;
  }

  onAdvance(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  due(atMs: number, limit: number): Promise<readonly DueCase[]> {
    this.asks += 1;
    const due: (DueCase & { readonly since: number })[] = [];
    for (const kind of KINDS) {
      for (const [caseId, since] of this.instants[kind]) if (since <= atMs) due.push({ caseId, kind, since });
    }
    due.sort((a, b) => a.since - b.since);
    return Promise.resolve(due.slice(0, limit).map(({ caseId, kind }) => ({ caseId, kind })));
  }

  next(afterMs: number): Promise<number | null> {
    let next: number | null = null;
    for (const kind of KINDS) {
      for (const at of this.instants[kind].values()) if (at > afterMs && (next === null || at < next)) next = at;
    }
    return Promise.resolve(next);
  }

  private async read({ events, position }: LogPage): Promise<void> {
    await this.gate?.promise;
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
    const { clocks } = this.states.get(id)?.clocks ?? NO_CLOCKS;
    this.noteEarliest('breach', id, breachesOf(clocks));
    this.noteEarliest('escalation', id, escalationsOf(clocks));
  }

  private noteEarliest(kind: DueKind, id: string, instants: readonly string[]): void {
    if (instants.length === 0) this.instants[kind].delete(id);
    else this.instants[kind].set(id, Math.min(...instants.map((instant) => Date.parse(instant))));
  }
}

function breachesOf(clocks: readonly Clock[]): readonly string[] {
  return clocks.filter(({ kind, status }) => kind === 'promise' && status === 'running').map(breachInstant);
}

function escalationsOf(clocks: readonly Clock[]): readonly string[] {
  const counting = clocks.filter(({ isOwed, status }) => isOwed && (status === 'running' || status === 'breached'));
  return counting.flatMap(({ terms, escalateAt, reached }) =>
    escalateAt.filter((_at, index) => !reached.includes(terms.escalate?.[index]?.at ?? NaN)),
  );
}
