import { type CallerCommand, type Case, type CaseEventType, type ReceiveComplaint, rules } from '@redress/domain';
import { InMemoryEventStore, StoreUnavailableError } from '@redress/event-store';
import { Appender } from '../appender';
import { CaseCommands } from '../case-commands';
import { type CaseModule, caseModule } from '../case-module';
import { CaseRepository } from '../case-repository';
import { caseStream } from '../case-stream';
import { type CommandRequest, type CommandResult } from '../command-request';
import { CaseNotFoundError, IdempotencyKeyReusedError, UnsettledError } from '../errors';
import { FaultyStore } from '../testing/faulty-store';
import { ManualClock } from '../testing/manual-clock';
import { agent, request, supervisor } from '../testing/requests';
import { nothingPublished } from '../promises';

const receipt: ReceiveComplaint = {
  type: 'ReceiveComplaint',
  channel: 'email',
  text: 'The parcel never came',
  complainant: { name: 'Cleo', email: 'cleo@example.org' },
};
const handler = { id: 'ana', name: 'Ana' };
const resolveByWaiver: CallerCommand = { type: 'ResolveComplaint', waiver: { reason: 'settled in person' } };

class Crash extends Error {}

/** Two cases of one complainant, and processes that can be broken off before any step. */
class Bench {
  readonly store = new FaultyStore(new InMemoryEventStore());
  readonly clock = new ManualClock('2026-03-02T09:00:00.000Z');
  readonly healthy = this.process();
  private received = 0;

  process(beforeStep?: (step: string) => void | Promise<void>): CaseModule {
    const { store, clock } = this;
    return caseModule({ store, clock, settleHorizonMs: 0, ...(beforeStep === undefined ? {} : { beforeStep }) });
  }

  async receive(complaint: Partial<ReceiveComplaint> = {}): Promise<string> {
    const result = await this.healthy.service.handle(
      request(`receive ${this.received++}`, { ...receipt, ...complaint }),
    );
    return result.state.id;
  }

  async give(caseId: string, key: string, command: CallerCommand, by = this.healthy): Promise<Case> {
    return (await by.service.handle(request(key, command, { caseId, actor: supervisor }))).state;
  }

  async state(caseId: string): Promise<Case> {
    return (await this.healthy.reader.get(caseId, supervisor)).state;
  }

  async types(caseId: string): Promise<string[]> {
    return (await this.store.readStream(caseStream(caseId))).map((event) => event.type);
  }

  /** Lets the processor see everything that is on record. */
  async recover({ pairs } = this.process()): Promise<void> {
    await pairs.start();
    const target = await this.store.head();
    for (let i = 0; i < 200; i++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const [last] = await this.store.readStream('processor-pairs', { direction: 'backwards', limit: 1 });
      if (last !== undefined && last.position > target) break;
    }
    await pairs.stop();
  }
}

