// What docs/how-to/embed.md shows; embed.e2e.spec.ts runs it.
// #region embed
import { createHash } from 'node:crypto';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { SqliteEventStore } from '@redress/event-store-sqlite';
import { RedressModule } from '@redress/nestjs';

export async function startDesk(directory: string, keySecret: string, port: number) {
  const store = await SqliteEventStore.open({ file: `${directory}/log.db` });

  @Module({
    imports: [
      RedressModule.forRoot({
        store,
        readModels: { file: `${directory}/read-models.db` },
        secret: Buffer.from('the same 32 bytes or more, for ever'),
        keys: [{ name: 'crm', role: 'integration', secretHash: createHash('sha256').update(keySecret).digest('hex') }],
      }),
    ],
  })
  class DeskModule {}

  const app = await NestFactory.create(DeskModule, { bodyParser: false, logger: ['warn', 'error'] });
  await app.listen(port, '127.0.0.1');
  return {
    url: await app.getUrl(),
    async stop() {
      await app.close();
      // Who opened the log closes it, after the application.
      await store.close();
    },
  };
}
// #endregion embed
