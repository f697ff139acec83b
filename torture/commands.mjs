// Random commands on cases as they stand, so that most are possible; what the rules refuse is a good answer too.
import { below, oneOf } from './random.mjs';

const PEOPLE = ['ana', 'bo', 'cem', 'dia'].map((id) => ({ id, name: `${id[0].toUpperCase()}${id.slice(1)} Lind` }));
const COMPLAINANTS = 25;
const WORDS = 'the lift is out of order again and nobody came back to us about "it" – naïve, 修理, 🙂 \\ \n end'.split(
  ' ',
);

export const text = (random, most = 40) =>
  Array.from({ length: 1 + below(random, most) }, () => oneOf(random, WORDS)).join(' ') || 'x';

export function receipt(random) {
  const n = below(random, COMPLAINANTS);
  return {
    type: 'ReceiveComplaint',
    channel: oneOf(random, ['email', 'phone', 'web']),
    subject: `About ${text(random, 4)}`,
    text: text(random, 120),
    complainant: { name: `Person ${n}`, email: `person${n}@example.org` },
    severity: oneOf(random, ['low', 'medium', 'high', 'critical']),
    labels: [`region-${n % 5}`],
    ...(random() < 0.03 ? { confidential: true } : {}),
    externalRefs: [{ system: 'crm', id: `${below(random, 1e9)}` }],
  };
}

const always = {
  AddNote: (random) => ({ text: text(random) }),
  RecordMessage: (random) => ({ text: text(random) }),
  SendMessage: (random) => ({ text: text(random), handler: oneOf(random, PEOPLE) }),
  CorrectComplainant: (random) => ({ changes: { phone: `+46${below(random, 1e8)}` }, reason: text(random, 5) }),
  WarnComplainant: (random) => ({ text: text(random, 10) }),
  RestrictAccess: () => ({ to: ['ana'], reason: 'A colleague complains.' }),
  UnrestrictAccess: () => ({}),
  RedactContent: (random, state) => ({
    event: oneOf(random, state.redactableEvents),
    ground: 'legal',
    reason: 'A judge says so.',
  }),
  LinkCases: (random, _state, other) => ({ to: other.id, relation: 'same-problem' }),
  UnlinkCases: (random, state, other) => ({ to: oneOf(random, state.links)?.case ?? other.id }),
};

const whileOpen = {
  AssignHandler: (random) => ({ handler: oneOf(random, PEOPLE) }),
  EscalateComplaint: (random, state) => ({
    level: state.escalationLevel + 1,
    reason: text(random, 5),
    addressee: 'Management',
  }),
  DeescalateComplaint: (random, state) => ({ level: state.escalationLevel - 1 || 1, reason: text(random, 5) }),
  RequestInformation: (random) => ({ from: oneOf(random, ['complainant', 'third-party']), question: text(random, 8) }),
  ReceiveInformation: (random, state) => ({
    requestId: state.waitingFor[0]?.requestId ?? state.id,
    text: text(random, 8),
  }),
  ClassifyComplaint: (random) => ({
    severity: oneOf(random, ['low', 'medium', 'high', 'critical']),
    labels: [`region-${below(random, 5)}`, 'seen'],
  }),
  IssueResponse: (random) => ({
    handler: oneOf(random, PEOPLE),
    text: text(random),
    ...oneOf(random, [
      { kind: 'interim' },
      { kind: 'holding', reason: 'A part is on its way.' },
      { kind: 'final', outcome: 'upheld', remedy: 'A refund' },
      { kind: 'final', outcome: 'not-upheld' },
    ]),
  }),
  MergeComplaint: (random, _state, other) => ({ into: other.id }),
};

const endings = {
  WithdrawComplaint: () => ({ reason: 'It was solved.', toldBy: 'telephone' }),
  RejectComplaint: () => ({ ground: 'spam' }),
  ReferComplaint: () => ({ to: 'The ombudsman', reason: 'Theirs to decide.', text: 'They will write to you.' }),
  ResolveComplaint: () => ({ waiver: { reason: 'The building is gone.' } }),
};

const received = { AcknowledgeComplaint: (random) => ({ handler: oneOf(random, PEOPLE), text: text(random, 6) }) };

const answered = {
  FollowUp: (random) => ({
    with: oneOf(random, ['complainant', 'handler']),
    outcome: oneOf(random, ['satisfied', 'satisfied', 'dissatisfied', 'no-answer']),
  }),
  ResolveComplaint: () => ({ summary: 'Repaired.' }),
  ReopenComplaint: () => ({ reason: 'It broke again.' }),
};

/** Which commands are chosen from, likelier ones first, by the status last seen; any of the last group seldom. */
const choices = {
  received: [received, received, whileOpen, always, endings],
  acknowledged: [whileOpen, whileOpen, whileOpen, always, endings],
  answered: [answered, answered, answered, whileOpen, always],
  resolved: [always, { ReopenComplaint: answered.ReopenComplaint }, always, always, whileOpen],
  closed: [always, { ReopenComplaint: answered.ReopenComplaint }, always, always, whileOpen],
};
const SELDOM = 0.06;

/** @param other a case that a link or merge may name */
export function commandOn(random, state, other) {
  const groups = choices[state.status];
  const group = random() < SELDOM ? groups.at(-1) : oneOf(random, groups.slice(0, -1));
  const [type, make] = oneOf(random, Object.entries(group));
  return { type, ...make(random, state, other) };
}
