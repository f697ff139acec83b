import { answeredCase, type TestCase } from './harness/cases';
import { RedressApp } from './harness/redress-app';

const HOUR = 60 * 60 * 1000;

/** Two calls, an hour apart: at 9:30 and 10:30 in UTC, which is 23:30 and 0:30 in Kiritimati. */
const CALLS = [9.5, 10.5].map((hours) => new Date(Date.UTC(2026, 2, 2) + hours * HOUR).toISOString());

/** Which days two follow-ups fall on is told in one zone, whatever is asked. */
describe.each([
  ['UTC', false],
  ['Pacific/Kiritimati', true],
])('in %s, two calls an hour apart fall on different days: %s', (timeZone, possible) => {
  let app: RedressApp;
  let here: TestCase;

  beforeAll(async () => {
    app = await RedressApp.start({ timeZone });
    here = await answeredCase(app);
    for (const at of CALLS) {
      app.clock.set(at);
      await here.post('follow-ups', { with: 'complainant', outcome: 'no-answer' });
    }
  });
  afterAll(() => app.stop());

  it('the case says so', async () => {
    const { body } = await here.read();
    expect(body.possibleCommands.includes('ResolveComplaint')).toBe(possible);
  });

  it('and so does the list of commands', async () => {
    const { body } = await app.get(`${here.path}/commands`);
    expect(body.possible.includes('ResolveComplaint')).toBe(possible);
  });

  it('and so does a refusal', async () => {
    const { status, body } = await here.post('notes', { text: 'x', occurredAt: '2026-03-04T00:00:00Z' });
    expect(status).toBe(409);
    expect(body.possibleCommands.includes('ResolveComplaint')).toBe(possible);
  });

  it('and the command is taken accordingly', async () => {
    const { status } = await here.postAtRevision('resolution', {});
    expect(status).toBe(possible ? 200 : 409);
  });
});
