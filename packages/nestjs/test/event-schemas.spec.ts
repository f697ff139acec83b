import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OpenAPIObject } from '@nestjs/swagger';
import { EVENT_TYPES, eventTypes, withhold } from '@redress/domain';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { closed } from './harness/conformance';
import { type AnyBody } from './harness/redress-app';

const GOLDEN = join(__dirname, '../../domain/golden');
const document = JSON.parse(
  readFileSync(join(__dirname, '../../../docs/openapi/openapi.json'), 'utf8'),
) as OpenAPIObject;

const ajv = new Ajv2020({ strict: false });
addFormats(ajv);
ajv.addSchema({ ...closed(document), $id: 'redress' });
const schemaOf = (name: string) => ajv.compile({ $ref: `redress#/components/schemas/${name}` });
const event = schemaOf('Event');
const unknownEvent = schemaOf('UnknownEvent');

const ID = '0e3d6c1a-94b7-4c58-8f21-3a7b5d9e0c42';
const HASH = '0'.repeat(64);

/** Around data as it is stored, what a reader sees of an event. */
const told = (type: string, data: unknown): AnyBody => ({
  id: ID,
  stream: `case-${ID}`,
  revision: 0,
  position: '0000000000000001',
  type,
  schemaVersion: 1,
  data,
  metadata: {
    actor: { id: 'ana', kind: 'person', role: 'agent' },
    occurredAt: '2026-03-02T09:00:00.000Z',
    occurredAtPrecision: 'instant',
    recordedAt: '2026-03-02T09:00:00.000Z',
    correlationId: ID,
    commandId: ID,
    previousHash: HASH,
    hash: HASH,
  },
});

/** Every version of every type that was ever written. */
const golden = readdirSync(GOLDEN)
  .filter((name) => name.endsWith('.json'))
  .map((name) => [name, told(name.split('.')[0]!, JSON.parse(readFileSync(join(GOLDEN, name), 'utf8')))] as const);

const OTHER_CASE = ['case', 'source', 'into'];

describe('the documented schema of an event', () => {
  it('has a branch of its own for each type', () => {
    expect(new Set(golden.map(([, { type }]) => type))).toEqual(new Set(EVENT_TYPES));
    expect((document.components?.schemas?.['Event'] as AnyBody).oneOf).toHaveLength(EVENT_TYPES.length + 1);
  });

  describe.each(golden)('%s', (_name, shown) => {
    it('fits its branch and no other', () => expect([event(shown), event.errors]).toEqual([true, null]));

    it('fits it with every text redacted', () => {
      const redacted = withhold(shown, new Set([ID]));
      expect([event(redacted), event.errors]).toEqual([true, null]);
      const { redactable } = eventTypes[shown.type as keyof typeof eventTypes];
      for (const field of redactable) expect(redacted.data.personal[field]).toEqual({ redacted: true });
    });

    it('fits it with the id of the other case hidden', () => {
      const hidden = Object.entries(shown.data as object).map(([name, value]) => [
        name,
        OTHER_CASE.includes(name) ? { hidden: true } : (value as unknown),
      ]);
      expect([event({ ...shown, data: Object.fromEntries(hidden) }), event.errors]).toEqual([true, null]);
    });

    it('fits no longer with a member more, or of another type', () => {
      expect(event({ ...shown, data: { ...shown.data, nonsense: 1 } })).toBe(false);
      for (const [name, value] of Object.entries(shown.data as object)) {
        if (name !== 'personal')
          expect([name, event({ ...shown, data: { ...shown.data, [name]: [[value]] } })]).toEqual([name, false]);
      }
      expect(unknownEvent(shown)).toBe(false);
    });
  });

  it('takes a type that it does not know', () => {
    expect(event(told('ComplaintSungAbout', { verses: 3, personal: { text: 'x' } }))).toBe(true);
  });
});
