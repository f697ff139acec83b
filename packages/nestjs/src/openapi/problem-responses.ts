import { KEY_ROLES, rules } from '@redress/domain';
import { allows } from '../access/access-rule';
import { Problem, type ProblemExtras } from '../http/problem';
import { type ProblemCode, problemCodes, RULE_STATUS } from '../http/problem-codes';
import { type RouteSpec } from '../http/route';
import { ref } from '../validation/json-schema';
import { exampleOverview } from './example-cases';
import { EXAMPLE_CASE_ID } from './example-ids';
import { constant, oneOfWords } from './schemas/shorthand';

/** What every route can answer. */
const everywhere: readonly ProblemCode[] = [
  'unauthorized',
  'actor-not-allowed',
  'not-acceptable',
  'invalid-header',
  'invalid-request',
  'rate-limited',
  'too-many-at-once',
  'internal-error',
  'busy',
];

/** What every route that reads a body can answer to it: what the reader of bodies throws. */
const OF_BODY: readonly ProblemCode[] = ['not-json', 'repeated-member', 'unsupported-media-type', 'body-too-large'];

/** What every route that asks the log or what was folded from it can answer, and what those that record something. */
const OF_STORE: readonly ProblemCode[] = ['record-damaged', 'event-not-readable', 'store-unavailable'];
const OF_WRITING: readonly ProblemCode[] = ['store-full', 'store-read-only'];

/** Every problem of a route, by its code. */
export function problemsOf({ access, body, ifMatch, problems, withoutStore }: RouteSpec): readonly ProblemCode[] {
  const forbidden: readonly ProblemCode[] = KEY_ROLES.every((role) => allows(access, role)) ? [] : ['forbidden'];
  const ofBody: readonly ProblemCode[] = body === undefined ? [] : OF_BODY;
  const ofStore: readonly ProblemCode[] = withoutStore === true ? [] : OF_STORE;
  const ofWriting: readonly ProblemCode[] = ifMatch === undefined ? [] : OF_WRITING;
  return [...new Set([...everywhere, ...forbidden, ...ofBody, ...ofStore, ...ofWriting, ...problems])];
}

/** The problem responses of a route, by status. */
export function problemResponses(spec: RouteSpec): Readonly<Record<string, object>> {
  const codes = problemsOf(spec);
  const statuses = [...new Set(codes.map((code) => problemCodes[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      response(
        status,
        codes.filter((code) => problemCodes[code].status === status),
      ),
    ]),
  );
}

function response(status: number, codes: readonly ProblemCode[]): object {
  const description =
    status === RULE_STATUS ? 'A rule refuses it.' : codes.map((code) => problemCodes[code].sentence).join('\n\n');
  return {
    description,
    ...headersOf(status),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            ref('Problem'),
            { type: 'object', properties: { status: constant(status), code: oneOfWords(codes) } },
          ],
        },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

function headersOf(status: number): object {
  const name = { 401: 'WWW-Authenticate', 429: 'Retry-After', 503: 'Retry-After' }[status];
  return name === undefined ? {} : { headers: { [name]: { $ref: `#/components/headers/${name}` } } };
}

/** An example of every problem that some route has. */
export function problemExamples(routes: readonly RouteSpec[]): Readonly<Record<string, object>> {
  return Object.fromEntries(
    [...new Set(routes.flatMap(problemsOf))].map((code) => [
      code,
      { summary: problemCodes[code].sentence, value: new Problem(code, undefined, extras(code)).document() },
    ]),
  );
}

const EXAMPLE_EVENT: ProblemExtras = { stream: `case-${EXAMPLE_CASE_ID}`, revision: 3 };

function extras(code: ProblemCode): ProblemExtras {
  if (code in rules) return { possibleCommands: exampleOverview('answered').possible };
  const some: Partial<Record<ProblemCode, ProblemExtras>> = {
    'internal-error': { instance: 'urn:uuid:3f0d6f5c-8f43-4c3a-9d52-0f7c1f2b6a51' },
    'record-damaged': EXAMPLE_EVENT,
    'event-not-readable': EXAMPLE_EVENT,
    'repeated-member': {
      errors: [{ pointer: '/channel', code: 'repeated', message: 'The value is given more than once: give it once.' }],
    },
    'invalid-request': {
      errors: [{ pointer: '/complainant/name', code: 'required', message: 'The value is missing.' }],
    },
    'invalid-header': {
      errors: [
        {
          header: 'If-Match',
          code: 'bad-format',
          message: 'One revision in quotes is expected, as `ETag` gives it, such as "3".',
        },
      ],
    },
  };
  return some[code] ?? {};
}
