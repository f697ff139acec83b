import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Asker } from '@redress/application';
import { type Request, type Response } from 'express';
import { untilGone } from '../http/caller-gone';
import { callerOf } from './caller';

/** Whose turn it is when the answer takes long, and whether they still wait for it. */
export const AskedBy = createParamDecorator((_data: unknown, context: ExecutionContext): Asker => {
  const http = context.switchToHttp();
  return { key: callerOf(http.getRequest<Request>()).key.name, signal: untilGone(http.getResponse<Response>()) };
});
