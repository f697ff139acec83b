import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Request } from 'express';
import { isUuid } from '../validation/fields';
import { Problem } from './problem';

/**
 * The path's parameters, all of which are UUIDs, in lower case.
 * @throws {Problem} `not-found`: what is no UUID names nothing
 */
export function uuidsOf({ params }: Request): Readonly<Record<string, string>> {
  const ids = Object.entries(params as Record<string, string>);
  if (!ids.every(([, id]) => isUuid(id))) throw new Problem('not-found');
  return Object.fromEntries(ids.map(([name, id]) => [name, id.toLowerCase()]));
}

/**
 * The path as the route spells it, with the ids of this request: however it was written, a retry has the same one.
 * What a host's prefix adds is part of it.
 */
export function pathOf(request: Request): string {
  const { path } = request.route as { path: string };
  return path.replace(/:(\w+)/g, (_match, name: string) => String(request.params[name]).toLowerCase());
}

/** The id of the case that the path names, whatever else it names. */
export const CaseId = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const { caseId = '' } = context.switchToHttp().getRequest<Request<{ caseId?: string }>>().params;
  if (!isUuid(caseId)) throw new Problem('not-found');
  return caseId.toLowerCase();
});
