import { Readiness } from './readiness';
import { UNREADY, unready } from './readiness/readiness-check';

describe('the readiness of the service', () => {
  it('is there when nothing stands against it', () => {
    expect(new Readiness([{ unready: () => null }]).reasons()).toEqual([]);
  });

  it('names everything that stands against it, in the order of the checks', () => {
    const catchingUp = { unready: () => unready('catching-up') };
    const readiness = new Readiness([{ unready: () => null }, catchingUp]);
    expect(readiness.reasons()).toEqual([{ code: 'catching-up', detail: UNREADY['catching-up'] }]);
    readiness.stopping();
    expect(readiness.reasons().map(({ code }) => code)).toEqual(['stopping', 'catching-up']);
  });

  it('says more where more is known', () => {
    expect(unready('stopping', 'SIGTERM').detail).toBe(`${UNREADY.stopping} (SIGTERM)`);
  });
});
