import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importedCaseId } from '@redress/application';
import { InMemoryEventStore, verifyStream } from '@redress/event-store';
import { sqliteLog } from '../src/log-url';
import { logSecret } from '../src/import/secret';
import { csvFile, deskMapping, ROWS } from './support/desk';
import { digestOf, withLog } from './support/log';
import { type Outcome, redress, summaryOf } from './support/redress';
import { temporaryDirectory } from './support/temporary';

const importing = (dataDir: string, secret: string, ...rest: string[]): Promise<Outcome> =>
  redress(['import', csvFile(ROWS), '--mapping', deskMapping(), '--data-dir', dataDir, ...rest], {
    REDRESS_SECRET: secret,
  });
const caseIds = (dataDir: string): Promise<readonly string[]> =>
  withLog(dataDir, async (store) => {
    const { events } = await store.readAll({ limit: 1000 });
    return events.filter(({ revision, stream }) => revision === 0 && stream.startsWith('case-')).map((it) => it.stream);
  });

describe('the secret of an import', () => {
  it('is that of the data directory, made when there is none, and keys the ids', async () => {
    const dataDir = temporaryDirectory();
    expect(summaryOf(await importing(dataDir, ''))).toMatchObject({ newEvents: 5 });
    const file = join(dataDir, 'secret');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const secret = Buffer.from(readFileSync(file, 'utf8').trim());
    expect(await caseIds(dataDir)).toContain(`case-${importedCaseId(secret, 'desk', '1')}`);
    expect(summaryOf(await importing(dataDir, ''))).toMatchObject({ newEvents: 0 });
    await withLog(dataDir, async (store) => {
      for (const stream of await caseIds(dataDir)) verifyStream(await store.readStream(stream));
    });
  });

  it('must be the one that the log was begun with', async () => {
    const dataDir = temporaryDirectory();
    await importing(dataDir, 'the secret of the first import, long enough');
    const before = await withLog(dataDir, digestOf);
    const { code, stderr } = await importing(dataDir, 'another secret, that is long enough as well');
    expect(code).toBe(1);
    expect(stderr).toBe(
      `The log was begun with another secret: give the REDRESS_SECRET of its service, or --data-dir where the service keeps it (now ${dataDir}).\n`,
    );
    expect((await importing(dataDir, '')).code).toBe(1);
    expect(existsSync(join(dataDir, 'secret'))).toBe(false);
    expect(await withLog(dataDir, digestOf)).toEqual(before);
  });

  it('is not made by a dry run', async () => {
    const dataDir = temporaryDirectory();
    expect(summaryOf(await importing(dataDir, '', '--dry-run'))).toMatchObject({ newEvents: 5 });
    expect(existsSync(join(dataDir, 'secret'))).toBe(false);
  });

  it('has to be given for a log that is elsewhere, and is no part of one', async () => {
    const dataDir = temporaryDirectory();
    const log = { ...sqliteLog(join(dataDir, 'log.db')), isElsewhere: true };
    const options = { secret: null, dataDir, dryRun: false, log };
    await expect(logSecret(options, new InMemoryEventStore())).rejects.toThrow('REDRESS_SECRET is not given');
    writeFileSync(join(dataDir, 'secret'), 'half of a secret');
    await expect(logSecret(options, new InMemoryEventStore())).rejects.toThrow('is damaged');
  });
});
