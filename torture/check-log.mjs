// The independent reader: knows the file's tables and the published form of an event, and shares no code with the store.
// node torture/check-log.mjs DIR prints what it finds; started by another process it answers each message {dir, notes, whole} with {violations, events, ...}; whole: from the very beginning.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { JournalReader } from './journal.mjs';

const GENESIS = '0'.repeat(64);
const UNSEALED = /^(processor|settings)-/;

/** RFC 8785, for what JSON.parse gives: members by UTF-16 code units, numbers and strings as ECMAScript writes them. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}

export class LogCheck {
  violations = [];
  counts = { breaches: 0, begun: 0, acknowledged: 0, replayed: 0, refused: 0, acknowledgedEvents: 0 };
  events = 0;
  lastPosition = 0;
  streams = new Map();
  stored = new Map();
  ids = new Set();
  begun = new Map();
  /** Commands of which the store said that nothing was recorded, by id, and of which case. */
  refused = new Map();
  /** The case of a command that was begun. */
  caseOf = new Map();
  /** The highest position that anybody was told of so far. */
  told = '';

  /** @param notes the directory of the journal */
  constructor(dir, notes = dir) {
    this.file = join(dir, 'log.db');
    this.journal = new JournalReader(join(notes, 'journal'));
  }

  /** What stands in the log since the last check, then what was said since. */
  check() {
    const db = new DatabaseSync(this.file, { readOnly: true });
    try {
      db.exec('PRAGMA busy_timeout = 5000');
      const integrity = this.lastPosition === 0 ? db.prepare('PRAGMA integrity_check').get().integrity_check : 'ok';
      if (integrity !== 'ok') this.violate(`the file is damaged: ${integrity}`);
      const rows = db.prepare(
        `SELECT position, name, revision, e.id, type, schema_version, hash, data, metadata
         FROM events e LEFT JOIN streams s ON s.id = e.stream WHERE position > ? ORDER BY position`,
      );
      for (const row of rows.iterate(this.lastPosition)) this.event(row);
      const { count } = db.prepare('SELECT count(*) AS count FROM events').get();
      if (count !== this.events) this.violate(`${this.events} events were seen, ${count} are there`);
    } finally {
      db.close();
    }
    this.journal.read((words, line) => this.said(words, line));
    for (const [commandId, caseId] of this.refused) {
      if (this.streams.get(`case-${caseId}`)?.commands.has(commandId))
        this.violate(`command ${commandId} was refused as not recorded, and is on record of ${caseId}`);
    }
    return this.result();
  }

  result() {
    return { violations: this.violations, events: this.events, streams: this.streams.size, ...this.counts };
  }

  violate(what) {
    if (this.violations.length < 20) this.violations.push(what);
  }

  event({ position, name, revision, id, type, schema_version: schemaVersion, hash, data, metadata }) {
    const violate = (what) => this.violate(`${name} revision ${revision} at ${position}: ${what}`);
    if (position !== this.lastPosition + 1) violate(`position ${this.lastPosition + 1} was expected`);
    this.lastPosition = position;
    this.events += 1;
    if (this.ids.has(id)) violate(`event ${id} is there twice`);
    this.ids.add(id);
    this.stored.set(`${name} ${revision}`, `${id} ${hash ?? '-'}`);
    const stream = this.streams.get(name) ?? { revision: -1, hash: GENESIS, recordedAt: '', commands: new Map() };
    this.streams.set(name, stream);
    if (revision !== stream.revision + 1) violate(`revision ${stream.revision + 1} was expected`);
    stream.revision = revision;
    const [told, meta] = [JSON.parse(data), JSON.parse(metadata)];
    if (canonical(told) !== data || canonical(meta) !== metadata) violate('it is not canonical');
    if (hash === null) {
      if (!UNSEALED.test(name)) violate('it is not sealed');
      return;
    }
    const sealed = canonical({ id, stream: name, revision, type, schemaVersion, data: told, metadata: meta });
    if (createHash('sha256').update(sealed, 'utf8').digest('hex') !== hash)
      violate('the hash is not that of its content');
    if (meta.previousHash !== stream.hash) violate('it does not continue the chain');
    if (meta.recordedAt < stream.recordedAt) violate('recordedAt goes back');
    if (type === 'ClockBreached') {
      this.counts.breaches += 1;
      if (meta.recordedAt <= told.dueAt) violate(`it was due at ${told.dueAt} only`);
    }
    // A command that was carried out twice left its events at two places.
    const last = stream.commands.get(meta.commandId);
    if (last !== undefined && last !== revision - 1)
      violate(`command ${meta.commandId} was carried out before, at ${last}`);
    stream.commands.set(meta.commandId, revision);
    Object.assign(stream, { hash, recordedAt: meta.recordedAt });
  }

  said([kind, ...words], line) {
    if (kind === 'B') {
      this.counts.begun += 1;
      if (!this.begun.has(words[0])) this.begun.set(words[0], this.told);
      this.caseOf.set(words[0], words[1]);
      // Given again, it may come on record.
      this.refused.delete(words[0]);
    } else if (kind === 'E') {
      this.counts.acknowledgedEvents += 1;
      const [stream, revision, id, hash] = words;
      const stored = this.stored.get(`${stream} ${revision}`);
      if (stored === undefined) this.violate(`lost: ${stream} revision ${revision}, ${id}, was acknowledged`);
      else if (stored !== `${id} ${hash}`)
        this.violate(`${stream} revision ${revision} is ${stored} and not ${id} ${hash}`);
    } else if (kind === 'A') this.acknowledged(words);
    else if (kind === 'R') {
      this.counts.refused += 1;
      this.begun.delete(words[0]);
      if (/^Store(Full|ReadOnly)Error/.test(words[1])) this.refused.set(words[0], this.caseOf.get(words[0]));
      this.caseOf.delete(words[0]);
    } else this.violate(`the writer failed: ${line}`);
  }

  acknowledged([commandId, caseId, revision, position, effect]) {
    this.counts.acknowledged += 1;
    this.caseOf.delete(commandId);
    if (effect === 'replayed') this.counts.replayed += 1;
    const before = this.begun.get(commandId);
    this.begun.delete(commandId);
    if (effect === 'done') {
      const at = this.streams.get(`case-${caseId}`)?.commands.get(commandId);
      if (at !== Number(revision))
        this.violate(`command ${commandId} said revision ${revision} of ${caseId}, its last is ${at}`);
      // Begun after somebody was told of an event, so recorded behind it.
      if (before !== undefined && position <= before) this.violate(`command ${commandId} stands before ${before}`);
    }
    if (position > this.told) this.told = position;
  }
}

function answered(check) {
  try {
    return check.check();
  } catch (error) {
    return { ...check.result(), violations: [`the reader failed: ${error.stack}`] };
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [dir] = process.argv.slice(2);
  if (dir !== undefined) process.stdout.write(`${JSON.stringify(answered(new LogCheck(dir)))}\n`);
  const known = { dir: undefined, check: undefined };
  process.on('message', ({ dir, notes, whole }) => {
    if (whole) return process.send(answered(new LogCheck(dir, notes)));
    if (known.dir !== dir) Object.assign(known, { dir, check: new LogCheck(dir, notes) });
    process.send(answered(known.check));
  });
}
