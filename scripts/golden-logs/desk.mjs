// A desk at which time is set by hand: commands go the way of the service, and those of the system and of imports, with any
// precision, straight to the rules. For the version that is checked out: it reaches into what was built.
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { caseModule, caseStream } from '@redress/application';
import { ManualClock } from '@redress/application/testing';
import { decide, SYSTEM_ACTOR } from '@redress/domain';
import { InMemoryEventStore, seal } from '@redress/event-store';

const require = createRequire(import.meta.url);
const dist = resolve(import.meta.dirname, '../../packages/application/dist');
const { drafts } = require(`${dist}/case-stream.js`);
const { provenanceOf } = require(`${dist}/provenance.js`);

export const importer = { id: 'import:golden', kind: 'import', role: 'import' };
export const supervisor = { id: 'sue', kind: 'person', role: 'supervisor', name: 'Sue Berg', via: 'desk' };
export const admin = { ...supervisor, id: 'ada', role: 'admin' };

const REFUSALS = [
  'RuleViolation',
  'InvalidCommand',
  'CaseNotFoundError',
  'MergedElsewhereError',
  'CalendarRangeError',
  'ForbiddenCommandError',
];

export class Desk {
  store = new InMemoryEventStore();
  refusals = new Map();

  constructor(begin) {
    this.clock = new ManualClock(begin);
    this.module = caseModule({ store: this.store, clock: this.clock, settleHorizonMs: 0 });
  }

  get now() {
    return new Date(this.clock.now()).toISOString();
  }

  async publish(type, name, content) {
    const command = { type, name, [type === 'PublishPolicy' ? 'policy' : 'calendar']: content };
    await this.module.publishing.handle({ command, actor: admin, commandId: randomUUID() });
  }

  async state(id) {
    return (await this.module.repository.load(id)).state;
  }

  /** As the service does it. @returns the id of the case, or null where a rule refuses */
  async give(caseId, command, { actor = supervisor, ...rest } = {}) {
    const request = { caseId: caseId ?? randomUUID(), command, actor, commandId: randomUUID(), ...rest };
    return this.unlessRefused(command, async () => (await this.module.service.handle(request)).state.id);
  }

  /** As the system or an import does it, on one case. */
  async enter(caseId, command, { actor = SYSTEM_ACTOR, occurredAt, precision = 'instant' } = {}) {
    const id = caseId ?? randomUUID();
    return this.unlessRefused(command, async () => {
      const loaded = await this.module.repository.load(id);
      const promised =
        loaded.state === null ? await this.currentPromises() : await this.module.promisesOf(loaded.state);
      const request = { actor, commandId: randomUUID() };
      const events = decide(command, loaded.state, {
        caseId: id,
        commandId: request.commandId,
        actor,
        now: this.now,
        occurredAt: occurredAt ?? this.now,
        occurredAtPrecision: precision,
        timeZone: 'UTC',
        ...promised,
      });
      const sealed = seal(caseStream(id), loaded.end, drafts(events, provenanceOf(request, this.now)));
      if (sealed.length === 0) return id;
      const expected = loaded.end.revision === -1 ? 'noStream' : loaded.end.revision;
      await this.store.append(caseStream(id), expected, sealed);
      return id;
    });
  }

  async currentPromises() {
    const { catalog } = this.module;
    await catalog.refresh();
    return { promised: catalog.current(), calendar: (ref) => catalog.calendar(ref) };
  }

  async unlessRefused({ type }, give) {
    try {
      return await give();
    } catch (error) {
      if (!REFUSALS.includes(error.name)) throw error;
      const key = `${type} ${error.code ?? error.name}`;
      this.refusals.set(key, (this.refusals.get(key) ?? 0) + 1);
      return null;
    }
  }
}
