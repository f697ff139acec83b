import fc from 'fast-check';
import type * as Compare from '../../test/late-entry/compare';
import type * as Lives from '../../test/late-entry/life';
import type * as Named from '../../test/late-entry/named-lives';
import { type LateRule, lateRules } from '../../test/late-entry/rules';
import type * as Run from '../../test/late-entry/run';
import { withoutRule } from '../../test/late-entry/without-rule';

/** Most rules are missed within a few lives. */
const MOST_LIVES = 500;

/** Whether the property fails for any of the lives, on sources that were changed so. */
function isMissed(rule: LateRule): boolean {
  return withoutRule(rule, (load) => {
    const { namedLives } = load<typeof Named>('named-lives');
    const { lives } = load<typeof Lives>('life');
    const { toldInTime, toldLate } = load<typeof Run>('run');
    const { compared } = load<typeof Compare>('compare');
    const fails = (life: Lives.Life): boolean => {
      const inTime = toldInTime(life);
      return compared(life, inTime, toldLate(life, inTime)).differences.length > 0;
    };
    return Object.values(namedLives).some(fails) || fc.sample(lives, { numRuns: MOST_LIVES, seed: 4711 }).some(fails);
  });
}

describe('the property', () => {
  it.each(lateRules.map((rule) => [rule.rule, rule] as const))('fails without the rule that %s', (_name, rule) => {
    expect(isMissed(rule)).toBe(true);
  });

  it('holds for the same lives as long as every rule stands', () => {
    const [rule] = lateRules as readonly [LateRule];
    expect(isMissed({ ...rule, off: rule.on })).toBe(false);
  }, 60_000);
});
