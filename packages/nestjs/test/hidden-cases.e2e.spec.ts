import { InMemoryEventStore, START } from '@redress/event-store';
import { ana, bo, receivedCase, type TestCase } from './harness/cases';
import { type KeyName } from './harness/keys';
import { operationsOf } from './harness/operations';
import { RedressApp } from './harness/redress-app';

const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/v1/cases': [
    ...[
      '?limit=1',
      '?limit=1&sort=-receivedAt',
      '?q=lift',
      '?q=theft',
      '?category=theft',
      '?handler=bo',
      '?status=received',
    ],
    ...['?complainant=email:cleo@example.org', '?externalRef=crm:1', '?asOf=2026-03-02T09:00:00Z'],
    ...['?asOfOccurred=2026-03-02T09:00:00Z', '?owes=reply', '?severity=high'],
  ],
  '/v1/events': ['?limit=1', '?limit=3'],
  '/v1/unanswered': ['?limit=1'],
  '/v1/sla/report': ['?asOf=2026-03-02T09:00:00Z'],
};

/** The same log with something else in place of each event of some cases, so that positions are the same. */
async function without(store: InMemoryEventStore, hidden: readonly string[]): Promise<InMemoryEventStore> {
  const copy = new InMemoryEventStore();
  const { events } = await store.readAll({ after: START, limit: 1_000 });
  for (const { stream, revision, position: _position, ...event } of events) {
    const filler = { ...event, type: 'CheckpointReached', schemaVersion: 1, data: '{}', metadata: '{}', hash: null };
    if (hidden.some((id) => stream === `case-${id}`)) await copy.append('processor-filler', 'any', [filler]);
    else await copy.append(stream, revision === 0 ? 'noStream' : revision - 1, [event]);
  }
  return copy;
}

describe('what is answered to who may not see some cases', () => {
  const store = new InMemoryEventStore();
  let app: RedressApp;
  let bare: RedressApp;
  let open: readonly TestCase[];
  let hidden: readonly TestCase[];
  let end: string;

  beforeAll(async () => {
    app = await RedressApp.start({ store }, 'default');
    const secret = {
      confidential: true,
      category: 'theft',
      severity: 'high',
      externalRefs: [{ system: 'crm', id: '1' }],
    };
    const supervisor = { key: 'supervisor' } as const;
    const [first, kept] = [await receivedCase(app), await receivedCase(app, secret, supervisor)];
    const [second, ended] = [await receivedCase(app), await receivedCase(app, secret, supervisor)];
    for (const each of [first, kept, ended]) {
      await each.post('acknowledgement', { handler: each === first ? ana : bo }, supervisor);
      await each.post('messages', { direction: 'inbound', text: 'Still broken.' }, supervisor);
    }
    await ended.post('links', { to: kept.id, relation: 'related' }, supervisor);
    await first.post('links', { to: second.id, relation: 'related' }, supervisor);
    await ended.postAtRevision('merge', { into: kept.id }, supervisor);
    [open, hidden] = [
      [first, second],
      [kept, ended],
    ];
    const ids = hidden.map(({ id }) => id);
    end = await store.head();
    bare = await RedressApp.start({ store: await without(store, ids) }, 'default');
  }, 60_000);
  afterAll(async () => {
    await app.stop();
    await bare.stop();
  });

  /** Every GET of the document, on cases that can be seen and on hidden ones, with what tells lists apart. */
  function paths(): readonly string[] {
    const templates = operationsOf(app.document).filter(({ method }) => method === 'GET');
    const cases = [...open, ...hidden].map(({ id }) => id);
    return templates.flatMap(({ template }) => {
      const named = template.replace('{clock}', 'acknowledgement-1').replace('{version}', '1');
      const path = named.replace('{name}', template.startsWith('/v1/calendars') ? 'office-hours' : 'default');
      const all = path.includes('{caseId}') ? cases.map((id) => path.replace('{caseId}', id)) : [path];
      return all.flatMap((each) => [each, ...(QUERIES[template] ?? []).map((query) => each + query)]);
    });
  }

  /** Processors go on writing checkpoints in both logs: positions from its end on, and cursors, which hold one, are as good as each other. */
  const sameEnd = (text: string): string =>
    text
      .replace(/\b\d{16}\b/g, (position) => (position >= end ? 'END' : position))
      .replace(/(cursor=|"next":\s*")[\w-]+/g, '$1CURSOR')
      .replace(/"content-length":"\d+",?/, '');

  /** A list and its next pages. */
  async function pages(from: RedressApp, path: string, key: KeyName) {
    const answers = [];
    for (let next: string | null = path; next !== null && answers.length < 20;) {
      const { status, headers, text, body } = await from.get(next, { key, headers: { 'Redress-Min-Position': end } });
      const { date: _date, ...rest } = headers;
      answers.push({ status, said: sameEnd(JSON.stringify(rest) + text) });
      const cursor = (body as { page?: { next?: string | null } } | undefined)?.page?.next ?? null;
      const isFeed: boolean = path.startsWith('/v1/events');
      next =
        cursor === null || !path.includes('?limit=1') || isFeed ? null : `${path}&cursor=${encodeURIComponent(cursor)}`;
    }
    return answers;
  }

  it.each<KeyName>(['agent', 'ana'])(
    'is, on every GET, for %s what a log without them answers',
    async (key) => {
      const all = paths();
      expect(all.length).toBeGreaterThan(50);
      let answered = 0;
      for (const path of all) {
        const seen = await pages(app, path, key);
        expect(seen).toEqual(await pages(bare, path, key));
        answered += seen.filter(({ status }) => status === 200).length;
      }
      // Others are of hidden cases, and of routes for other roles.
      expect(answered).toBeGreaterThan(30);
    },
    120_000,
  );

  it('is something else for who sees them, so that the comparison can fail', async () => {
    const [all, some] = [await pages(app, '/v1/cases', 'supervisor'), await pages(bare, '/v1/cases', 'supervisor')];
    expect(all).not.toEqual(some);
  });
});
