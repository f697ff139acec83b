import {
  type Calendar,
  catalogUpcasters,
  evolvePublication,
  type Policy,
  type Publication,
  type RecordedCatalogEvent,
} from '@redress/domain';
import { EMPTY_CHAIN, openNext, type StoredEvent, upcasting } from '@redress/event-store';
import { endAfter, type LoadedStream, noteCommand } from '../loaded-stream';

/** A policy or a calendar folded from its stream. */
export interface LoadedPublication<Content> extends LoadedStream {
  readonly name: string;
  readonly state: Publication<Content> | null;
  /** By revision, for the answers to repeated commands. */
  readonly past: readonly (Publication<Content> | null)[];
}

export function nothingPublished<Content>(name: string): LoadedPublication<Content> {
  return { name, state: null, past: [], end: EMPTY_CHAIN, position: '', commands: new Map() };
}

const upcast = upcasting(catalogUpcasters);

/** The publication after the next event of its stream. @throws {RecordCorruptError} it does not continue the chain, or was changed */
export function advancePublication<Content extends Policy | Calendar>(
  loaded: LoadedPublication<Content>,
  event: StoredEvent,
): LoadedPublication<Content> {
  const envelope = openNext(loaded.end, event);
  const { type, data, revision, metadata } = upcast(envelope);
  const recorded = { type, data, revision, recordedAt: metadata.recordedAt, actor: metadata.actor };
  const state = evolvePublication(loaded.name, loaded.state, recorded as RecordedCatalogEvent);
  noteCommand(loaded.commands, envelope);
  return { ...loaded, state, past: [...loaded.past, state], end: endAfter(envelope), position: event.position };
}
