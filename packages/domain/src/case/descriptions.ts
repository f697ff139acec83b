import { type CommandType } from './commands';
import { type CaseEventType } from './events';

export interface CommandDescription {
  /** What it is for, in a sentence. */
  readonly summary: string;
  /** The events it can give, the first one always. */
  readonly events: readonly CaseEventType[];
}

/** Every command in words, for the reference and `/v1/lifecycle`. */
export const commandDescriptions: Readonly<Record<CommandType, CommandDescription>> = {
  ReceiveComplaint: {
    summary: 'Puts a complaint on record: a channel, a complainant, a text.',
    events: ['ComplaintReceived'],
  },
  AcknowledgeComplaint: {
    summary: 'Tells the complainant that we have it, and by name who takes care of it. Only once.',
    events: ['ComplaintAcknowledged'],
  },
  AssignHandler: {
    summary:
      'Another person takes care of the case. After the acknowledgement the complainant is owed an introduction until a message or response goes out.',
    events: ['HandlerAssigned'],
  },
  EscalateComplaint: {
    summary: 'Hands the case up to a named addressee, with a reason.',
    events: ['ComplaintEscalated'],
  },
  DeescalateComplaint: {
    summary: 'Takes the case back to a lower level, with a reason.',
    events: ['ComplaintDeescalated'],
  },
  RecordMessage: {
    summary:
      'Records what the complainant said. It waits for an answer, also after the end, and reopens nothing by itself. On a merged case it is recorded where things go on; when you may not know of that case, the answer is the merged one, as it is.',
    events: ['MessageReceived'],
  },
  SendMessage: {
    summary:
      'Writes to the complainant, which answers every open message. In `received` it acknowledges first. On a merged case it goes out from where things go on, when you may know of that case.',
    events: ['MessageSent', 'ComplaintAcknowledged'],
  },
  RequestInformation: {
    summary: 'Asks the complainant or a third party for something.',
    events: ['InformationRequested'],
  },
  ReceiveInformation: { summary: 'Records that what was asked for has come.', events: ['InformationReceived'] },
  IssueResponse: {
    summary:
      'Responds to the complaint: interim, holding or final. A final response says how it came out, and the remedy. In `received` it acknowledges first.',
    events: ['ResponseIssued', 'ComplaintAcknowledged'],
  },
  FollowUp: {
    summary:
      'Comes back to the complainant, or to the person who handled it, and asks whether it helped. A dissatisfied complainant sends the case back to work.',
    events: ['ComplaintFollowedUp'],
  },
  ResolveComplaint: {
    summary:
      'Ends the case: the complainant is satisfied, two follow-ups on different days stayed unanswered, or a supervisor waives with a reason.',
    events: ['ComplaintResolved'],
  },
  ReopenComplaint: {
    summary: 'Work goes on, within the time in which that is allowed.',
    events: ['ComplaintReopened'],
  },
  WithdrawComplaint: {
    summary: "Ends the case by the complainant's own wish, with how it was told.",
    events: ['ComplaintWithdrawn'],
  },
  RejectComplaint: {
    summary: 'Ends what is spam, out of scope, or abuse after a warning on record. Anger is no ground.',
    events: ['ComplaintRejected'],
  },
  ReferComplaint: {
    summary: 'Refers the complainant to another body, with the text that was sent.',
    events: ['ComplaintReferred'],
  },
  MergeComplaint: {
    summary: 'Merges the case into an open one of the same complainant, which keeps the earliest receipt.',
    events: ['ComplaintMerged', 'MergeAccepted', 'MergeCompleted', 'MergeAborted'],
  },
  LinkCases: {
    summary: 'Links the case to another one; the link stands on both. Another relation is another link.',
    events: ['CasesLinked', 'CasesUnlinked'],
  },
  UnlinkCases: {
    summary:
      'Takes a link away from both cases. Where there is none, or none to a case that you may know of, nothing happens.',
    events: ['CasesUnlinked'],
  },
  ClassifyComplaint: { summary: 'Sets category, product, severity or labels.', events: ['ComplaintClassified'] },
  AddNote: { summary: 'Adds a note for those who work on the case.', events: ['NoteAdded'] },
  CorrectComplainant: {
    summary: 'Corrects a misspelt name or an address; the old values stay in the history.',
    events: ['ComplainantCorrected'],
  },
  WarnComplainant: { summary: 'Warns of abuse, on record.', events: ['ConductWarningIssued'] },
  RedactContent: {
    summary:
      'Withholds the texts of one event in every answer, on a ground that stays on record. Until texts are encrypted the bytes remain in the log, and the hash of the event confirms a guess of the text to whoever sees the case.',
    events: ['ContentRedacted'],
  },
  RestrictAccess: {
    summary:
      'Makes the case confidential: its handler, supervisors, admins, auditors and the people named see it. Who recorded it is kept out unless named, but for a key that speaks for people, which goes on seeing as itself what it recorded.',
    events: ['AccessRestricted'],
  },
  UnrestrictAccess: { summary: 'Lifts the restriction.', events: ['AccessUnrestricted'] },
};

