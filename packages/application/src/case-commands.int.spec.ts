import { type CallerCommand, type Case, type ReceiveComplaint, RuleViolation } from '@redress/domain';
import {
  InMemoryEventStore,
  OutcomeUnknownError,
  StoreUnavailableError,
  verifyStream,
  WrongExpectedRevisionError,
} from '@redress/event-store';
import { Appender } from './appender';
import { type CaseModule, caseModule } from './case-module';
import { CommandLoop } from './command-loop';
import { caseStream } from './case-stream';
import { type CommandRequest, type CommandResult } from './command-request';
import { CaseNotFoundError, IdempotencyKeyReusedError, RevisionMismatchError, UnsettledError } from './errors';
import { FaultyStore } from './testing/faulty-store';
import { ManualClock } from './testing/manual-clock';
import { agent, request, supervisor } from './testing/requests';

const receipt: ReceiveComplaint = {
  type: 'ReceiveComplaint',
  channel: 'email',
  text: 'The lift has been broken for a week',
  complainant: { name: 'Cleo Complainant', email: 'cleo@example.org' },
};
const handler = { id: 'ana', name: 'Ana Agent' };
const acknowledge: CallerCommand = { type: 'AcknowledgeComplaint', handler };
const note = (text: string): CallerCommand => ({ type: 'AddNote', text });

