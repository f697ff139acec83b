import { join } from 'node:path';
import { EventStoreDbTestServer, type TestServerOptions } from '@redress/event-store-eventstoredb/testing';
import { Service, temporaryDirectory } from './service';

const SECRET = 'a-secret-of-the-desk';

export const complaint = {
  channel: 'email',
  text: 'The lift has been out of order for a week.',
  complainant: { name: 'Cleo Martin', email: 'cleo@example.org' },
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly id: string;
    readonly code?: string;
    readonly status?: string;
    readonly data: readonly { readonly id: string }[];
  };
}

export async function ask(url: string, headers: Record<string, string> = {}, body?: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

/** What Prometheus would get. */
export async function scraped(url: string): Promise<string> {
  return (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${SECRET}` } })).text();
}

/** One test server, and as many replicas of the service over it as a test asks for. */
export class ClusterDesk {
  private readonly directory = temporaryDirectory();
  private readonly running: Service[] = [];

  private constructor(readonly server: EventStoreDbTestServer) {}

  static async open(options?: TestServerOptions): Promise<ClusterDesk> {
    return new ClusterDesk(await EventStoreDbTestServer.start(options));
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((service) => service.stop('SIGKILL')));
    await this.server.close();
    this.directory.remove();
  }

  /** @param name of the replica, which has a data directory of its own */
  spawn(name: string, env: Record<string, string> = {}): Service {
    const service = Service.spawn({
      dataDir: join(this.directory.path, name),
      env: {
        EVENT_STORE_URL: this.server.url,
        REDRESS_SECRET: 'the same for every replica, always',
        REDRESS_API_KEYS: `desk:admin:${SECRET}`,
        REDRESS_RATE_LIMIT: 'off',
        ...env,
      },
    });
    this.running.push(service);
    return service;
  }

  /** Where a new replica listens. */
  replica(name: string): Promise<string> {
    return this.spawn(name).baseUrl();
  }
}

/** @throws {Error} it has not happened within so many milliseconds */
export async function until(condition: () => boolean | Promise<boolean>, patienceMs = 30_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It did not happen within ${patienceMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
