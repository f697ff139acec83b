// Starting, asking and ending the processes of a torture.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { JournalReader } from './journal.mjs';

const here = (name) => new URL(name, import.meta.url).pathname;

/** One writer process in a directory; knows what the ones before it left unfinished there. */
export class Writers {
  acknowledged = 0;
  /** Commands that the store could not take, all of them and by what was said of them; and how long the slowest took. */
  unavailable = 0;
  refusals = {};
  slowestRefusalMs = 0;
  unfinished = new Map();
  cases = new Map();

  /** @param notes where the journal is kept; default beside the log */
  constructor(dir, notes = dir) {
    this.dir = dir;
    this.notes = notes;
    this.journal = new JournalReader(join(notes, 'journal'));
  }

  /**
   * Starts a process, which writes until it gets the message `stop`; `{shiftMs}` steps its clock.
   * @param clockShiftMs how far its clock is off at first
   * @param commands so many at most; 0 for no end
   */
  start(seed, { clockShiftMs = 0, commands = 0 } = {}) {
    this.listen();
    const unfinished = [...this.unfinished.values()];
    const cases = [...this.cases.keys()].slice(-100);
    writeFileSync(join(this.notes, 'before.json'), JSON.stringify({ unfinished, cases }));
    const options = JSON.stringify({ dir: this.dir, notes: this.notes, seed, clockShiftMs, commands });
    const child = fork(here('writer.mjs'), [options], { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-4000)));
    const exited = new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, said })));
    const ready = Promise.race([once(child, 'message'), exited]);
    return { child, exited, ready };
  }

  listen() {
    this.journal.read((words) => this.heard(words));
  }

  heard([kind, commandId, caseId, ...rest]) {
    if (kind === 'A') this.acknowledged += 1;
    if (kind === 'R' && /^Store|Unsettled|OutcomeUnknown/.test(caseId)) {
      this.unavailable += 1;
      const [name] = caseId.split(':');
      this.refusals[name] = (this.refusals[name] ?? 0) + 1;
      this.slowestRefusalMs = Math.max(this.slowestRefusalMs, Number(rest[0]));
    }
    if (kind === 'B') this.unfinished.set(commandId, { commandId, caseId, command: JSON.parse(rest.join(' ')) });
    else if (kind === 'A' || kind === 'R' || kind === 'X') this.unfinished.delete(commandId);
    if (kind === 'A') {
      this.cases.delete(caseId);
      this.cases.set(caseId, true);
    }
  }
}

/** The independent reader, in a process of its own. */
export class Reader {
  child = fork(here('check-log.mjs'));
  ended = once(this.child, 'exit').then(([code, signal]) => ({
    violations: [`the reader ended with ${code ?? signal}`],
  }));

  /**
   * @param whole from the very beginning, instead of on from the last check of the directory
   * @param notes where the journal is
   */
  check(dir, whole = false, notes = dir) {
    const answered = new Promise((resolve) => this.child.once('message', resolve));
    this.child.send({ dir, whole, notes });
    return Promise.race([answered, this.ended]);
  }

  close() {
    // It is gone already when it ended by itself, which is a finding that was told.
    if (this.child.connected) this.child.disconnect();
  }
}

/** Waits until something holds, looking every so often. @throws {Error} it does not within a minute or so */
export async function until(holds, what, limitMs = 90_000) {
  for (const deadline = Date.now() + limitMs; !(await holds());) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await setTimeout(25);
  }
}

/** Runs a script that prints its result as the last line on stdout, as JSON. */
export async function result(script, args) {
  const child = fork(here(script), args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let [out, said] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) return { violations: [`${script} ended with ${code}: ${said.slice(-2000)}`] };
  return JSON.parse(out.trim().split('\n').at(-1));
}
