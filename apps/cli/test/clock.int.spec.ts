import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { openEnvelope } from '@redress/event-store';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { redress, summaryOf } from './support/redress';
import { sealedLog } from './support/sealed-log';
import { temporaryDirectory } from './support/temporary';

describe('redress clock confirm', () => {
  it('puts on record what the clock says, and who confirmed it, beside whoever has the log open', async () => {
    const file = await sealedLog(1, 1);
    const service = await SqliteEventStore.open({ file });
    const outcome = await redress(['clock', 'confirm', file]);
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    const events = (await service.readStream('operations-clock')).map(openEnvelope);
    await service.close();
    expect(events).toMatchObject([
      {
        type: 'ClockConfirmed',
        data: summaryOf(outcome),
        metadata: { actor: { id: userInfo().username, role: 'admin', via: 'redress clock confirm' } },
      },
    ]);
    expect(Math.abs(Date.parse((events[0]?.data as { at: string }).at) - Date.now())).toBeLessThan(60_000);
    const verified = await redress(['verify', file]);
    expect(verified.code).toBe(0);
  });

  it('makes no log where there is none', async () => {
    const directory = temporaryDirectory();
    const { code, stderr } = await redress(['clock', 'confirm', '--data-dir', directory]);
    expect([code, stderr]).toEqual([
      1,
      `There is no log at ${join(directory, 'log.db')}: name the one of the service\n`,
    ]);
    expect(existsSync(join(directory, 'log.db'))).toBe(false);
  });

  it.each([
    [[], 'clock confirm'],
    [['confirm', 'a', 'b'], 'One log at a time'],
    [['confirm', 'a', '--data-dir', 'b'], 'not both'],
    [['confirm', '--loud'], '--loud'],
  ])('says how it is called: %j', async (args, reason) => {
    const { code, stderr } = await redress(['clock', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(reason);
  });
});
