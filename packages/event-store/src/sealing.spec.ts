import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import { openEnvelope } from './envelope';
import { RecordCorruptError } from './errors';
import { type StoredEvent } from './event-store';
import {
  EMPTY_CHAIN,
  GENESIS_HASH,
  hashOf,
  openSealed,
  openStream,
  seal,
  verifyNext,
  verifyStream,
  type EventDraft,
} from './sealing';

const STREAM = 'case-6f1c2a0e-0000-4000-8000-000000000001';

function draft(
  overrides: Partial<EventDraft['metadata']> = {},
  data: object = { text: 'Grüße \u{1f600}', n: 1 },
): EventDraft {
  return {
    type: 'NoteAdded',
    schemaVersion: 1,
    data,
    metadata: {
      actor: { id: 'ann', kind: 'person', role: 'agent', name: 'Ann' },
      occurredAt: '2026-03-02T09:00:00.000Z',
      occurredAtPrecision: 'instant',
      recordedAt: '2026-03-02T09:00:00.000Z',
      correlationId: 'c-1',
      commandId: 'c-1',
      ...overrides,
    },
  };
}

/** Ids that can be told apart and are the same in every run. */
function ids(): () => string {
  let n = 0;
  return () => `00000000-0000-4000-8000-${String(n++).padStart(12, '0')}`;
}

function chain(length: number, stream = STREAM): StoredEvent[] {
  const drafts = Array.from({ length }, (_, i) => draft({}, { n: i }));
  return seal(stream, EMPTY_CHAIN, drafts, ids()).map(
    ({ id, revision, type, schemaVersion, data, metadata, hash }) => ({
      id,
      stream,
      revision,
      position: String(revision),
      type,
      schemaVersion,
      data,
      metadata,
      hash,
    }),
  );
}

function corruptAt(events: readonly StoredEvent[]): number | undefined {
  try {
    verifyStream(events);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(RecordCorruptError);
    return (error as RecordCorruptError).revision;
  }
}

/** The middle one of three events changed. */
function withMiddle(change: Partial<StoredEvent>): StoredEvent[] {
  return chain(3).map((event) => (event.revision === 1 ? { ...event, ...change } : event));
}

/** The middle one changed and its hash made to fit again, by somebody who cannot change what follows. */
function withResealedMiddle(change: Partial<StoredEvent>): StoredEvent[] {
  return withMiddle(change).map((event) => (event.revision === 1 ? { ...event, hash: hashOf(event) } : event));
}

