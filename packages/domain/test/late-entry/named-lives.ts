import { type Command } from '../../src/case/commands';
import { type Target } from '../../src/sla/policy';
import { command, HANDLER } from '../../src/testing';
import { policy, promised, target } from '../sla/clock-runs';
import { type Fact, type Life } from './life';

const BEGIN = Date.parse('2026-03-02T09:00:00.000Z');
const HOUR = 3_600_000;
const END = 400;

/** Hours after the receipt, what happened, and when it was entered where that was later. */
type Told = readonly [happened: number, does: Command, entered?: number];

function life(usual: readonly Target[], low: readonly Target[], told: readonly Told[]): Life {
  const facts = [[0, command('ReceiveComplaint')] as Told, ...told].map(
    ([happened, does, entered = happened], n): Fact => {
      const at = BEGIN + happened * HOUR + 7 * n;
      const delay = entered === happened ? 0 : (entered - happened) / (END - happened);
      return { n, at, does, delay, turn: 0 };
    },
  );
  const promises = promised(
    policy(usual, { name: 'usual', priority: 2 }),
    policy(low, { name: 'low', priority: 1, when: { severity: 'low' } }),
  );
  return { promises, facts, wakes: [], end: BEGIN + END * HOUR };
}

const send = command('SendMessage', { handler: HANDLER });
const respond = command('IssueResponse', { kind: 'interim', handler: HANDLER });
const answer = command('IssueResponse', { kind: 'final', outcome: 'upheld', remedy: 'A new one.', handler: HANDLER });
const toLow = command('ClassifyComplaint', { severity: 'low' });

/** Each was told wrongly once. */
export const namedLives: Readonly<Record<string, Life>> = {
  'an update that was broken before the contact on record, which had implied the acknowledgement': life(
    [target('update', 4)],
    [],
    [
      [0.5, respond, 300],
      [24, send],
    ],
  ),
  'a clock that is corrected away, whose number is not given again': life(
    [target('update', 25)],
    [],
    [
      [0.1, answer, 60],
      [0.2, send, 8],
      [200, command('WarnComplainant')],
    ],
  ),
  'a promise found broken by a shorter policy, done before the breach on record': life(
    [target('follow-up', 24)],
    [target('follow-up', 4)],
    [
      [1, toLow, 200],
      [10, answer],
      [18, command('FollowUp', { outcome: 'satisfied' }), 210],
    ],
  ),
  'a wait found to have begun and ended before the breach on record': life(
    [target('next-reply', 24)],
    [],
    [
      [10, command('RecordMessage'), 300],
      [40, answer, 310],
      [45, command('RecordMessage')],
    ],
  ),
  'a promise that was past due when it came to be, and was never owed': life(
    [],
    [target('final-response', 1)],
    [
      [0.3, answer, 200],
      [50, toLow],
    ],
  ),
  'a pause entered after the breach that it put off, and a longer promise after that': life(
    [target('final-response', 24, { pauses: ['complainant'] })],
    [target('final-response', 168)],
    [
      [0.3, command('RequestInformation'), 300],
      [24.1, command('RecordMessage'), 310],
      [240, toLow],
    ],
  ),
  'a breach that was put off, and a promise that is past due by a shorter policy then': life(
    [target('update', 24, { pauses: ['complainant'] })],
    [target('update', 25)],
    [
      [5, answer],
      [20, command('FollowUp', { outcome: 'dissatisfied' })],
      [28, command('RequestInformation')],
      [54, command('RequestInformation'), 78],
      [54.1, command('ReceiveInformation', { requestId: 'command-3' })],
      [80, toLow],
    ],
  ),
  'a promise found broken by a shorter policy before a reopening, and its breach on record after that': life(
    [target('resolution', 100)],
    [target('resolution', 1)],
    [
      [5, answer],
      [5.1, toLow, 200],
      [29, command('ReopenComplaint')],
      [30, command('ClassifyComplaint', { severity: 'high' }), 210],
    ],
  ),
  'an acknowledgement implied by a message while the case had ended': life(
    [target('acknowledgement', 168)],
    [],
    [
      [10, command('AssignHandler', { handler: HANDLER })],
      [20, command('WithdrawComplaint'), 100],
      [21, send],
      [22, command('ReopenComplaint'), 101],
      [90, send],
    ],
  ),
  'a message sent while the case had been reopened before anybody acknowledged it': life(
    [target('update', 24)],
    [],
    [
      [10, command('AssignHandler', { handler: HANDLER })],
      [20, command('WithdrawComplaint')],
      [30, command('ReopenComplaint'), 90],
      [31, send],
      [80, send, 95],
    ],
  ),
};
