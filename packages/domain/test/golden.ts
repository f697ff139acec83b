import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaseEvent, type CaseEventType, EVENT_TYPES, eventTypes } from '../src/case/events';
import { caseUpcasters } from '../src/case/upcasters';

const directory = join(__dirname, '../golden');

export const goldenFiles: readonly string[] = readdirSync(directory)
  .filter((name) => name.endsWith('.json'))
  .sort();

/** Each type in each version that was ever written. */
export const written = EVENT_TYPES.flatMap((type) =>
  Array.from({ length: eventTypes[type].schemaVersion }, (_none, index) => [type, index + 1] as const),
);

/** What a file says, unchanged. */
export function golden(type: CaseEventType, version: number): unknown {
  return JSON.parse(readFileSync(join(directory, `${type}.v${version}.json`), 'utf8'));
}

function upcast(type: CaseEventType, version: number, data: unknown): unknown {
  const step = caseUpcasters.find((it) => it.type === type && it.from === version);
  return step === undefined ? data : upcast(type, version + 1, step.upcast(data));
}

/** The example of the version written today, whichever version the file shows. */
export function example<Type extends CaseEventType>(type: Type, version: number): Extract<CaseEvent, { type: Type }> {
  return { type, data: upcast(type, version, golden(type, version)) } as Extract<CaseEvent, { type: Type }>;
}
