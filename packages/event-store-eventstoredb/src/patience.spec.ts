import { CallFailure } from './failures';
import { Patience } from './patience';

const silence = new CallFailure({ kind: 'transport', isSilence: true }, 'nothing came');
const broken = new CallFailure({ kind: 'transport' }, 'the connection broke');

it('waits longer for a server that stays silent, but not the second time', () => {
  const patience = new Patience(performance.now() + 60_000, 100, 10);
  const waits = [patience.tryMs];
  for (let tries = 0; tries < 4; tries++) {
    patience.pauseAfter(silence);
    waits.push(patience.tryMs);
  }
  expect(waits).toEqual([100, 100, 200, 400, 800]);
});

it('waits no longer for one that answers at once, whatever it says', () => {
  const patience = new Patience(performance.now() + 60_000, 100, 10);
  for (let tries = 0; tries < 4; tries++) patience.pauseAfter(broken);
  expect(patience.tryMs).toBe(100);
});

it('waits and pauses no longer than there is time, and leaves some for a last try', () => {
  const patience = new Patience(performance.now() + 1_000, 5_000, 100_000);
  expect(patience.tryMs).toBeLessThanOrEqual(1_000);
  const pause = patience.pauseAfter(broken) ?? Infinity;
  expect(pause).toBeLessThanOrEqual(900);
  expect(new Patience(performance.now() + 300, 5_000, 100_000).pauseAfter(broken)).toBeLessThanOrEqual(200);
});

it('gives up when no time is left for another try', () => {
  expect(new Patience(performance.now() + 100, 50, 10).pauseAfter(broken)).toBeUndefined();
});
