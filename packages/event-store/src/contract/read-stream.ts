import { type ReadStreamOptions } from '../event-store';
import { newEvents, newStream } from './events';
import { harness, type StoreUnderTest } from './harness';

export function readStreamContract(subject: StoreUnderTest): void {
  describe('readStream', () => {
    const { open } = harness(subject);

    it('reads an unknown stream as empty, in both directions', async () => {
      const store = await open();
      expect(await store.readStream(newStream())).toEqual([]);
      expect(await store.readStream(newStream(), { direction: 'backwards', limit: 1 })).toEqual([]);
    });

    it.each<[ReadStreamOptions, number[]]>([
      [{}, [0, 1, 2, 3, 4, 5]],
      [{ direction: 'forwards' }, [0, 1, 2, 3, 4, 5]],
      [{ from: 4 }, [4, 5]],
      [{ from: 5 }, [5]],
      [{ from: 6 }, []],
      [{ from: 99 }, []],
      [{ limit: 2 }, [0, 1]],
      [{ limit: 99 }, [0, 1, 2, 3, 4, 5]],
      [{ from: 1, limit: 3 }, [1, 2, 3]],
      [{ direction: 'backwards' }, [5, 4, 3, 2, 1, 0]],
      [{ direction: 'backwards', limit: 1 }, [5]],
      [{ direction: 'backwards', from: 2 }, [2, 1, 0]],
      [{ direction: 'backwards', from: 3, limit: 2 }, [3, 2]],
      [{ direction: 'backwards', from: 0 }, [0]],
      [{ direction: 'backwards', from: 99, limit: 2 }, [5, 4]],
    ])('with %j gives revisions %j', async (options, revisions) => {
      const store = await open();
      const stream = newStream();
      await store.append(stream, 'noStream', newEvents(4));
      await store.append(newStream(), 'noStream', newEvents(1));
      await store.append(stream, 3, newEvents(2));
      expect((await store.readStream(stream, options)).map(({ revision }) => revision)).toEqual(revisions);
    });

    it('ends with the event that makes its texts as long as asked for', async () => {
      const store = await open();
      const stream = newStream();
      await store.append(stream, 'noStream', newEvents(6));
      const whole = await store.readStream(stream);
      const lengths = whole.map(({ data, metadata }) => data.length + metadata.length);
      const upTo = (count: number): number => lengths.slice(0, count).reduce((sum, length) => sum + length, 0);
      for (const count of [1, 3, 5]) {
        expect(await store.readStream(stream, { characters: upTo(count) })).toEqual(whole.slice(0, count));
        expect(await store.readStream(stream, { characters: upTo(count) + 1 })).toEqual(whole.slice(0, count + 1));
      }
      expect(await store.readStream(stream, { characters: 1, direction: 'backwards' })).toEqual(whole.slice(-1));
      expect(await store.readStream(stream, { characters: upTo(6), limit: 2 })).toEqual(whole.slice(0, 2));
    });

    it('keeps streams apart whose names begin alike or differ only in case', async () => {
      const store = await open();
      const stream = newStream();
      for (const name of [stream, `${stream}-2`, stream.toUpperCase()])
        await store.append(name, 'noStream', newEvents(1));
      expect((await store.readStream(stream)).map((event) => event.stream)).toEqual([stream]);
    });

    it('sees an append as soon as it has resolved', async () => {
      const store = await open();
      const stream = newStream();
      for (let revision = 0; revision < 20; revision++) {
        await store.append(stream, revision === 0 ? 'noStream' : revision - 1, newEvents(1));
        expect(await store.readStream(stream, { direction: 'backwards', limit: 1 })).toMatchObject([{ revision }]);
      }
    });

    it('reads a long stream whole', async () => {
      const store = await open();
      const stream = newStream();
      for (let i = 0; i < 3; i++) await store.append(stream, 'any', newEvents(700));
      expect((await store.readStream(stream)).map(({ revision }) => revision)).toEqual([...Array(2100).keys()]);
    });

    it.each([{ limit: 0 }, { limit: 1.5 }, { characters: 0 }, { from: -1 }, { from: 0.5 }])(
      'refuses %j',
      async (options) => {
        const store = await open();
        await expect(store.readStream(newStream(), options)).rejects.toBeInstanceOf(RangeError);
      },
    );
  });
}