describe('merging two cases', () => {
  let bench: Bench;
  let source: string;
  let target: string;
  let aborts = 0;

  beforeEach(async () => {
    bench = new Bench();
    source = await bench.receive();
    bench.clock.advance(60_000);
    target = await bench.receive();
  });

  const merge = (by = bench.healthy): Promise<Case> =>
    bench.give(source, 'merge', { type: 'MergeComplaint', into: target }, by);

  /** Whole: both say so. Undone: neither does, and the target holds nothing open. */
  async function expectWholeOrUndone(): Promise<'whole' | 'undone'> {
    const [from, into] = [await bench.state(source), await bench.state(target)];
    expect(into.acceptances).toEqual([]);
    expect(into.mergedFrom).toEqual(from.mergedInto === target ? [source] : []);
    return from.mergedInto === target ? 'whole' : 'undone';
  }

  it('closes the source; the target keeps the earliest receipt and what nobody has answered', async () => {
    await bench.give(source, 'message', { type: 'RecordMessage', text: 'Hello?' });
    const merged = await merge();
    expect(merged).toMatchObject({ status: 'closed', ending: 'merged', mergedInto: target });
    const into = await bench.state(target);
    expect(into).toMatchObject({ mergedFrom: [source], receivedAt: '2026-03-02T09:00:00.000Z', acceptances: [] });
    expect(into.openMessages).toHaveLength(1);
    expect(await bench.types(target)).toEqual(['ComplaintReceived', 'MergeAccepted', 'MergeCompleted']);
  });

  describe.each(['accept', 'merge', 'complete'])('broken off before the step "%s"', (crashBefore) => {
    const crashing = (): CaseModule =>
      bench.process((step) => {
        if (step === crashBefore) throw new Crash(step);
      });

    it('ends whole or undone when the processor comes by', async () => {
      await expect(merge(crashing())).rejects.toBeInstanceOf(Crash);
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe(crashBefore === 'accept' ? 'undone' : 'whole');
    });

    it('ends whole when the caller repeats it, with or without the processor', async () => {
      await expect(merge(crashing())).rejects.toBeInstanceOf(Crash);
      await merge();
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe('whole');
      expect((await bench.types(source)).filter((type) => type === 'ComplaintMerged')).toHaveLength(1);
    });

    it('ends undone when the source was resolved in the meantime, unless it was merged already', async () => {
      await expect(merge(crashing())).rejects.toBeInstanceOf(Crash);
      if (crashBefore !== 'complete') await bench.give(source, 'waive', resolveByWaiver);
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe(crashBefore === 'complete' ? 'whole' : 'undone');
    });
  });

  it('is aborted, not merged, when the processor crashes before it aborts and comes by again', async () => {
    await expect(merge(bench.process((step) => failAt(step, 'merge')))).rejects.toBeInstanceOf(Crash);
    await bench.give(source, 'waive', resolveByWaiver);
    await bench.recover();
    await bench.recover();
    expect(await expectWholeOrUndone()).toBe('undone');
    expect((await bench.types(target)).filter((type) => type === 'MergeAborted')).toHaveLength(1);
  });

  it('lets the same merge be tried again after it was aborted', async () => {
    await expect(merge(bench.process((step) => failAt(step, 'merge')))).rejects.toBeInstanceOf(Crash);
    await bench.give(source, 'waive', resolveByWaiver);
    await bench.recover();
    await bench.give(source, 'reopen', { type: 'ReopenComplaint', reason: 'it goes on' });
    await merge();
    expect(await expectWholeOrUndone()).toBe('whole');
  });

  it('never merges two cases into each other, however the two commands meet', async () => {
    const results = await Promise.allSettled([
      bench.give(source, 'there', { type: 'MergeComplaint', into: target }, bench.process()),
      bench.give(target, 'back', { type: 'MergeComplaint', into: source }, bench.process()),
    ]);
    await bench.recover();
    const merged = [await bench.state(source), await bench.state(target)].filter((state) => state.mergedInto !== null);
    expect(merged.length).toBeLessThanOrEqual(1);
    expect(merged).toHaveLength(results.filter((result) => result.status === 'fulfilled').length);
    for (const id of [source, target]) expect((await bench.state(id)).acceptances).toEqual([]);
  });

  it('tells the caller that the outcome is unknown when the target keeps changing its mind', async () => {
    const meddling = bench.process(async (step) => {
      if (step === 'merge') await abortBehindItsBack();
    });
    await expect(merge(meddling)).rejects.toBeInstanceOf(UnsettledError);
  });

  describe('refused once the target has accepted', () => {
    it('is answered as done when the processor merged before it could be aborted', async () => {
      const slow = bench.process(async (step) => {
        if (step === 'accept') await mergeBackHalfway();
        if (step !== 'abort') return;
        await abortBehindItsBack(source, target);
        await bench.recover();
      });
      expect((await merge(slow)).mergedInto).toBe(target);
      expect(await expectWholeOrUndone()).toBe('whole');
    });

    it('is tried again when nothing stands against it any more, and somebody may still be at it', async () => {
      let rival: Awaited<ReturnType<typeof rivalOnItsWay>> | undefined;
      const slow = bench.process(async (step) => {
        if (step === 'accept' && rival === undefined) await mergeBackHalfway();
        if (step !== 'abort') return;
        await abortBehindItsBack(source, target);
        rival = await rivalOnItsWay();
      });
      expect((await merge(slow)).mergedInto).toBe(target);
      await rival?.arrive();
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe('whole');
      expect((await bench.types(source)).filter((type) => type === 'ComplaintMerged')).toHaveLength(1);
    });

    it('is refused when the source itself stands against it, and nobody merges afterwards', async () => {
      let rival: Awaited<ReturnType<typeof rivalOnItsWay>> | undefined;
      const slow = bench.process(async (step) => {
        if (step !== 'merge') return;
        rival = await rivalOnItsWay();
        await bench.give(source, 'waive', resolveByWaiver);
      });
      await expect(merge(slow)).rejects.toMatchObject({ code: 'case-ended' });
      await rival?.arrive();
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe('undone');
    });

    // What somebody judged before the target ended can come on record at the source as long as that has not changed.
    it('is of unknown outcome when only the target stands against it, for somebody may still be at it', async () => {
      let rival: Awaited<ReturnType<typeof rivalOnItsWay>> | undefined;
      const slow = bench.process(async (step) => {
        if (step !== 'merge') return;
        rival = await rivalOnItsWay();
        await ended(target);
      });
      await expect(merge(slow)).rejects.toBeInstanceOf(UnsettledError);
      await rival?.arrive();
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe('whole');
    });

    it('is aborted before a caller who repeats it is refused', async () => {
      const crashing = bench.process(async (step) => {
        if (step === 'accept') await mergeBackHalfway();
        failAt(step, 'merge');
      });
      await expect(merge(crashing)).rejects.toBeInstanceOf(Crash);
      await expect(merge()).rejects.toMatchObject({ code: 'merge-cycle' });
      await abortBehindItsBack(source, target);
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe('undone');
    });

    it('is of unknown outcome to a caller who repeats it, too', async () => {
      await expect(merge(bench.process((step) => failAt(step, 'merge')))).rejects.toBeInstanceOf(Crash);
      const rival = await rivalOnItsWay();
      await ended(target);
      await expect(merge()).rejects.toBeInstanceOf(UnsettledError);
      await rival.arrive();
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe('whole');
    });

    it.each(['the caller', 'the processor'])('is aborted by %s when its key was used for another merge', async (by) => {
      const last = await bench.receive();
      const slow = bench.process(async (step) => {
        if (step !== 'merge') return;
        await bench.give(source, 'merge', { type: 'MergeComplaint', into: last });
        if (by === 'the processor') throw new Crash(step);
      });
      const error = by === 'the processor' ? Crash : IdempotencyKeyReusedError;
      await expect(merge(slow)).rejects.toBeInstanceOf(error);
      if (by === 'the processor') await bench.recover();
      expect(await expectWholeOrUndone()).toBe('undone');
    });

    it('is left alone by a caller who may not know of the source, and learns nothing', async () => {
      await expect(merge(bench.process((step) => failAt(step, 'merge')))).rejects.toBeInstanceOf(Crash);
      await bench.give(source, 'restrict', { type: 'RestrictAccess', to: [], reason: 'delicate' });
      const stranger = { ...agent, id: 'zoe', via: 'other-desk' };
      const again = request('merge', { type: 'MergeComplaint', into: target }, { caseId: source, actor: stranger });
      await expect(bench.healthy.service.handle(again)).rejects.toBeInstanceOf(CaseNotFoundError);
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe('whole');
    });

    it('is no trouble to a processor that finds it aborted by another one', async () => {
      await expect(merge(bench.process((step) => failAt(step, 'merge')))).rejects.toBeInstanceOf(Crash);
      const errors: unknown[] = [];
      const { store, clock } = bench;
      const beforeStep = () => abortBehindItsBack();
      const onPairError = (error: unknown) => errors.push(error);
      await bench.recover(caseModule({ store, clock, settleHorizonMs: 0, beforeStep, onPairError }));
      expect([await expectWholeOrUndone(), errors]).toEqual(['undone', []]);
    });

    it('is of unknown outcome when the store fails before the target can accept again', async () => {
      let rival: Awaited<ReturnType<typeof rivalOnItsWay>> | undefined;
      const slow = bench.process(async (step) => {
        if (step !== 'merge') return;
        rival = await rivalOnItsWay();
        await abortBehindItsBack();
        bench.store.faults.push('full-disk');
      });
      await expect(merge(slow)).rejects.toBeInstanceOf(UnsettledError);
      await rival?.arrive();
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe('whole');
    });
  });

  it.each([
    ['merge-into-itself', async () => source],
    [
      'merge-other-complainant',
      async () => bench.receive({ complainant: { name: 'Cleo', email: 'other@example.org' } }),
    ],
    ['merge-target-ended', async () => ended(await bench.receive())],
    ['merge-cycle', async () => mergedIntoSource(await bench.receive())],
  ])('refuses by %s and leaves no trace', async (code, other) => {
    const into = await other();
    const before = await bench.store.head();
    await expect(bench.give(source, 'merge', { type: 'MergeComplaint', into })).rejects.toMatchObject({ code });
    expect(await bench.store.head()).toBe(before);
  });

  it('records a message to the merged case on the one where things go on', async () => {
    const last = await bench.receive();
    await merge();
    await bench.give(target, 'merge on', { type: 'MergeComplaint', into: last });
    const answered = await bench.give(source, 'message', { type: 'RecordMessage', text: 'Any news?' });
    expect(answered.id).toBe(last);
    expect(answered.openMessages).toHaveLength(1);
    const repeated = await bench.give(source, 'message', { type: 'RecordMessage', text: 'Any news?' });
    expect(repeated).toEqual(answered);
    const reply = await bench.give(source, 'reply', { type: 'SendMessage', text: 'Soon.', handler });
    expect(reply).toMatchObject({ id: last, openMessages: [] });
  });

  it('ends a wait that came over, by information for the merged case', async () => {
    const ask = { type: 'RequestInformation', from: 'complainant', question: 'Which one?' } as const;
    const [wait] = (await bench.give(source, 'ask', ask)).waitingFor;
    await merge();
    expect((await bench.state(target)).waitingFor).toEqual([wait]);
    const tell = { type: 'ReceiveInformation', requestId: wait?.requestId ?? '', text: 'The red one.' } as const;
    const told = await bench.give(source, 'tell', tell);
    expect(told).toMatchObject({ id: target, waitingFor: [] });
    expect(await bench.give(source, 'tell', tell)).toEqual(told);
  });

  it('finds a message where it was recorded first, when that case was merged too before the caller repeated it', async () => {
    const last = await bench.receive();
    await merge();
    const first = await bench.give(source, 'message', { type: 'RecordMessage', text: 'Any news?' });
    await bench.give(target, 'merge on', { type: 'MergeComplaint', into: last });
    expect(await bench.give(source, 'message', { type: 'RecordMessage', text: 'Any news?' })).toEqual(first);
    expect((await bench.state(last)).openMessages).toHaveLength(1);
    expect(await bench.types(last)).not.toContain('MessageReceived');
  });

  it('records no message on the merged case when the merge comes first by a hair', async () => {
    const append = bench.store.append.bind(bench.store);
    bench.store.append = async (...appended) => {
      bench.store.append = append;
      await merge(bench.process());
      return append(...appended);
    };
    const recorded = await bench.give(source, 'message', { type: 'RecordMessage', text: 'Any news?' });
    expect(recorded.id).toBe(target);
    expect(await bench.types(source)).not.toContain('MessageReceived');
  });

  it('takes no message by way of a merged case that the caller may not know of', async () => {
    await bench.give(source, 'restrict', { type: 'RestrictAccess', to: [], reason: 'delicate' });
    await merge();
    const message: CallerCommand = { type: 'RecordMessage', text: 'Any news?' };
    const stranger = { ...agent, id: 'zoe', via: 'other-desk' };
    await expect(
      bench.healthy.service.handle(request('message', message, { caseId: source, actor: stranger })),
    ).rejects.toBeInstanceOf(CaseNotFoundError);
    expect((await bench.state(target)).openMessages).toEqual([]);
  });

  describe('into a case that the caller may not know of', () => {
    const zoe = { ...agent, id: 'zoe' };
    const message: CallerCommand = { type: 'RecordMessage', text: 'Any news?' };
    const give = (key: string, command: CallerCommand, rest: Partial<CommandRequest> = {}): Promise<CommandResult> =>
      bench.healthy.service.handle(request(key, command, { caseId: source, actor: zoe, ...rest }));
    const hide = () => bench.give(target, 'restrict', { type: 'RestrictAccess', to: [], reason: 'delicate' });
    const unhide = () => bench.give(target, 'unrestrict', { type: 'UnrestrictAccess' });

    it('keeps every message of the complainant: it is recorded there, and answered with the merged case', async () => {
      await merge();
      await hide();
      const before = await bench.healthy.reader.get(source, zoe);
      const answered = await give('message', message);
      expect(answered).toMatchObject({ state: before.state, position: before.position, effect: 'done' });
      expect((await bench.state(target)).openMessages).toHaveLength(1);
      expect(await bench.state(source)).toEqual(before.state);
    });

    it('answers the repeated message with the merged case as it was then, and records it once', async () => {
      await merge();
      await hide();
      const first = await give('message', message);
      bench.clock.advance(1_000);
      await bench.give(source, 'note', { type: 'AddNote', text: 'She called again' });
      expect(await give('message', message)).toEqual({ ...first, effect: 'replayed' });
      await unhide();
      expect(await give('message', message)).toEqual({ ...first, effect: 'replayed' });
      expect((await bench.state(target)).openMessages).toHaveLength(1);
    });

    it('gives who saw that case at first the same answer again, and nobody else', async () => {
      await merge();
      const first = await give('message', message);
      expect(first.state.id).toBe(target);
      await hide();
      expect(await give('message', message)).toEqual({ ...first, effect: 'replayed' });
      const dora = { actor: { ...zoe, id: 'dora' } };
      await expect(give('message', message, dora)).rejects.toBeInstanceOf(IdempotencyKeyReusedError);
    });

    it('answers with the case where things go on, when that one may be seen', async () => {
      const last = await bench.receive();
      await merge();
      await bench.give(target, 'merge on', { type: 'MergeComplaint', into: last });
      await hide();
      const answered = await give('message', message);
      expect([answered.state.id, answered.state.openMessages.length]).toEqual([last, 1]);
    });

    it('says of a refusal nothing that only that case tells', async () => {
      await merge();
      await hide();
      const early = give('message', message, { occurredAt: '2026-03-02T08:59:30.000Z' });
      await expect(early).rejects.toMatchObject({ message: rules['occurred-before-receipt'] });
    });

    it('writes to the complainant in the name of that case only for who may know of it', async () => {
      await merge();
      const reply: CallerCommand = { type: 'SendMessage', text: 'Soon.', handler };
      const first = await give('reply', reply);
      await hide();
      const before = await bench.store.head();
      await expect(give('another reply', reply)).rejects.toMatchObject({ code: 'case-merged' });
      expect(await bench.store.head()).toBe(before);
      expect(await give('reply', reply)).toEqual({ ...first, effect: 'replayed' });
    });
  });

  describe('while the store is in trouble', () => {
    it.each([
      ['before the target accepts', ['full-disk'], StoreUnavailableError, 'undone'],
      ['once the target has accepted', [null, 'full-disk'], UnsettledError, 'whole'],
    ] as const)('says what is known: %s', async (_when, faults, error, outcome) => {
      bench.store.faults.push(...faults);
      await expect(merge()).rejects.toBeInstanceOf(error);
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe(outcome);
    });

    it('says that it is done once it has happened, and leaves the rest to the processor', async () => {
      bench.store.faults.push(null, null, 'full-disk');
      expect((await merge()).mergedInto).toBe(target);
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe('whole');
    });

    it('says that the outcome is unknown when it can neither merge nor abort', async () => {
      const changing = bench.process(async (step) => {
        if (step !== 'merge') return;
        await bench.give(source, 'waive', resolveByWaiver);
        bench.store.faults.push('full-disk');
      });
      await expect(merge(changing)).rejects.toBeInstanceOf(UnsettledError);
      await bench.recover();
      expect(await expectWholeOrUndone()).toBe('undone');
    });

    it('waits no longer for all steps together than for one', async () => {
      bench.store.faults.push(null, null, 'silence');
      const started = performance.now();
      const merging = request('merge', { type: 'MergeComplaint', into: target }, { caseId: source, timeoutMs: 300 });
      expect((await bench.healthy.service.handle(merging)).state.mergedInto).toBe(target);
      expect(performance.now() - started).toBeLessThan(2_000);
    });
  });

  it('cannot be reopened', async () => {
    await merge();
    await expect(bench.give(source, 'reopen', { type: 'ReopenComplaint', reason: 'no' })).rejects.toMatchObject({
      code: 'case-merged',
    });
  });

  /** As another replica's processor would that saw the merge refused for a moment. */
  async function abortBehindItsBack(on = target, from = source): Promise<void> {
    const { store, clock } = bench;
    const repository = new CaseRepository(store, { cases: 0, bytes: 0 });
    const appender = new Appender(store, clock, 0);
    const published = nothingPublished;
    const commands = new CaseCommands({ repository, appender, published, clock, timeZone: 'UTC' });
    for (const { mergeId } of (await bench.state(on)).acceptances) {
      const command = { type: 'AbortMerge', mergeId, source: from, because: 'case-ended' } as const;
      await commands.handle({ caseId: on, command, actor: agent, commandId: `abort ${aborts++}` });
    }
  }

  /** A merge the other way round, which stands still once the source has accepted it. */
  async function mergeBackHalfway(): Promise<void> {
    const crashing = bench.process((step) => failAt(step, 'merge'));
    const back: CallerCommand = { type: 'MergeComplaint', into: source };
    await expect(bench.give(target, 'back', back, crashing)).rejects.toBeInstanceOf(Crash);
  }

  /** The same merge by somebody else, who has judged it and whose append is on its way until `arrive` is called. */
  async function rivalOnItsWay(): Promise<{ arrive: () => Promise<void> }> {
    const append = bench.store.append.bind(bench.store);
    const [sent, arrival] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    bench.store.append = async (...appended) => {
      bench.store.append = append;
      sent.resolve();
      await arrival.promise;
      return append(...appended);
    };
    const merging = merge(bench.process()).catch(() => undefined);
    await sent.promise;
    return {
      arrive: async () => {
        arrival.resolve();
        await merging;
      },
    };
  }

  async function ended(id: string): Promise<string> {
    await bench.give(id, 'ack', { type: 'AcknowledgeComplaint', handler });
    await bench.give(id, 'waive', resolveByWaiver);
    return id;
  }

  async function mergedIntoSource(id: string): Promise<string> {
    await bench.give(id, 'merge first', { type: 'MergeComplaint', into: source });
    return id;
  }
});

