import { createParamDecorator, type ExecutionContext, Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { caseIdFor, commandHash, commandIdFor, type CommandRequest } from '@redress/application';
import { type Request } from 'express';
import { callerOf } from '../../access/caller';
import { idempotencyKeyOf, ifMatchOf } from '../../http/headers';
import { invalidBody } from '../../http/problem';
import { pathOf, uuidsOf } from '../../http/path';
import { assertNoQuery } from '../../http/query.pipe';
import { readJson } from '../../http/read-body';
import { REDRESS_OPTIONS } from '../../redress.module-definition';
import { type RedressOptions } from '../../redress-options';
import { validated } from '../../validation/validated';
import { type CommandBody } from '../parts/command.body';
import { type CommandSpec } from './command-spec';

interface Incoming {
  readonly spec: CommandSpec;
  readonly http: Request;
}

/** Makes of an HTTP request what the application handles: everything a caller can get wrong is found out here. */
@Injectable()
export class CommandRequestPipe implements PipeTransform<Incoming, Promise<CommandRequest>> {
  constructor(@Inject(REDRESS_OPTIONS) private readonly options: RedressOptions) {}

  async transform({ spec, http }: Incoming): Promise<CommandRequest> {
    const { key, actor } = callerOf(http);
    const path = uuidsOf(http);
    const idempotencyKey = idempotencyKeyOf(http);
    const ifMatch = ifMatchOf(http, spec.ifMatch ?? 'optional');
    assertNoQuery(http);
    const raw = await readJson(http, spec.bodyOptional === true ? {} : undefined);
    const { flaws, value } = validated(spec.body, raw);
    if (flaws !== null) throw invalidBody(flaws);
    const commandId = commandIdFor(key.name, idempotencyKey);
    const { occurredAt, lateReason, ...fields } = value;
    return {
      caseId: path['caseId'] ?? caseIdFor(commandId),
      command: spec.toCommand(fields, path),
      actor,
      commandId,
      ...(idempotencyKey === undefined ? {} : { commandHash: this.hash(http, raw) }),
      ...(ifMatch === undefined ? {} : { ifMatch }),
      ...(occurredAt === undefined ? {} : { occurredAt }),
      ...(lateReason === undefined ? {} : { lateReason }),
    };
  }

  private hash(http: Request, body: unknown): string {
    return commandHash(this.options.secret, { method: http.method, route: pathOf(http), body });
  }
}

const FromRequest = createParamDecorator((spec: CommandSpec, context: ExecutionContext): Incoming => ({
  spec,
  http: context.switchToHttp().getRequest<Request>(),
}));

/** The command that the request asks for. */
export function Requested<B extends CommandBody>(spec: CommandSpec<B>): ParameterDecorator {
  return FromRequest(spec as unknown as CommandSpec, CommandRequestPipe);
}
