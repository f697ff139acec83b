import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type Request, type Response } from 'express';
import { acceptedOf, offeredBy } from '../http/accept';
import { headerOf } from '../http/headers';
import { routeOf } from '../http/route';
import { authorise } from './access-rule';
import { actingPerson } from './acting-person';
import { ApiKeys } from './api-keys';
import { rememberCaller } from './caller';
import { Load } from './load';
import { RateLimiter } from './rate-limiter';

/**
 * Authenticate, limit, find out who acts, authorise, agree on a media type, find room: in this order, and before anything of
 * the request is read.
 */
@Injectable()
export class EntryGuard implements CanActivate {
  constructor(
    private readonly keys: ApiKeys,
    private readonly limiter: RateLimiter,
    private readonly load: Load,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    const key = this.keys.authenticate(request.headers.authorization);
    this.limiter.take(key.name);
    const actor = actingPerson(key, headerOf(request, 'Redress-Actor'));
    const route = routeOf(context.getHandler());
    authorise(route.access, actor);
    acceptedOf(request, offeredBy(route));
    const load = this.load.begin(key.name, context.switchToHttp().getResponse<Response>());
    rememberCaller(request, { key, actor, load });
    return true;
  }
}
