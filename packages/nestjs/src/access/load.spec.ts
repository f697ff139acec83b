import { EventEmitter } from 'node:events';
import { type ServerResponse } from 'node:http';
import { type LoadLimits } from '../redress-options';
import { FREE_BYTES, Load, type RequestLoad } from './load';

const limits: LoadLimits = { requests: { all: 3, perKey: 2 }, bytes: { all: 300, perKey: 200 } };

describe('what requests hold', () => {
  const begun = (load: Load, key: string): { readonly held: RequestLoad; readonly close: () => void } => {
    const response = new EventEmitter();
    return { held: load.begin(key, response as ServerResponse), close: () => void response.emit('close') };
  };
  const code = (attempt: () => void): string | null => {
    try {
      attempt();
      return null;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('is bounded by requests of a key, then of all, until their answers have been taken', () => {
    const load = new Load(limits);
    const first = begun(load, 'ana');
    begun(load, 'ana');
    expect(code(() => begun(load, 'ana'))).toBe('too-many-at-once');
    begun(load, 'bo');
    expect(code(() => begun(load, 'bo'))).toBe('busy');
    first.close();
    expect(code(() => begun(load, 'bo'))).toBeNull();
    expect(code(() => begun(load, 'ana'))).toBe('busy');
  });

  it('is bounded by bytes of a key, then of all', () => {
    const load = new Load({ ...limits, requests: { all: 10, perKey: 10 } });
    const [one, two, other] = [begun(load, 'ana'), begun(load, 'ana'), begun(load, 'bo')];
    one.held.hold(FREE_BYTES + 150);
    expect(code(() => two.held.hold(FREE_BYTES + 51))).toBe('too-many-at-once');
    two.held.hold(FREE_BYTES + 50);
    expect(code(() => other.held.hold(FREE_BYTES + 101))).toBe('busy');
    other.held.hold(FREE_BYTES + 100);
    one.close();
    expect(code(() => two.held.hold(100))).toBeNull();
  });

  it('leaves what was refused out of the count', () => {
    const load = new Load(limits);
    const [one, two] = [begun(load, 'ana'), begun(load, 'ana')];
    one.held.hold(FREE_BYTES + 200);
    expect(code(() => two.held.hold(FREE_BYTES + 1))).toBe('too-many-at-once');
    expect(code(() => two.held.hold(FREE_BYTES))).toBeNull();
    expect(code(() => two.held.hold(1))).toBe('too-many-at-once');
  });

  it('lets pass what comes piece by piece, as far as it lets pass it as one', () => {
    const load = new Load(limits);
    const [one, two] = [begun(load, 'ana'), begun(load, 'ana')];
    one.held.hold(FREE_BYTES + 100);
    for (let i = 0; i < FREE_BYTES / 64; i++) two.held.hold(64);
    two.held.hold(100);
    expect(code(() => two.held.hold(1))).toBe('too-many-at-once');
  });

  it('lets a key that holds nothing else have one answer of any size', () => {
    const load = new Load(limits);
    const [one, two] = [begun(load, 'ana'), begun(load, 'ana')];
    expect(code(() => one.held.hold(FREE_BYTES + 1_000_000))).toBeNull();
    expect(code(() => two.held.hold(FREE_BYTES + 1))).toBe('too-many-at-once');
    one.close();
    expect(code(() => two.held.hold(FREE_BYTES + 1))).toBeNull();
  });

  it('never refuses the answer to a command, which counts all the same', () => {
    const load = new Load(limits);
    const [one, two] = [begun(load, 'ana'), begun(load, 'ana')];
    one.held.hold(FREE_BYTES + 200);
    expect(code(() => two.held.holdAnyway(FREE_BYTES + 100))).toBeNull();
    one.close();
    const third = begun(load, 'ana');
    expect(code(() => third.held.hold(FREE_BYTES + 101))).toBe('too-many-at-once');
  });

  it.each([
    { ...limits, requests: { all: 1, perKey: 2 } },
    { ...limits, bytes: { all: 1, perKey: 0 } },
  ])('refuses limits that let nothing through: %j', (unusable) => {
    expect(() => new Load(unusable)).toThrow(/at least 1/);
  });
});
