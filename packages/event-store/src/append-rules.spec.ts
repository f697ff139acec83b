import { appendBytes, assertAppendable, EVENT_OVERHEAD_BYTES, MAX_APPEND_BYTES } from './append-rules';
import { AppendRefusedError } from './errors';
import { type NewEvent } from './event-store';

function event(overrides: Partial<NewEvent> = {}): NewEvent {
  const id = '00000000-0000-4000-8000-000000000000';
  return { id, type: 'N', schemaVersion: 1, data: '{}', metadata: '{}', hash: null, ...overrides };
}

/** Exactly so many bytes as an append counts them, in characters of `width` bytes. */
function eventOf(bytes: number, width: 1 | 2 | 3): NewEvent {
  const room = bytes - appendBytes([event({ data: '' })]);
  const wide = { 1: 'x', 2: 'ä', 3: '€' }[width].repeat(Math.floor(room / width));
  return event({ data: wide + 'x'.repeat(room % width) });
}

describe('assertAppendable', () => {
  it.each([1, 2, 3] as const)('counts UTF-8, not characters: %i bytes each', (width) => {
    expect(() => assertAppendable('s', 'any', [eventOf(MAX_APPEND_BYTES, width)])).not.toThrow();
    expect(() => assertAppendable('s', 'any', [eventOf(MAX_APPEND_BYTES + 1, width)])).toThrow(AppendRefusedError);
  });

  it('counts what an event takes beside its texts, so that many small ones are limited too', () => {
    expect(appendBytes([event(), event()])).toBe(2 * (EVENT_OVERHEAD_BYTES + 2 + 2 + 2));
    const many = Array.from({ length: 4096 }, (_, i) =>
      event({ id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}` }),
    );
    expect(() => assertAppendable('s', 'any', many)).toThrow('over the limit of 1048576');
  });

  it('says what is wrong and what to do', () => {
    expect(() => assertAppendable('s', 'any', [])).toThrow('An append needs at least one event');
    expect(() => assertAppendable('s', -1, [event()])).toThrow(
      "-1 is no revision: give an integer from 0, or 'noStream' for a new stream",
    );
  });
});
