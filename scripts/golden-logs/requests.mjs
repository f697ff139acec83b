// The service as callers meet it: requests under Idempotency-Keys, which a later version must know again.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SqliteEventStore } from '@redress/event-store-sqlite';

const root = resolve(import.meta.dirname, '../..');
const SECRET = 'a secret for golden logs alone, 02';
const KEYS = ['agent', 'supervisor', 'integration'];
const PORT = 38_391;
const handler = { id: 'ana', name: 'Ana Lind' };

const without = (object, names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** @returns each request with what it was answered */
async function give(requests) {
  const given = [];
  for (const { key, path, body, idempotencyKey, ifMatch, as } of requests(given)) {
    const headers = {
      Authorization: `Bearer the-golden-secret-of-${key}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': idempotencyKey,
      ...(ifMatch === undefined ? {} : { 'If-Match': `"${ifMatch}"` }),
      ...(as === undefined ? {} : { 'Redress-Actor': as }),
    };
    const answer = await fetch(`http://127.0.0.1:${PORT}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const told = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(told)}`);
    const stable = without(told, ['clocks', 'possibleCommands']);
    const sent = without(headers, ['Authorization', 'Content-Type']);
    given.push({ key, path, body, headers: sent, status: answer.status, answer: stable });
  }
  return given;
}

function* conversation(given) {
  const last = () => given.at(-1).answer;
  let keys = 0;
  const request = (key, path, body, more = {}) => ({ key, path, body, idempotencyKey: `golden-${++keys}`, ...more });
  const receive = (key, n, more) =>
    request(
      key,
      '/v1/cases',
      {
        ...{
          channel: 'email',
          subject: `The lift ${n}`,
          text: 'It is out of order.',
          externalRefs: [{ system: 'crm', id: `${n}` }],
        },
        complainant: { name: 'Cleo Martin', email: 'cleo@example.org' },
      },
      more,
    );
  yield receive('agent', 1);
  const one = last().id;
  yield request('agent', `/v1/cases/${one}/acknowledgement`, { handler, text: 'Ana takes care of it.' });
  yield request('agent', `/v1/cases/${one}/messages`, { direction: 'inbound', text: 'Any news?' });
  yield request('agent', `/v1/cases/${one}/messages`, { direction: 'outbound', text: 'Soon.' });
  yield request('agent', `/v1/cases/${one}/information-requests`, { from: 'complainant', question: 'Which floor?' });
  const { requestId } = last().waitingFor[0];
  yield request('agent', `/v1/cases/${one}/information`, { requestId, text: 'The third.' });
  yield request('supervisor', `/v1/cases/${one}/escalations`, { level: 2, reason: 'r', addressee: 'Management' });
  yield request('agent', `/v1/cases/${one}/responses`, {
    kind: 'final',
    outcome: 'upheld',
    text: 'x',
    remedy: 'Repaired.',
  });
  yield request('agent', `/v1/cases/${one}/follow-ups`, { with: 'complainant', outcome: 'satisfied' });
  yield request('agent', `/v1/cases/${one}/follow-ups`, { with: 'handler', outcome: 'satisfied' });
  yield request('agent', `/v1/cases/${one}/resolution`, { summary: 's' }, { ifMatch: last().revision });
  yield request('agent', `/v1/cases/${one}/reopening`, { reason: 'It broke again.' });
  yield receive('integration', 2, { as: 'dia; name="Dia Lind"; role=agent' });
  const two = last().id;
  // One key name each: the same Idempotency-Key of two callers is two requests.
  yield { ...receive('supervisor', 3), idempotencyKey: 'golden-1' };
  const three = last().id;
  yield request('agent', `/v1/cases/${two}/links`, { to: three, relation: 'same-problem' });
  yield request('agent', `/v1/cases/${two}/notes`, { text: 'Looked at.' });
  const { revision } = last();
  yield request('agent', `/v1/cases/${two}/merge`, { into: one }, { ifMatch: revision });
  yield request('agent', `/v1/cases/${two}/messages`, { direction: 'inbound', text: 'To the merged one.' });
  yield request('supervisor', `/v1/cases/${three}/classification`, { severity: 'high', labels: ['lift'] });
  yield request('supervisor', `/v1/cases/${three}/warnings`, { text: 'w' });
  yield request('supervisor', `/v1/cases/${three}/withdrawal`, { reason: 'r', toldBy: 'telephone' });
}

export async function requests() {
  const dataDir = mkdtempSync(join(tmpdir(), 'golden-'));
  const env = {
    ...process.env,
    PORT: String(PORT),
    REDRESS_DATA_DIR: dataDir,
    REDRESS_SECRET: SECRET,
    REDRESS_API_KEYS: KEYS.map((name) => `${name}:${name}:the-golden-secret-of-${name}`).join(','),
    REDRESS_LOG_LEVEL: 'error',
  };
  const service = spawn(process.execPath, [join(root, 'apps/api/dist/main.js')], { env, stdio: 'inherit' });
  try {
    for (let tries = 0; !(await isReady()); tries++) {
      if (tries > 100) throw new Error('The service does not become ready');
      await new Promise((done) => setTimeout(done, 100));
    }
    const given = await give(conversation);
    await stopped(service);
    const store = await SqliteEventStore.open({ file: join(dataDir, 'log.db') });
    const close = store.close.bind(store);
    store.close = async () => {
      await close();
      rmSync(dataDir, { recursive: true });
    };
    return { header: { log: 'requests', now: new Date().toISOString(), secret: SECRET, requests: given }, store };
  } finally {
    await stopped(service);
  }
}

async function isReady() {
  return (await fetch(`http://127.0.0.1:${PORT}/health/ready`).catch(() => ({ ok: false }))).ok;
}

async function stopped(service) {
  if (service.exitCode !== null || service.signalCode !== null) return;
  const gone = new Promise((done) => service.once('exit', done));
  service.kill('SIGTERM');
  await gone;
}
