import { receipt } from './harness/cases';
import { RedressApp } from './harness/redress-app';
import { SwitchableStore } from './harness/switchable-store';

describe('what nobody foresaw', () => {
  const store = new SwitchableStore();
  const logged: object[] = [];
  let app: RedressApp;

  beforeAll(async () => {
    const logger = {
      info: () => undefined,
      warn: () => undefined,
      error: (_message: string, fields?: object) => void logged.push(fields ?? {}),
    };
    app = await RedressApp.start({ store, logger });
  });
  afterAll(() => app.stop());

  it('is told by an id alone, under which the log has what an operator needs, and nothing personal', async () => {
    store.appendFailure = new TypeError(`cannot append ${receipt.text}`);
    const { status, text, body } = await app.post('/v1/cases', receipt);
    store.appendFailure = null;
    expect([status, body.code]).toEqual([500, 'internal-error']);
    expect(body.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(text).not.toContain('append');
    expect(logged).toEqual([
      { id: body.instance.slice('urn:uuid:'.length), name: 'TypeError', stack: expect.any(Array) },
    ]);
    expect(JSON.stringify(logged)).not.toContain(receipt.text);
  });
});
