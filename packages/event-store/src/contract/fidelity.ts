import { type NewEvent } from '../event-store';
import { newEvent, newStream, readToEnd } from './events';
import { harness, type StoreUnderTest } from './harness';

const ALPHABETS = 'Grüße, Ελλάδα, 日本語, עברית, \u{1f469}\u200d\u{1f680}, \u00e9 and e\u0301, \uffff';

/** What was appended comes back byte for byte, from the stream and from the log. */
export function fidelityContract(subject: StoreUnderTest): void {
  describe('comes back as it was', () => {
    const { open } = harness(subject);

    it.each<[string, Partial<NewEvent>]>([
      ['a plain event', {}],
      ['text in many alphabets', { data: JSON.stringify({ text: ALPHABETS }) }],
      ['metadata in many alphabets', { metadata: JSON.stringify({ name: ALPHABETS }) }],
      ['escapes', { data: '{"text":"\\u0000\\b\\t\\n\\f\\r\\"\\\\\\/\\u001f \u007f\u2028"}' }],
      ['300 KB', { data: JSON.stringify({ text: 'ß\u{1f600}x'.repeat(43_000) }) }],
      ['JSON that is written in an unusual way', { data: '{ "b": 1.0,\n "a": 1e2, "a": 2 }', metadata: ' [ ] ' }],
      ['the smallest JSON', { data: '0', metadata: 'null' }],
      ['a number beyond a double', { data: '{"n":12345678901234567890.123}' }],
      ['a hash', { hash: '0123456789abcdef'.repeat(4) }],
      ['no hash', { hash: null }],
      ['a later schema version', { schemaVersion: 42 }],
      ['a type with spaces and accents', { type: 'Beschwerde erhalten – é' }],
    ])('%s', async (_, overrides) => {
      const store = await open();
      const start = await store.head();
      const stream = newStream();
      const event = newEvent(overrides);
      const { position } = await store.append(stream, 'noStream', [event]);
      const stored = { ...event, stream, revision: 0, position };
      expect(await store.readStream(stream)).toEqual([stored]);
      expect((await readToEnd(store, start)).events).toEqual([stored]);
    });

    it('a stream name with separators, spaces and other alphabets', async () => {
      const store = await open();
      for (const prefix of ['a/b:c.d_e%f', 'with space', 'quote\'"`', 'straße-日本-\u{1f600}']) {
        const stream = newStream(prefix);
        await store.append(stream, 'noStream', [newEvent()]);
        expect((await store.readStream(stream))[0]?.stream).toBe(stream);
      }
    });

    it('an event that its caller changes after handing it over', async () => {
      const store = await open();
      const stream = newStream();
      const event = { ...newEvent({ data: '"before"' }) };
      const events = [event];
      const append = store.append(stream, 'noStream', events);
      event.data = '"after"';
      events.push(newEvent());
      await append;
      expect((await store.readStream(stream)).map(({ data }) => data)).toEqual(['"before"']);
    });
  });
}
