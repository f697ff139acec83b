import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateCalendar } from '../calendar/validate-calendar';
import { validatePolicy } from '../sla/validate-policy';
import { admin, NOW } from '../testing';
import { CATALOG_EVENT_TYPES, catalogEventTypes, type CatalogEvent, type CatalogEventType } from './events';
import { evolvePublication, type Publication } from './publication';
import { catalogUpcasters } from './upcasters';

const directory = join(__dirname, '../../golden/catalog');

/** Each type in each version that was ever written. */
const written = CATALOG_EVENT_TYPES.flatMap((type) =>
  Array.from({ length: catalogEventTypes[type].schemaVersion }, (_none, index) => [type, index + 1] as const),
);

/** The example of the version written today, whichever version the file shows. */
function example(type: CatalogEventType, version: number): CatalogEvent {
  let data: unknown = JSON.parse(readFileSync(join(directory, `${type}.v${version}.json`), 'utf8'));
  for (let from = version; from < catalogEventTypes[type].schemaVersion; from++) {
    data = catalogUpcasters.find((it) => it.type === type && it.from === from)?.upcast(data);
  }
  return { type, data } as CatalogEvent;
}

const recorded = (event: CatalogEvent, revision: number) => ({ ...event, revision, recordedAt: NOW, actor: admin });

describe('the golden files', () => {
  it('are one for each type and version, and no others', () => {
    expect(readdirSync(directory).sort()).toEqual(written.map(([type, version]) => `${type}.v${version}.json`).sort());
  });

  it.each(written)('%s.v%d.json is understood', (type, version) => {
    const event = example(type, version);
    const before = {
      name: 'it',
      revision: 0,
      versions: [{ version: 1 }],
      retired: null,
    } as unknown as Publication<never>;
    const after = evolvePublication('it', before, recorded(event, 1));
    if (type === 'PolicyRetired' || type === 'CalendarRetired') {
      expect(after).toEqual({ ...before, revision: 1, retired: { at: NOW, by: admin } });
      return;
    }
    const { version: number, ...content } = event.data as { version: number; policy?: unknown; calendar?: unknown };
    const published = { version: number, publishedAt: NOW, publishedBy: admin };
    const latest = { ...published, content: content.policy ?? content.calendar };
    expect(after).toEqual({ name: 'it', revision: 1, retired: null, versions: [{ version: 1 }, latest] });
  });

  it('show a policy and a calendar that could be published today', () => {
    const policy = example('PolicyPublished', 1) as Extract<CatalogEvent, { type: 'PolicyPublished' }>;
    const known = [{ name: 'stockholm', version: 2 }];
    expect(validatePolicy(policy.data.policy, known)).toEqual([]);
    const calendar = example('CalendarPublished', 1) as Extract<CatalogEvent, { type: 'CalendarPublished' }>;
    expect(validateCalendar(calendar.data.calendar)).toEqual([]);
  });
});

describe('an event of a later version of Redress', () => {
  const unknown = recorded({ type: 'PolicyPraised', data: {} } as never, 7);

  it('changes nothing but the revision', () => {
    const first = recorded(example('PolicyPublished', 1), 0);
    const before = evolvePublication('it', null, first);
    expect(evolvePublication('it', before, unknown)).toEqual({ ...before, revision: 7 });
  });

  it('makes nothing where there is nothing', () => {
    expect(evolvePublication('it', null, unknown)).toBeNull();
    expect(evolvePublication('it', null, recorded({ type: 'PolicyRetired', data: {} }, 0))).toBeNull();
  });
});
