import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePrivateDirectory, makePrivateFile } from './private-files';

describe('what is made for this user alone', () => {
  let place: string;
  let umask: number;

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'redress-private-'));
    umask = process.umask(0o022);
  });
  afterEach(() => {
    process.umask(umask);
    rmSync(place, { recursive: true, force: true });
  });

  const modeOf = (path: string): number => statSync(path).mode & 0o777;

  it('is a file, empty and unreadable for others, made once', () => {
    const file = join(place, 'log.db');
    makePrivateFile(file);
    expect([modeOf(file), readFileSync(file, 'utf8')]).toEqual([0o600, '']);
    writeFileSync(file, 'kept');
    makePrivateFile(file);
    expect(readFileSync(file, 'utf8')).toBe('kept');
  });

  it('is a directory with those above it, made once', () => {
    const path = join(place, 'a', 'b', 'c');
    for (let i = 0; i < 2; i++) makePrivateDirectory(path);
    expect([path, join(path, '..'), join(path, '../..')].map(modeOf)).toEqual([0o700, 0o700, 0o700]);
  });

  it('is nothing where a file stands in the way', () => {
    writeFileSync(join(place, 'a'), '');
    expect(() => makePrivateDirectory(join(place, 'a', 'b'))).toThrow(/ENOTDIR|EEXIST/);
    expect(() => makePrivateDirectory(join(place, 'a'))).toThrow(/EEXIST/);
    expect(() => makePrivateFile(join(place, 'a', 'b'))).not.toThrow();
  });

  const itWithProc = existsSync('/proc/self') ? it : it.skip;
  itWithProc('is nothing where no directory can be made, and that is said at once', () => {
    expect(() => makePrivateDirectory('/proc/redress/data')).toThrow(/ENOENT|EACCES/);
  });
});
