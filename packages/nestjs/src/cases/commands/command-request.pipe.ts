import { createParamDecorator, type ExecutionContext, Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { type CommandRequest, newIdFor, receiptIdentity } from '@redress/application';
import { type CallerCommand } from '@redress/domain';
import { type Request } from 'express';
import { commandOf, type GivenCommand } from '../../access/command-of';
import { ifMatchOf } from '../../http/headers';
import { invalidBody } from '../../http/problem';
import { uuidsOf } from '../../http/path';
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
    const path = uuidsOf(http);
    const givenAs = commandOf(http, this.options.secret);
    const ifMatch = ifMatchOf(http, spec.ifMatch ?? 'optional');
    assertNoQuery(http);
    const raw = await readJson(http, spec.bodyOptional === true ? {} : undefined);
    const { flaws, value } = validated(spec.body, raw);
    if (flaws !== null) throw invalidBody(flaws);
    const given = givenAs(raw);
    const { occurredAt, lateReason, ...fields } = value;
    const command = spec.toCommand(fields, path);
    return {
      ...this.idsOf(command, path['caseId'], given),
      command,
      ...given,
      ...(ifMatch === undefined ? {} : { ifMatch }),
      ...(occurredAt === undefined ? {} : { occurredAt }),
      ...(lateReason === undefined ? {} : { lateReason }),
    };
  }

  /** The ids of what a request names or makes. Without an Idempotency-Key the command's id is random, and serves for both. */
  private idsOf(command: CallerCommand, caseId: string | undefined, given: GivenCommand) {
    const { secret } = this.options;
    if (caseId === undefined) return receiptIdentity(secret, given);
    if (given.otherCommandIds === undefined) return { caseId };
    return { caseId, newId: newIdFor(secret, given.commandId, caseId, otherCaseOf(command)) };
  }
}

function otherCaseOf(command: CallerCommand): string | null {
  if (command.type === 'LinkCases') return command.to;
  return command.type === 'MergeComplaint' ? command.into : null;
}

const FromRequest = createParamDecorator((spec: CommandSpec, context: ExecutionContext): Incoming => ({
  spec,
  http: context.switchToHttp().getRequest<Request>(),
}));

/** The command that the request asks for. */
export function Requested<B extends CommandBody>(spec: CommandSpec<B>): ParameterDecorator {
  return FromRequest(spec as unknown as CommandSpec, CommandRequestPipe);
}
