import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type EventStore, type Position, START } from '@redress/event-store';
import { type Request } from 'express';
import { flaw } from '../validation/flaw';
import { headerOf } from './headers';
import { invalidHeader, invalidQuery } from './problem';

const EXPECTED = 'A position of this log is expected, as `Redress-Position` gave it.';

/**
 * The position after which a feed is asked for.
 * @throws {Problem} `invalid-request`: it is none of this store
 */
export async function assertAfter(store: EventStore, after: Position): Promise<void> {
  if (after === START) return;
  const head = await store.head();
  // Positions of one store compare as texts. What lies ahead of the log was never given out by it.
  const isKnown = shapeOf(after) === shapeOf(head) && after <= head;
  if (!isKnown) throw invalidQuery([flaw('bad-format', EXPECTED, '/after')]);
}

/** @throws {Problem} `invalid-header`: it is none of this store */
export async function assertMinPosition(store: EventStore, position: Position): Promise<void> {
  // One that lies ahead may come from a replica that knows more: it is waited for.
  const isOfStore = position === START || shapeOf(position) === shapeOf(await store.head());
  if (!isOfStore) throw invalidHeader('Redress-Min-Position', EXPECTED);
}

/** Positions are opaque, but those of one store compare as texts, so all of them are of one shape. */
function shapeOf(position: Position): string {
  return position.replaceAll(/\d/g, '0');
}

/** How far in the log an answer must have been read. */
export const MinPosition = createParamDecorator((_data: unknown, context: ExecutionContext): Position | undefined =>
  headerOf(context.switchToHttp().getRequest<Request>(), 'Redress-Min-Position'),
);
