import { type Actor } from '@redress/domain';
import { type ChainEnd, type EventEnvelope, type Position } from '@redress/event-store';

/** Where a command stands in its stream. */
export interface CommandOnRecord {
  readonly hash: string | undefined;
  /** Who gave it. */
  actor: Actor;
  /** Revision of the last event it gave. */
  revision: number;
}

/** What the next append to a stream and the next retry need to know of it. */
export interface LoadedStream {
  readonly end: ChainEnd;
  /** Of the last event; '' before the first. */
  readonly position: Position;
  /** Which commands gave the events. Grows with the stream and is shared along it: it only ever learns more of the truth. */
  readonly commands: Map<string, CommandOnRecord>;
}

/** The command as it is on record, under whichever of its ids. */
export function commandOnRecord(
  commands: LoadedStream['commands'],
  { commandId, otherCommandIds = [] }: { readonly commandId: string; readonly otherCommandIds?: readonly string[] },
): CommandOnRecord | undefined {
  for (const id of [commandId, ...otherCommandIds]) {
    const found = commands.get(id);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function noteCommand(commands: LoadedStream['commands'], { metadata, revision }: EventEnvelope): void {
  const { commandId, commandHash, actor } = metadata;
  const known = commands.get(commandId);
  if (known === undefined) {
    commands.set(commandId, { hash: commandHash, actor, revision });
    return;
  }
  // What a command means for the clocks is the system's, and may stand before what the command itself gave.
  if (known.actor.kind === 'system') known.actor = actor;
  if (revision > known.revision) known.revision = revision;
}

/** The stream's end after an event. */
export function endAfter({ revision, metadata }: EventEnvelope): ChainEnd {
  return { revision, hash: metadata.hash, recordedAt: metadata.recordedAt };
}
