import { type CatalogCommand, defaultPolicy } from '@redress/domain';
import { deskPolicy } from '@redress/domain/testing';
import { InMemoryEventStore, verifyStream } from '@redress/event-store';
import { caseModule } from '../case-module';
import { publication, publishDesk, publishOffice } from '../testing/publications';
import { ensureDefaultPolicy } from './ensure-default-policy';

describe('the default policy', () => {
  let store: InMemoryEventStore;

  beforeEach(() => {
    store = new InMemoryEventStore();
  });

  const revisions = async () =>
    Promise.all(
      ['policy-default', 'calendar-office-hours'].map(async (it) => verifyStream(await store.readStream(it)).revision),
    );
  const publish = (command: CatalogCommand) =>
    caseModule({ store }).publishing.handle(publication(crypto.randomUUID(), command));

  it('is published with its calendar in the zone, by Redress itself', async () => {
    const module = caseModule({ store });
    await ensureDefaultPolicy(module, 'Europe/Stockholm');
    expect(module.catalog.current()).toEqual({
      policies: [{ version: 1, policy: defaultPolicy }],
      calendars: { 'office-hours': 1 },
    });
    expect(module.catalog.calendars().get('office-hours')?.versions[0]).toMatchObject({
      content: { zone: 'Europe/Stockholm' },
      publishedBy: { kind: 'system' },
    });
  });

  it('is published once, however many processes start at once or again', async () => {
    await Promise.all(Array.from({ length: 10 }, () => ensureDefaultPolicy(caseModule({ store }))));
    await ensureDefaultPolicy(caseModule({ store }), 'Asia/Tokyo');
    expect(await revisions()).toEqual([0, 0]);
  });

  it('is left out where anything was ever published, also when that is retired by now', async () => {
    await publish(publishOffice);
    await publish({ ...publishDesk, policy: deskPolicy({ when: { channel: 'email' } }) } as CatalogCommand);
    await publish({ type: 'RetirePolicy', name: 'desk' });
    await ensureDefaultPolicy(caseModule({ store }));
    expect(await revisions()).toEqual([-1, -1]);
  });

  it('is finished when a crash left only its calendar, and takes one that somebody published under that name', async () => {
    await publish({ ...publishOffice, name: 'office-hours' } as CatalogCommand);
    await ensureDefaultPolicy(caseModule({ store }));
    expect(await revisions()).toEqual([0, 0]);
  });

  it('makes a calendar current again that was retired', async () => {
    await publish({ ...publishOffice, name: 'office-hours' } as CatalogCommand);
    await publish({ type: 'RetireCalendar', name: 'office-hours' });
    await ensureDefaultPolicy(caseModule({ store }));
    expect(await revisions()).toEqual([0, 2]);
  });

  it('says when there is no such zone', async () => {
    await expect(ensureDefaultPolicy(caseModule({ store }), 'Mars/Olympus')).rejects.toThrow('/zone');
  });
});