describe('handling a command', () => {
  let store: FaultyStore;
  let clock: ManualClock;
  let here: CaseModule;
  let received: CommandResult;
  let caseId: string;

  const handle = (key: string, command: CallerCommand, rest: Partial<CommandRequest> = {}): Promise<CommandResult> =>
    here.service.handle(request(key, command, { caseId, ...rest }));
  const stream = () => store.readStream(caseStream(caseId));
  const types = async (): Promise<string[]> => (await stream()).map((event) => event.type);

  const bySupervisor = { actor: supervisor };

  beforeEach(async () => {
    store = new FaultyStore(new InMemoryEventStore());
    clock = new ManualClock('2026-03-02T09:00:00.000Z');
    here = caseModule({ store, clock });
    received = await here.service.handle(request('receive', receipt));
    caseId = received.state.id;
    store.appends = 0;
  });

  it('puts a complaint on record and seals every event', async () => {
    await handle('ack', acknowledge);
    expect(await types()).toEqual(['ComplaintReceived', 'ComplaintAcknowledged']);
    expect(verifyStream(await stream()).revision).toBe(1);
  });

  it('leaves no event of a refused command', async () => {
    await expect(handle('resolve', { type: 'ResolveComplaint' })).rejects.toMatchObject({ code: 'not-answered' });
    expect(await types()).toEqual(['ComplaintReceived']);
  });

  it('appends nothing when there is nothing to do', async () => {
    await handle('assign', { type: 'AssignHandler', handler });
    const again = await handle('assign again', { type: 'AssignHandler', handler });
    expect(again.effect).toBe('nothing');
    expect(await types()).toHaveLength(2);
  });

  describe('idempotency from the stream', () => {
    it('answers a repeated command with the case as at its first revision', async () => {
      const first = await handle('ack', acknowledge);
      await handle('note', note('called back'));
      const again = await handle('ack', acknowledge);
      expect(again.effect).toBe('replayed');
      expect(again.state).toEqual(first.state);
      expect(again.at).toBe(first.at);
      expect(await types()).toHaveLength(3);
    });

    it('recognises the command in another process, and after a restart', async () => {
      const first = await handle('ack', acknowledge);
      const there = caseModule({ store, clock });
      const again = await there.service.handle(request('ack', acknowledge, { caseId }));
      expect(again.state).toEqual(first.state);
    });

    it('answers a retry with the If-Match of its first try as the first try was answered', async () => {
      const first = await handle('ack', acknowledge, { ifMatch: 0 });
      await handle('note', note('later'));
      expect((await handle('ack', acknowledge, { ifMatch: 0 })).state).toEqual(first.state);
    });

    it('shows nothing that was redacted since, and the rest as it was answered first', async () => {
      const [event] = await stream();
      await handle(
        'redact',
        { type: 'RedactContent', event: event?.id ?? '', ground: 'legal', reason: 'court order' },
        bySupervisor,
      );
      const again = await here.service.handle(request('receive', receipt));
      expect(again).toMatchObject({ effect: 'replayed', state: { revision: 0, text: { redacted: true } } });
      expect({ ...again.state, text: receipt.text }).toEqual(received.state);
    });

    it('answers the repeated command that took the case out of sight', async () => {
      const bo = { actor: { ...agent, id: 'bo', via: 'other-desk' } };
      const handOver: CallerCommand = { type: 'AssignHandler', handler: { id: 'cy', name: 'Cy' } };
      await handle('to bo', { type: 'AssignHandler', handler: { id: 'bo', name: 'Bo' } });
      await handle('restrict', { type: 'RestrictAccess', to: [], reason: 'delicate' }, bySupervisor);
      const first = await handle('hand over', handOver, bo);
      await expect(handle('note', note('x'), bo)).rejects.toBeInstanceOf(CaseNotFoundError);
      expect(await handle('hand over', handOver, bo)).toEqual({ ...first, effect: 'replayed' });
    });

    describe('by people who speak through one key', () => {
      const carl = { actor: { ...agent, id: 'carl' } };
      const dora = { actor: { ...agent, id: 'dora' } };
      const confidential: ReceiveComplaint = { ...receipt, confidential: true };
      const receive = (by: typeof carl) => here.service.handle(request('confidential', confidential, by));
      let first: CommandResult;
      let noted: CommandResult;
      const note1 = note('He is upset');
      const inCase = () => ({ caseId: first.state.id });

      beforeEach(async () => {
        first = await receive(carl);
        noted = await handle('note', note1, { ...carl, ...inCase() });
      });
      const nameAHandler = () =>
        handle('ack', { type: 'AcknowledgeComplaint', handler: { id: 'bo', name: 'Bo' } }, { ...carl, ...inCase() });

      it('gives the same person the first answer again, and nothing that came after the case was out of sight', async () => {
        await nameAHandler();
        await handle('later', note('For Bo alone'), { ...bySupervisor, ...inCase() });
        await expect(handle('more', note('x'), { ...carl, ...inCase() })).rejects.toBeInstanceOf(CaseNotFoundError);
        expect(await receive(carl)).toEqual({ ...first, effect: 'replayed' });
        expect(await handle('note', note1, { ...carl, ...inCase() })).toEqual({ ...noted, effect: 'replayed' });
      });

      it('tells another person nothing of a case out of sight', async () => {
        await expect(receive(dora)).rejects.toBeInstanceOf(IdempotencyKeyReusedError);
        await expect(handle('note', note1, { ...dora, ...inCase() })).rejects.toBeInstanceOf(CaseNotFoundError);
        expect(await store.readStream(caseStream(first.state.id))).toHaveLength(2);
      });

      it('gives the first answer to another person who may know of the case', async () => {
        await handle('open', { type: 'UnrestrictAccess' }, { ...bySupervisor, ...inCase() });
        expect(await receive(dora)).toEqual({ ...first, effect: 'replayed' });
      });

      it('gives it to the key itself, which always sees what it recorded', async () => {
        await nameAHandler();
        const key = { actor: { ...agent, id: 'desk', via: 'desk', role: 'integration' } } as const;
        expect(await here.service.handle(request('confidential', confidential, key))).toMatchObject({
          state: { id: first.state.id, revision: 0 },
          effect: 'replayed',
        });
      });
    });

    it('refuses the key for another content', async () => {
      await handle('ack', acknowledge);
      await expect(handle('ack', note('something else'))).rejects.toBeInstanceOf(IdempotencyKeyReusedError);
    });

    it('makes one case of 50 equal receipts at once', async () => {
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          (i % 2 === 0 ? here : caseModule({ store, clock })).service.handle(request('fifty', receipt)),
        ),
      );
      expect(new Set(results.map((result) => JSON.stringify(result.state))).size).toBe(1);
      expect(results.filter((result) => result.effect === 'done')).toHaveLength(1);
      expect(await store.readStream(caseStream(results[0]?.state.id ?? ''))).toHaveLength(1);
    });

    it('does not remember a refusal', async () => {
      await expect(handle('key', { type: 'ResolveComplaint' })).rejects.toBeInstanceOf(RuleViolation);
      await expect(handle('key', acknowledge)).resolves.toMatchObject({ effect: 'done' });
    });
  });

  describe('If-Match', () => {
    it('refuses another revision and writes nothing', async () => {
      await expect(handle('ack', acknowledge, { ifMatch: 7 })).rejects.toBeInstanceOf(RevisionMismatchError);
      expect(await types()).toHaveLength(1);
    });

    it('refuses when somebody else is faster', async () => {
      const there = caseModule({ store, clock });
      await there.service.handle(request('note', note('first'), { caseId }));
      await expect(handle('ack', acknowledge, { ifMatch: 0 })).rejects.toMatchObject({ expected: 0, actual: 1 });
    });
  });

  describe('the cache is a starting point', () => {
    it('decides again when another process changed the case behind it', async () => {
      const there = caseModule({ store, clock });
      await there.service.handle(request('ack', acknowledge, { caseId }));
      await expect(handle('ack too', acknowledge)).rejects.toMatchObject({ code: 'already-acknowledged' });
    });

    it('never refuses by what is no longer true', async () => {
      const there = caseModule({ store, clock });
      await there.service.handle(
        request(
          'answer',
          { type: 'IssueResponse', kind: 'final', text: 'Sorry', outcome: 'not-upheld', handler },
          { caseId },
        ),
      );
      const after = await handle('follow up', { type: 'FollowUp', with: 'complainant', outcome: 'satisfied' });
      expect(after.state.status).toBe('answered');
    });

    it('never says "nothing to do" by what is no longer true', async () => {
      await handle('assign', { type: 'AssignHandler', handler });
      const there = caseModule({ store, clock });
      const other = { id: 'bo', name: 'Bo' };
      await there.service.handle(request('reassign', { type: 'AssignHandler', handler: other }, { caseId }));
      const after = await handle('assign back', { type: 'AssignHandler', handler });
      expect(after.effect).toBe('done');
      expect(after.state.handler).toEqual(handler);
    });

    it('reads the tail before it answers a read', async () => {
      const there = caseModule({ store, clock });
      await here.reader.get(caseId, agent);
      await there.service.handle(request('ack', acknowledge, { caseId }));
      expect((await here.reader.get(caseId, agent)).state.status).toBe('acknowledged');
    });
  });

  it('lets 32 callers of two processes change one case, and loses nothing', async () => {
    const there = caseModule({ store, clock });
    await Promise.all(
      Array.from({ length: 32 }, (_, i) =>
        (i % 2 === 0 ? here : there).service.handle(request(`note ${i}`, note(`${i}`), { caseId })),
      ),
    );
    expect(await types()).toHaveLength(33);
    expect(verifyStream(await stream()).revision).toBe(32);
  });

  describe('unknown outcomes', () => {
    it.each([
      ['the request was lost', ['lost-request']],
      ['the answer was lost', ['lost-answer']],
      ['both, more than once', ['lost-request', 'lost-answer', 'lost-request', 'lost-answer']],
    ] as const)('settle when %s: the same batch is repeated', async (_what, faults) => {
      store.faults.push(...faults);
      await expect(handle('ack', acknowledge)).resolves.toMatchObject({ effect: 'done' });
      expect(await types()).toEqual(['ComplaintReceived', 'ComplaintAcknowledged']);
    });

    it('are looked up, and decided anew, after half the settle horizon', async () => {
      const moving = { now: () => clock.now() };
      const impatient = caseModule({ store, clock: moving, settleHorizonMs: 0 });
      store.faults.push('lost-answer', 'lost-request');
      const first = await impatient.service.handle(request('ack', acknowledge, { caseId }));
      const second = await impatient.service.handle(request('note', note('x'), { caseId }));
      expect([first.effect, second.effect]).toEqual(['replayed', 'done']);
      expect(await types()).toEqual(['ComplaintReceived', 'ComplaintAcknowledged', 'NoteAdded']);
    });

    it('are said to be unknown when the deadline passes first', async () => {
      const impatient = caseModule({ store, clock, settleHorizonMs: 0 });
      store.faults.push('lost-answer');
      await expect(
        impatient.service.handle(request('ack', acknowledge, { caseId, timeoutMs: 0 })),
      ).rejects.toBeInstanceOf(UnsettledError);
      const retried = await impatient.service.handle(request('ack', acknowledge, { caseId }));
      expect(retried.effect).toBe('replayed');
      expect(await types()).toHaveLength(2);
    });
  });

  describe('an outcome that stays unknown is never told as anything else', () => {
    it('the disk is full when the batch is repeated: it is looked up', async () => {
      store.faults.push('lost-answer', 'full-disk');
      await expect(handle('ack', acknowledge)).resolves.toMatchObject({ effect: 'replayed' });
      expect(await types()).toHaveLength(2);
    });

    it('the disk is full when it is decided anew', async () => {
      const module = caseModule({ store, clock, settleHorizonMs: 0 });
      store.faults.push('lost-request', 'full-disk');
      const acknowledged = module.service.handle(request('ack', acknowledge, { caseId }));
      await expect(acknowledged).rejects.toBeInstanceOf(UnsettledError);
    });

    it('the case cannot be read any more', async () => {
      const module = caseModule({ store, clock, settleHorizonMs: 0 });
      await module.reader.get(caseId, agent);
      store.faults.push('lost-answer');
      store.readStream = () => Promise.reject(new StoreUnavailableError('The disk is gone'));
      await expect(module.service.handle(request('ack', acknowledge, { caseId }))).rejects.toBeInstanceOf(
        UnsettledError,
      );
    });

    it('a rule would refuse it by now, while the batch may still arrive', async () => {
      const module = caseModule({ store, clock, settleHorizonMs: 0 });
      await handle('answer', { type: 'IssueResponse', kind: 'final', text: 'No', outcome: 'not-upheld', handler });
      clock.advance(30 * 24 * 3_600_000);
      store.append = () => {
        clock.advance(1);
        return Promise.reject(new OutcomeUnknownError('The line is bad'));
      };
      const reopen = module.service.handle(request('reopen', { type: 'ReopenComplaint', reason: 'again' }, { caseId }));
      await expect(reopen).rejects.toBeInstanceOf(UnsettledError);
    });

    it('others keep changing the case until the deadline', async () => {
      const module = caseModule({ store, clock, settleHorizonMs: 0 });
      const append = store.append.bind(store);
      store.append = async (stream, expected, events) => {
        if (store.appends > 0) clock.advance(11_000);
        else return append(stream, expected, events);
        throw new WrongExpectedRevisionError(stream, expected, 0);
      };
      store.faults.push('lost-request');
      await expect(module.service.handle(request('ack', acknowledge, { caseId }))).rejects.toBeInstanceOf(
        UnsettledError,
      );
    });
  });

  describe('a store that never answers', () => {
    it('is waited for as long as one answer of a store may take, unless the caller says otherwise', () => {
      const loop = new CommandLoop(new Appender(store, clock, 0), clock);
      expect([loop.deadline().at, loop.deadline(50).at]).toEqual([clock.now() + 5_000, clock.now() + 50]);
    });

    const soon = { timeoutMs: 50 };

    it('leaves the outcome of an append unknown at the deadline, and does not hold up the next caller', async () => {
      store.faults.push('silence');
      const [first, second] = await Promise.allSettled([
        handle('ack', acknowledge, soon),
        handle('note', note('x'), { timeoutMs: 5_000 }),
      ]);
      expect(first).toMatchObject({ status: 'rejected', reason: { name: 'UnsettledError' } });
      expect(second).toMatchObject({ status: 'fulfilled', value: { effect: 'done' } });
    });

    it('makes nobody wait longer for a turn than for an answer', async () => {
      store.faults.push('silence');
      const hanging = handle('ack', acknowledge, { timeoutMs: 500 }).catch(() => undefined);
      await expect(handle('note', note('x'), soon)).rejects.toBeInstanceOf(StoreUnavailableError);
      await hanging;
      expect(await types()).toEqual(['ComplaintReceived']);
    });

    it('records nothing once the caller was told so, even when a read is answered late', async () => {
      const there = caseModule({ store, clock });
      const readStream = store.readStream.bind(store);
      const answers: (() => void)[] = [];
      store.readStream = async (...asked) => {
        await new Promise<void>((resolve) => answers.push(resolve));
        return readStream(...asked);
      };
      await expect(there.service.handle(request('ack', acknowledge, { caseId, ...soon }))).rejects.toBeInstanceOf(
        StoreUnavailableError,
      );
      store.readStream = readStream;
      for (const late of answers) late();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(await types()).toEqual(['ComplaintReceived']);
    });
  });

  describe('recordedAt', () => {
    it('never goes back within a stream, even when the clock does', async () => {
      clock.advance(-3_600_000);
      await handle('note', note('an hour earlier'));
      const recorded = (await stream()).map(
        (event) => (JSON.parse(event.metadata) as { recordedAt: string }).recordedAt,
      );
      expect(recorded).toEqual(['2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00.000Z']);
    });
  });

  describe('who may know of a case', () => {
    let confidential: Case;
    const stranger = { ...agent, id: 'zoe', via: 'other-desk' };

    beforeEach(async () => {
      confidential = (await here.service.handle(request('secret', { ...receipt, confidential: true }))).state;
    });

    it('looks to others as if it did not exist', async () => {
      await expect(here.reader.get(confidential.id, stranger)).rejects.toBeInstanceOf(CaseNotFoundError);
      await expect(handle('x', note('hm'), { caseId: confidential.id, actor: stranger })).rejects.toBeInstanceOf(
        CaseNotFoundError,
      );
      const feed = await here.reader.feed(stranger, '', 100);
      expect(feed.events.map((event) => event.stream)).toEqual([caseStream(caseId)]);
    });

    it('shows itself to a supervisor', async () => {
      await expect(here.reader.get(confidential.id, supervisor)).resolves.toMatchObject({
        state: { confidential: true },
      });
    });

    it('cannot be linked to by who may not know of it', async () => {
      const link: CallerCommand = { type: 'LinkCases', to: confidential.id, relation: 'related' };
      await expect(handle('link', link, { actor: stranger })).rejects.toMatchObject({ pointer: '/to' });
    });
  });
});
