import { type CaseImporter, type CaseOutcome, type Mapping, type RejectedRow } from '@redress/application';
import { type FileFacts } from './grouping/scan';
import { spooledWork } from './grouping/spooled-work';
import { contiguousWork, type Work } from './grouping/work';
import { type Progress } from './progress';
import { type SourceRecord } from './source/source-records';

/** So many cases are under way at once: the store commits together what comes together. */
const CASES_AT_ONCE = 32;

/** What became of the rows so far: `rows` is always `taken` and `rejected` together. */
export interface ImportSummary {
  readonly rows: number;
  readonly taken: number;
  readonly rejected: number;
  /** Cases with at least one row on record. */
  readonly cases: number;
  /** Events that this run appended. */
  readonly newEvents: number;
  /** E-mail addresses that can be none, left out of rows that this run took; absent when there are none. */
  readonly addressesLeftOut?: number;
}

export interface ImportRun {
  readonly mapping: Mapping;
  readonly facts: FileFacts;
  readonly records: AsyncIterable<SourceRecord>;
  readonly importer: CaseImporter;
  readonly onRejected: (row: RejectedRow) => void;
  readonly progress: Progress;
  /** Aborted: no case is begun any more, those under way are finished. */
  readonly signal: AbortSignal;
  /** Filled as the import goes on, so that it is known too when it stops. */
  readonly tally: Tally;
}

/** Imports case by case, several at once; outcomes are counted, and rejects written, in the order of the file. */
export async function runImport(run: ImportRun): Promise<void> {
  const { mapping, facts, records, importer, signal } = run;
  const underWay: Promise<CaseOutcome>[] = [];
  const settleFirst = async (): Promise<void> => settle(await (underWay.shift() as Promise<CaseOutcome>), run);
  try {
    for await (const work of (facts.isContiguous ? contiguousWork : spooledWork)(records, mapping)) {
      if (signal.aborted) break;
      underWay.push(outcomeOf(work, importer));
      if (underWay.length >= CASES_AT_ONCE) await settleFirst();
    }
    while (underWay.length > 0) await settleFirst();
  } finally {
    // After a failure the others are finished all the same, before the store is closed under them.
    await Promise.allSettled(underWay);
  }
}

function outcomeOf(work: Work, importer: CaseImporter): Promise<CaseOutcome> {
  const outcome =
    'rejected' in work
      ? Promise.resolve({ taken: 0, rejected: [work.rejected], newEvents: 0 })
      : importer.import(work.caseRows);
  // It is awaited in its turn; a failure before that is nothing that nobody handles.
  outcome.catch(() => undefined);
  return outcome;
}

function settle(outcome: CaseOutcome, { onRejected, progress, tally }: ImportRun): void {
  for (const row of outcome.rejected) onRejected(row);
  tally.add(outcome);
  progress.advance(outcome.taken + outcome.rejected.length);
}

export class Tally {
  summary: ImportSummary = { rows: 0, taken: 0, rejected: 0, cases: 0, newEvents: 0 };

  /** In the order of the file. */
  firstRejected: RejectedRow | null = null;

  add({ taken, rejected, leftOut = 0, newEvents }: CaseOutcome): void {
    this.firstRejected ??= rejected[0] ?? null;
    const { rows, cases, addressesLeftOut = 0, ...sums } = this.summary;
    const addresses = addressesLeftOut + leftOut;
    this.summary = {
      rows: rows + taken + rejected.length,
      taken: sums.taken + taken,
      rejected: sums.rejected + rejected.length,
      cases: cases + (taken > 0 ? 1 : 0),
      newEvents: sums.newEvents + newEvents,
      ...(addresses === 0 ? {} : { addressesLeftOut: addresses }),
    };
  }
}
