import { resolve } from 'node:path';
import { UsageError } from '../cli-command';
import { importOptions } from './import-options';

describe('the options of an import', () => {
  it('have defaults', () => {
    expect(importOptions(['a.csv', '--mapping', 'a.yaml'], {})).toEqual({
      file: 'a.csv',
      mappingFile: 'a.yaml',
      policy: null,
      dataDir: resolve('data'),
      log: expect.objectContaining({ name: resolve('data/log.db') }),
      rejectsFile: null,
      dryRun: false,
      isOfDirectory: true,
      quiet: false,
      secret: null,
    });
  });

  it.each([
    [[], {}, '/srv/a', '/srv/a/log.db'],
    [['--data-dir', '/srv/b'], {}, '/srv/b', '/srv/b/log.db'],
    [[], { EVENT_STORE_URL: 'sqlite:/srv/c/x.db' }, '/srv/a', '/srv/c/x.db'],
    [['--data-dir', '/srv/b'], { EVENT_STORE_URL: 'sqlite:/srv/c/x.db' }, '/srv/b', '/srv/b/log.db'],
    [[], { EVENT_STORE_URL: 'esdb://ops:pass-0123@b:1?tls=false' }, '/srv/a', 'esdb://b:1'],
    [['--log', 'esdb://ops:pass-0123@b:1'], { EVENT_STORE_URL: 'sqlite:/srv/c/x.db' }, '/srv/a', 'esdb://b:1'],
    [['--log', '/srv/d.db', '--data-dir', '/srv/b'], {}, '/srv/b', '/srv/d.db'],
  ])('find the log as the service does, or where they are told: %j %j', (args, env, dataDir, name) => {
    const given = ['a.csv', '--mapping', 'a.yaml', ...args];
    expect(importOptions(given, { REDRESS_DATA_DIR: '/srv/a', ...env })).toMatchObject({ dataDir, log: { name } });
  });

  it.each([
    ['desk', { name: 'desk', version: null }],
    ['desk@7', { name: 'desk', version: 7 }],
  ])('name a policy: %s', (text, policy) => {
    expect(importOptions(['a.csv', '--mapping', 'a.yaml', '--policy', text], {})).toMatchObject({ policy });
  });

  it.each([
    [['a.csv', '--mapping', 'a.yaml', '--policy', 'desk@0'], {}, '--policy desk@0 is no name of a policy'],
    [['--mapping', 'a.yaml'], {}, 'Which file?'],
    [['a.csv'], {}, 'Give --mapping'],
    [['a.csv', 'b.csv', '--mapping', 'a.yaml'], {}, 'One file at a time: a.csv, b.csv'],
    [['a.csv', '--maping', 'a.yaml'], {}, "Unknown option '--maping'"],
    [['a.csv', '--mapping'], {}, "'--mapping <value>' argument missing"],
    [['a.csv', '--mapping', 'a.yaml'], { EVENT_STORE_URL: 'redis://a:b@node' }, 'EVENT_STORE_URL is redis:..., which'],
    [['a.csv', '--mapping', 'a.yaml'], { EVENT_STORE_URL: '/srv/log.db' }, 'EVENT_STORE_URL begins with no scheme'],
    [['a.csv', '--mapping', 'a.yaml'], { EVENT_STORE_URL: 'memory:' }, 'EVENT_STORE_URL is memory:..., which'],
    [['a.csv', '--mapping', 'a.yaml', '--log', 'redis://a:b@node'], {}, '--log is redis:..., which'],
    [['a.csv', '--mapping', 'a.yaml'], { REDRESS_SECRET: 'short' }, 'REDRESS_SECRET is too short'],
    [['a.csv', '--mapping', 'a.yaml'], { EVENT_STORE_URL: 'sqlite:' }, 'names no file'],
    [['a.csv', '--mapping', 'a.yaml'], { EVENT_STORE_URL: 'sqlite::memory:' }, 'names no file'],
  ])('refuse %j %j', (args, env, message) => {
    expect(() => importOptions(args, env)).toThrow(UsageError);
    expect(() => importOptions(args, env)).toThrow(message);
  });
});
