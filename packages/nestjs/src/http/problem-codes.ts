import { type CatalogRuleCode, catalogRules, type RuleCode, rules } from '@redress/domain';

/** What a problem code means: its HTTP status and a sentence that says what to do. */
export interface ProblemKind {
  readonly status: number;
  readonly sentence: string;
}

const ownCodes = {
  'not-json': { status: 400, sentence: 'The body is not JSON in UTF-8: send a JSON object.' },
  'repeated-member': {
    status: 400,
    sentence: 'An object of the body has a member twice, of which readers take one or the other: send each once.',
  },
  unauthorized: {
    status: 401,
    sentence: 'No API key, or none that is known: send `Authorization: Bearer <secret>`.',
  },
  forbidden: { status: 403, sentence: 'The role may not do this: ask somebody whose role may.' },
  'actor-not-allowed': {
    status: 403,
    sentence:
      "The key may not speak for that actor: leave `Redress-Actor` out, or name a person by another name than the key's and a role within its own.",
  },
  'not-found': { status: 404, sentence: 'There is no such thing, or none that you may know of.' },
  'not-yet-recorded': {
    status: 404,
    sentence: 'The case was not on record at that instant: ask for a later one.',
  },
  'no-such-route': { status: 404, sentence: 'There is no such route: see the OpenAPI document.' },
  'method-not-allowed': { status: 405, sentence: 'The route has no such method: `Allow` names those it has.' },
  'not-acceptable': {
    status: 406,
    sentence: '`Accept` takes no media type that the route answers in: accept `application/json`.',
  },
  'revision-mismatch': {
    status: 412,
    sentence:
      'It is at another revision than `If-Match` names, or there is one already: read it again and decide anew.',
  },
  'body-too-large': { status: 413, sentence: 'The body is over 512 KiB: keep large content elsewhere.' },
  'unsupported-media-type': {
    status: 415,
    sentence: 'The body must be plain JSON: send `Content-Type: application/json` and no content coding.',
  },
  'invalid-request': {
    status: 422,
    sentence: 'The body or the query is not as documented: `errors` names what is wrong where.',
  },
  'invalid-header': {
    status: 422,
    sentence: 'A request header is not as documented: `errors` names what is wrong.',
  },
  'idempotency-key-reused': {
    status: 422,
    sentence: 'The `Idempotency-Key` was used for another request: take a new key for a new request.',
  },
  'if-match-required': {
    status: 428,
    sentence: 'This needs `If-Match` with the revision you decided on: read what is there and send its `ETag`.',
  },
  'rate-limited': { status: 429, sentence: 'Too many requests with this key: wait as long as `Retry-After` says.' },
  'simulation-under-way': {
    status: 429,
    sentence: 'A simulation of this key runs already: wait for its end, or close its connection.',
  },
  'too-many-at-once': {
    status: 429,
    sentence:
      'This key has too much under way: take the answers that it asked for, or wait for them, before you ask for more.',
  },
  'internal-error': {
    status: 500,
    sentence: 'Something went wrong here: name `instance` to whoever runs the service.',
  },
  'record-damaged': {
    status: 500,
    sentence:
      'An event on record was changed, or the chain before it is broken, so nothing that rests on it is shown or recorded: run `redress verify` and restore the log from a backup.',
  },
  busy: {
    status: 503,
    sentence: 'The service has too much to do just now; nothing was recorded: repeat the request a little later.',
  },
  'question-timeout': {
    status: 503,
    sentence: 'The answer took too long, or others were before it for too long: ask for less, or later.',
  },
  'outcome-unknown': {
    status: 503,
    sentence:
      'Whether the command was recorded could not be found out in time: repeat it with the same `Idempotency-Key`.',
  },
  'too-much-contention': {
    status: 503,
    sentence: 'Others changed it again and again; nothing was recorded: repeat the command.',
  },
  'read-model-behind': {
    status: 503,
    sentence: 'The list has not been read up to the position asked for yet: ask again.',
  },
  'too-many-simulations': {
    status: 503,
    sentence: 'As many simulations run already as may at once: ask again when one of them has ended.',
  },
  'store-unavailable': {
    status: 503,
    sentence: 'The event store cannot be used just now: repeat the request later.',
  },
  'store-full': {
    status: 503,
    sentence:
      'The event store has no room left; nothing was recorded: free some space on its disk, then repeat the command.',
  },
  'store-read-only': {
    status: 503,
    sentence:
      'The event store may only be read; nothing was recorded: give the service the right to write it, then repeat the command.',
  },
  'event-not-readable': {
    status: 503,
    sentence:
      'An event on record is of a type or version that this version of Redress does not know, so nothing that rests on it is shown or recorded: update the service, or ask one that is.',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof ownCodes | RuleCode | CatalogRuleCode;

/** The status of every refusal by a rule. */
export const RULE_STATUS = 409;

/** Every code a problem can have: the reference is generated from it, the OpenAPI document names each where it can occur. */
export const problemCodes: Readonly<Record<ProblemCode, ProblemKind>> = {
  ...ownCodes,
  ...(Object.fromEntries(
    Object.entries({ ...rules, ...catalogRules }).map(([code, sentence]) => [code, { status: RULE_STATUS, sentence }]),
  ) as Record<RuleCode | CatalogRuleCode, ProblemKind>),
};
