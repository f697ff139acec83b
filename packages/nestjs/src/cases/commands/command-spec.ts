import { type CallerCommand, type CommandType, type RuleCode } from '@redress/domain';
import { type IfMatchRule } from '../../http/headers';
import { type Example, type PathParameter } from '../../http/route';
import { type ExampleCase } from '../../openapi/example-cases';
import { type Class } from '../../validation/field';
import { type CommandBody } from '../parts/command.body';

/** What a body says beside when it happened. */
export type Fields<B extends CommandBody> = Omit<B, keyof CommandBody>;

/** One command route as data. */
export interface CommandSpec<B extends CommandBody = CommandBody> {
  /** The operationId. */
  readonly id: string;
  readonly summary: string;
  /** The commands that a request can turn out to be; who calls must be allowed to give each of them. */
  readonly gives: readonly CommandType[];
  readonly body: Class<B>;
  /** Default false: a request without a body is refused. */
  readonly bodyOptional?: boolean;
  /** Default `optional`. */
  readonly ifMatch?: Exclude<IfMatchRule, 'create-or-replace'>;
  readonly toCommand: (fields: Fields<B>, path: Readonly<Record<string, string>>) => CallerCommand;
  readonly examples: Readonly<Record<string, Example>>;
  /** The rules that can refuse it, beside those of every command. */
  readonly refusals: readonly RuleCode[];
  /** Path parameters beside `caseId`; all are UUIDs. */
  readonly path?: Readonly<Record<string, Omit<PathParameter, 'uuid'>>>;
  /** The case that the examples are given on. */
  readonly before: ExampleCase;
}

/** Infers the body's type. */
export function commandSpec<B extends CommandBody>(spec: CommandSpec<B>): CommandSpec<B> {
  return spec;
}
