import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ApiKeys } from '@redress/nestjs';
import { type Request } from 'express';

/** Any known key will do: what is behind it tells nothing of a case, but is nobody else's business either. */
@Injectable()
export class KeyGuard implements CanActivate {
  constructor(@Inject(ApiKeys) private readonly keys: ApiKeys) {}

  canActivate(context: ExecutionContext): boolean {
    this.keys.authenticate(context.switchToHttp().getRequest<Request>().headers.authorization);
    return true;
  }
}