describe('linking two cases', () => {
  let bench: Bench;
  let a: string;
  let b: string;
  const link = (to: string): CallerCommand => ({ type: 'LinkCases', to, relation: 'same-problem' });
  const count = async (id: string, type: CaseEventType): Promise<number> =>
    (await bench.types(id)).filter((it) => it === type).length;

  beforeEach(async () => {
    bench = new Bench();
    a = await bench.receive();
    b = await bench.receive();
  });

  async function expectAgreement(linked: boolean): Promise<void> {
    const [ofA, ofB] = [await bench.state(a), await bench.state(b)];
    expect(ofA.links.map((it) => it.case)).toEqual(linked ? [b] : []);
    expect(ofB.links.map((it) => it.case)).toEqual(linked ? [a] : []);
  }

  it('stands on both, and is taken away from both', async () => {
    await bench.give(a, 'link', link(b));
    await expectAgreement(true);
    await bench.give(b, 'unlink', { type: 'UnlinkCases', to: a });
    await expectAgreement(false);
  });

  it('is mirrored by the processor after a crash', async () => {
    const crashing = bench.process((step) => failAt(step, 'mirror'));
    await expect(bench.give(a, 'link', link(b), crashing)).rejects.toBeInstanceOf(Crash);
    expect(await count(b, 'CasesLinked')).toBe(0);
    await bench.recover();
    await expectAgreement(true);
    await expect(bench.give(b, 'unlink', { type: 'UnlinkCases', to: a }, crashing)).rejects.toBeInstanceOf(Crash);
    await bench.recover();
    await expectAgreement(false);
  });

  it('is mirrored once, however often the processor comes by', async () => {
    await bench.give(a, 'link', link(b));
    await bench.recover();
    await bench.recover();
    expect([await count(a, 'CasesLinked'), await count(b, 'CasesLinked')]).toEqual([1, 1]);
  });

  it('is on record although the other case cannot be told yet', async () => {
    bench.store.faults.push(null, 'full-disk');
    await bench.give(a, 'link', link(b));
    await bench.recover();
    await expectAgreement(true);
  });

  it('ends on both when one learns of it only after the other has ended it', async () => {
    const slow = bench.process(async (step) => {
      if (step !== 'mirror') return;
      await bench.give(a, 'unlink', { type: 'UnlinkCases', to: b });
      await bench.recover();
    });
    await bench.give(a, 'link', link(b), slow);
    await bench.recover();
    await expectAgreement(false);
  });

  describe('to a case that became confidential', () => {
    const stranger = { ...agent, id: 'zoe', via: 'other-desk' };
    const unlink = (key: string, to: string) =>
      bench.healthy.service.handle(
        request(key, { type: 'UnlinkCases', to }, { caseId: a, actor: stranger, commandHash: `${key} ${to}` }),
      );
    const restrict = () => bench.give(b, 'restrict', { type: 'RestrictAccess', to: [], reason: 'delicate' });

    // It used to be taken away: that told who knew only the case's id that it was there, and linked to this one.
    it('is not taken away by who may not know of that case, who learns nothing', async () => {
      await bench.give(a, 'link', link(b));
      await restrict();
      const before = await bench.store.head();
      const toHidden = await unlink('hidden', b);
      expect(toHidden.effect).toBe('nothing');
      expect(toHidden).toEqual(await unlink('nowhere', 'c0000000-0000-4000-8000-00000000000f'));
      expect(await bench.store.head()).toBe(before);
      await expectAgreement(true);
    });

    it('is taken away by who may, from both', async () => {
      await bench.give(a, 'link', link(b));
      await restrict();
      await bench.give(a, 'unlink', { type: 'UnlinkCases', to: b });
      await expectAgreement(false);
    });

    it('gives who took it away before that the same answer again', async () => {
      await bench.give(a, 'link', link(b));
      const first = await unlink('unlink', b);
      await restrict();
      expect(await unlink('unlink', b)).toEqual({ ...first, effect: 'replayed' });
    });
  });

  it('goes to no case that does not exist, and not to itself', async () => {
    await expect(bench.give(a, 'link', link('c0ffee'))).rejects.toMatchObject({ pointer: '/to' });
    await expect(bench.give(a, 'link', link(a))).rejects.toMatchObject({ pointer: '/to' });
  });
});

function failAt(step: string, at: string): void {
  if (step === at) throw new Crash(step);
}
