import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { caseModule } from '@redress/application';
import { type Calendar, type CatalogCommand, SYSTEM_ACTOR } from '@redress/domain';
import { SqliteEventStore } from '@redress/event-store-sqlite';

const EXAMPLES = resolve(__dirname, '../../../../docs/examples');

/** Publishes the policy and the calendar of the examples in the log of a data directory. */
export async function publishIncidentDesk(dataDir: string): Promise<void> {
  const store = await SqliteEventStore.open({ file: join(dataDir, 'log.db') });
  const { publishing } = caseModule({ store });
  const give = async (command: CatalogCommand): Promise<void> => {
    await publishing.handle({ command, actor: SYSTEM_ACTOR, commandId: randomUUID() });
  };
  const calendar = example('calendars/sweden-office.json');
  await give({ type: 'PublishCalendar', name: 'sweden-office', calendar });
  await give({ type: 'PublishPolicy', name: 'incident-desk', policy: example('policies/incident-desk.json') });
  await store.close();
}

/** The calendar of the examples, as it was written down. */
export function swedishOffice(): Calendar {
  return example('calendars/sweden-office.json') as Calendar;
}

function example(path: string): unknown {
  return JSON.parse(readFileSync(join(EXAMPLES, path), 'utf8'));
}
