import { type Mapping } from '../mapping/mapping';
import { readMapping } from '../mapping/read-mapping';
import { casesOf, type CaseRows, type Row, sourceRow } from '../source-row';

/** A mapping as a YAML file would give it: the log of a small help desk, a row per event. */
export const deskMapping = {
  name: 'desk',
  format: 'csv',
  caseKey: ['Ticket'],
  at: { column: 'When', format: 'iso', zone: 'Europe/Stockholm' },
  actor: { id: '{Who}', name: '{Who}' },
  systemActors: ['Robot'],
  kept: ['State', 'Who'],
  values: { level: { column: 'Level', map: { first: 1, second: 2 } } },
  conditions: { working: { row: 'State', equals: 'Working' } },
  commands: [
    {
      command: 'ReceiveComplaint',
      when: 'new',
      with: { channel: 'desk', complainant: { unknown: true }, text: { firstOf: ['{Text}', { unknown: true }] } },
    },
    { command: 'ReopenComplaint', when: ['ended', 'working'], with: { reason: { unknown: true } } },
    {
      command: 'AcknowledgeComplaint',
      when: [{ state: 'status', equals: 'received' }, 'working'],
      with: { handler: { id: '{Who}', name: '{Who}' } },
    },
    { command: 'AssignHandler', when: ['open', 'working'], with: { handler: { id: '{Who}', name: '{Who}' } } },
    {
      command: 'EscalateComplaint',
      when: ['open', { value: 'level', above: { state: 'escalationLevel' } }],
      with: { level: { value: 'level' }, reason: { unknown: true }, addressee: 'the {Level} line' },
    },
    {
      command: 'ReceiveInformation',
      when: [{ state: 'waiting', equals: true }, { not: { row: 'State', equals: 'Waiting' } }],
      with: { requestId: { state: 'openRequest' }, text: { unknown: true } },
    },
    {
      command: 'RequestInformation',
      when: ['open', { row: 'State', equals: 'Waiting' }, { state: 'waiting', equals: false }],
      with: { from: 'complainant', question: { unknown: true } },
    },
    {
      command: 'ResolveComplaint',
      when: ['open', { row: 'State', equals: 'Done' }],
      with: { waiver: 'closed-in-source' },
    },
  ],
};

export function desk(changes: Record<string, unknown> = {}): Mapping {
  return readMapping({ ...deskMapping, ...changes });
}

/** A row of ticket 7 with what is given; line and instant count up from one row of {@link ticket} to the next. */
export function deskRow(given: Row): Row {
  return { Ticket: '7', When: '', State: 'Working', Who: 'Ann', Level: 'first', Text: '', ...given };
}

/** The rows of a ticket, one an hour from 9:00 in Stockholm unless they say when. */
export function ticket(rows: readonly Row[], mapping: Mapping = desk()): CaseRows {
  const placed = rows.map((row, index) => {
    const When = `2026-03-02T${String(9 + index).padStart(2, '0')}:00:00`;
    return sourceRow(index + 2, deskRow({ When, ...row }), mapping);
  });
  return casesOf('7', placed, mapping)[0] as CaseRows;
}
