import {
  type CallerCommand,
  COMMAND_TYPES,
  type CommandType,
  commandOverview,
  decide,
  type DecisionContext,
  RuleViolation,
} from '@redress/domain';
import { InMemoryEventStore } from '@redress/event-store';
import fc from 'fast-check';
import { caseModule } from './case-module';
import { caseView } from './case-view';
import { ManualClock } from './testing/manual-clock';
import { request, supervisor } from './testing/requests';

const MINUTE = 60_000;
const ZONES = [
  'UTC',
  'Europe/Stockholm',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Kolkata',
  'America/St_Johns',
];

const story: readonly CallerCommand[] = [
  { type: 'ReceiveComplaint', channel: 'email', text: 'The lift is broken', complainant: { name: 'Cleo' } },
  { type: 'AcknowledgeComplaint', handler: { id: 'ana', name: 'Ana' } },
  { type: 'IssueResponse', kind: 'final', outcome: 'not-upheld', text: 'It runs.' },
];

/** A command of each type that says enough, and nothing that a rule could refuse where the type is possible. */
const complete: Partial<Record<CommandType, CallerCommand>> = {
  AcknowledgeComplaint: { type: 'AcknowledgeComplaint', handler: { id: 'ana', name: 'Ana' } },
  AssignHandler: { type: 'AssignHandler', handler: { id: 'bo', name: 'Bo' } },
  AddNote: { type: 'AddNote', text: 'x' },
  FollowUp: { type: 'FollowUp', with: 'complainant', outcome: 'no-answer' },
  RecordMessage: { type: 'RecordMessage', text: 'x' },
  ResolveComplaint: { type: 'ResolveComplaint' },
  ReopenComplaint: { type: 'ReopenComplaint', reason: 'x' },
  WithdrawComplaint: { type: 'WithdrawComplaint', reason: 'x', toldBy: 'phone' },
};

const isRefused = (command: CallerCommand, state: Parameters<typeof decide>[1], context: DecisionContext): boolean => {
  try {
    decide(command, state, context);
    return false;
  } catch (error) {
    if (error instanceof RuleViolation) return true;
    throw error;
  }
};

describe('what is possible with a case, in every time zone', () => {
  it('is what the rules take when it is given', async () => {
    let resolvable = 0;
    let differs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 24 * 60 }),
        fc.array(fc.integer({ min: 1, max: 20 * 60 }), { minLength: 1, maxLength: 3 }),
        async (timeZone, start, waits) => {
          const clock = new ManualClock('2026-03-02T00:00:00.000Z');
          clock.advance(start * MINUTE);
          const desk = caseModule({ store: new InMemoryEventStore(), clock, timeZone });
          let caseId = '';
          const give = async (key: string, command: CallerCommand, rest: object = {}) =>
            desk.service.handle(request(key, command, { actor: supervisor, ...rest }));
          for (const [index, command] of story.entries()) {
            const { state } = await give(`story ${index}`, command, caseId === '' ? {} : { caseId });
            caseId = state.id;
          }
          const days = { here: new Set<string>(), utc: new Set<string>() };
          for (const [index, wait] of waits.entries()) {
            clock.advance(wait * MINUTE);
            await give(`call ${index}`, complete.FollowUp as CallerCommand, { caseId });
            days.here.add(dayIn(timeZone, clock.now()));
            days.utc.add(dayIn('UTC', clock.now()));
          }
          const { state, at } = await desk.reader.get(caseId, supervisor);
          const context = await desk.contextOf(state, at, supervisor);
          const { possibleCommands } = caseView(state, context);
          expect(possibleCommands).toEqual(commandOverview(state, context).possible);
          for (const type of COMMAND_TYPES) {
            const command = complete[type];
            if (command === undefined) continue;
            expect([type, possibleCommands.includes(type)]).toEqual([type, !isRefused(command, state, context)]);
          }
          // And as the service gives it: the zone is the one that it was set up with.
          const mayResolve = possibleCommands.includes('ResolveComplaint');
          expect(mayResolve).toBe(days.here.size > 1);
          const resolved = give('resolve', { type: 'ResolveComplaint' }, { caseId });
          if (mayResolve) await resolved;
          else await expect(resolved).rejects.toMatchObject({ code: 'not-followed-up' });
          if (mayResolve) resolvable += 1;
          if (days.here.size > 1 !== days.utc.size > 1) differs += 1;
        },
      ),
      { numRuns: 150 },
    );
    expect(resolvable).toBeGreaterThan(30);
    // Runs in which UTC would have given another answer.
    expect(differs).toBeGreaterThan(15);
  });
});

function dayIn(timeZone: string, instant: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(instant));
}
