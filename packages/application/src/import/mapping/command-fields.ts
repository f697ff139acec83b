import {
  FOLLOW_UP_OUTCOMES,
  FOLLOW_UP_PARTIES,
  INFORMATION_SOURCES,
  OUTCOMES,
  REJECTION_GROUNDS,
  RESPONSE_KINDS,
  SEVERITIES,
} from '@redress/domain';
import { type ImportableCommand } from './mapping';

/** What a field of a command may hold. */
export type Shape =
  | { readonly kind: 'string' | 'boolean' | 'level' }
  /** A text that can be an address; what the file has in its place is left out. */
  | { readonly kind: 'email' }
  /** A text, or `{unknown: true}` where the source has none. */
  | { readonly kind: 'text' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'record'; readonly fields: Fields; readonly orUnknown: boolean }
  | { readonly kind: 'list'; readonly of: Shape };

export interface FieldRule {
  readonly shape: Shape;
  readonly required: boolean;
}
export type Fields = Readonly<Record<string, FieldRule>>;

const string: Shape = { kind: 'string' };
const text: Shape = { kind: 'text' };
const level: Shape = { kind: 'level' };
const word = (words: readonly string[]): Shape => ({ kind: 'word', words });
const record = (fields: Fields, orUnknown = false): Shape => ({ kind: 'record', fields, orUnknown });
const list = (of: Shape): Shape => ({ kind: 'list', of });
const required = (shape: Shape): FieldRule => ({ shape, required: true });
const optional = (shape: Shape): FieldRule => ({ shape, required: false });

const handler = record({ id: required(string), name: required(string) });
const complainant = {
  name: required(string),
  email: optional({ kind: 'email' }),
  phone: optional(string),
  handle: optional(string),
  externalId: optional(string),
};
const classification = {
  category: optional(string),
  product: optional(string),
  severity: optional(word(SEVERITIES)),
  labels: optional(list(string)),
};

/** The fields of every command that a mapping may give. Attachments are left out: a file cannot bring their digests. */
export const commandFields: Readonly<Record<ImportableCommand, Fields>> = {
  ReceiveComplaint: {
    channel: required(string),
    complainant: required(record(complainant, true)),
    text: required(text),
    subject: optional(string),
    ...classification,
    confidential: optional({ kind: 'boolean' }),
    externalRefs: optional(list(record({ system: required(string), id: required(string) }))),
  },
  AcknowledgeComplaint: { handler: required(handler), text: optional(string) },
  AssignHandler: { handler: required(handler), reason: optional(string) },
  EscalateComplaint: {
    level: required(level),
    reason: required(text),
    addressee: required(string),
  },
  DeescalateComplaint: { level: required(level), reason: required(text) },
  RecordMessage: { text: required(text), channel: optional(string) },
  SendMessage: { text: required(text), channel: optional(string), handler: optional(handler) },
  RequestInformation: { from: required(word(INFORMATION_SOURCES)), question: required(text) },
  ReceiveInformation: { requestId: required(string), text: required(text) },
  IssueResponse: {
    kind: required(word(RESPONSE_KINDS)),
    text: required(text),
    outcome: optional(word([...OUTCOMES, 'unknown'])),
    remedy: optional(text),
    reason: optional(string),
    handler: optional(handler),
  },
  FollowUp: {
    with: required(word(FOLLOW_UP_PARTIES)),
    outcome: required(word(FOLLOW_UP_OUTCOMES)),
    note: optional(string),
  },
  ResolveComplaint: { summary: optional(string), waiver: optional(word(['closed-in-source'])) },
  ReopenComplaint: { reason: required(text) },
  WithdrawComplaint: { reason: required(text), toldBy: required(text) },
  RejectComplaint: { ground: required(word(REJECTION_GROUNDS)), text: optional(text), note: optional(string) },
  ReferComplaint: { to: required(string), reason: required(text), text: required(text) },
  ClassifyComplaint: classification,
  AddNote: { text: required(text) },
  CorrectComplainant: {
    changes: required(record({ ...complainant, name: optional(string) })),
    reason: required(string),
  },
  WarnComplainant: { text: required(string) },
};
