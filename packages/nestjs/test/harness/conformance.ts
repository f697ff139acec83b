import { type OpenAPIObject } from '@nestjs/swagger';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { LINES_TYPE } from '../../src/http/media-types';

/** An answer as it came over HTTP. */
export interface Answered {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A list of them where every line is a document. */
  readonly body: unknown;
}

interface Header {
  readonly required?: boolean;
  readonly schema: object;
}

interface MediaTypes {
  readonly [type: string]: { readonly schema: object };
}

interface ResponseObject {
  readonly headers?: Readonly<Record<string, { readonly $ref: string }>>;
  readonly content: MediaTypes;
}

type Operation = { readonly responses: Readonly<Record<string, ResponseObject | { readonly $ref: string }>> };

/** Headers that are said in words, once for all routes, or that belong to HTTP itself. */
const OF_EVERY_ANSWER = [
  'cache-control',
  'content-type',
  'content-length',
  'date',
  'connection',
  'keep-alive',
  'transfer-encoding',
];

/** Holds every answer against the document: what it does not describe, in full, is an error. */
export class Conformance {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<object, ValidateFunction>();
  private readonly document: Record<string, unknown>;

  constructor(document: OpenAPIObject) {
    addFormats(this.ajv);
    this.document = closed(document);
    this.ajv.addSchema({ ...this.document, $id: 'redress' });
  }

  /** @throws {Error} saying what the document does not describe */
  check(answered: Answered): void {
    const complain = (what: string): never => {
      const { method, path, status, body } = answered;
      throw new Error(`${method} ${path} answered ${status}: ${what}\n${JSON.stringify(body, null, 1)}`);
    };
    const operation = this.operation(answered);
    if (operation === null) return this.checkUnknownRoute(answered, complain);
    const response = this.response(operation, answered.status);
    if (response === null) return complain('the status is not documented for this route');
    this.checkHeaders(response, answered, complain);
    if (answered.method === 'HEAD') return;
    const type = (answered.headers['content-type'] ?? '').split(';')[0] ?? '';
    const media = response.content[type];
    if (media === undefined) return complain(`the content type ${type} is not documented`);
    for (const document of type === LINES_TYPE ? (answered.body as readonly unknown[]) : [answered.body]) {
      const errors = this.errors(media.schema, document);
      if (errors !== null) complain(errors);
    }
    if (type === 'application/problem+json' && (answered.body as { status: number }).status !== answered.status) {
      complain('the problem names another status');
    }
  }

  private operation({ method, path }: Answered): Operation | null {
    // What is no percent-encoded UTF-8 matches no route.
    if (!isDecodable(path)) return null;
    const paths = this.document['paths'] as Record<string, Record<string, Operation>>;
    const found = Object.keys(paths)
      .filter((template) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`, 'i').test(path))
      .sort((a, b) => (a.match(/\{/g)?.length ?? 0) - (b.match(/\{/g)?.length ?? 0))
      .map((template) => paths[template]?.[method === 'HEAD' ? 'get' : method.toLowerCase()]);
    return found.find((operation) => operation !== undefined) ?? null;
  }

  private checkUnknownRoute({ status, body, headers }: Answered, complain: (what: string) => never): void {
    const { code } = (body ?? {}) as { code?: string };
    const isKnownPath = headers['allow'] !== undefined;
    if (status === 204 && isKnownPath) return;
    const expected = isKnownPath ? [405, 'method-not-allowed'] : [404, 'no-such-route'];
    if (status !== expected[0] || (body !== undefined && code !== expected[1])) complain('the route is not documented');
    if (body === undefined) return;
    const errors = this.errors({ $ref: 'redress#/components/schemas/Problem' }, body);
    if (errors !== null) complain(errors);
  }

  private response(operation: Operation, status: number): ResponseObject | null {
    const response = operation.responses[status];
    if (response === undefined) return null;
    return '$ref' in response ? (this.resolve(response.$ref) as ResponseObject) : response;
  }

  private checkHeaders(response: ResponseObject, { headers }: Answered, complain: (what: string) => never): void {
    if (headers['cache-control'] !== 'no-store') complain('it lacks Cache-Control: no-store');
    const documented = Object.entries(response.headers ?? {});
    for (const [name, reference] of documented) {
      const { required = false, schema } = this.resolve(reference.$ref) as Header;
      const value = headers[name.toLowerCase()];
      if (value === undefined && required) complain(`it lacks the header ${name}`);
      const errors = value === undefined ? null : this.errors(schema, value);
      if (errors !== null) complain(`header ${name}: ${errors}`);
    }
    const known = [...OF_EVERY_ANSWER, ...documented.map(([name]) => name.toLowerCase())];
    for (const name of Object.keys(headers))
      if (!known.includes(name)) complain(`the header ${name} is not documented`);
  }

  private errors(schema: object, value: unknown): string | null {
    let validate = this.validators.get(schema);
    if (validate === undefined) {
      validate = this.ajv.compile(absolute(schema));
      this.validators.set(schema, validate);
    }
    if (validate(value)) return null;
    return this.ajv.errorsText(validate.errors);
  }

  private resolve(reference: string): object {
    let found: unknown = this.document;
    for (const part of reference.slice(2).split('/')) found = (found as Record<string, unknown>)[part];
    return found as object;
  }
}

/** The document with every object of an answer closed: clients must bear new members, the tests must know of each. */
export function closed(document: OpenAPIObject): Record<string, unknown> {
  const copy = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
  close((copy['components'] as { schemas: unknown }).schemas);
  return copy;
}

function close(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return;
  const object = schema as Record<string, unknown>;
  if (object['type'] === 'object' && 'properties' in object) object['additionalProperties'] ??= false;
  for (const member of Object.values(object)) close(member);
}

function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"redress#/')) as object;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
