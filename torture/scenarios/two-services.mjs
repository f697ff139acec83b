// Two services on one data directory, read models included.
// Claimed: both answer, no event is lost or doubled, one key sent to both at once makes one case.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Reader, result } from '../processes.mjs';
import { ask, complaint, startService } from '../service.mjs';

const CALLERS = 16;
const EACH = 25;
const TWICE = 50;

export async function scenario({ seed, dir }) {
  const data = join(dir, 'two');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'journal'), '');
  const services = [await startService(data), await startService(data)];
  const violations = [];
  const made = [];
  const post = async (n, key) => {
    const answer = await ask(services[n].url, 'POST', '/v1/cases', complaint(key), { 'idempotency-key': key });
    if (answer.status !== 201) violations.push(`${key}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const call = async (caller) => {
    for (let i = 0; i < EACH; i++) {
      const [here, there] = caller % 2 === 0 ? [0, 1] : [1, 0];
      const { body, headers } = await post(here, `${seed}-${caller}-${i}`);
      const note = await ask(services[there].url, 'POST', `/v1/cases/${body.id}/notes`, { text: 'Seen there.' });
      if (note.status !== 200) violations.push(`a note through the other service: ${note.status}`);
      const position = note.headers.get('redress-position');
      const list = await ask(services[here].url, 'GET', '/v1/cases?limit=1&sort=-updatedAt', undefined, {
        'redress-min-position': position,
      });
      if (list.status !== 200) violations.push(`a list that has read up to ${position}: ${list.status}`);
      made.push({ id: body.id, revision: note.body?.revision, position: headers.get('redress-position') });
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, caller) => call(caller)));
  for (let n = 0; n < TWICE; n++) {
    const [one, other] = await Promise.all([post(0, `${seed}-twice-${n}`), post(1, `${seed}-twice-${n}`)]);
    if (one.body.id !== other.body.id) violations.push(`one key made two cases: ${one.body.id}, ${other.body.id}`);
    made.push({ id: one.body.id, revision: one.body.revision });
  }
  for (const { id, revision } of made) {
    for (const { url } of services) {
      const { status, body } = await ask(url, 'GET', `/v1/cases/${id}`);
      if (status !== 200 || body.revision !== revision)
        violations.push(`${id} is at ${body?.revision} and not ${revision}`);
    }
  }
  for (const { child, exited } of services) {
    child.kill('SIGTERM');
    const { code, said } = await exited;
    if (code !== 0) violations.push(`a service ended with ${code}: ${said}`);
  }
  const reader = new Reader();
  const log = await reader.check(data, true);
  reader.close();
  const models = await result('check-read-models.mjs', [data]);
  violations.push(...log.violations, ...models.violations);
  if (models.cases !== made.length) violations.push(`${made.length} cases were made, ${models.cases} are there`);
  return { requests: CALLERS * EACH * 3 + TWICE * 2, cases: made.length, events: log.events, violations };
}