describe('seal', () => {
  it('hashes the RFC 8785 form of the whole event', () => {
    const [event] = chain(1);
    const { position: _position, hash, ...rest } = event!;
    const form = { ...rest, data: JSON.parse(rest.data) as unknown, metadata: JSON.parse(rest.metadata) as unknown };
    expect(hash).toBe(createHash('sha256').update(canonicalJson(form)).digest('hex'));
  });

  it('gives a known hash for a known event, so that no release changes the form unseen', () => {
    const [event] = seal(STREAM, EMPTY_CHAIN, [draft()], ids());
    expect(event?.hash).toBe('05723c5bb9fe94f02d5a5453595e66340355f1f59fb3586cbb6cb916dbf89a00');
  });

  it('starts at revision 0 with 64 zeros and joins each event to the one before', () => {
    const events = chain(3);
    expect(events.map(({ revision }) => revision)).toEqual([0, 1, 2]);
    expect(events.map((event) => openEnvelope(event).metadata.previousHash)).toEqual([
      GENESIS_HASH,
      events[0]?.hash,
      events[1]?.hash,
    ]);
  });

  it('goes on where a chain ended, in as many batches as one likes', () => {
    const newId = ids();
    const first = seal(STREAM, EMPTY_CHAIN, [draft({}, { n: 0 })], newId);
    const second = seal(STREAM, first.at(-1)!, [draft({}, { n: 1 }), draft({}, { n: 2 })], newId);
    expect([...first, ...second].map(({ hash }) => hash)).toEqual(chain(3).map(({ hash }) => hash));
  });

  it('raises recordedAt to that of the event before when the clock went back, and keeps occurredAt', () => {
    const late = '2026-03-02T09:00:05.000Z';
    const events = seal(STREAM, EMPTY_CHAIN, [draft({ recordedAt: late }), draft()], ids());
    expect(events.map(({ recordedAt }) => recordedAt)).toEqual([late, late]);
    expect(JSON.parse(events[1]!.metadata)).toMatchObject({ recordedAt: late, occurredAt: '2026-03-02T09:00:00.000Z' });
  });

  it('makes random ids unless told otherwise', () => {
    const [a, b] = seal(STREAM, EMPTY_CHAIN, [draft(), draft()]);
    expect(a?.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(a?.id).not.toBe(b?.id);
  });

  it('seals nothing for no drafts', () => {
    expect(seal(STREAM, EMPTY_CHAIN, [])).toEqual([]);
  });
});

describe('verifyStream', () => {
  it('accepts a chain and gives its end', () => {
    const events = chain(5);
    expect(verifyStream(events)).toEqual({
      revision: 4,
      hash: events[4]?.hash,
      recordedAt: '2026-03-02T09:00:00.000Z',
    });
    expect(verifyStream([])).toBe(EMPTY_CHAIN);
  });

  it('does not care about positions: a copied log has others', () => {
    expect(corruptAt(withMiddle({ position: '99' }))).toBeUndefined();
  });

  it.each<[string, Partial<StoredEvent>]>([
    ['id', { id: '00000000-0000-4000-8000-00000000000f' }],
    ['stream', { stream: `${STREAM}x` }],
    ['revision', { revision: 2 }],
    ['type', { type: 'NoteRemoved' }],
    ['schemaVersion', { schemaVersion: 2 }],
    ['data', { data: '{"n":2}' }],
    ['data, written differently', { data: '{"n": 1}' }],
    ['data, as another number text', { data: '{"n":1.0}' }],
    ['data, with a member twice', { data: '{"n":1,"n":1}' }],
    ['data that is no JSON', { data: '{"n":1' }],
    ['metadata that is null', { metadata: 'null' }],
    ['metadata that is no object', { metadata: '"x"' }],
    ['metadata that says nothing', { metadata: '{}' }],
    ['the hash', { hash: 'a'.repeat(64) }],
    ['no hash', { hash: null }],
  ])('finds a changed event: %s', (_, change) => {
    expect(corruptAt(withMiddle(change))).toBe(change.revision ?? 1);
  });

  it.each<[string, Partial<StoredEvent>]>([
    ['data', { data: '{"n":2}' }],
    ['type', { type: 'NoteRemoved' }],
  ])('finds a changed event whose hash was made to fit, at the one after it: %s', (_, change) => {
    expect(corruptAt(withResealedMiddle(change))).toBe(2);
  });

  it.each(['null', '1', '{}', '{"previousHash":"x"}'])('finds metadata %s although its hash fits', (metadata) => {
    expect(corruptAt(withResealedMiddle({ metadata }))).toBe(1);
  });

  it('finds an event recorded before the one before it', () => {
    const [first, second] = chain(2);
    const early = canonicalJson({
      ...(JSON.parse(second!.metadata) as object),
      recordedAt: '2026-03-01T09:00:00.000Z',
    });
    const forged = { ...second!, metadata: early };
    expect(corruptAt([first!, { ...forged, hash: hashOf(forged) }])).toBe(1);
  });

  it('finds every single changed bit of every text', () => {
    const [event] = chain(1);
    const fields = ['id', 'stream', 'type', 'data', 'metadata', 'hash'] as const;
    for (const field of fields) {
      const bytes = Buffer.from(event![field]!, 'latin1');
      for (let i = 0; i < bytes.length * 7; i++) {
        const changed = Buffer.from(bytes);
        changed[Math.floor(i / 7)]! ^= 1 << (i % 7);
        expect(corruptAt([{ ...event!, [field]: changed.toString('latin1') }])).toBe(0);
      }
    }
  });

  it('finds two events swapped, one removed, one put in twice and one of another stream', () => {
    const [a, b, c, d] = chain(4) as [StoredEvent, StoredEvent, StoredEvent, StoredEvent];
    const [, foreign] = chain(4, 'case-other') as [StoredEvent, StoredEvent];
    const renumbered = (events: StoredEvent[]): StoredEvent[] =>
      events.map((event, revision) => ({ ...event, revision }));
    for (const events of [
      [a, c, b, d],
      [a, c, d],
      [b, c, d],
      [a, b, b, c, d],
      [a, foreign, c, d],
    ]) {
      expect(corruptAt(events)).toBeDefined();
      expect(corruptAt(renumbered(events))).toBeDefined();
    }
  });

  it('goes on from any known end', () => {
    const events = chain(3);
    const end = verifyStream(events.slice(0, 2));
    expect(verifyNext(end, events[2]!).revision).toBe(2);
    expect(() => verifyNext(end, events[1]!)).toThrow('revision 2 was expected here');
  });
});

describe('openEnvelope', () => {
  it('parses data and metadata and puts the hash beside them', () => {
    const [event] = chain(1);
    expect(openEnvelope(event!)).toMatchObject({
      stream: STREAM,
      revision: 0,
      data: { n: 0 },
      metadata: { hash: event!.hash, previousHash: GENESIS_HASH },
    });
  });

  it.each<[string, Partial<StoredEvent>, string]>([
    ['an unsealed event', { hash: null }, 'it was never sealed'],
    ['data that is no JSON', { data: '{' }, 'not JSON'],
    ['metadata that is no JSON', { metadata: '' }, 'not JSON'],
    ['metadata that is no object', { metadata: 'null' }, 'its metadata is not an object'],
  ])('refuses %s', (_, change, reason) => {
    expect(() => openEnvelope({ ...chain(1)[0]!, ...change })).toThrow(reason);
  });
});

describe('reading a stream', () => {
  const reading = (events: readonly StoredEvent[]) => () => openStream(events);

  it('gives the events as they were sealed, from the beginning or on from a known end', () => {
    const events = chain(4);
    expect(openStream(events)).toEqual(events.map(openEnvelope));
    expect(openStream(events.slice(2), verifyStream(events.slice(0, 2)))).toEqual(events.slice(2).map(openEnvelope));
  });

  it.each<[string, Partial<StoredEvent>, string]>([
    ['its data', { data: '{"n":2}' }, 'its hash does not match its content'],
    ['its data into what is no JSON', { data: '{"n":' }, 'its hash does not match its content'],
    ['its metadata', { metadata: '{}' }, 'its hash does not match its content'],
    ['its type', { type: 'NoteRemoved' }, 'its hash does not match its content'],
    ['its version', { schemaVersion: 2 }, 'its hash does not match its content'],
    ['its id', { id: '00000000-0000-4000-8000-999999999999' }, 'its hash does not match its content'],
    ['its hash', { hash: 'f'.repeat(64) }, 'its hash does not match its content'],
    ['its hash into none', { hash: null }, 'it was never sealed'],
  ])('names the event when somebody changed %s', (_, change, reason) => {
    expect(reading(withMiddle(change))).toThrow(new RecordCorruptError(STREAM, 1, reason));
    expect(() => openSealed(withMiddle(change)[1]!)).toThrow(reason);
  });

  it('names the event behind one that was sealed anew', () => {
    const reason = 'its previousHash is not the hash of the event before it';
    expect(reading(withResealedMiddle({ data: '{"n":2}' }))).toThrow(new RecordCorruptError(STREAM, 2, reason));
  });

  it('names the event behind one that is missing', () => {
    const [first, , last] = chain(3);
    expect(reading([first!, last!])).toThrow(new RecordCorruptError(STREAM, 2, 'revision 1 was expected here'));
  });

  it('quotes nothing of an event that is no JSON', () => {
    const torn = withResealedMiddle({ data: '{"text":"a private matter' });
    expect(reading(torn)).toThrow(new RecordCorruptError(STREAM, 1, 'it is not JSON'));
    expect(() => verifyStream(torn)).toThrow(new RecordCorruptError(STREAM, 1, 'it is not JSON'));
  });
});
