import { compared } from '../../test/late-entry/compare';
import { type Life } from '../../test/late-entry/life';
import { namedLives } from '../../test/late-entry/named-lives';
import { toldInTime, toldLate } from '../../test/late-entry/run';

describe('told late as if told in time', () => {
  it.each(Object.keys(namedLives))('%s', (name) => {
    const it = namedLives[name] as Life;
    const inTime = toldInTime(it);
    const late = toldLate(it, inTime);
    expect(it.facts.map(({ n }) => inTime.answers.get(n))).toEqual(it.facts.map(() => 'accepted'));
    expect(late.entered.some(({ isLate }) => isLate)).toBe(true);
    expect(compared(it, inTime, late).differences).toEqual([]);
  });
});
