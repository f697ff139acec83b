import { type AnyBody, type Call, type RedressApp, type Reply } from './redress-app';

export const receipt = {
  channel: 'email',
  subject: 'The lift',
  text: 'The lift has been out of order for a week.',
  complainant: { name: 'Cleo Martin', email: 'cleo@example.org' },
};
export const ana = { id: 'ana', name: 'Ana Lind' };
export const bo = { id: 'bo', name: 'Bo Ek' };

/** A case that a test works on: posts to its sub-resources. */
export class TestCase {
  constructor(
    readonly app: RedressApp,
    readonly id: string,
  ) {}

  get path(): string {
    return `/v1/cases/${this.id}`;
  }

  post(resource: string, body: unknown, call: Call = {}): Promise<Reply<AnyBody>> {
    return this.app.post(`${this.path}/${resource}`, body, call);
  }

  read(query = '', call: Call = {}): Promise<Reply<AnyBody>> {
    return this.app.get(this.path + query, call);
  }

  /** With the `If-Match` of the case as it is now. */
  async postAtRevision(resource: string, body: unknown, call: Call = {}): Promise<Reply<AnyBody>> {
    const { headers } = await this.read('', { key: 'admin' });
    return this.post(resource, body, { ...call, headers: { 'If-Match': headers['etag'] ?? '', ...call.headers } });
  }
}

export async function receivedCase(app: RedressApp, more: object = {}, call: Call = {}): Promise<TestCase> {
  const { body, status, text } = await app.post('/v1/cases', { ...receipt, ...more }, call);
  if (status !== 201) throw new Error(text);
  return new TestCase(app, body.id as string);
}

export async function acknowledgedCase(app: RedressApp, more: object = {}): Promise<TestCase> {
  const received = await receivedCase(app, more);
  await received.post('acknowledgement', { handler: ana });
  return received;
}

export async function answeredCase(app: RedressApp, more: object = {}): Promise<TestCase> {
  const acknowledged = await acknowledgedCase(app, more);
  await acknowledged.post('responses', { kind: 'final', outcome: 'not-upheld', text: 'The lift ran all the time.' });
  return acknowledged;
}

export async function resolvedCase(app: RedressApp, more: object = {}): Promise<TestCase> {
  const answered = await answeredCase(app, more);
  await answered.post('follow-ups', { with: 'complainant', outcome: 'satisfied' });
  await answered.postAtRevision('resolution', {});
  return answered;
}
