import { type IncomingMessage } from 'node:http';
import { JSON_TYPE, LINES_TYPE } from './media-types';
import { Problem } from './problem';
import { type RouteSpec } from './route';

/** What a route can answer with, the one first that it answers where the caller has no preference. */
export function offeredBy({ answer }: RouteSpec): readonly string[] {
  return answer.lines === undefined ? [JSON_TYPE] : [LINES_TYPE, JSON_TYPE];
}

/**
 * The media type to answer with.
 * @throws {Problem} `not-acceptable`
 */
export function acceptedOf(request: IncomingMessage, offered: readonly string[]): string {
  const best = preferred(request.headers.accept, offered);
  if (best !== null) return best;
  throw new Problem('not-acceptable', `The answer is ${offered.join(' or ')}, and \`Accept\` takes none of it.`);
}

/** A media range of `Accept`. */
interface Range {
  readonly range: string;
  /** Its weight, 0 to 1; 0: not that. */
  readonly q: number;
}

const RANGE = /^\s*([\w!#$&^.+*-]+\/[\w!#$&^.+*-]+)\s*(;.*)?$/;
const WEIGHT = /;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)/i;

/**
 * RFC 9110, section 12.5.1: of what is offered, what the caller prefers; null when the caller takes none of it. Parameters
 * other than the weight are not looked at, and what is no media range is passed over.
 * @param accept undefined, or without any range: everything is taken
 */
export function preferred(accept: string | undefined, offered: readonly string[]): string | null {
  const ranges = (accept ?? '').split(',').flatMap(rangeOf);
  if (ranges.length === 0) return offered[0] ?? null;
  const [best] = offered
    .map((type) => ({ type, ...fitting(ranges, type) }))
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q || b.exactness - a.exactness || a.at - b.at);
  return best?.type ?? null;
}

function rangeOf(text: string): readonly Range[] {
  const [, range, parameters = ''] = RANGE.exec(text) ?? [];
  return range === undefined ? [] : [{ range: range.toLowerCase(), q: Number(WEIGHT.exec(parameters)?.[1] ?? 1) }];
}

/** The most specific range that takes a type says how much it is wanted. */
function fitting(ranges: readonly Range[], type: string): { q: number; exactness: number; at: number } {
  const wanted = [`*/*`, `${type.split('/')[0]}/*`, type];
  const [best = { q: 0, exactness: -1, at: 0 }] = ranges
    .map(({ range, q }, at) => ({ q, exactness: wanted.indexOf(range), at }))
    .filter(({ exactness }) => exactness >= 0)
    .sort((a, b) => b.exactness - a.exactness);
  return best;
}
