import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

it('no rejection of the client ends the process, whatever becomes of the server', async () => {
  const script = join(__dirname, '..', 'test', 'trouble.mjs');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [script]);
  expect(stderr).toBe('');
  expect(stdout).toBe('nothing unheard\n');
}, 60_000);

it('calls under way keep the process alive until they have their answers', async () => {
  const script = join(__dirname, '..', 'test', 'append-without-a-server.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, 'esdb://127.0.0.1:1?tls=false']);
  expect(stdout).toBe('store-unavailable store-unavailable');
}, 60_000);
