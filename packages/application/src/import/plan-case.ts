import { type Case, type DecidedEvent, evolve, isClockEventType, type RecordedEvent } from '@redress/domain';
import {
  appendBytes,
  type ChainEnd,
  EMPTY_CHAIN,
  MAX_APPEND_BYTES,
  openStream,
  seal,
  type SealedEvent,
  type StoredEvent,
} from '@redress/event-store';
import { assertReadable, caseStream, drafts, recordedEvent } from '../case-stream';
import { type PromisesOf } from '../promises';
import { type Provenance } from '../provenance';
import { type ImportedIds } from './imported-ids';
import { type RejectedRow, rejection, RowRejection } from './import-rules';
import { judgeRow, type RowFact } from './judge-row';
import { type Mapping } from './mapping/mapping';
import { cell, type CaseRows, type OrderedRow, type Row } from './source-row';

/** Sealed events to append at the end they continue: whole rows, at most one append's worth. */
export interface Batch {
  readonly end: ChainEnd;
  readonly events: readonly SealedEvent[];
}

export interface CasePlan {
  /** On record already, or in one of the batches. */
  readonly taken: number;
  readonly rejected: readonly RejectedRow[];
  /** E-mail addresses of rows in the batches that can be none; absent when there are none. */
  readonly leftOut?: number;
  readonly batches: readonly Batch[];
}

export interface CaseToPlan {
  readonly mapping: Mapping;
  readonly caseId: string;
  readonly ids: ImportedIds;
  readonly caseRows: CaseRows;
  /** The whole stream as it is now. */
  readonly stored: readonly StoredEvent[];
  /** The real time, ISO 8601 UTC. */
  readonly now: string;
  readonly promises: PromisesOf;
}

/**
 * What is still to be appended of a case, judged row by row. Rows on record are recognised by their command ids. A row
 * that is not is judged against the state folded from the rows before it, and from what others did before those, so
 * that it meets the same verdict in every run; then, when more is on record, against that too.
 */
export function planCase(input: CaseToPlan): CasePlan {
  const plan = new Planning(input);
  const { rows } = input.caseRows;
  const commandIds = rows.map((row) => plan.commandIdOf(row));
  const lastOnRecord = commandIds.findLastIndex((id) => plan.isOnRecord(id));
  let previous: Row | null = null;
  for (const [index, row] of rows.entries()) {
    plan.take(row, previous, commandIds[index] as string, index < lastOnRecord);
    previous = row.row;
  }
  return plan.result();
}

class Planning {
  private readonly stored: readonly RecordedEvent[];
  /** Where each command's last event stands in the stream. */
  private readonly onRecord = new Map<string, number>();
  private readonly streamEnd: ChainEnd;
  private folded = 0;
  private state: Case | null = null;
  private end: ChainEnd;
  private taken = 0;
  private leftOut = 0;
  private readonly rejected: RejectedRow[] = [];
  private readonly batches: { end: ChainEnd; events: SealedEvent[]; bytes: number }[] = [];

  constructor(private readonly input: CaseToPlan) {
    const envelopes = openStream(input.stored);
    for (const envelope of envelopes) assertReadable(envelope);
    for (const [index, { metadata }] of envelopes.entries()) this.onRecord.set(metadata.commandId, index);
    this.stored = envelopes.map(recordedEvent);
    const last = envelopes.at(-1);
    this.streamEnd =
      last === undefined
        ? EMPTY_CHAIN
        : { revision: last.revision, hash: last.metadata.hash, recordedAt: last.metadata.recordedAt };
    this.end = this.streamEnd;
  }

  /** Only a case that version 0.1 began can hold rows under the ids of that version. */
  commandIdOf(row: OrderedRow): string {
    const { ids, caseId } = this.input;
    const older = caseId === ids.olderCaseId ? ids.olderCommandId(row) : null;
    return older !== null && this.isOnRecord(older) ? older : ids.commandId(row);
  }

  isOnRecord(commandId: string): boolean {
    return this.onRecord.has(commandId);
  }

