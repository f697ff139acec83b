import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { type Position } from '@redress/event-store';
import { type Request, type Response } from 'express';
import { map, type Observable } from 'rxjs';
import { WholeNumber } from '../validation/fields';
import { type Answer, written } from './answer';

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

export function Limit(): PropertyDecorator {
  return WholeNumber({
    min: 1,
    max: MAX_LIMIT,
    default: DEFAULT_LIMIT,
    description: 'At most so many items.',
    example: DEFAULT_LIMIT,
    optional: true,
  });
}

/** A page of a list, and what it was read from. */
export interface PageOutcome<Item = unknown> {
  readonly data: readonly Item[];
  /** What the next page is asked for with; null on the last one. */
  readonly next: string | null;
  /** Up to here in the log the page is true. */
  readonly position: Position;
  /** So many cases are missing. */
  readonly parked?: number;
  /** The parameter that takes `next`; default `cursor`. */
  readonly parameter?: string;
}

export interface Page<Item = unknown> {
  readonly data: readonly Item[];
  readonly page: { readonly next: string | null };
}

/** Answers with a page, its next one linked. */
@Injectable()
export class PageInterceptor implements NestInterceptor<PageOutcome, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<PageOutcome>): Observable<unknown> {
    const { originalUrl } = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(map((outcome) => written(answerOf(outcome, originalUrl), response)));
  }
}

/** What an answer says of what it was read from. */
export function readHeaders({
  position,
  parked = 0,
}: Pick<PageOutcome, 'position' | 'parked'>): Record<string, string> {
  return { 'Redress-Position': position, ...(parked > 0 ? { 'Redress-Parked': String(parked) } : {}) };
}

function answerOf(outcome: PageOutcome, url: string): Answer<Page> {
  const { data, next, parameter = 'cursor' } = outcome;
  const link = next === null ? {} : { Link: `<${withParameter(url, parameter, next)}>; rel="next"` };
  return { body: { data, page: { next } }, headers: { ...readHeaders(outcome), ...link } };
}

function withParameter(url: string, parameter: string, value: string): string {
  const [path = '', search = ''] = url.split('?', 2);
  const query = new URLSearchParams(search);
  query.set(parameter, value);
  return `${path}?${query.toString()}`;
}
