import { type CallerCommand, type Case, InvalidCommand, type ReceiveComplaint, RuleViolation } from '@redress/domain';
import {
  InMemoryEventStore,
  openEnvelope,
  StoreUnavailableError,
  type StoredEvent,
  verifyStream,
} from '@redress/event-store';
import fc from 'fast-check';
import { type CaseModule, caseModule } from '../case-module';
import { CASE_STREAM_PREFIX, caseStream } from '../case-stream';
import { type CommandResult } from '../command-request';
import { CaseNotFoundError, RevisionMismatchError, TooMuchContentionError } from '../errors';
import { type Fault, FaultyStore } from '../testing/faulty-store';
import { ManualClock } from '../testing/manual-clock';
import { request, supervisor } from '../testing/requests';
import { PAIR_CHECKPOINTS } from './pair-processor';

const CASES = 3;
const handler = { id: 'ana', name: 'Ana' };
const receipt: ReceiveComplaint = {
  type: 'ReceiveComplaint',
  channel: 'email',
  text: 'The parcel never came',
  complainant: { name: 'Cleo', email: 'cleo@example.org' },
};

/** A command that is told which other case it is about. */
type Given = (other: string) => CallerCommand;

const given: fc.Arbitrary<Given> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Given>((into) => ({ type: 'MergeComplaint', into })) },
  { weight: 2, arbitrary: fc.constantFrom<Given>(linked('related'), linked('duplicate')) },
  { weight: 2, arbitrary: fc.constant<Given>((to) => ({ type: 'UnlinkCases', to })) },
  fc.constantFrom<Given>(
    () => ({ type: 'AddNote', text: 'called back' }),
    () => ({ type: 'RecordMessage', text: 'Hello?' }),
    () => ({ type: 'AcknowledgeComplaint', handler }),
    () => ({ type: 'EscalateComplaint', level: 2, reason: 'stuck', addressee: 'the board' }),
    () => ({ type: 'ResolveComplaint', waiver: { reason: 'goodwill' } }),
    () => ({ type: 'ReopenComplaint', reason: 'again' }),
  ),
);

function linked(relation: 'related' | 'duplicate'): Given {
  return (to) => ({ type: 'LinkCases', to, relation });
}

const fault = fc.option(fc.constantFrom<Fault>('lost-request', 'lost-answer', 'full-disk'), { freq: 2 });

/** A process gives a command, and may crash before some step; the store may fail at any of its appends. */
const deed = fc.record({
  process: fc.nat(2),
  on: fc.nat(CASES - 1),
  other: fc.nat(CASES - 1),
  given,
  crashAfterSteps: fc.option(fc.nat(3), { freq: 2 }),
  faults: fc.array(fault, { maxLength: 4 }),
  repeated: fc.boolean(),
});
/** Some at once, then maybe a processor that runs for a moment. */
const round = fc.record({ deeds: fc.array(deed, { minLength: 1, maxLength: 4 }), processorRuns: fc.boolean() });

type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;
type Round = typeof round extends fc.Arbitrary<infer R> ? R : never;

/**
 * Found once: two cases merged into each other at once. The one merge was refused because of the other, which was aborted
 * then too; so a processor that had seen it accepted merged what its caller was told was refused.
 */
const intoEachOther: readonly Round[] = [
  {
    deeds: [
      merging({ process: 1, on: 0, other: 1, faults: [null, 'lost-answer', null] }),
      merging({ process: 0, on: 1, other: 0, faults: ['lost-request', 'lost-request'] }),
    ],
    processorRuns: true,
  },
  { deeds: [merging({ process: 1, on: 1, other: 0, crashAfterSteps: 0 })], processorRuns: false },
];

function merging(of: Pick<Deed, 'process' | 'on' | 'other'> & Partial<Deed>): Deed {
  return {
    given: (into) => ({ type: 'MergeComplaint', into }),
    crashAfterSteps: null,
    faults: [],
    repeated: false,
    ...of,
  };
}

interface Outcome {
  readonly commandId: string;
  readonly result: CommandResult | null;
  readonly error: unknown;
}

/** Processes over one store, and what each was answered. */
class World {
  readonly store = new FaultyStore(new InMemoryEventStore());
  readonly outcomes: Outcome[] = [];
  private readonly clock = new ManualClock('2026-03-02T09:00:00.000Z');
  private readonly crashing: (() => void)[] = [];
  private readonly processes = Array.from({ length: 3 }, (_, index) =>
    this.module({ beforeStep: () => this.crashing[index]?.() }),
  );
  private cases: readonly string[] = [];
  private given = 0;

  async live(rounds: readonly Round[]): Promise<void> {
    const receipts = Array.from({ length: CASES }, (_, i) =>
      this.module().service.handle(request(`case ${i}`, receipt)),
    );
    this.cases = (await Promise.all(receipts)).map(({ state }) => state.id);
    for (const { deeds, processorRuns } of rounds) {
      this.clock.advance(1_000);
      const processor = this.module();
      if (processorRuns) await processor.pairs.start();
      await Promise.all(deeds.map((one) => this.do(one)));
      await processor.pairs.stop();
    }
    this.store.faults.length = 0;
    await this.recovered();
  }

  async state(id: string): Promise<Case> {
    return (await this.processes[0]?.reader.get(id, supervisor))?.state as Case;
  }

  states(): Promise<readonly Case[]> {
    return Promise.all(this.cases.map((id) => this.state(id)));
  }

