import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where real case histories lie, if they lie anywhere; they are no part of the repository. */
const DATA = process.env['REDRESS_TEST_DATA'] ?? resolve(__dirname, '../../../../shared/data');

/** Tests on a file of real data; skipped, with the reason, where it is not there. */
export function describeWithData(file: string, name: string, tests: (path: string) => void): void {
  const path = join(DATA, file);
  if (existsSync(path)) {
    describe(name, () => tests(path));
    return;
  }
  const reason = `${path} is not there; REDRESS_TEST_DATA says where to look`;
  process.stderr.write(`Skipped: ${name}: ${reason}\n`);
  describe.skip(`${name} (${reason})`, () => {
    it('is skipped', () => undefined);
  });
}
