import { rules } from '@redress/domain';
import { OF_EVERY_COMMAND } from '../cases/commands/rules-of-every-command';

/** Responses that several operations give become components, so that the document says each but once. */
export interface Hoisted {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly responses: Readonly<Record<string, object>>;
}

interface Operation {
  readonly responses: Readonly<Record<string, object>>;
}

export function hoistResponses(paths: Hoisted['paths']): Hoisted {
  const uses = new Map<string, number>();
  for (const response of responsesOf(paths)) uses.set(keyOf(response), (uses.get(keyOf(response)) ?? 0) + 1);
  const responses: Record<string, object> = {};
  const hoisted = (response: object): object => {
    const name = nameOf(response);
    if (name === null || (uses.get(keyOf(response)) ?? 0) < 2) return response;
    responses[name] = response;
    return { $ref: `#/components/responses/${name}` };
  };
  return { paths: eachResponse(paths, hoisted), responses };
}

function responsesOf(paths: Hoisted['paths']): readonly object[] {
  return Object.values(paths).flatMap((item) =>
    Object.values(item).flatMap((operation) => Object.values((operation as Operation).responses)),
  );
}

function eachResponse(paths: Hoisted['paths'], change: (response: object) => object): Hoisted['paths'] {
  const operation = (each: object): object => ({ ...each, responses: mapped((each as Operation).responses, change) });
  return mapped(paths, (item) => mapped(item, operation));
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}

function keyOf(response: object): string {
  return JSON.stringify(response);
}

/** Named by the codes of its problems: `IfMatchRequired`; null for what is no problem. */
function nameOf(response: object): string | null {
  const { content } = response as { content: Readonly<Record<string, { readonly examples?: object }>> };
  const examples = content['application/problem+json']?.examples;
  if (examples === undefined) return null;
  const codes = Object.keys(examples);
  if (!codes.every((code) => code in rules)) return codes.map(pascalCase).join('Or');
  return [
    'Refused',
    ...codes.filter((code) => !(OF_EVERY_COMMAND as readonly string[]).includes(code)).map(pascalCase),
  ].join('');
}

function pascalCase(code: string): string {
  return code.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