  async events(): Promise<readonly StoredEvent[]> {
    return (await this.store.readAll({ limit: 10_000, filter: { streamPrefixes: [CASE_STREAM_PREFIX] } })).events;
  }

  private module(more: Partial<Parameters<typeof caseModule>[0]> = {}): CaseModule {
    return caseModule({ store: this.store, clock: this.clock, settleHorizonMs: 0, ...more });
  }

  private async do(one: Deed): Promise<void> {
    const caseId = this.cases[one.on] as string;
    const command = one.given(this.cases[one.other] as string);
    const asked = request(`given ${this.given++}`, command, { caseId, actor: supervisor });
    let steps = one.crashAfterSteps ?? Infinity;
    this.crashing[one.process] = () => {
      if (steps-- === 0) throw new Error('crash');
    };
    this.store.faults.push(...one.faults);
    for (let tries = one.repeated ? 2 : 1; tries > 0; tries--) {
      const { commandId } = asked;
      const service = (this.processes[one.process] as CaseModule).service;
      this.outcomes.push(
        await service.handle(asked).then(
          (result) => ({ commandId, result, error: null }),
          (error: unknown) => ({ commandId, result: null, error }),
        ),
      );
    }
  }

  /** A processor has seen all that is on record, and what it added itself. */
  private async recovered(): Promise<void> {
    const { pairs } = this.module();
    await pairs.start();
    for (let before = -1; before !== (await this.events()).length;) {
      before = (await this.events()).length;
      const target = (await this.events()).at(-1)?.position ?? '';
      for (let i = 0; i < 20; i++) {
        const [last] = await this.store.readStream(PAIR_CHECKPOINTS, { direction: 'backwards', limit: 1 });
        if (last !== undefined && (JSON.parse(last.data) as { position: string }).position >= target) break;
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }
    await pairs.stop();
  }
}

/** Whoever is told so is told that nothing was written; nor will anybody write it later. */
const REFUSALS = [
  RuleViolation,
  InvalidCommand,
  CaseNotFoundError,
  RevisionMismatchError,
  StoreUnavailableError,
  TooMuchContentionError,
];

function isRefusal(error: unknown): boolean {
  return REFUSALS.some((type) => error instanceof type);
}

describe('several processes over one store that fails at random', () => {
  it('record every command whole or not at all, and once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 4 }), async (rounds: readonly Round[]) => {
        const world = new World();
        await world.live(rounds);
        const events = await world.events();
        const states = await world.states();

        for (const { id } of states) verifyStream(events.filter(({ stream }) => stream === caseStream(id)));
        expectEachOnce(world.outcomes, events);
        expectWholeMerges(states, events);
        expectAgreement(states);
      }),
      { numRuns: 200, examples: [[intoEachOther]] },
    );
  }, 120_000);
});

/** The events of an acknowledged command are on record once, those of a refused one never. */
function expectEachOnce(outcomes: readonly Outcome[], events: readonly StoredEvent[]): void {
  const written = Map.groupBy(events.map(openEnvelope), ({ metadata }) => metadata.commandId);
  for (const commandId of new Set(outcomes.map((outcome) => outcome.commandId))) {
    const [of, own] = [outcomes.filter((it) => it.commandId === commandId), written.get(commandId) ?? []];
    const acknowledged = of.filter(({ result }) => result !== null && result.effect !== 'nothing');
    if (of.every(({ error }) => isRefusal(error))) expect(own).toEqual([]);
    if (acknowledged.length === 0) continue;
    // One batch: neighbours in one stream, recorded at one instant, the last of them at the revision that was answered.
    const [first] = own;
    expect(own.map(({ stream, revision }) => [stream, revision])).toEqual(
      own.map((_, index) => [first?.stream, (first?.revision ?? 0) + index]),
    );
    for (const { result } of acknowledged) expect(result?.state.revision).toBe(own.at(-1)?.revision);
    expect(acknowledged.filter(({ result }) => result?.effect === 'done').length).toBeLessThanOrEqual(1);
  }
}

/** Both say so, or neither; nothing is open any more; and nobody comes back to where a merge began. */
function expectWholeMerges(states: readonly Case[], events: readonly StoredEvent[]): void {
  const byId = new Map(states.map((state) => [state.id, state]));
  for (const state of states) {
    expect(state.acceptances).toEqual([]);
    for (const source of state.mergedFrom) expect(byId.get(source)?.mergedInto).toBe(state.id);
    const path = [state.id];
    for (let next = state.mergedInto; next !== null; next = byId.get(next)?.mergedInto ?? null) {
      expect(path).not.toContain(next);
      path.push(next);
    }
    if (state.mergedInto !== null) expect(byId.get(state.mergedInto)?.mergedFrom).toContain(state.id);
    for (const type of ['ComplaintMerged', 'MergeCompleted']) {
      const own = events.filter((event) => event.stream === caseStream(state.id) && event.type === type);
      expect(own).toHaveLength(
        type === 'ComplaintMerged' ? Number(state.mergedInto !== null) : state.mergedFrom.length,
      );
    }
  }
}

function expectAgreement(states: readonly Case[]): void {
  const sides = states.flatMap(({ id, links }) => links.map((link) => `${link.linkId} ${id} ${link.case}`));
  const turned = states.flatMap(({ id, links }) => links.map((link) => `${link.linkId} ${link.case} ${id}`));
  expect(sides.sort()).toEqual(turned.sort());
}
