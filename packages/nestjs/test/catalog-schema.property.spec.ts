import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isPublicationName, type Policy, presets, validateCalendar, validatePolicy } from '@redress/domain';
import { nightShiftCalendar, officeCalendar, splitShiftCalendar } from '@redress/domain/testing';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { type AnyBody } from './harness/redress-app';

const document = JSON.parse(readFileSync(join(__dirname, '../../../docs/openapi/openapi.json'), 'utf8')) as object;
const golden = (type: string): AnyBody =>
  JSON.parse(readFileSync(join(__dirname, `../../domain/golden/catalog/${type}.v1.json`), 'utf8'));

const ajv = new Ajv2020({ strict: false });
addFormats(ajv);
ajv.addSchema({ ...document, $id: 'redress' });
const schemaOf = (name: string) => ajv.compile({ $ref: `redress#/components/schemas/${name}` });
const policySchema = schemaOf('PolicyBody');
const calendarSchema = schemaOf('CalendarBody');

const policies: readonly object[] = [golden('PolicyPublished').policy, ...presets.flatMap((preset) => preset.policies)];
const calendars: readonly object[] = [
  golden('CalendarPublished').calendar,
  officeCalendar(),
  splitShiftCalendar(),
  nightShiftCalendar(),
  ...presets.flatMap((preset) => Object.values(preset.calendars)),
];
const known = [
  { name: 'stockholm', version: 2 },
  ...presets.flatMap((preset) => Object.keys(preset.calendars).map((name) => ({ name, version: 1 }))),
];

type Path = readonly (string | number)[];

/** Every place in a JSON value, that of the value itself too. */
function places(json: unknown, path: Path = []): readonly Path[] {
  if (typeof json !== 'object' || json === null) return [path];
  return [path, ...Object.entries(json).flatMap(([key, member]) => places(member, [...path, key]))];
}

/** A copy with another value at a place; undefined takes it away. */
function changed(json: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = (Array.isArray(json) ? [...json] : { ...(json as object) }) as Record<string | number, unknown>;
  const member = changed(copy[key], rest, value);
  if (member === undefined && !Array.isArray(copy)) delete copy[key];
  else copy[key] = member ?? null;
  return copy;
}

const ATOMS = [
  undefined,
  null,
  true,
  0,
  1,
  -1,
  1.5,
  0.5,
  3651,
  '',
  ' ',
  'x',
  '24:00',
  '00:00',
  'businessDays',
  'hours',
];
const PARTS = [
  [],
  {},
  ['x'],
  ['x', 'x'],
  [['09:00', '17:00']],
  { n: 1, unit: 'days' },
  { name: 'stockholm', version: 2 },
];

/** One of the originals with up to three places changed: some of them still right, most of them wrong. */
function mutated(originals: readonly object[]): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.nat(), fc.constantFrom<unknown>(...ATOMS, ...PARTS));
  return fc
    .tuple(fc.constantFrom(...originals), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([original, changes]) =>
      changes.reduce<unknown>((json, [at, value]) => {
        const all = places(json);
        return changed(json, all[at % all.length] as Path, value);
      }, original),
    );
}

describe('the documented schema of what is published', () => {
  it('takes every preset and what the golden files show', () => {
    for (const policy of policies) expect([policy, policySchema(policy)]).toEqual([policy, true]);
    for (const calendar of calendars) expect([calendar, calendarSchema(calendar)]).toEqual([calendar, true]);
  });

  it('refuses no policy that the domain takes', () => {
    let taken = 0;
    fc.assert(
      fc.property(mutated(policies), (json) => {
        if (validatePolicy(json, known).length > 0 || !isPublicationName((json as Policy).name)) return;
        taken += 1;
        expect([json, policySchema(json)]).toEqual([json, true]);
      }),
      { numRuns: 5_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it('refuses no calendar that the domain takes', () => {
    let taken = 0;
    fc.assert(
      fc.property(mutated(calendars), (json) => {
        if (validateCalendar(json).length > 0) return;
        taken += 1;
        expect([json, calendarSchema(json)]).toEqual([json, true]);
      }),
      { numRuns: 5_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});
