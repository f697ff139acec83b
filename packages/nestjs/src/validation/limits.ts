import { MAX_ESCALATION_LEVEL } from '@redress/domain';

/** How much of what a request may hold; lengths in Unicode code points. */
export const LIMITS = {
  /** Texts people write: complaints, messages, responses, notes, reasons. */
  text: 100_000,
  /** Names, subjects, ids of persons and other systems. */
  name: 200,
  /** RFC 5321 section 4.5.3.1: 64 + 1 + 255. */
  email: 320,
  uri: 2_000,
  label: 100,
  labels: 50,
  attachments: 50,
  externalRefs: 50,
  /** People a case is restricted to. */
  people: 100,
  escalationLevel: MAX_ESCALATION_LEVEL,
} as const;
