import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDbEventStore } from '@redress/event-store-eventstoredb';
import { EventStoreDbTestServer } from '@redress/event-store-eventstoredb/testing';
import { csvFile, deskMapping, LATE_ROWS, ROWS } from './support/desk';
import { digestOf, withLog } from './support/log';
import { type Outcome, redress, summaryOf } from './support/redress';
import { temporaryDirectory } from './support/temporary';

describe('a log in an EventStoreDB', () => {
  let server: EventStoreDbTestServer;
  let store: EventStoreDbEventStore;

  beforeEach(async () => {
    server = await EventStoreDbTestServer.start();
    store = new EventStoreDbEventStore({ url: server.url });
  });
  afterEach(async () => {
    await store.close();
    await server.close();
  });

  const verified = async (...args: string[]): Promise<Outcome> => redress(['verify', ...args]);
  const importing = (args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> =>
    redress(['import', csvFile([...ROWS, ...LATE_ROWS]), '--mapping', deskMapping(), ...args], env);

  it('takes an import like a log in a file, and nothing the second time', async () => {
    const [dataDir, embedded] = [temporaryDirectory(), temporaryDirectory()];
    const first = await importing([], { EVENT_STORE_URL: server.url, REDRESS_DATA_DIR: dataDir });
    expect(first.code).toBe(0);
    expect(summaryOf(first)).toMatchObject({ rows: 7, taken: 6, rejected: 1, cases: 3 });
    await importing(['--data-dir', embedded]);
    expect(await digestOf(store)).toEqual(await withLog(embedded, digestOf));
    // What is rejected lies in the data directory, also where the log does not.
    const rejects = (directory: string): string => readFileSync(join(directory, 'rejects/desk.jsonl'), 'utf8');
    expect(rejects(dataDir)).toBe(rejects(embedded));
    const second = await importing(['--log', server.url, '--data-dir', dataDir]);
    expect(summaryOf(second)).toMatchObject({ rows: 7, newEvents: 0 });
  }, 60_000);

  it('takes nothing of a dry run, which reads it', async () => {
    const data = ['--data-dir', temporaryDirectory(), '--log', server.url];
    const { newEvents } = summaryOf(await importing(['--dry-run', ...data])) as { newEvents: number };
    expect(newEvents).toBeGreaterThan(0);
    expect(server.log.all).toEqual([]);
    await importing(data);
    expect(summaryOf(await importing(['--dry-run', ...data]))).toMatchObject({ newEvents: 0 });
  }, 60_000);

  it('is verified: whole, and with an event changed on the disk of the server', async () => {
    await importing(['--log', server.url, '--data-dir', temporaryDirectory()]);
    // What a replica leaves behind that has compared its clock is no part of the record.
    await store.compareClocks();
    const whole = await verified(server.url);
    const events = server.log.all.length;
    expect([whole.code, summaryOf(whole)]).toEqual([0, { streams: 5, events, bad: 0 }]);
    expect(await redress(['verify'], { EVENT_STORE_URL: server.url })).toEqual(whole);

    const changed = server.log.all.find(({ type }) => type === 'ComplaintReceived');
    const data = Buffer.from(
      Buffer.from(changed?.data ?? [])
        .toString()
        .replace('out of order', 'a bit slow'),
    );
    Object.assign(changed ?? {}, { data });
    const { code, stdout } = await verified(server.url);
    expect([code, stdout]).toEqual([
      1,
      `${changed?.stream} revision 0: its hash does not match its content\n{"streams":5,"events":${events},"bad":1}\n`,
    ]);
  }, 60_000);

  it('that cannot be reached is told of in one line that says what to do, without the password', async () => {
    await server.stop();
    const url = `esdb://ops:pass-0123@127.0.0.1:${server.port}?tls=false`;
    for (const outcome of [
      await verified(url),
      await importing(['--log', url, '--quiet', '--data-dir', temporaryDirectory()]),
    ]) {
      expect(outcome.code).toBe(1);
      expect(outcome.stderr.trim().split('\n')).toHaveLength(1);
      expect(outcome.stderr).toMatch(
        /127\.0\.0\.1:\d+ cannot be reached: is it running, .* Run the same command again/,
      );
      expect(outcome.stderr + outcome.stdout).not.toContain('pass-0123');
    }
  }, 60_000);

  it('whose address makes no sense is told of in one line without the password', async () => {
    const { code, stderr } = await verified('esdb://ops:pass-0123@here:2113?tsl=false');
    expect([code, stderr]).toEqual([
      1,
      'The connection string of the event store has an option that is not known: tsl\n',
    ]);
  });
});
