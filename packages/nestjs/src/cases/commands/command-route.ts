import { commandDescriptions, type CommandType, lifecycle, type RuleCode, rules, STATUSES } from '@redress/domain';
import { type ProblemCode } from '../../http/problem-codes';
import { type PathParameter, Route, type RouteSpec } from '../../http/route';
import { exampleCase } from '../../openapi/example-cases';
import { validated } from '../../validation/validated';
import { CaseAnswerInterceptor } from '../case-answer.interceptor';
import { CASE_ID } from '../parts/case-id';
import { type CommandBody } from '../parts/command.body';
import { type CommandSpec } from './command-spec';
import { OF_EVERY_COMMAND, TIME_RULES } from './rules-of-every-command';

/** A command's route: its data, and the case as its answer. */
export function CommandRoute<B extends CommandBody>(spec: CommandSpec<B>): MethodDecorator {
  return Route(routeSpec(spec), CaseAnswerInterceptor);
}

function routeSpec<B extends CommandBody>(spec: CommandSpec<B>): RouteSpec {
  const isReceipt = spec.gives.includes('ReceiveComplaint');
  const ifMatch = spec.ifMatch ?? 'optional';
  return {
    operationId: spec.id,
    tag: 'Commands',
    summary: spec.summary,
    description: spec.gives.map((command) => commandDescriptions[command].summary).join('\n\n'),
    access: { commands: spec.gives },
    pathParameters: isReceipt ? {} : { ...CASE_ID, ...uuids(spec.path ?? {}) },
    body: { type: spec.body, optional: spec.bodyOptional ?? false, examples: spec.examples },
    ifMatch,
    answer: {
      status: isReceipt ? 201 : 200,
      description: isReceipt
        ? 'The case as it is on record now.'
        : 'The case at the revision that the command brought it to.',
      schema: 'Case',
      example: () => exampleAnswer(spec),
      headers: ['ETag', 'Redress-Position', ...(isReceipt ? (['Location'] as const) : [])],
    },
    problems: [
      ...commandProblems,
      ...onlyWhen(!isReceipt, caseProblems),
      ...ifMatchProblems[ifMatch],
      ...refusalsOf(spec, isReceipt),
    ],
  };
}

const commandProblems: readonly ProblemCode[] = ['idempotency-key-reused', 'outcome-unknown', 'too-much-contention'];
const caseProblems: readonly ProblemCode[] = ['not-found'];
const ifMatchProblems = {
  required: ['if-match-required', 'revision-mismatch'],
  optional: ['revision-mismatch'],
  none: [],
} as const satisfies Record<string, readonly ProblemCode[]>;

function refusalsOf<B extends CommandBody>(spec: CommandSpec<B>, isReceipt: boolean): readonly RuleCode[] {
  const always = isReceipt ? TIME_RULES : [...OF_EVERY_COMMAND, ...spec.gives.flatMap(byStatus)];
  return [...new Set([...always, ...spec.refusals])];
}

function byStatus(command: CommandType): readonly RuleCode[] {
  return STATUSES.map((status) => lifecycle[command][status]).filter((cell): cell is RuleCode => cell in rules);
}

function onlyWhen<T>(condition: boolean, items: readonly T[]): readonly T[] {
  return condition ? items : [];
}

function uuids(path: Readonly<Record<string, Omit<PathParameter, 'uuid'>>>): Readonly<Record<string, PathParameter>> {
  return Object.fromEntries(Object.entries(path).map(([name, parameter]) => [name, { ...parameter, uuid: true }]));
}

/** What the rules answer to the first example. */
function exampleAnswer<B extends CommandBody>({
  body,
  examples,
  toCommand,
  path = {},
  before,
}: CommandSpec<B>): unknown {
  const [example] = Object.values(examples);
  const { value, flaws } = validated(body, example?.value);
  if (flaws !== null) throw new Error(`An example is not as documented: ${JSON.stringify(flaws)}`);
  const { occurredAt: _at, lateReason: _why, ...fields } = value;
  const ids = Object.fromEntries(Object.entries(path).map(([name, parameter]) => [name, parameter.example]));
  return exampleCase(before, toCommand(fields, ids));
}
