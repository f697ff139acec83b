import { type CaseEvent } from '@redress/domain';
import { event, integration, supervisor } from '@redress/domain/testing';
import fc from 'fast-check';
import { caseId, type CaseLog } from './case-log';

/** One thing that is recorded. */
export interface Step {
  readonly caseNo: number;
  /** Minutes since the step before; 0: recorded at the same instant. */
  readonly wait: number;
  /** So many minutes before it was recorded it had happened. */
  readonly ago: number;
  readonly what: (eventIds: readonly string[]) => CaseEvent;
}

export const START = '2026-03-02T09:00:00.000Z';
export const MINUTE_MS = 60_000;
export const CASES = 3;
/** What texts are made of. */
export const WORDS = ['kettle', 'leaks', 'again'] as const;

const word = fc.constantFrom(...WORDS);
const handler = fc.constantFrom('ann', 'ben').map((id) => ({ id, name: id.toUpperCase() }));
const labels = fc.subarray(['fire', 'vip']);
const severity = fc.constantFrom('low', 'critical');
const email = fc.constantFrom('a@example.org', 'B@example.org');

const receipt = fc
  .record({ labels, channel: fc.constantFrom('web', 'phone'), confidential: fc.boolean(), word, name: word, email })
  .map(({ name, email: address, word: text, ...fields }) =>
    event('ComplaintReceived', fields, { subject: text, text, complainant: { name, email: address } }),
  );

const other: fc.Arbitrary<(eventIds: readonly string[]) => CaseEvent> = fc.oneof(
  handler.map((who) => () => event('ComplaintAcknowledged', { handler: who })),
  handler.map((who) => () => event('HandlerAssigned', { handler: who })),
  fc.integer({ min: 2, max: 4 }).map((level) => () => event('ComplaintEscalated', { level })),
  fc.constant(() => event('ComplaintDeescalated', { level: 1 })),
  word.map((text) => () => event('MessageReceived', {}, { text })),
  word.map((text) => () => event('MessageSent', {}, { text })),
  fc.constant(() => event('InformationRequested')),
  fc.constant(() => event('InformationReceived')),
  word.map((text) => () => event('ResponseIssued', {}, { text })),
  fc
    .constantFrom('satisfied', 'dissatisfied')
    .map((outcome) => () => event('ComplaintFollowedUp', { outcome } as object)),
  fc.constant(() => event('ComplaintResolved')),
  fc.constant(() => event('ComplaintReopened')),
  fc.constant(() => event('ComplaintWithdrawn')),
  fc.constant(() => event('CasesLinked')),
  fc.constant(() => event('MergeCompleted', { receivedAt: '2026-03-02T08:00:00.000Z' })),
  fc.record({ severity, labels }).map((fields) => () => event('ComplaintClassified', fields as object)),
  word.map((text) => () => event('NoteAdded', {}, { text })),
  fc.record({ name: word, email }).map((changes) => () => event('ComplainantCorrected', {}, { changes })),
  fc
    .nat({ max: 6 })
    .map((n) => (ids: readonly string[]) => event('ContentRedacted', { event: ids[n % ids.length] ?? '' })),
  fc.constant(() => event('AccessRestricted', { to: ['ben'] })),
  fc.constant(() => event('AccessUnrestricted')),
);

const minutes = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 }));
const ago = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 15 }) },
);

/** Cases that are received one after the other, and then whatever may happen to them in any order, entered late or not. */
export const randomHistory: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.array(fc.record({ wait: minutes, ago, receipt }), { minLength: CASES, maxLength: CASES }),
    fc.array(fc.record({ caseNo: fc.nat({ max: CASES - 1 }), wait: minutes, ago, what: other }), { maxLength: 25 }),
  )
  .map(([receipts, steps]) => [
    ...receipts.map(({ receipt: received, ...when }, caseNo) => ({ caseNo, ...when, what: () => received })),
    ...steps,
  ]);

/** Writes a history into a log; the read model follows after every so many steps, and at the end. */
export async function write(log: CaseLog, steps: readonly Step[], every: number): Promise<void> {
  const ids = Array.from({ length: CASES }, (): string[] => []);
  let now = Date.parse(START);
  for (const [index, { caseNo, wait, ago: late, what }] of steps.entries()) {
    if (index > 0 && index % every === 0) await log.read();
    now += wait * MINUTE_MS;
    const ofCase = ids[caseNo] ?? [];
    const id = await log.record(caseId(caseNo + 1), what(ofCase), new Date(now).toISOString(), {
      occurredAt: new Date(now - late * MINUTE_MS).toISOString(),
      actor: caseNo === 0 ? integration : supervisor,
    });
    ofCase.push(id);
  }
  await log.read();
}

/** An instant from before the first step to after the last. */
export const instant: fc.Arbitrary<string> = fc
  .integer({ min: -20, max: 130 })
  .map((offset) => new Date(Date.parse(START) + offset * MINUTE_MS).toISOString());
