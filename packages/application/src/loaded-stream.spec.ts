import { type Actor, SYSTEM_ACTOR } from '@redress/domain';
import { type EventEnvelope } from '@redress/event-store';
import { type LoadedStream, noteCommand } from './loaded-stream';
import { agent } from './testing/requests';

const event = (revision: number, actor: Actor): EventEnvelope =>
  ({ revision, metadata: { commandId: 'late', commandHash: 'hash', actor } }) as EventEnvelope;

describe('who gave a command', () => {
  it.each([
    ['after a breach that had to be recorded first', [SYSTEM_ACTOR, agent, SYSTEM_ACTOR]],
    ['before what it means for the clocks', [agent, SYSTEM_ACTOR]],
  ])('is known %s', (_where, actors) => {
    const commands: LoadedStream['commands'] = new Map();
    actors.forEach((actor, revision) => noteCommand(commands, event(revision, actor)));
    expect(commands.get('late')).toEqual({ hash: 'hash', actor: agent, revision: actors.length - 1 });
  });

  it('is the system, where nobody else did anything', () => {
    const commands: LoadedStream['commands'] = new Map();
    noteCommand(commands, event(0, SYSTEM_ACTOR));
    expect(commands.get('late')?.actor).toBe(SYSTEM_ACTOR);
  });
});
