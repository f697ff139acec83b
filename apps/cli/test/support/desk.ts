import { temporaryFile } from './temporary';

/** A small help desk: a row per event. */
export const DESK_MAPPING = `name: desk
format: csv
caseKey: [Ticket]
at: { column: When, format: iso, zone: Europe/Stockholm }
actor: { id: '{Who}', name: '{Who}' }
kept: [State]
commands:
  - command: ReceiveComplaint
    when: new
    with: { channel: desk, complainant: { unknown: true }, text: { firstOf: ['{Text}', { unknown: true }] } }
  - command: ReopenComplaint
    when: [ended, { row: State, equals: Working }]
    with: { reason: { unknown: true } }
  - command: AssignHandler
    when: [open, { row: State, equals: Working }]
    with: { handler: { id: '{Who}', name: '{Who}' } }
  - command: ResolveComplaint
    when: [open, { row: State, equals: Done }]
    with: { waiver: closed-in-source }
`;

export const HEADER = 'Ticket,When,State,Who,Text';

export const ROWS = [
  '1,2026-03-02T09:00:00,New,Ann,The lift is out of order',
  '1,2026-03-02T10:00:00,Working,Bo,',
  '2,2026-03-02T09:30:00,New,Ann,"Cold again, in row 5"',
  '2,2026-03-03T09:30:00,Done,Bo,',
  '1,2026-03-04T09:00:00,Done,Bo,',
];

/** Its second row comes too late to reopen the case. */
export const LATE_ROWS = ['3,2026-01-02T09:00:00,Done,Ann,', '3,2026-03-02T09:00:00,Working,Bo,'];

export const deskMapping = (changes: Readonly<Record<string, string>> = {}): string => {
  let text = DESK_MAPPING;
  for (const [from, to] of Object.entries(changes)) text = text.replace(from, to);
  return temporaryFile('desk.yaml', text);
};

export const csvFile = (rows: readonly string[], name = 'desk.csv'): string =>
  temporaryFile(name, [HEADER, ...rows, ''].join('\n'));
