import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Locked {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const lock = JSON.parse(readFileSync(join(__dirname, '../../../package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const packages = Object.entries(lock.packages);

const SCRIPTS = ['@parcel/watcher', '@swc/core', 'node', 'nx', 'protobufjs', 'unrs-resolver'].map(
  (name) => `node_modules/${name}`,
);

describe('what is installed', () => {
  it('runs no script but of packages that were looked at', () => {
    const scripts = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path);
    expect(scripts.sort()).toEqual(SCRIPTS);
  });

  it('reports to nobody: the package that does is one of ours, and empty', () => {
    const [[, scarf] = [], ...others] = packages.filter(([path]) => path.endsWith('/@scarf/scarf'));
    expect(others).toEqual([]);
    expect(scarf).toEqual({ resolved: 'scripts/no-telemetry', link: true });
  });

  it('names no registry, so that a mirror will do', () => {
    const remote = packages.filter(([, { resolved, link }]) => resolved !== undefined && link !== true);
    expect(remote).toEqual([]);
  });
});
