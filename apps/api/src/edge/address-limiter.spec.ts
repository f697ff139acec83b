import { AddressLimiter, networkOf } from './address-limiter';

describe('the limit of an address', () => {
  let now = 0;
  const limiter = (perSecond: number, burst: number): AddressLimiter =>
    new AddressLimiter({ perSecond, burst }, () => now);

  it('lets a burst through, then as many as come back with time, and says how long to wait', () => {
    const limit = limiter(2, 3);
    expect([1, 2, 3, 4].map(() => limit.take('192.0.2.1'))).toEqual([0, 0, 0, 1]);
    now += 500;
    expect([limit.take('192.0.2.1'), limit.take('192.0.2.1')]).toEqual([0, 1]);
    const slow = limiter(0.25, 1);
    expect([slow.take('192.0.2.1'), slow.take('192.0.2.1')]).toEqual([0, 4]);
  });

  it('is that of each address by itself, or of none', () => {
    const limit = limiter(1, 1);
    expect(
      ['192.0.2.1', '192.0.2.2', '::ffff:192.0.2.1', '2001:db8::1', '2001:db8::2'].map((each) => limit.take(each)),
    ).toEqual([0, 0, 1, 0, 1]);
    const off = new AddressLimiter('off');
    expect([off.take('a'), off.take('a')]).toEqual([0, 0]);
  });

  it('remembers the last ten thousand', () => {
    const limit = limiter(0.001, 1);
    const address = (n: number): string => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
    for (let n = 0; n <= 10_000; n++) limit.take(address(n));
    expect(limit.take(address(10_000))).toBeGreaterThan(0);
    expect(limit.take(address(1))).toBeGreaterThan(0);
    // Forgotten, when the last one came.
    expect(limit.take(address(0))).toBe(0);
  });

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::1', '0:0:0:0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8::6', '2001:db8:0:0'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['', ''],
  ])('%s is of the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
