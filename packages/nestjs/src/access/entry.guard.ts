import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { headerOf } from '../http/headers';
import { routeOf } from '../http/route';
import { authorise } from './access-rule';
import { actingPerson } from './acting-person';
import { ApiKeys } from './api-keys';
import { rememberCaller } from './caller';
import { RateLimiter } from './rate-limiter';

/** Authenticate, limit, find out who acts, authorise: in this order, and before anything of the request is read. */
@Injectable()
export class EntryGuard implements CanActivate {
  constructor(
    private readonly keys: ApiKeys,
    private readonly limiter: RateLimiter,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const key = this.keys.authenticate(request.headers.authorization);
    this.limiter.take(key.name);
    const actor = actingPerson(key, headerOf(request, 'Redress-Actor'));
    authorise(routeOf(context.getHandler()).access, actor);
    rememberCaller(request, { key, actor });
    return true;
  }
}