/** Every event in words, for the reference. */
export const eventDescriptions: Readonly<Record<CaseEventType, string>> = {
  ComplaintReceived: 'A complaint came in.',
  ComplaintAcknowledged: 'The complainant was told that we have it and who takes care of it.',
  HandlerAssigned: 'Another person takes care of the case.',
  ComplaintEscalated: 'The case went up to a higher level.',
  ComplaintDeescalated: 'The case went back to a lower level.',
  MessageReceived: 'The complainant said something.',
  MessageSent: 'Something was said to the complainant.',
  InformationRequested: 'Somebody was asked for something; the case waits.',
  InformationReceived: 'What was asked for has come.',
  ResponseIssued: 'An interim, holding or final response went out.',
  ComplaintFollowedUp: 'Somebody came back to the complainant or to the handler and asked whether it helped.',
  ComplaintResolved: 'The case ended: `satisfied`, `no-answer-twice`, `waiver` or `closed-in-source`.',
  ComplaintReopened: 'Work goes on.',
  ComplaintWithdrawn: 'The complainant took the complaint back.',
  ComplaintRejected: 'The case was rejected as spam, out of scope or abuse.',
  ComplaintReferred: 'The complainant was referred to another body.',
  MergeAccepted: 'On the target: it will take the source over.',
  ComplaintMerged: 'On the source: it goes on in the target.',
  MergeCompleted: 'On the target: it took over what the source left.',
  MergeAborted: 'On the target: the source could not be merged after all.',
  CasesLinked: 'The case was linked to another one.',
  CasesUnlinked: 'A link was taken away.',
  ComplaintClassified: 'Category, product, severity or labels were set.',
  NoteAdded: 'A note for those who work on the case.',
  ComplainantCorrected: 'Data of the complainant were corrected.',
  ConductWarningIssued: 'The complainant was warned of abuse.',
  ContentRedacted: 'The texts of an event are withheld from now on.',
  AccessRestricted: 'The case is confidential from now on.',
  AccessUnrestricted: 'The case is no longer confidential.',
  SourceRowNoted: 'An imported row that changes nothing the case knows.',
  ClockStarted: 'Something was promised: what, until when, and by which version of the policy and the calendar.',
  ClockPaused: 'A promise stands still while somebody is waited for.',
  ClockResumed: 'It goes on, due anew with what was left.',
  ClockExtended: 'A holding response gave it more time, counted from its start.',
  ClockRetargeted: 'Another promise took its place, counted from the original start.',
  ClockMet: 'It was kept; with `lateEntry`, as an entry after its breach shows.',
  ClockBreached: 'It was broken, one millisecond after it was due.',
  ClockCancelled: 'It ended, neither kept nor broken, with the reason.',
  ClockThresholdReached: 'So much of its time had passed that the policy asks for an escalation.',
  ClockCorrected:
    'A fact was entered late: what was recorded of the clock for `from` and after it no longer counts, what follows in the same append does. Breaches and thresholds on record stay; with `dueAt`, the breach stands at `from`.',
};
