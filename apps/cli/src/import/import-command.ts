import { join } from 'node:path';
import { CaseImporter, Catalog, goneLogAdvice, mappedPromises, type RejectedRow } from '@redress/application';
import { type EventStore, InMemoryEventStore } from '@redress/event-store';
import { type CliCommand, type ExitCode, type Io } from '../cli-command';
import { storeTrouble } from '../store-trouble';
import { assertColumns, assertHeader } from './columns';
import { scan } from './grouping/scan';
import { IMPORT_USAGE, importOptions, type ImportOptions } from './import-options';
import { openMapping } from './mapping-file';
import { noProgress, progressBar } from './progress';
import { RejectFile } from './reject-file';
import { logSecret } from './secret';
import { type ImportSummary, runImport, Tally } from './run-import';
import { withoutNullWords } from './source/null-words';
import { type Header, sourceRecords } from './source/source-records';

/** Longer than a commit takes, shorter than half the settle horizon: an answer as of an instant must not change afterwards. */
const LOCK_PATIENCE_MS = 1_000;

export const importCommand: CliCommand = {
  summary: 'put the rows of a file on record',
  usage: IMPORT_USAGE,
  run: (args, io) => importFile(importOptions(args, io.env), io),
};

async function importFile(options: ImportOptions, io: Io): Promise<ExitCode> {
  const interruption = new AbortController();
  // Once: who presses the key again wants it to end at once.
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  try {
    return await imported(options, io, interruption.signal);
  } catch (error) {
    io.stderr.write(`${storeTrouble(error) ?? (error as Error).message}\n`);
    return 1;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** @throws whatever stops the import, saying why */
async function imported(options: ImportOptions, io: Io, signal: AbortSignal): Promise<ExitCode> {
  const mappingFile = openMapping(options.mappingFile);
  const { mapping } = mappingFile;
  const onHeader = (header: Header): void => assertHeader(options.file, mappingFile, header);
  const records = sourceRecords(options.file, mapping, signal, onHeader);
  const facts = await scan(withoutNullWords(options.file, records, mapping), mapping);
  assertColumns(options.file, mappingFile, facts);
  const store = await openStore(options);
  const tally = new Tally();
  const progress = io.stderr.isTTY === true && !options.quiet ? progressBar(io.stderr) : noProgress;
  let rejects: RejectFile | null = null;
  try {
    progress.start(facts.rows);
    const { secret, keep } = await logSecret(options, store);
    const policy = options.policy ?? mapping.policy;
    const promises = await mappedPromises(new Catalog(store), policy);
    rejects = openRejects(options, mapping.name);
    await runImport({
      mapping,
      facts,
      records: sourceRecords(options.file, mapping, signal),
      importer: new CaseImporter({
        store,
        mapping,
        secret,
        beforeFirst: keep,
        promises,
        policy,
        dryRun: options.dryRun,
      }),
      onRejected: (row) => rejects?.write(row),
      progress,
      signal,
      tally,
    });
  } finally {
    progress.stop();
    rejects?.close();
    await store.close();
    io.stdout.write(`${JSON.stringify(tally.summary)}\n`);
  }
  if (signal.aborted) throw new Error('Stopped. What is on record stays; run the same command again and it goes on.');
  if (tally.firstRejected !== null && tally.summary.taken === 0) {
    throw new Error(nothingTaken(tally.summary, tally.firstRejected, rejects));
  }
  if (!options.quiet) io.stderr.write(remarks(tally.summary, rejects, options));
  return 0;
}

/** Rows that are rejected one and all have a mapping that does not fit the file: nobody should take that for an import. */
function nothingTaken({ rejected }: ImportSummary, first: RejectedRow, rejects: RejectFile | null): string {
  const where = rejects === null ? '--rejects FILE writes them all down' : `see ${rejects.path}`;
  return `No row could be taken, ${rejected} rejected; ${where}. Line ${first.line}: ${first.rule}: ${first.sentence}`;
}

/** Whatever a dry run needs to read is read from the log, if there is one; nothing is made that was not there. */
async function openStore({ dryRun, log, dataDir, isOfDirectory }: ImportOptions): Promise<EventStore> {
  const advice = isOfDirectory && !log.exists() ? goneLogAdvice(dataDir) : null;
  if (advice !== null) throw new Error(`${log.name} is gone, the log of ${dataDir}: ${advice}`);
  if (dryRun && !log.exists()) return new InMemoryEventStore();
  return (await log.openTarget(LOCK_PATIENCE_MS)).store;
}

function openRejects({ dryRun, rejectsFile, dataDir }: ImportOptions, mapping: string): RejectFile | null {
  if (rejectsFile !== null) return new RejectFile(rejectsFile);
  return dryRun ? null : new RejectFile(join(dataDir, 'rejects', `${mapping}.jsonl`));
}

function remarks(
  { rows, rejected, addressesLeftOut = 0 }: ImportSummary,
  rejects: RejectFile | null,
  { dryRun }: ImportOptions,
): string {
  const lines: string[] = [];
  if (rows === 0) lines.push('The file has no rows.');
  if (rejected > 0) {
    const where = rejects === null ? '--rejects FILE says which and why' : `see ${rejects.path}`;
    lines.push(`Rejected rows: ${rejected}; ${where}.`);
  }
  if (addressesLeftOut > 0) lines.push(`E-mail addresses that can be none, left out: ${addressesLeftOut}.`);
  if (dryRun) lines.push('A dry run: nothing was recorded.');
  return lines.map((line) => `${line}\n`).join('');
}
