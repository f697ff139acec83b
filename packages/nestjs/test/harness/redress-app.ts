import { randomUUID } from 'node:crypto';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { type INestApplication } from '@nestjs/common';
import { type OpenAPIObject } from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { type CaseModule, caseModule } from '@redress/application';
import { ManualClock } from '@redress/application/testing';
import {
  type CatalogCommand,
  DEFAULT_CALENDAR_NAME,
  defaultCalendar,
  defaultPolicy,
  SYSTEM_ACTOR,
} from '@redress/domain';
import { type EventStore, InMemoryEventStore } from '@redress/event-store';
import request, { type Test as SuperTest } from 'supertest';
import {
  CASES,
  configureRedress,
  READ_MODELS,
  type ReadModels,
  RedressModule,
  redressOpenApi,
  type RedressOptions,
} from '../../src';
import { LINES_TYPE } from '../../src/http/media-types';
import { Conformance } from './conformance';
import { keys, type KeyName, secretOf } from './keys';

/** Where the clock of a test stands at first. */
export const NOW = '2026-03-02T09:00:00.000Z';

export interface Call {
  readonly key?: KeyName;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Buffer;
}

export interface Reply<Body = Record<string, never>> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: Body;
}

/** A body as JSON gives it: tests look at it, the document has checked it. */
export type AnyBody = ReturnType<typeof JSON.parse>;

/** The application over HTTP. Every answer is held against its own OpenAPI document. */
export class RedressApp {
  private constructor(
    readonly nest: INestApplication,
    readonly store: EventStore,
    readonly clock: ManualClock,
    readonly document: OpenAPIObject,
    private readonly conformance: Conformance,
    private readonly url: string,
  ) {}

  /**
   * @param promises `default`: by the default policy, as at a first start; else nothing is promised, so that the events
   * and revisions of a test are those of what it does
   */
  static async start(options: Partial<RedressOptions> = {}, promises?: 'default'): Promise<RedressApp> {
    const store = options.store ?? new InMemoryEventStore();
    const clock = (options.clock as ManualClock | undefined) ?? new ManualClock(NOW);
    if (promises === undefined) await promiseNothing(store, clock);
    const testing = Test.createTestingModule({
      imports: [
        RedressModule.forRoot({
          readModels: { file: ':memory:' },
          secret: Buffer.alloc(32, 1),
          keys,
          rateLimit: 'off',
          settleHorizonMs: 10,
          logger: silent,
          ...options,
          store,
          clock,
        }),
      ],
    });
    const nest = (await testing.compile()).createNestApplication({ bodyParser: false, logger: false });
    configureRedress(nest);
    await nest.listen(0, '127.0.0.1');
    const document = redressOpenApi(nest);
    return new RedressApp(nest, store, clock, document, new Conformance(document), await nest.getUrl());
  }

  /** Handles and reads cases without HTTP. */
  get cases(): CaseModule {
    return this.nest.get<CaseModule>(CASES);
  }

  get readModels(): ReadModels {
    return this.nest.get<ReadModels>(READ_MODELS);
  }

  get(path: string, call: Call = {}): Promise<Reply<AnyBody>> {
    return this.send('GET', path, call);
  }

  post(path: string, body: unknown, call: Call = {}): Promise<Reply<AnyBody>> {
    return this.send('POST', path, { body, ...call });
  }

  delete(path: string, call: Call = {}): Promise<Reply<AnyBody>> {
    return this.send('DELETE', path, call);
  }

  async send(method: string, path: string, { key = 'agent', headers = {}, body, raw }: Call): Promise<Reply<AnyBody>> {
    const authorization = { Authorization: `Bearer ${secretOf(key)}` };
    let test = this.begin(method, path).set({ ...authorization, ...headers });
    if (body !== undefined) test = test.set('Content-Type', 'application/json').send(JSON.stringify(body));
    if (raw !== undefined) test = sendRaw(test, raw);
    return this.checked(method, path, test.buffer(true).parse(asText));
  }

  /** Sends a body piece by piece, without telling its length. */
  async sendPieces(method: string, path: string, pieces: readonly string[]): Promise<Reply<AnyBody>> {
    const headers = { Authorization: `Bearer ${secretOf('agent')}`, 'Content-Type': 'application/json' };
    const answer = new Promise<IncomingMessage>((resolve, reject) => {
      const sending = httpRequest(this.url + path, { method, headers }, resolve).on('error', reject);
      for (const piece of pieces) sending.write(piece);
      sending.end();
    });
    return this.checked(method, path, answer.then(received));
  }

  private begin(method: string, path: string): SuperTest {
    const agent = request(this.url) as unknown as Record<string, (path: string) => SuperTest>;
    return (agent[method.toLowerCase()] as (path: string) => SuperTest).call(agent, path);
  }

  private async checked(
    method: string,
    path: string,
    test: PromiseLike<Pick<Reply, 'status' | 'headers' | 'text'>>,
  ): Promise<Reply<AnyBody>> {
    // The answer to HEAD has none.
    const { status, headers, text = '' } = await test;
    const body = headers['content-type'] === LINES_TYPE ? lines(text) : parsed(text);
    const reply = { status, headers, text, body: body as AnyBody };
    this.conformance.check({ ...reply, method, path: path.split('?')[0] ?? '' });
    return reply;
  }

  async stop(): Promise<void> {
    await this.nest.close();
  }
}

/** The channel of the only cases that are promised something where nothing else is published. */
export const PROMISING_CHANNEL = 'promising';

/** Publishes a policy that matches no other case, so that there is no first start to publish a default at. */
async function promiseNothing(store: EventStore, clock: ManualClock): Promise<void> {
  const { publishing } = caseModule({ store, clock });
  const publish = async (command: CatalogCommand): Promise<void> => {
    await publishing.handle({ command, actor: SYSTEM_ACTOR, commandId: randomUUID() });
  };
  await publish({ type: 'PublishCalendar', name: DEFAULT_CALENDAR_NAME, calendar: defaultCalendar() });
  const policy = { ...defaultPolicy, when: { channel: PROMISING_CHANNEL } };
  await publish({ type: 'PublishPolicy', name: policy.name, policy });
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function sendRaw(test: SuperTest, raw: string | Buffer): SuperTest {
  return test.serialize((body: unknown) => body as string).send(raw as string);
}

async function received(message: IncomingMessage): Promise<Pick<Reply, 'status' | 'headers' | 'text'>> {
  const headers = message.headers as Record<string, string>;
  return { status: message.statusCode ?? 0, headers, text: await textOf(message) };
}

function asText(response: unknown, done: (error: Error | null, body: unknown) => void): void {
  const stream = response as NodeJS.ReadableStream & { text: string };
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  stream.on('end', () => {
    stream.text = Buffer.concat(chunks).toString();
    done(null, stream.text);
  });
}

function lines(text: string): readonly unknown[] {
  expect(text.endsWith('\n')).toBe(true);
  return text.trimEnd().split('\n').map(parsed);
}

function parsed(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text);
}
