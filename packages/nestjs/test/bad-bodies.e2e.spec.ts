import { gzipSync } from 'node:zlib';
import { receipt, receivedCase, type TestCase } from './harness/cases';
import { type Call, NOW, RedressApp } from './harness/redress-app';

const JSON_TYPE = { 'Content-Type': 'application/json' };
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
/** A receipt whose text is this piece of JSON. */
const withText = (json: string): string => `{"channel":"email","complainant":{"name":"Cleo"},"text":${json}}`;

describe('bad bodies', () => {
  let app: RedressApp;
  let here: TestCase;
  let head: string;

  beforeAll(async () => {
    app = await RedressApp.start();
    here = await receivedCase(app);
    head = await app.store.head();
  });
  // Whatever was asked for, nothing was written.
  afterEach(async () => expect(await app.store.head()).toBe(head));
  afterAll(() => app.stop());

  const refused = async (status: number, code: string, method: string, path: string, call: Call): Promise<void> => {
    const reply = await app.send(method, path, call);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    expect(reply.body.detail.length).toBeGreaterThan(10);
  };

  describe('what is no JSON', () => {
    it.each([
      ['half an object', '{"channel":'],
      ['an empty body', ''],
      ['a byte order mark', '\ufeff{}'],
      ['a trailing comma', '{"channel":"email",}'],
      ['not a number', withText('NaN')],
      ['a raw line feed in a text', withText('"a\nb"')],
      [
        'bytes that are not UTF-8',
        Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
      ],
      ['UTF-16', Buffer.from('{}', 'utf16le')],
    ])('%s', (_name, raw) => refused(400, 'not-json', 'POST', '/v1/cases', { raw, headers: JSON_TYPE }));

    it('a body that is left out altogether', () =>
      refused(400, 'not-json', 'POST', '/v1/cases', { headers: JSON_TYPE }));
  });

  describe('members that stand twice', () => {
    it.each([
      ['a field', '{"channel":"email","text":"a","channel":"phone","complainant":{"name":"c"}}', '/channel'],
      ['a nested one', '{"channel":"email","text":"a","complainant":{"name":"c","name":"d"}}', '/complainant/name'],
      ['one written in two ways', '{"text":"a","te\\u0078t":"b"}', '/text'],
      ['one in a list', '{"labels":["x",{"a":1},{"b/c":1,"b/c":2}]}', '/labels/2/b~1c'],
    ])('%s', async (_name, raw, pointer) => {
      const { status, body } = await app.send('POST', '/v1/cases', { raw, headers: JSON_TYPE });
      expect([status, body.code]).toEqual([400, 'repeated-member']);
      expect(body.errors).toEqual([{ pointer, code: 'repeated', message: expect.any(String) }]);
      expect(body.detail).toContain(pointer);
    });
  });

  it('a charset may stand in quotes', () =>
    refused(422, 'invalid-request', 'POST', '/v1/cases', {
      raw: '{}',
      headers: { 'Content-Type': 'application/json; charset="UTF-8"' },
    }));

  it('with very many flaws is told the first hundred, and how many more there are', async () => {
    const wrong = Object.fromEntries(Array.from({ length: 1_500 }, (_, n) => [`field${n}`, n]));
    const { status, body, text } = await app.post('/v1/cases', { ...receipt, ...wrong });
    expect([status, body.code]).toEqual([422, 'invalid-request']);
    expect(body.errors).toHaveLength(100);
    expect(body.moreErrors).toBe(1_400);
    expect(body.detail).toContain('1499 more');
    expect(text.length).toBeLessThan(20_000);
  });

  it.each([
    ['an object of very many members', Object.fromEntries(Array.from({ length: 25_000 }, (_, n) => [`field${n}`, n]))],
    ['a list of very many objects', { ...receipt, attachments: Array.from({ length: 150_000 }, () => ({})) }],
  ])('%s is not looked at further', async (_name, sent) => {
    const { status, body } = await app.post('/v1/cases', sent);
    expect([status, body.code]).toEqual([422, 'invalid-request']);
    expect(body.errors).toEqual([{ pointer: '', code: 'too-many', message: expect.any(String) }]);
  });

  describe('other media types', () => {
    it.each([
      [{ 'Content-Type': 'application/json; charset="latin1"' }],
      [{ 'Content-Type': 'application/json; charset=' }],
      [{ 'Content-Type': 'text/plain' }],
      [{ 'Content-Type': 'application/x-www-form-urlencoded' }],
      [{ 'Content-Type': 'application/problem+json' }],
      [{ 'Content-Type': 'application/jsonp' }],
      [{ 'Content-Type': 'application/json; charset=latin1' }],
      [{ ...JSON_TYPE, 'Content-Encoding': 'br' }],
    ])('%j', (headers) => refused(415, 'unsupported-media-type', 'POST', '/v1/cases', { raw: '{}', headers }));

    it('compressed JSON', () =>
      refused(415, 'unsupported-media-type', 'POST', '/v1/cases', {
        raw: gzipSync(JSON.stringify(receipt)),
        headers: { ...JSON_TYPE, 'Content-Encoding': 'gzip' },
      }));
  });

  describe('too much', () => {
    const large = JSON.stringify({ ...receipt, text: 'x'.repeat(2 * 1024 * 1024) });

    it('2 MB', () => refused(413, 'body-too-large', 'POST', '/v1/cases', { raw: large, headers: JSON_TYPE }));

    it('2 MB whose length nobody told', async () => {
      const { status, body } = await app.sendPieces('POST', '/v1/cases', [
        large.slice(0, 900_000),
        large.slice(900_000),
      ]);
      expect([status, body.code]).toEqual([413, 'body-too-large']);
    });
  });

  describe('bodies that are not as documented', () => {
    it.each<[string, string, string, string]>([
      ['an array', '[]', '', 'wrong-type'],
      ['a text', '"x"', '', 'wrong-type'],
      ['null', 'null', '', 'wrong-type'],
      ['a missing field', '{"channel":"email","text":"x"}', '/complainant', 'required'],
      [
        'an unknown field',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"colour":"red"}',
        '/colour',
        'unknown-field',
      ],
      [
        'an unknown nested field',
        '{"channel":"email","text":"x","complainant":{"name":"c","age":3}}',
        '/complainant/age',
        'unknown-field',
      ],
      [
        'a field that only the text of a pointer can escape',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"a/b~c":1}',
        '/a~1b~0c',
        'unknown-field',
      ],
      [
        'what is no e-mail address',
        '{"channel":"email","text":"x","complainant":{"name":"c","email":"nope"}}',
        '/complainant/email',
        'bad-format',
      ],
      ['a number for a text', withText('3'), '/text', 'wrong-type'],
      ['null for a text', withText('null'), '/text', 'wrong-type'],
      ['an unknown that only imports may say', withText('{"unknown":true}'), '/text', 'wrong-type'],
      ['an empty text', withText('""'), '/text', 'blank'],
      ['white space', withText('" \\t\\n\\u00a0\\u2003"'), '/text', 'blank'],
      ['a NUL', withText('"a\\u0000b"'), '/text', 'nul'],
      ['half a surrogate pair', withText('"\\ud83d"'), '/text', 'lone-surrogate'],
      [
        'the other half, deep inside',
        '{"channel":"email","text":"x","complainant":{"name":"\\udca9"}}',
        '/complainant/name',
        'lone-surrogate',
      ],
      [
        'a prototype',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"__proto__":{"admin":true}}',
        '/__proto__',
        'unknown-field',
      ],
      [
        'a nested prototype',
        '{"channel":"email","text":"x","complainant":{"name":"c","__proto__":{}}}',
        '/complainant/__proto__',
        'unknown-field',
      ],
      [
        'a constructor',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"constructor":{"prototype":{}}}',
        '/constructor',
        'unknown-field',
      ],
      ['deep nesting', withText(nested(33)), '/text' + '/0'.repeat(31), 'too-deep'],
      ['very deep nesting', withText(nested(100_000)), '/text' + '/0'.repeat(31), 'too-deep'],
      ['a text that is too long', withText(JSON.stringify('x'.repeat(100_001))), '/text', 'too-long'],
      [
        'a word that is none of those',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"severity":"huge"}',
        '/severity',
        'not-one-of',
      ],
      [
        'a text for a flag',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"confidential":"yes"}',
        '/confidential',
        'wrong-type',
      ],
      [
        'a text for a list',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"labels":"a"}',
        '/labels',
        'wrong-type',
      ],
      [
        'a number in a list',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"labels":["a",3]}',
        '/labels/1',
        'wrong-type',
      ],
      [
        'an item twice',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"labels":["a","a"]}',
        '/labels/1',
        'repeated',
      ],
      [
        'too many items',
        `{"channel":"email","text":"x","complainant":{"name":"c"},"labels":${JSON.stringify(Array.from({ length: 51 }, (_, i) => `l${i}`))}}`,
        '/labels',
        'too-long',
      ],
      [
        'a text among objects',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"externalRefs":["crm"]}',
        '/externalRefs/0',
        'wrong-type',
      ],
      [
        'a field missing in the second object of a list',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"externalRefs":[{"system":"crm","id":"1"},{"system":"crm"}]}',
        '/externalRefs/1/id',
        'required',
      ],
      [
        'a digest that is none',
        '{"channel":"email","text":"x","complainant":{"name":"c"},"attachments":[{"name":"a","mediaType":"image/png","size":1,"sha256":"ABC"}]}',
        '/attachments/0/sha256',
        'bad-format',
      ],
      [
        'half a byte',
        `{"channel":"email","text":"x","complainant":{"name":"c"},"attachments":[{"name":"a","mediaType":"image/png","size":1.5,"sha256":"${'a'.repeat(64)}"}]}`,
        '/attachments/0/size',
        'wrong-type',
      ],
    ])('%s', async (_name, raw, pointer, code) => {
      const reply = await app.send('POST', '/v1/cases', { raw, headers: JSON_TYPE });
      expect([reply.status, reply.body.code]).toEqual([422, 'invalid-request']);
      expect(reply.body.errors).toContainEqual({ pointer, code, message: expect.any(String) });
    });

    it('names everything that is wrong at once', async () => {
      const { body } = await app.post('/v1/cases', {
        channel: '',
        complainant: { name: 3 },
        labels: [''],
        nonsense: 1,
      });
      expect(body.errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
        '/channel',
        '/complainant/name',
        '/labels/0',
        '/nonsense',
        '/text',
      ]);
    });

    it('a prototype changes nothing for anybody', async () => {
      await app.send('POST', '/v1/cases', {
        raw: '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
        headers: JSON_TYPE,
      });
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
    });

    it('a link to the case itself', async () => {
      const { status, body } = await here.post('links', { to: here.id, relation: 'duplicate' });
      expect([status, body.errors]).toEqual([
        422,
        [{ pointer: '/to', code: 'same-case', message: expect.any(String) }],
      ]);
    });

    it.each<[string, object, string, string]>([
      ['escalations', { level: 0, reason: 'x', addressee: 'y' }, '/level', 'out-of-range'],
      ['escalations', { level: 2.5, reason: 'x', addressee: 'y' }, '/level', 'wrong-type'],
      ['escalations', { level: '2', reason: 'x', addressee: 'y' }, '/level', 'wrong-type'],
      ['acknowledgement', { handler: 'ana' }, '/handler', 'wrong-type'],
      ['acknowledgement', { handler: { id: 'ana' } }, '/handler/name', 'required'],
      ['messages', { direction: 'inbound', text: 'x', handler: { id: 'a', name: 'A' } }, '/handler', 'not-here'],
      ['responses', { kind: 'final', text: 'x' }, '/outcome', 'required'],
      ['responses', { kind: 'final', text: 'x', outcome: 'upheld' }, '/remedy', 'required'],
      ['responses', { kind: 'interim', text: 'x', outcome: 'upheld' }, '/outcome', 'not-here'],
      ['notes', { text: 'x', occurredAt: '0000-06-01T00:00:00Z' }, '/occurredAt', 'no-such-instant'],
      ['notes', { text: 'x', occurredAt: '1899-12-31T23:59:59.999Z' }, '/occurredAt', 'too-early'],
      ['notes', { text: 'x', occurredAt: '0001-01-01T00:00:00Z', lateReason: 'x' }, '/occurredAt', 'too-early'],
      ['responses', { kind: 'final', text: 'x', outcome: 'unknown' }, '/outcome', 'not-one-of'],
      ['information', { requestId: 'x', text: 'x' }, '/requestId', 'bad-format'],
      ['complainant', { changes: { name: null }, reason: 'x' }, '/changes/name', 'wrong-type'],
      ['classification', { severity: 'none' }, '/severity', 'not-one-of'],
      ['links', { to: '5b0c1f0e-7f0d-5a3e-9c42-0f6b8f3f1a11', relation: 'duplicate' }, '/to', 'no-such-thing'],
      ['links', { to: 'another', relation: 'duplicate' }, '/to', 'bad-format'],
    ])('%s %j', async (resource, sent, pointer, code) => {
      const { status, body } = await here.post(resource, sent);
      expect(status).toBe(422);
      expect(body.errors).toContainEqual({ pointer, code, message: expect.any(String) });
    });
  });

  describe('when it happened', () => {
    it.each([
      ['2026-03-02T09:00:00', 'no-zone'],
      ['2026-02-30T09:00:00Z', 'no-such-instant'],
      ['2025-02-29T09:00:00Z', 'no-such-instant'],
      ['2026-13-01T09:00:00Z', 'no-such-instant'],
      ['2026-03-02T24:00:00Z', 'no-such-instant'],
      ['2026-03-02T09:00:60Z', 'no-such-instant'],
      ['2026-03-02T09:00:00+25:00', 'no-such-instant'],
      ['2026-03-02', 'bad-format'],
      ['2026-03-02 09:00:00Z', 'bad-format'],
      ['+012026-03-02T09:00:00Z', 'bad-format'],
      ['yesterday', 'bad-format'],
      [1772442000000, 'wrong-type'],
    ])('%s', async (occurredAt, code) => {
      const { status, body } = await here.post('notes', { text: 'x', occurredAt });
      expect(status).toBe(422);
      expect(body.errors).toEqual([{ pointer: '/occurredAt', code, message: expect.any(String) }]);
    });

    it('the future is refused by a rule', async () => {
      const occurredAt = new Date(Date.parse(NOW) + 61_000).toISOString();
      const { status, body } = await here.post('notes', { text: 'x', occurredAt });
      expect([status, body.code]).toEqual([409, 'occurred-in-future']);
      expect(body.possibleCommands).toContain('AddNote');
    });

    it('so is the future of a receipt, which can still be received', async () => {
      const occurredAt = new Date(Date.parse(NOW) + 61_000).toISOString();
      const { status, body } = await app.post('/v1/cases', { ...receipt, occurredAt });
      expect([status, body.code, body.possibleCommands]).toEqual([409, 'occurred-in-future', ['ReceiveComplaint']]);
    });
  });
});
