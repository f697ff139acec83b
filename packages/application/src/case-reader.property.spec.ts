import { type CallerCommand, METRICS, type ReceiveComplaint } from '@redress/domain';
import { InMemoryEventStore } from '@redress/event-store';
import fc from 'fast-check';
import { type CaseModule, caseModule } from './case-module';
import { caseView } from './case-view';
import { NotYetRecordedError } from './errors';
import { ManualClock } from './testing/manual-clock';
import { request, supervisor } from './testing/requests';
import { publication, publishOffice } from './testing/publications';
import { deskPolicy } from '@redress/domain/testing';

const START = '2026-03-02T09:00:00.000Z';
const MINUTE = 60_000;

const receipt: ReceiveComplaint = {
  type: 'ReceiveComplaint',
  channel: 'phone',
  text: 'The bill is wrong',
  complainant: { name: 'Cleo', phone: '+46 70 123' },
};

/** Short promises of every kind, so that within a few hours some are kept and some are broken. */
const everything = deskPolicy({
  targets: METRICS.map((metric, index) => ({
    metric,
    kind: 'promise',
    duration: { n: 2 + index, unit: 'hours' },
    calendar: 'office',
    pauses: ['complainant'],
  })),
});

const command: fc.Arbitrary<CallerCommand> = fc.oneof(
  fc.constant<CallerCommand>({ type: 'AcknowledgeComplaint', handler: { id: 'ana', name: 'Ana' } }),
  fc.constantFrom('ana', 'bo').map((id): CallerCommand => ({ type: 'AssignHandler', handler: { id, name: id } })),
  fc
    .integer({ min: 2, max: 4 })
    .map((level): CallerCommand => ({ type: 'EscalateComplaint', level, reason: 'stuck', addressee: 'the board' })),
  fc.string({ minLength: 1, maxLength: 5 }).map((text): CallerCommand => ({ type: 'RecordMessage', text })),
  fc.constant<CallerCommand>({ type: 'SendMessage', text: 'soon', handler: { id: 'ana', name: 'Ana' } }),
  fc.constant<CallerCommand>({
    type: 'IssueResponse',
    kind: 'final',
    text: 'no',
    outcome: 'not-upheld',
    handler: { id: 'ana', name: 'Ana' },
  }),
  fc
    .constantFrom('satisfied', 'dissatisfied')
    .map((outcome): CallerCommand => ({ type: 'FollowUp', with: 'complainant', outcome })),
  fc.constant<CallerCommand>({ type: 'ResolveComplaint', waiver: { reason: 'goodwill' } }),
  fc.constant<CallerCommand>({ type: 'ReopenComplaint', reason: 'again' }),
  fc.constant<CallerCommand>({ type: 'ClassifyComplaint', severity: 'high' }),
);

/** One thing that happens: how many minutes after the last, how many minutes ago it had happened, and what. */
const step = fc.record({ wait: fc.integer({ min: 1, max: 600 }), ago: fc.integer({ min: 0, max: 900 }), command });

interface History {
  readonly module: CaseModule;
  readonly clock: ManualClock;
  readonly caseId: string;
  /** The answer as it was given at the time, by the instant at which it was the present. */
  readonly answers: ReadonlyMap<string, string>;
}

async function live(steps: readonly { wait: number; ago: number; command: CallerCommand }[]): Promise<History> {
  const clock = new ManualClock(START);
  const module = caseModule({ store: new InMemoryEventStore(), clock, settleHorizonMs: 0 });
  await module.publishing.handle(publication('office', publishOffice));
  await module.publishing.handle(publication('desk', { type: 'PublishPolicy', name: 'desk', policy: everything }));
  const caseId = (await module.service.handle(request('receive', receipt))).state.id;
  const answers = new Map<string, string>();
  for (const [index, { wait, ago, command: given }] of steps.entries()) {
    clock.advance(wait * MINUTE);
    const occurredAt = new Date(Math.max(Date.parse(START), clock.now() - ago * MINUTE)).toISOString();
    const late = { caseId, actor: supervisor, occurredAt, lateReason: 'entered late' };
    // Whether a rule refuses it makes no difference here: what counts is what came on record.
    await module.service.handle(request(`step ${index}`, given, late)).catch(() => undefined);
    answers.set(new Date(clock.now()).toISOString(), await answerAt(module, caseId));
  }
  return { module, clock, caseId, answers };
}

async function answerAt(module: CaseModule, caseId: string, asOf?: string): Promise<string> {
  const { state, at } = await module.reader.get(caseId, supervisor, asOf === undefined ? {} : { asOf });
  return JSON.stringify(caseView(state, await module.contextOf(state, at)));
}

describe('a case as of an instant', () => {
  it('reads asOf as it was answered then, byte for byte, however much has happened since', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const { module, caseId, answers } = await live(steps);
        for (const [instant, answer] of answers) expect(await answerAt(module, caseId, instant)).toBe(answer);
      }),
      { numRuns: 200 },
    );
  });

  it('reads asOfOccurred as the fold of what had happened by then, late entries included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.integer({ min: 0, max: 3000 }), async (steps, minutes) => {
        const { module, clock, caseId } = await live(steps);
        clock.advance(3000 * MINUTE);
        const asOfOccurred = new Date(Date.parse(START) + minutes * MINUTE).toISOString();
        const { state } = await module.reader.get(caseId, supervisor, { asOfOccurred });
        const events = (await module.reader.events(caseId, supervisor)).events.filter(
          (event) => event.metadata.occurredAt <= asOfOccurred,
        );
        const levels = events.filter((event) => event.type === 'ComplaintEscalated');
        // Entered late, a lower escalation lowers nothing.
        expect(state.escalationLevel).toBe(Math.max(1, ...levels.map(({ data }) => (data as { level: number }).level)));
        expect(state.revision).toBe(events.at(-1)?.revision);
        // A contact answers what had come in by the time it happened, entered in whatever order, and not what came later. Of
        // two at the same instant the one entered first came first.
        const contacts = ['MessageSent', 'ResponseIssued', 'ComplaintFollowedUp'];
        const open = events
          .filter((event) => event.type === 'MessageReceived')
          .filter(
            (message) =>
              !events.some(
                (event) =>
                  contacts.includes(event.type) &&
                  (event.metadata.occurredAt > message.metadata.occurredAt ||
                    (event.metadata.occurredAt === message.metadata.occurredAt && event.revision > message.revision)),
              ),
          );
        expect(state.openMessages.map((message) => message.event).sort()).toEqual(open.map((event) => event.id).sort());
      }),
      { numRuns: 200 },
    );
  });

  it('is not known before it was recorded', async () => {
    const { module, caseId } = await live([]);
    await expect(module.reader.get(caseId, supervisor, { asOf: '2026-03-02T08:59:59.999Z' })).rejects.toBeInstanceOf(
      NotYetRecordedError,
    );
  });
});