  take(row: OrderedRow, previous: Row | null, commandId: string, isBeforeOthers: boolean): void {
    const at = this.onRecord.get(commandId);
    if (at !== undefined) {
      this.foldUpTo(at + 1);
      this.taken += 1;
      return;
    }
    let leftOut = 0;
    try {
      const facts = this.judge(row, previous, commandId, isBeforeOthers, () => (leftOut += 1));
      this.add(row, facts, commandId);
      this.taken += 1;
      this.leftOut += leftOut;
    } catch (error) {
      if (!(error instanceof RowRejection)) throw error;
      const { key } = this.input.caseRows;
      this.rejected.push({ line: row.line, case: key, rule: error.rule, sentence: error.sentence, row: row.row });
    }
  }

  result(): CasePlan {
    const { taken, rejected, leftOut, batches } = this;
    return { taken, rejected, ...(leftOut === 0 ? {} : { leftOut }), batches };
  }

  private judge(
    row: OrderedRow,
    previous: Row | null,
    commandId: string,
    isBeforeOthers: boolean,
    onLeftOut: () => void,
  ): readonly RowFact[] {
    const { mapping, caseId, now, promises } = this.input;
    const judged = { mapping, row, previous, caseId, commandId, now, promises };
    const isLast = this.folded === this.stored.length;
    const facts = judgeRow({ ...judged, state: this.state, ...(isLast ? { onLeftOut } : {}) });
    if (isBeforeOthers) throw rejection('later-row-on-record', `row of ${row.at.occurredAt}`);
    if (isLast) return facts;
    // Others went on with the case since: the row goes on record behind them, so it must make sense there too.
    this.foldUpTo(this.stored.length);
    return judgeRow({ ...judged, state: this.state, onLeftOut });
  }

  private foldUpTo(count: number): void {
    for (; this.folded < count; this.folded++) {
      this.state = evolve(this.input.caseId, this.state, this.stored[this.folded] as RecordedEvent);
    }
  }

  private add(row: OrderedRow, facts: readonly RowFact[], commandId: string): void {
    const { caseId, now } = this.input;
    const told = facts.map(({ event, actor }) => ({ event, actor, ...this.sourceOf(row, event) }));
    const sealed = seal(
      caseStream(caseId),
      this.end,
      told.flatMap(({ event, ...from }) => drafts([event], { ...from, recordedAt: now, commandId })),
    );
    const bytes = appendBytes(sealed);
    if (bytes > MAX_APPEND_BYTES) throw rejection('row-too-large', `${bytes} bytes`);
    this.append(sealed, bytes);
    for (const [index, { event, ...from }] of told.entries()) {
      const { id, revision, recordedAt } = sealed[index] as SealedEvent;
      this.state = evolve(caseId, this.state, { ...event, ...from, id, revision, recordedAt });
    }
  }

  private append(events: readonly SealedEvent[], bytes: number): void {
    const batch = this.batches.at(-1);
    if (batch !== undefined && batch.bytes + bytes <= MAX_APPEND_BYTES) {
      batch.events.push(...events);
      batch.bytes += bytes;
    } else {
      this.batches.push({ end: this.end, events: [...events], bytes });
    }
    const { revision, hash, recordedAt } = events.at(-1) as SealedEvent;
    this.end = { revision, hash, recordedAt };
  }

  /**
   * Where an event comes from. Who asks as of an instant before the row sees nothing of the row: what happened before it
   * keeps none of its columns, and what became of a clock by then is not the row's doing.
   */
  private sourceOf({ line, hash, ordinal, row, at }: OrderedRow, { type, occurredAt }: DecidedEvent): FromRow {
    const { name, kept } = this.input.mapping;
    const isEarlier = occurredAt < at.occurredAt;
    if (isEarlier && isClockEventType(type)) return {};
    const columns = (isEarlier ? [] : kept).map((column) => [column, cell(row, column) ?? ''] as const);
    const keptColumns = Object.fromEntries(columns);
    return { source: { mapping: name, line, at: at.occurredAt, rowHash: hash, ordinal, kept: keptColumns } };
  }
}

type FromRow = Pick<Provenance, 'source'>;
