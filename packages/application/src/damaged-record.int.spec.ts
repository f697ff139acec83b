import { type CatalogCommand } from '@redress/domain';
import { auditor, deskPolicy } from '@redress/domain/testing';
import { type RecordCorruptError, type StoredEvent } from '@redress/event-store';
import { type CaseModule, caseModule } from './case-module';
import { type CaseService } from './case-service';
import { caseStream } from './case-stream';
import { type CommandResult } from './command-request';
import { UnreadableEventError } from './errors';
import { publication, publishDesk, publishOffice } from './testing/publications';
import { request, testCaseId } from './testing/requests';
import { appendFromElsewhere, TamperedStore } from './testing/tampered-store';

const complainant = { name: 'Cleo Complainant' };
let store: TamperedStore;
let desk: CaseModule;

beforeEach(async () => {
  store = new TamperedStore();
  desk = caseModule({ store });
  for (const command of [publishOffice, publishDesk]) await publish(command);
});

/** As after a restart. */
const unread = (): CaseModule => caseModule({ store });

function publish(command: CatalogCommand): Promise<unknown> {
  return desk.publishing.handle(publication(crypto.randomUUID(), command));
}

async function receive(key: string, service: CaseService = desk.service): Promise<string> {
  const text = 'The lift is out of order.';
  return (await service.handle(request(key, { type: 'ReceiveComplaint', channel: 'email', text, complainant }))).state
    .id;
}

function give(caseId: string, key: string, service: CaseService = desk.service): Promise<CommandResult> {
  return service.handle(request(`${caseId} ${key}`, { type: 'AddNote', text: key }, { caseId }));
}

describe('a record that was changed', () => {
  const changed = ({ data }: StoredEvent): Partial<StoredEvent> => ({ data: data.replace('lift', 'loft') });
  const at = (stream: string, revision: number): Partial<RecordCorruptError> => ({
    code: 'record-corrupt',
    stream,
    revision,
  });

  it('is noticed by who reads the case, its history, or gives it a command; other cases go on', async () => {
    const [id, other] = [await receive('a'), await receive('b')];
    await give(id, 'note');
    store.tamper(caseStream(id), 0, changed);
    const { reader, repository, service } = unread();
    const damage = at(caseStream(id), 0);
    await expect(reader.get(id, auditor)).rejects.toMatchObject(damage);
    await expect(reader.get(id, auditor, { asOf: new Date().toISOString() })).rejects.toMatchObject(damage);
    await expect(reader.events(id, auditor)).rejects.toMatchObject(damage);
    await expect(repository.load(id)).rejects.toMatchObject(damage);
    await expect(give(id, 'another', service)).rejects.toMatchObject(damage);
    expect((await reader.get(other, auditor)).state.id).toBe(other);
    expect((await give(other, 'note', service)).effect).toBe('done');
  });

  it('is noticed in what was added to a case that is remembered', async () => {
    const id = await receive('a');
    const { repository } = unread();
    await repository.load(id);
    const { revision } = (await give(id, 'note')).state;
    store.tamper(caseStream(id), revision, () => ({ metadata: '{}' }));
    await expect(repository.load(id)).rejects.toMatchObject(at(caseStream(id), revision));
  });

  it('is noticed in the history of a case that was remembered from before', async () => {
    const id = await receive('a');
    const { reader } = unread();
    await reader.get(id, auditor);
    store.tamper(caseStream(id), 0, changed);
    await expect(reader.events(id, auditor)).rejects.toMatchObject(at(caseStream(id), 0));
    expect(await reader.feed(auditor, '', 100)).toMatchObject({ events: [], unreadable: [id] });
  });

  it('leaves the rest of the feed as it is, and is named beside it', async () => {
    const [id, other] = [await receive('a'), await receive('b')];
    store.tamper(caseStream(id), 1, () => ({ type: 'NoteAdded' }));
    const { events, unreadable } = await unread().reader.feed(auditor, '', 100);
    expect(new Set(events.map(({ stream }) => stream))).toEqual(new Set([caseStream(other)]));
    expect(unreadable).toEqual([id]);
  });

  it('is noticed of a policy by who needs it: cases that were promised another one go on', async () => {
    const before = await receive('a');
    const stream = 'policy-desk';
    await publish({ ...publishDesk, policy: deskPolicy({ priority: 7 }) } as CatalogCommand);
    store.tamper(stream, 1, () => ({ data: '{}' }));
    const { reader, promisesOf, catalog } = unread();
    const { state } = await reader.get(before, auditor);
    expect((await promisesOf(state)).promised?.policies).toHaveLength(1);
    await expect(receive('b', unread().service)).rejects.toMatchObject(at(stream, 1));
    expect(() => catalog.policies()).toThrow(stream);
    store.tamper(stream, 0, () => ({ data: '{}' }));
    await expect(unread().promisesOf(state)).rejects.toMatchObject(at(stream, 0));
  });
});

describe('an event in a case that this version does not know', () => {
  it.each([
    ['unknown-event-type', 'CaseDreamt', 1],
    ['newer-schema-version', 'NoteAdded', 99],
    ['unknown-event-type', 'constructor', 1],
  ])('is named (%s), and nothing is decided or shown without it', async (code, type, schemaVersion) => {
    const [id, other] = [await receive('a'), await receive('b')];
    const { revision } = (await desk.repository.load(id)).end;
    await appendFromElsewhere(store, id, type, schemaVersion);
    const { reader, service } = unread();
    const named = { code, stream: caseStream(id), revision: revision + 1, type, schemaVersion };
    await expect(reader.get(id, auditor)).rejects.toMatchObject(named);
    await expect(reader.events(id, auditor)).rejects.toBeInstanceOf(UnreadableEventError);
    await expect(give(id, 'note', service)).rejects.toMatchObject(named);
    // Also by who remembers the case from before.
    await expect(desk.reader.get(id, auditor)).rejects.toMatchObject(named);
    expect((await reader.feed(auditor, '', 100)).unreadable).toEqual([id]);
    expect((await reader.get(other, auditor)).state.id).toBe(other);
  });
});

it('a case that something else wrote, without a seal, is named', async () => {
  const id = testCaseId('foreign');
  const foreign = { id: crypto.randomUUID(), type: 'Ticket', schemaVersion: 1, data: '{}', metadata: '{}', hash: null };
  await store.append(caseStream(id), 'any', [foreign]);
  const { reader } = unread();
  await expect(reader.get(id, auditor)).rejects.toMatchObject({ reason: 'it was never sealed', revision: 0 });
  expect((await reader.feed(auditor, '', 10)).unreadable).toEqual([id]);
});
