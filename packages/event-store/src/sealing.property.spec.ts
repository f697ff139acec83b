import fc from 'fast-check';
import { RecordCorruptError } from './errors';
import { type StoredEvent } from './event-store';
import { EMPTY_CHAIN, seal, verifyStream, type EventDraft } from './sealing';

const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

const drafts: fc.Arbitrary<EventDraft[]> = fc.array(
  fc.record({
    type: fc.string({ minLength: 1 }),
    schemaVersion: fc.integer({ min: 1, max: 9 }),
    data: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
    metadata: instants.map((instant) => ({
      actor: { id: 'ann', kind: 'person' as const, role: 'agent' as const },
      occurredAt: instant.toISOString(),
      occurredAtPrecision: 'instant' as const,
      recordedAt: instant.toISOString(),
      correlationId: 'c-1',
      commandId: 'c-1',
    })),
  }),
  { minLength: 1, maxLength: 6 },
);

function stored(events: EventDraft[]): StoredEvent[] {
  return seal('case-1', EMPTY_CHAIN, events).map(({ recordedAt: _recordedAt, ...event }) => ({
    ...event,
    stream: 'case-1',
    position: '',
  }));
}

describe('a sealed stream, whatever is in it', () => {
  it('verifies, and its recordedAt never goes back', () => {
    fc.assert(
      fc.property(drafts, (events) => {
        const end = verifyStream(stored(events));
        expect(end.revision).toBe(events.length - 1);
        const latest = events
          .map(({ metadata }) => metadata.recordedAt)
          .sort()
          .at(-1);
        expect(end.recordedAt).toBe(latest);
      }),
    );
  });

  it('does not verify once any text of any event is another', () => {
    const field = fc.constantFrom('id', 'stream', 'type', 'data', 'metadata', 'hash');
    fc.assert(
      fc.property(drafts, fc.nat(), field, fc.string(), (events, which, name, text) => {
        const sealed = stored(events);
        const index = which % sealed.length;
        fc.pre(sealed[index]?.[name as 'id'] !== text);
        const forged = sealed.map((event, i) => (i === index ? { ...event, [name]: text } : event));
        expect(() => verifyStream(forged)).toThrow(RecordCorruptError);
      }),
    );
  });
});
