import { field } from '../../validation/field';
import { Instant, objectFlaws } from '../../validation/fields';
import { type Flaw, flaw } from '../../validation/flaw';
import { type JsonSchema, ref } from '../../validation/json-schema';

const MOST_POLICIES = 50;

const publishedPolicy: JsonSchema = {
  type: 'object',
  properties: { name: { type: 'string' }, version: { type: 'integer', minimum: 1 } },
  required: ['name', 'version'],
  additionalProperties: false,
};

/** What each policy and calendar must be, the application knows. */
export class SimulationBody {
  @Instant({
    description: 'Cases received from this instant on; default all. RFC 3339 with a zone.',
    example: '2026-01-01T00:00:00Z',
    optional: true,
  })
  from?: string;

  @Instant({
    description: 'Cases received before this instant; default all. RFC 3339 with a zone.',
    example: '2026-04-01T00:00:00Z',
    optional: true,
  })
  to?: string;

  @field({
    schema: {
      type: 'array',
      items: { oneOf: [publishedPolicy, ref('Policy')] },
      minItems: 1,
      maxItems: MOST_POLICIES,
    },
    check: policiesFlaws,
    description:
      'Promised to every case in place of what it was promised, each under a name of its own: a published version, or a policy as it could be published. Default the policies that each case was promised.',
    optional: true,
  })
  policies?: unknown[];

  @field({
    schema: {
      type: 'object',
      additionalProperties: { oneOf: [{ type: 'integer', minimum: 1 }, ref('Calendar')] },
    },
    check: objectFlaws,
    description:
      'By name, a published version or a calendar as it could be published, in place of whatever version a target names, one for ever too. Any other calendar is the version that the case was promised, else the newest.',
    optional: true,
  })
  calendars?: Record<string, unknown>;
}

function policiesFlaws(value: unknown): readonly Flaw[] {
  if (!Array.isArray(value)) return [flaw('wrong-type', 'A list is expected')];
  if (value.length === 0) return [flaw('out-of-range', 'At least one policy is expected: leave the list out for none')];
  return value.length > MOST_POLICIES ? [flaw('too-long', `At most ${MOST_POLICIES} policies are allowed`)] : [];
}
