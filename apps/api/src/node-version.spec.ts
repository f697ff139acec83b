import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeTooOldLine } from './node-version';

describe('the Node that is needed', () => {
  it.each(['20.19.5', '22.12.0', '18.0.0'])('is newer than %s', (version) => {
    expect(nodeTooOldLine(version)).toContain(version);
  });

  it.each(['22.13.0', '22.13.1', '23.0.0', '24.21.0'])('may be %s', (version) => {
    expect(nodeTooOldLine(version)).toBeNull();
  });

  it('is the one that the package names', () => {
    const { engines } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8')) as {
      engines: { node: string };
    };
    expect(nodeTooOldLine('20.0.0')).toContain(`Node ${engines.node.replace('>=', '')} or newer`);
  });
});
