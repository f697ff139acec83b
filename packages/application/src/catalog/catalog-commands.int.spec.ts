import { catalogRules, CatalogRuleViolation, InvalidPublication } from '@redress/domain';
import { agent, auditor, deskPolicy, nightShiftCalendar } from '@redress/domain/testing';
import { InMemoryEventStore, openEnvelope, verifyStream } from '@redress/event-store';
import { type CaseModule, caseModule } from '../case-module';
import {
  ForbiddenCommandError,
  IdempotencyKeyReusedError,
  PublicationNotFoundError,
  RevisionMismatchError,
} from '../errors';
import { FaultyStore } from '../testing/faulty-store';
import { ManualClock } from '../testing/manual-clock';
import { publication, publishDesk, publishFallback, publishOffice } from '../testing/publications';

const slower = { type: 'PublishPolicy', name: 'desk', policy: deskPolicy({ reopenWindow: 60 }) } as const;
const night = { type: 'PublishCalendar', name: 'office', calendar: nightShiftCalendar() } as const;
const retireDesk = { type: 'RetirePolicy', name: 'desk' } as const;
const retireOffice = { type: 'RetireCalendar', name: 'office' } as const;

describe('publishing', () => {
  let store: FaultyStore;
  let clock: ManualClock;
  let here: CaseModule;
  let there: CaseModule;

  const types = async (stream: string): Promise<string[]> => (await store.readStream(stream)).map(({ type }) => type);

  beforeEach(async () => {
    store = new FaultyStore(new InMemoryEventStore());
    clock = new ManualClock('2026-03-02T09:00:00.000Z');
    here = caseModule({ store, clock });
    there = caseModule({ store, clock });
    await here.publishing.handle(publication('calendar', publishOffice));
    for (const command of publishFallback) await here.publishing.handle(publication(command.type, command));
  });

  it('puts a version on record, sealed, with who and when', async () => {
    const { publication: desk, effect } = await here.publishing.handle(publication('policy', publishDesk));
    expect(effect).toBe('done');
    expect(desk).toMatchObject({
      name: 'desk',
      revision: 0,
      retired: null,
      versions: [
        { version: 1, content: deskPolicy(), publishedAt: '2026-03-02T09:00:00.000Z', publishedBy: { id: 'ada' } },
      ],
    });
    await here.publishing.handle(publication('again', slower));
    await here.publishing.handle(publication('retire', retireDesk));
    const events = await store.readStream('policy-desk');
    expect(verifyStream(events).revision).toBe(2);
    expect(events.map(openEnvelope).map(({ metadata }) => metadata.actor.id)).toEqual(['ada', 'ada', 'ada']);
    expect(await types('policy-desk')).toEqual(['PolicyPublished', 'PolicyPublished', 'PolicyRetired']);
    expect(await types('calendar-office')).toEqual(['CalendarPublished']);
  });

  it('changes nothing when the current version says the same', async () => {
    const first = await here.publishing.handle(publication('policy', publishDesk));
    const again = await there.publishing.handle(publication('policy again', publishDesk, { ifMatch: 0 }));
    expect(again).toEqual({ ...first, effect: 'nothing' });
    await here.publishing.handle(publication('retire', retireDesk));
    expect((await there.publishing.handle(publication('retire again', retireDesk))).effect).toBe('nothing');
    expect(await types('policy-desk')).toEqual(['PolicyPublished', 'PolicyRetired']);
  });

  it('answers a repeated command as it was answered first, in every process, whatever has happened since', async () => {
    const first = await here.publishing.handle(publication('policy', publishDesk, { ifMatch: -1 }));
    await here.publishing.handle(publication('slower', slower));
    const again = await there.publishing.handle(publication('policy', publishDesk, { ifMatch: -1 }));
    expect(again).toMatchObject({ effect: 'replayed', publication: first.publication });
    await expect(there.publishing.handle(publication('policy', slower))).rejects.toBeInstanceOf(
      IdempotencyKeyReusedError,
    );
  });

  it('refuses another revision than the caller saw', async () => {
    const stale = (ifMatch: number) => here.publishing.handle(publication(`at ${ifMatch}`, slower, { ifMatch }));
    await expect(stale(0)).rejects.toThrow('There is none yet');
    await here.publishing.handle(publication('policy', publishDesk));
    await expect(stale(-1)).rejects.toThrow('There is one already');
    await expect(stale(1)).rejects.toThrow(RevisionMismatchError);
    await expect(stale(0)).resolves.toMatchObject({ effect: 'done', publication: { revision: 1 } });
  });

  it('lets one of several publishers win who saw the same', async () => {
    await here.publishing.handle(publication('policy', publishDesk));
    const racers = [here, there, caseModule({ store, clock })].map((process, index) => {
      const policy = deskPolicy({ reopenWindow: 40 + index });
      const command = { type: 'PublishPolicy', name: 'desk', policy } as const;
      return process.publishing.handle(publication(`racer ${index}`, command, { ifMatch: 0 }));
    });
    const outcomes = await Promise.allSettled(racers);
    const lost = outcomes.flatMap((it) => (it.status === 'rejected' ? [it.reason as unknown] : []));
    expect(lost).toHaveLength(2);
    for (const error of lost) expect(error).toBeInstanceOf(RevisionMismatchError);
    expect(await types('policy-desk')).toHaveLength(2);
  });

  it('takes one after the other who did not say what they saw', async () => {
    const windows = Array.from({ length: 10 }, (_none, index) => 40 + index);
    await Promise.all(
      windows.map((reopenWindow, index) => {
        const command = { type: 'PublishPolicy', name: 'desk', policy: deskPolicy({ reopenWindow }) } as const;
        return (index % 2 === 0 ? here : there).publishing.handle(publication(`window ${reopenWindow}`, command));
      }),
    );
    await here.catalog.refresh();
    const versions = here.catalog.policies().get('desk')?.versions ?? [];
    expect(versions.map(({ version }) => version)).toEqual(windows.map((_window, index) => index + 1));
    expect(versions.map(({ content }) => content.reopenWindow).sort()).toEqual(windows);
    expect(verifyStream(await store.readStream('policy-desk')).revision).toBe(9);
  });

  it('refuses what is not valid, and leaves nothing of it', async () => {
    const policy = deskPolicy({ targets: [] });
    const command = { type: 'PublishPolicy', name: 'desk', policy } as const;
    await expect(here.publishing.handle(publication('empty', command))).rejects.toBeInstanceOf(InvalidPublication);
    await expect(here.publishing.handle(publication('empty', publishDesk))).resolves.toMatchObject({ effect: 'done' });
  });

  it('refuses to retire a calendar in use, also when another process published its user', async () => {
    await there.catalog.refresh();
    await here.publishing.handle(publication('policy', publishDesk));
    const retiring = there.publishing.handle(publication('retire', retireOffice));
    await expect(retiring).rejects.toThrow(CatalogRuleViolation);
    await expect(retiring).rejects.toThrow(catalogRules['calendar-in-use']);
    expect(await types('calendar-office')).toEqual(['CalendarPublished']);
  });

  it('refuses to retire the last policy for every case, also when another process retired the one before it', async () => {
    await here.publishing.handle(publication('policy', publishDesk));
    await there.catalog.refresh();
    await here.publishing.handle(publication('retire', retireDesk));
    const last = there.publishing.handle(publication('the last', { type: 'RetirePolicy', name: 'fallback' }));
    await expect(last).rejects.toThrow(catalogRules['last-policy']);
    expect(await types('policy-fallback')).toEqual(['PolicyPublished']);
  });

  it('retires nothing that there is not', async () => {
    await expect(here.publishing.handle(publication('retire', retireDesk))).rejects.toBeInstanceOf(
      PublicationNotFoundError,
    );
  });

  it('is for admins', async () => {
    for (const actor of [agent, auditor]) {
      const request = publication('policy', publishDesk, { actor });
      await expect(here.publishing.handle(request)).rejects.toBeInstanceOf(ForbiddenCommandError);
    }
    expect(await types('policy-desk')).toEqual([]);
  });

  it.each(['lost-request', 'lost-answer'] as const)('settles an append whose fate nobody knows (%s)', async (fault) => {
    store.faults.push(fault);
    const { publication: office, effect } = await here.publishing.handle(publication('night', night));
    expect([office.versions.length, effect]).toEqual([2, 'done']);
    expect(await types('calendar-office')).toHaveLength(2);
  });
});
