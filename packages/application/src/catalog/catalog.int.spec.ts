import { type CatalogCommand, InvalidPublication } from '@redress/domain';
import { deskPolicy, nightShiftCalendar, officeCalendar, splitShiftCalendar } from '@redress/domain/testing';
import {
  InMemoryEventStore,
  type LogPage,
  openEnvelope,
  type ReadAllOptions,
  seal,
  verifyStream,
} from '@redress/event-store';
import { type CaseModule, caseModule } from '../case-module';
import { agent, request } from '../testing/requests';
import { publication, publishDesk, publishFallback, publishOffice } from '../testing/publications';
import { ReplaceableStore } from '../testing/replaceable-store';
import { Catalog } from './catalog';

const target = deskPolicy().targets[0]!;
const night: CatalogCommand = { type: 'PublishCalendar', name: 'office', calendar: nightShiftCalendar() };

class CountingStore extends InMemoryEventStore {
  reads = 0;
  /** From where it was read last. */
  after: string | undefined;

  override readAll(options?: ReadAllOptions): Promise<LogPage> {
    this.reads += 1;
    this.after = options?.after;
    return super.readAll(options);
  }
}

describe('the catalog', () => {
  let store: CountingStore;
  let desk: CaseModule;
  let catalog: Catalog;

  const publish = (...commands: CatalogCommand[]) =>
    commands.reduce<Promise<unknown>>(
      (before, command) => before.then(() => desk.publishing.handle(publication(crypto.randomUUID(), command))),
      Promise.resolve(),
    );

  beforeEach(() => {
    store = new CountingStore();
    desk = caseModule({ store });
    catalog = new Catalog(store);
  });

  it('promises nothing before anything is published', async () => {
    await catalog.refresh();
    expect(catalog.current()).toEqual({ policies: [], calendars: {} });
  });

  it('reads the streams that it is made of, and not the log, where the store finds them', async () => {
    await publish(publishOffice, publishDesk);
    const head = await store.head();
    store.reads = 0;
    await catalog.refresh();
    expect(catalog.policies().has('desk')).toBe(true);
    expect([store.reads, store.after]).toEqual([1, head]);
    await caseModule({ store }).catalog.refresh();
    expect([store.reads, store.after]).toEqual([2, head]);
  });

  it('reads the log where it does not', async () => {
    await publish(publishOffice, publishDesk);
    const plain = new Catalog(Object.assign(Object.create(store) as CountingStore, { readStreams: undefined }));
    await plain.refresh();
    expect(plain.policies().has('desk')).toBe(true);
  });

  describe('that is told which streams there are, where the store does not find them', () => {
    const plainly = (): CountingStore =>
      Object.assign(Object.create(store) as CountingStore, { readStreams: undefined, reads: 0 });

    it('reads these, and the log only from there', async () => {
      await publish(publishOffice, publishDesk);
      const known = { streams: ['calendar-office', 'policy-desk'], upTo: await store.head() };
      await publish(night, ...publishFallback);
      const plain = plainly();
      const told = new Catalog(plain);
      told.beginWith(known);
      await told.refresh();
      expect([plain.reads, plain.after]).toEqual([1, known.upTo]);
      await catalog.refresh();
      expect([...told.policies()]).toEqual([...catalog.policies()]);
      expect([...told.calendars()]).toEqual([...catalog.calendars()]);
    });

    it('forgets that with the log', async () => {
      const told = new Catalog(plainly());
      told.beginWith({ streams: [], upTo: '9' });
      told.forgetAll();
      await told.refresh();
      await publish(publishOffice);
      await told.refresh();
      expect(told.calendars().size).toBe(1);
    });
  });

  it('begins at the start of another log that has taken the place of the one it read', async () => {
    await publish(publishOffice, night, publishDesk);
    const replaceable = new ReplaceableStore(store);
    catalog = new Catalog(replaceable);
    await catalog.refresh();
    const restored = new InMemoryEventStore();
    desk = caseModule({ store: restored });
    await publish(publishOffice);
    replaceable.replaceBy(restored);
    catalog.forgetAll();
    await catalog.refresh();
    expect([...catalog.policies().keys()]).toEqual([]);
    expect(catalog.calendars().get('office')?.versions).toHaveLength(1);
  });

  it('promises every current policy in its newest version, and the calendars that they name in theirs', async () => {
    const other = deskPolicy({ name: 'other', targets: [{ ...target, calendar: { name: 'split', version: 1 } }] });
    const gone = deskPolicy({ name: 'gone' });
    await publish(
      publishOffice,
      night,
      { type: 'PublishCalendar', name: 'split', calendar: splitShiftCalendar() },
      { type: 'PublishCalendar', name: 'unused', calendar: officeCalendar() },
      publishDesk,
      { type: 'PublishPolicy', name: 'desk', policy: deskPolicy({ reopenWindow: 60 }) },
      { type: 'PublishPolicy', name: 'other', policy: other },
      { type: 'PublishPolicy', name: 'gone', policy: gone },
      { type: 'RetirePolicy', name: 'gone' },
    );
    await catalog.refresh();
    expect(catalog.current()).toEqual({
      policies: [
        { version: 2, policy: deskPolicy({ reopenWindow: 60 }) },
        { version: 1, policy: other },
      ],
      calendars: { office: 2 },
    });
  });

  it('resolves what a case was promised, whatever was published or retired since', async () => {
    await publish(publishOffice, publishDesk);
    const refs = { policies: { desk: 1 }, calendars: { office: 1 } };
    await publish(
      night,
      { type: 'PublishPolicy', name: 'desk', policy: deskPolicy({ reopenWindow: 60 }) },
      ...publishFallback,
      { type: 'RetirePolicy', name: 'desk' },
      { type: 'RetireCalendar', name: 'office' },
    );
    await catalog.refresh();
    expect(catalog.knows(refs)).toBe(true);
    expect(catalog.promised(refs)).toEqual({
      policies: [{ version: 1, policy: deskPolicy() }],
      calendars: { office: 1 },
    });
    expect(catalog.promised(refs)).toBe(catalog.promised(refs));
    expect(catalog.calendar({ name: 'office', version: 1 }).calendar).toEqual(officeCalendar());
    expect(catalog.calendar({ name: 'office', version: 2 }).calendar).toEqual(nightShiftCalendar());
    expect(catalog.calendar({ name: 'office', version: 1 })).toBe(catalog.calendar({ name: 'office', version: 1 }));
  });

  it('says what it does not know', async () => {
    await publish(publishOffice, publishDesk);
    await catalog.refresh();
    expect(catalog.knows({ policies: { desk: 2 }, calendars: {} })).toBe(false);
    expect(catalog.knows({ policies: { nobody: 1 }, calendars: {} })).toBe(false);
    expect(catalog.knows({ policies: {}, calendars: { office: 2 } })).toBe(false);
    expect(() => catalog.promised({ policies: { desk: 2 }, calendars: {} })).toThrow(RangeError);
    expect(() => catalog.calendar({ name: 'office', version: 2 })).toThrow(RangeError);
  });

  it('knows after a refresh what another process published before it', async () => {
    await catalog.refresh();
    await publish(publishOffice, publishDesk);
    expect(catalog.current().policies).toEqual([]);
    await catalog.refresh();
    expect(catalog.current().policies).toHaveLength(1);
  });

  it('knows it also when a read was under way', async () => {
    const before = catalog.refresh();
    await publish(publishOffice);
    const after = catalog.refresh();
    await Promise.all([before, after]);
    expect(catalog.calendars().size).toBe(1);
  });

  it('reads once for many who ask at once, and the log only from where it was', async () => {
    await publish(publishOffice, publishDesk);
    for (let i = 0; i < 20; i++) {
      const receipt = { type: 'ReceiveComplaint', channel: 'email', text: 'x', complainant: { name: 'C' } } as const;
      await desk.service.handle(request(`case ${i}`, receipt, { actor: agent }));
    }
    await catalog.refresh();
    store.reads = 0;
    await Promise.all(Array.from({ length: 100 }, () => catalog.refresh()));
    expect(store.reads).toBe(2);
  });

  it('promises the last version of a calendar that was retired at the very moment when a policy came to name it', async () => {
    await publish(publishOffice, { type: 'RetireCalendar', name: 'office' });
    const late = new Catalog(store);
    await late.refresh();
    await expect(publish(publishDesk)).rejects.toBeInstanceOf(InvalidPublication);
    await publish(publishOffice, publishDesk);
    // The two streams know nothing of each other: what a race leaves is written here by hand.
    const stored = await store.readStream('calendar-office');
    const { type, schemaVersion, data, metadata } = openEnvelope(stored[1]!);
    const again = seal('calendar-office', verifyStream(stored), [
      { type, schemaVersion, data: data as object, metadata },
    ]);
    await store.append('calendar-office', 2, again);
    await late.refresh();
    expect(late.calendars().get('office')?.retired).not.toBeNull();
    expect(late.current().calendars).toEqual({ office: 2 });
    expect(late.calendar({ name: 'office', version: 2 }).calendar).toEqual(officeCalendar());
  });
});
