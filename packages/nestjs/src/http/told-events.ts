import { type RedressLogger } from '../redress-logger';
import { type BadEvent } from './told-problem';

/** An event that everybody asks for is logged so often at most. */
const AGAIN_MS = 60_000;
/** Of more than these the ones told of first are forgotten, and told of again. */
const MOST_REMEMBERED = 1_000;

const toldTo = new WeakMap<RedressLogger, Map<string, number>>();

/** Whether the logger was told of the event within the last minute; if not, it is now. */
export function isTold(logger: RedressLogger, { stream, revision }: BadEvent, now = performance.now()): boolean {
  const told = toldTo.get(logger) ?? new Map<string, number>();
  toldTo.set(logger, told);
  const event = `${stream} ${revision}`;
  const before = told.get(event);
  if (before !== undefined && now - before < AGAIN_MS) return true;
  told.delete(event);
  told.set(event, now);
  const [first] = told.keys();
  if (told.size > MOST_REMEMBERED && first !== undefined) told.delete(first);
  return false;
}
