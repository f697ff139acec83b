import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Service } from './service';

const root = join(__dirname, '..', '..', '..');
const DOCUMENTED_URL = 'http://127.0.0.1:3000';

/** What each block prints, run one after the other in one shell in the root of the repository, word for word. */
export async function walked(
  service: Service,
  script: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const url = await service.baseUrl();
  // Only where the service listens differs: a test cannot count on a free port 3000.
  const runnable = script
    .map((block) => `${block}\necho; echo ---end of block---`)
    .join('\n')
    .replaceAll(DOCUMENTED_URL, url);
  const { stdout } = await promisify(execFile)('bash', ['-c', runnable], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', REDRESS_KEY: service.firstKey(), ...env },
  });
  return stdout.split('---end of block---').map((output) => output.trim());
}

/** The statuses that curl wrote on lines of their own. */
export function statuses(output: string | undefined): readonly string[] {
  return output?.match(/^\d{3}$/gm) ?? [];
}
