import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Actor } from '@redress/domain';
import { type Request } from 'express';
import { callerOf } from './caller';

/** Who acts. */
export const ActingActor = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Actor => callerOf(context.switchToHttp().getRequest<Request>()).actor,
);
