import { type CaseView, caseView, clockExplanation, contextAt, type Grounds } from '@redress/application';
import {
  type Actor,
  type CallerCommand,
  type Case,
  type ClockExplanation,
  type CommandOverview,
  commandOverview,
  decide,
  DEFAULT_CALENDAR_NAME,
  defaultCalendar,
  defaultPolicy,
  evolve,
  isClockEventType,
  prepareCalendar,
  type RecordedEvent,
  SYSTEM_ACTOR,
} from '@redress/domain';
import { EXAMPLE_CASE_ID, EXAMPLE_OTHER_CASE_ID, EXAMPLE_RECEIPT_EVENT_ID, EXAMPLE_REQUEST_ID } from './example-ids';

/** The examples of the document are what the rules really give: these commands, one an hour from 9:00 on. */
const receive: CallerCommand = {
  type: 'ReceiveComplaint',
  channel: 'email',
  subject: 'The lift',
  text: 'The lift has been out of order for a week.',
  complainant: { name: 'Cleo Martin', email: 'cleo@example.org' },
  labels: ['lift'],
};
const acknowledge: CallerCommand = { type: 'AcknowledgeComplaint', handler: { id: 'ana', name: 'Ana Lind' } };
const escalate: CallerCommand = {
  type: 'EscalateComplaint',
  level: 2,
  reason: 'The supplier does not answer.',
  addressee: 'Facility management',
};
const ask: CallerCommand = {
  type: 'RequestInformation',
  from: 'complainant',
  question: 'Which of the two lifts is it?',
};
const respond: CallerCommand = {
  type: 'IssueResponse',
  kind: 'final',
  outcome: 'upheld',
  text: 'The lift runs again.',
  remedy: 'The lift was repaired.',
};
const followUp: CallerCommand = { type: 'FollowUp', with: 'complainant', outcome: 'satisfied' };
const resolve: CallerCommand = { type: 'ResolveComplaint', summary: 'Repaired and compensated.' };
const link: CallerCommand = { type: 'LinkCases', to: EXAMPLE_OTHER_CASE_ID, relation: 'same-problem' };
const restrict: CallerCommand = { type: 'RestrictAccess', to: ['ana'], reason: 'A colleague is named.' };

/** The commands that lead to each. */
export const exampleStories = {
  none: [],
  received: [receive],
  linked: [receive, link],
  acknowledged: [receive, acknowledge],
  escalated: [receive, acknowledge, escalate],
  waiting: [receive, acknowledge, ask],
  restricted: [receive, acknowledge, restrict],
  answered: [receive, acknowledge, respond],
  followedUp: [receive, acknowledge, respond, followUp],
  resolved: [receive, acknowledge, respond, followUp, resolve],
} as const satisfies Record<string, readonly CallerCommand[]>;

export type ExampleCase = keyof typeof exampleStories;

/** The default policy, in its first version. */
const calendar = prepareCalendar(defaultCalendar());
const grounds: Grounds = {
  timeZone: 'UTC',
  promised: { policies: [{ version: 1, policy: defaultPolicy }], calendars: { [DEFAULT_CALENDAR_NAME]: 1 } },
  calendar: () => calendar,
};

const ACTOR: Actor = { id: 'sam', kind: 'person', role: 'supervisor', name: 'Sam Berg', via: 'crm' };

/** The case of an example, after one more command if one is given. */
export function exampleCase(before: ExampleCase, command?: CallerCommand): CaseView {
  const { state, events } = exampleHistory(before, command);
  return caseView(state, contextAt(state, events.at(-1)?.recordedAt ?? hour(0), grounds));
}

/** What a supervisor can do with the case of an example. */
export function exampleOverview(before: ExampleCase): CommandOverview {
  const { state } = exampleHistory(before);
  return commandOverview(state, contextAt(state, state.updatedAt, grounds, ACTOR));
}

/** The arithmetic of a clock of the case of an example, an hour after the last command. */
export function exampleExplanation(before: ExampleCase, clock: string): ClockExplanation {
  return clockExplanation(exampleHistory(before).state, clock, hour(exampleStories[before].length), grounds);
}

/** The events of an example, and the case they are folded to. */
export function exampleHistory(
  before: ExampleCase,
  command?: CallerCommand,
): { readonly state: Case; readonly events: readonly RecordedEvent[] } {
  const other = told(EXAMPLE_OTHER_CASE_ID, [receive], null);
  return told(EXAMPLE_CASE_ID, [...exampleStories[before], ...(command === undefined ? [] : [command])], other.state);
}

function told(id: string, commands: readonly CallerCommand[], other: Case | null) {
  let state: Case | null = null;
  const events: RecordedEvent[] = [];
  commands.forEach((command, hours) => {
    const now = hour(hours);
    const at = { occurredAt: now, occurredAtPrecision: 'instant' } as const;
    const given = { caseId: id, commandId: EXAMPLE_REQUEST_ID, actor: ACTOR, now, ...at, other };
    for (const decided of decide(command, state, { ...given, ...grounds })) {
      const event = {
        ...decided,
        id: eventId(events.length),
        revision: events.length,
        recordedAt: now,
        actor: isClockEventType(decided.type) ? SYSTEM_ACTOR : ACTOR,
      };
      events.push(event);
      state = evolve(id, state, event);
    }
  });
  if (state === null) throw new Error('An example begins with a receipt');
  return { state: state as Case, events };
}

function hour(hours: number): string {
  return new Date(Date.UTC(2026, 2, 2, 9 + hours)).toISOString();
}

/** The first is that of the receipt. */
function eventId(index: number): string {
  return (
    EXAMPLE_RECEIPT_EVENT_ID.slice(0, -2) +
    (Number.parseInt(EXAMPLE_RECEIPT_EVENT_ID.slice(-2), 16) + index).toString(16)
  );
}
