import { type AnswerHeader } from '../http/route';
import { EXAMPLE_CASE_ID, EXAMPLE_POSITION } from './example-ids';

const IF_MATCH =
  'The revision you decided on, as `ETag` gave it: at another one the command is refused. A weak tag, `W/"3"`, which a proxy makes of one, matches like a strong one, unlike in RFC 9110: it is a revision all the same.';

/**
 * Headers of requests, by the name of their component. Swagger UI sends an `example`, not the examples of a schema: only that
 * with which publishing something new works has one.
 */
export const requestHeaders = {
  RedressActor: {
    name: 'Redress-Actor',
    in: 'header',
    description:
      'For whom a key of role `integration` or `integration+supervisor` speaks: `<id>; name="..."; role=agent|supervisor`, a name outside ASCII as `name*=UTF-8\'\'...` (RFC 8187). The role is `agent` unless it says otherwise, and never above that of the key. Without the header the key acts as itself, and only then sees every confidential case that it recorded: people are judged by their own ids. A person may not bear the name of the key.',
    schema: { type: 'string', examples: ['ana; name="Ana Lind"; role=agent'] },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      '1 to 255 printable ASCII characters, unquoted. A retry with the same key and the same request gets the first answer, for ever; the key is yours alone. Where an API key speaks for several people, another person than the first gets that answer only when the case may be seen by them.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[ -~]+$', examples: ['the-lift-1'] },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: IF_MATCH,
    schema: { type: 'string', pattern: '^(W/)?"(0|[1-9][0-9]*)"$', examples: ['"3"'] },
  },
  IfMatchRequired: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: IF_MATCH,
    schema: { type: 'string', pattern: '^(W/)?"(0|[1-9][0-9]*)"$', examples: ['"3"'] },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: '`*` for what is not there yet: if it is, it stays as it is. This, or `If-Match`, is required.',
    schema: { type: 'string', const: '*' },
    example: '*',
  },
  RedressMinPosition: {
    name: 'Redress-Min-Position',
    in: 'header',
    description: 'A `Redress-Position` of an earlier answer: waits until the list has been read that far.',
    schema: { type: 'string', maxLength: 100, examples: [EXAMPLE_POSITION] },
  },
} as const;

/** Headers of answers, by their names. */
export const answerHeaders: Readonly<Record<AnswerHeader | 'Retry-After' | 'WWW-Authenticate', object>> = {
  ETag: {
    description: 'The revision of the case, the policy or the calendar, for `If-Match`.',
    required: true,
    schema: { type: 'string', pattern: '^"(0|[1-9][0-9]*)"$' },
    example: '"1"',
  },
  Location: {
    description: 'Path of the case.',
    required: true,
    schema: { type: 'string', format: 'uri-reference' },
    example: `/v1/cases/${EXAMPLE_CASE_ID}`,
  },
  'Redress-Position': {
    description: 'Up to here in the log the answer is true; opaque. Pass it as `Redress-Min-Position`.',
    required: true,
    schema: { type: 'string' },
    example: EXAMPLE_POSITION,
  },
  'Redress-Parked': {
    description:
      'So many cases may be missing, because one of their events could not be applied or read; left out for none. Cases that you may not know of are not counted; who does not see every case is told of the first 100 at most.',
    schema: { type: 'string', pattern: '^[1-9][0-9]*$' },
    example: '1',
  },
  Link: {
    description: 'The next page, `rel="next"`; left out on the last one.',
    schema: { type: 'string' },
    example: '</v1/cases?cursor=WyItcmVjZWl2ZWRBdCJd>; rel="next"',
  },
  'Retry-After': {
    description: 'Seconds after which to try again.',
    required: true,
    schema: { type: 'string', pattern: '^[0-9]+$' },
    example: '1',
  },
  'WWW-Authenticate': {
    description: 'RFC 6750.',
    required: true,
    schema: { type: 'string' },
    example: 'Bearer realm="redress"',
  },
};
