/** Every rule that refuses a command: a stable code and the rule in a sentence that says what can be done. */
export const rules = {
  'already-acknowledged': 'A complaint is acknowledged only once; assign another handler instead.',
  'handler-required':
    'The first message or response acknowledges the complaint, so it must name who takes care of it: give a handler.',
  'not-answered':
    'Only an answered complaint can be resolved: issue a final response first, or have a supervisor waive.',
  'not-followed-up':
    'A complaint is resolved only after a follow-up with the complainant since the latest final response that ended satisfied, or two on different days that nobody answered: follow up first.',
  'handler-not-followed-up':
    'The complaint was escalated or handed over, so the handler is to be followed up with too: record a follow-up with the handler.',
  'complainant-dissatisfied': 'The complainant was dissatisfied: issue a new final response and follow up on it.',
  'unanswered-message': 'A message from the complainant is unanswered: answer it before resolving.',
  'escalation-not-higher': 'An escalation goes to a higher level than the present one.',
  'deescalation-not-lower': 'A de-escalation goes to a lower level than the present one, and none is below 1.',
  'no-warning-on-record': 'Abuse is warned first, on record: issue a warning before.',
  'reason-required': 'A holding response tells the complainant why it takes longer: give a reason.',
  'waiver-needs-supervisor': 'Only a supervisor can waive the follow-up.',
  'case-ended': 'The case has ended: reopen it first.',
  'case-merged':
    'The case was merged into another one: it cannot reopen, and the complainant is written to from there. Go on with that one.',
  'reopen-window-over':
    'The time in which the case could be reopened is over: receive a new complaint and link the two.',
  'merge-into-itself': 'A case cannot be merged into itself.',
  'merge-cycle':
    'The other case is merged, or about to be, into this one or takes one over itself: merge the other way round or wait until that is done.',
  'merge-target-ended': 'A case can only be merged into an open one: reopen the target first.',
  'merge-other-complainant': 'Only cases of the same complainant are merged; link them instead.',
  'no-such-request': 'The case waits for no information under this requestId.',
  'occurred-in-future': 'occurredAt lies more than 60 seconds ahead: nothing can be recorded before it has happened.',
  'occurred-before-receipt': 'occurredAt lies before the complaint was received.',
  'late-entry-needs-reason': 'What happened more than 15 minutes ago needs a lateReason.',
  'late-entry-needs-supervisor': 'What happened more than 24 hours ago is entered by a supervisor or an integration.',
  'case-full': 'The case has as many events as it may have: receive a new complaint for what follows.',
  'command-not-possible': 'The command is not possible in this status.',
} as const satisfies Record<string, string>;

export type RuleCode = keyof typeof rules;

/** A rule refuses the command; nothing happens. */
export class RuleViolation extends Error {
  constructor(
    readonly code: RuleCode,
    /** What of this case the rule looked at. */
    detail?: string,
  ) {
    // A refusal is an answer and no fault: nobody asks where in the program it was given, and V8 would take three times
    // as long to find that out as it takes to say all that is possible on a case.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(detail === undefined ? rules[code] : `${rules[code]} (${detail})`);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'RuleViolation';
  }
}

/** The command itself makes no sense on this case: a value names something that is not there. */
export class InvalidCommand extends Error {
  constructor(
    /** JSON pointer into the command's body. */
    readonly pointer: string,
    message: string,
  ) {
    super(message);
    this.name = 'InvalidCommand';
  }
}
