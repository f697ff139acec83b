import { isKeyedId, keyedId } from './keyed-id';

const secret = Buffer.alloc(32, 7);

describe('a keyed id', () => {
  it('is a UUID of version 8, in lower case', () => {
    for (let n = 0; n < 100; n++) {
      const id = keyedId(secret, 'case', [n]);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(isKeyedId(id)).toBe(true);
    }
    expect(isKeyedId('19fd7fed-f1e8-5c44-a09c-4bdbb0282608')).toBe(false);
  });

  // It is on record for ever: a change here makes every retry a new command.
  it('is the same for the same secret, kind and parts', () => {
    expect(keyedId(secret, 'command', ['desk', 'the-lift-1'])).toBe('016889d7-87ce-83b2-a712-7f8b232f5621');
  });

  it('is another one where any of them differs', () => {
    const ids = [
      keyedId(secret, 'command', ['a', 'b']),
      keyedId(secret, 'command', ['ab']),
      keyedId(secret, 'command', ['b', 'a']),
      keyedId(secret, 'command', [['a', 'b']]),
      keyedId(secret, 'case', ['a', 'b']),
      keyedId(Buffer.alloc(32, 8), 'command', ['a', 'b']),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});
