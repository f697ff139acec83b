import { type AddressInfo, connect } from 'node:net';
import { type Asker } from '@redress/application';
import { type Questions } from '@redress/read-models';
import { secretOf } from './harness/keys';
import { RedressApp } from './harness/redress-app';

const PATHS: readonly (readonly [keyof Questions, string])[] = [
  ['cases', '/v1/cases?q=lift'],
  ['unanswered', '/v1/unanswered?q=lift'],
  ['workload', '/v1/workload'],
  ['breaches', '/v1/sla/breaches?asOf=2026-03-02T08:00:00Z'],
  ['atRisk', '/v1/sla/at-risk?asOf=2026-03-02T08:00:00Z'],
  ['slaReport', '/v1/sla/report'],
];

describe('a caller who hangs up', () => {
  const errors: string[] = [];
  let app: RedressApp;

  beforeAll(async () => {
    const logger = {
      info: () => undefined,
      warn: () => undefined,
      error: (message: string) => void errors.push(message),
    };
    app = await RedressApp.start({ logger });
  });
  afterAll(() => app.stop());

  it.each(PATHS)('waits no more for %s, which is asked in the name of its key', async (question, path) => {
    const asked = Promise.withResolvers<Asker>();
    const over = Promise.withResolvers<void>();
    const questions = app.readModels.questions as unknown as Record<string, unknown>;
    questions[question] = (_query: object, asker: Asker) => {
      asked.resolve(asker);
      return new Promise((_resolve, reject) => {
        asker.signal.addEventListener('abort', () => {
          reject(asker.signal.reason as Error);
          over.resolve();
        });
      });
    };
    const { port } = app.nest.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer ${secretOf('ana')}\r\n\r\n`);
    expect((await asked.promise).key).toBe('ana');
    socket.destroy();
    await over.promise;
    delete questions[question];
    expect((await app.get(path)).status).toBe(200);
    expect(errors).toEqual([]);
  });
});
