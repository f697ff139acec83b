import { type Case, endOfTimeline, UNKNOWN } from '@redress/domain';
import { type CaseColumns } from './case-columns';
import { isSame } from './is-same';
import { packClocks, type PackedClocks, unpackClocks } from './packed-clocks';

/**
 * What lists neither show nor find in a case, and what no later event turns into something that they do. Texts are
 * long, and searched elsewhere; the others grow with the case.
 */
const LEFT_OUT = {
  text: UNKNOWN,
  attachments: [],
  redactableEvents: [],
  redactedEvents: [],
  warnings: [],
  links: [],
  endedLinks: [],
  acceptances: [],
  mergedFrom: [],
  leftToTarget: null,
} as const satisfies Partial<Case>;

/** A state as it comes back from the tables: what was left out may be as long as the case, and a window holds thousands of states. */
export function withoutLeftOut(state: Case): Case {
  return { ...state, ...LEFT_OUT };
}

/** So many open messages are told one by one; of the others only how many they are. */
const MOST_OPEN = 20;

type OpenMessages = Case['openMessages'];

/** Each version of a case has its open messages: were they all written down, a case would take the square of its length. */
function packOpen(open: OpenMessages): object {
  if (open.length <= MOST_OPEN) return { openMessages: open };
  return { openMessages: open.slice(0, MOST_OPEN), moreOpen: open.length - MOST_OPEN };
}

/**
 * Whatever comes in order answers all of them or none, and a late entry is folded from the facts: so it makes no difference
 * that the last ones are told as if they had come in with the last one that is written down.
 */
function unpackOpen(told: OpenMessages, more = 0): OpenMessages {
  const last = told.at(-1);
  return last === undefined ? told : [...told, ...new Array<OpenMessages[number]>(more).fill({ ...last, event: '' })];
}

/** What a case is about. It changes seldom, so it is stored once for many versions. */
const PROFILE = [
  'receivedAtPrecision',
  'recordedAt',
  'channel',
  'subject',
  'complainant',
  'category',
  'product',
  'severity',
  'labels',
  'externalRefs',
  'confidential',
  'restrictedTo',
  'recordedBy',
  'promised',
  'receiptEvent',
] as const satisfies readonly (keyof Case)[];

/** What most cases say of themselves most of the time: only what differs is written down. */
const USUAL = {
  receivedAtPrecision: 'instant',
  subject: null,
  category: null,
  product: null,
  severity: null,
  labels: [],
  externalRefs: [],
  confidential: false,
  restrictedTo: null,
  ending: null,
  everAcknowledged: false,
  handlerSince: null,
  handedOver: false,
  introductionOwed: false,
  everEscalated: false,
  waitingFor: [],
  openMessages: [],
  handlerFollowedUp: false,
  contactsElsewhere: [],
  contradictions: [],
  finalResponseAt: null,
  followUps: [],
  dissatisfied: false,
  mergedInto: null,
  promised: null,
  source: null,
} as const satisfies Partial<Case>;

const DEFAULTS: Readonly<Record<string, unknown>> = { ...USUAL, ...LEFT_OUT };
/** What the standing does not say, or says in its own way. */
const ELSEWHERE: ReadonlySet<string> = new Set(['id', 'clocks', 'timeline', ...PROFILE, ...Object.keys(LEFT_OUT)]);

/** Columns of a version that say something of the state itself. */
export const TOLD_COLUMNS = [
  'status',
  'status_since',
  'received_at',
  'updated_at',
  'escalation_level',
  'handler_id',
  'handler_name',
] as const satisfies readonly (keyof CaseColumns)[];
type Told = Pick<CaseColumns, (typeof TOLD_COLUMNS)[number]>;

/** A case as two JSON texts, as much of it as lists need to show it and to fold it further; id, clocks and what columns tell stand beside them. */
export interface PackedCase {
  /** What it is about. */
  readonly profile: string;
  /** How it stands. */
  readonly standing: string;
}

interface Standing {
  readonly clocks?: PackedClocks;
  readonly place: number;
  readonly openMessages?: OpenMessages;
  readonly moreOpen?: number;
}

export function packStanding(state: Case, columns: Told): string {
  const standing: Record<string, unknown> = {};
  const told = toldBy(columns);
  for (const field in state) {
    const value = state[field as keyof Case];
    if (ELSEWHERE.has(field) || isUsual(field, value)) continue;
    // An event may write an instant otherwise than tables do: then it is written down as it was.
    if (!isSame(value, told[field])) standing[field] = value;
  }
  if (state.openMessages.length > 0) Object.assign(standing, packOpen(state.openMessages));
  // Of what happened only the end: a fact entered late is folded from the table of facts.
  standing['place'] = state.timeline.at(-1)?.place;
  const clocks = packClocks(state.clocks);
  if (clocks !== undefined) standing['clocks'] = clocks;
  return JSON.stringify(standing);
}

export function packProfile(state: Case): string {
  const profile: Record<string, unknown> = {};
  // Always in the same order, so that equal profiles are equal texts.
  for (const field of PROFILE) if (!isUsual(field, state[field])) profile[field] = state[field];
  return JSON.stringify(profile);
}

/** Whether two states surely have the same profile; false: maybe not. */
export function haveSameProfile(one: Case, other: Case): boolean {
  return PROFILE.every((field) => one[field] === other[field]);
}

/** The case again; of what was left out it has nothing, and no clock: see `CaseClocks`. */
export function unpackCase(id: string, { profile, standing, ...columns }: PackedCase & Told): Case {
  const { place, moreOpen, ...standingNow } = JSON.parse(standing) as Standing;
  return {
    ...DEFAULTS,
    ...toldBy(columns),
    ...(JSON.parse(profile) as object),
    ...standingNow,
    openMessages: unpackOpen(standingNow.openMessages ?? [], moreOpen),
    clocks: unpackClocks(standingNow.clocks),
    timeline: endOfTimeline(place),
    id,
  } as unknown as Case;
}

function toldBy(columns: Told): Readonly<Record<string, unknown>> {
  const { handler_id: id, handler_name: name } = columns;
  return {
    status: columns.status,
    statusSince: columns.status_since,
    receivedAt: columns.received_at,
    updatedAt: columns.updated_at,
    escalationLevel: columns.escalation_level,
    handler: id === null ? null : { id, name },
  };
}

function isUsual(field: string, value: unknown): boolean {
  const usual = DEFAULTS[field];
  if (Array.isArray(usual)) return Array.isArray(value) && value.length === 0;
  return usual === value;
}
