import { MAX_ESCALATION_LEVEL } from '../case/vocabulary';
import { defaultPolicy } from './presets/default-policy';
import { type Policy, type Target } from './policy';
import { validatePolicy } from './validate-policy';

const calendars = [
  { name: 'office', version: 1 },
  { name: 'office', version: 2 },
];
const target: Target = {
  metric: 'final-response',
  kind: 'promise',
  duration: { n: 15, unit: 'businessDays' },
  calendar: 'office',
  pauses: ['complainant'],
  holding: { until: { n: 35, unit: 'businessDays' } },
  atRisk: 0.75,
  escalate: [{ at: 0.5, level: 2, addressee: 'Head of desk' }],
  when: { severity: ['high', 'critical'] },
};
const policy: Policy = { name: 'desk', priority: 1, when: { channel: 'email' }, targets: [target], reopenWindow: 30 };

/** `/pointer code` of everything that is wrong. */
function wrong(json: unknown): readonly string[] {
  return validatePolicy(json, calendars).map(({ pointer, code }) => `${pointer} ${code}`);
}
const withTarget = (fields: object) => ({ ...policy, targets: [{ ...target, ...fields }] });

describe('validatePolicy', () => {
  it('finds nothing wrong with a policy', () => {
    expect(wrong(policy)).toEqual([]);
    expect(wrong(withTarget({ calendar: { name: 'office', version: 1 } }))).toEqual([]);
    expect(validatePolicy(defaultPolicy, [{ name: 'office-hours', version: 1 }])).toEqual([]);
  });

  it.each([
    ['no object', null, [' wrong-type']],
    ['nothing at all', {}, ['name', 'priority', 'when', 'targets', 'reopenWindow'].map((f) => `/${f} missing-field`)],
    ['an unknown field', { ...policy, colour: 'red' }, ['/colour unknown-field']],
    ['an empty name', { ...policy, name: '  ' }, ['/name wrong-text']],
    ['a priority that is no number', { ...policy, priority: '1' }, ['/priority wrong-type']],
    ['half a priority', { ...policy, priority: 1.5 }, ['/priority wrong-type']],
    ['no targets', { ...policy, targets: [] }, ['/targets no-targets']],
    ['targets that are no list', { ...policy, targets: {} }, ['/targets wrong-type']],
    [
      'a condition on a field that does not exist',
      { ...policy, when: { colour: 'red' } },
      ['/when/colour unknown-field'],
    ],
    ['a condition that is none', { ...policy, when: 'always' }, ['/when wrong-type']],
    ['a condition without a value', { ...policy, when: { label: [] } }, ['/when/label no-values']],
    ['a value twice', { ...policy, when: { label: ['a', 'a'] } }, ['/when/label/1 duplicate-value']],
    ['a severity that does not exist', { ...policy, when: { severity: 'mild' } }, ['/when/severity unknown-value']],
    ['a window of no days', { ...policy, reopenWindow: 0 }, ['/reopenWindow not-positive']],
    ['a window of a lifetime', { ...policy, reopenWindow: 36_500 }, ['/reopenWindow too-long']],
    ['half a day', { ...policy, reopenWindow: 0.5 }, ['/reopenWindow not-whole']],
    ['a window that is no number', { ...policy, reopenWindow: '30' }, ['/reopenWindow wrong-type']],
  ])('refuses %s', (_what, json, expected) => {
    expect(wrong(json)).toEqual(expected);
  });

  it.each([
    ['no object', 7, [' wrong-type']],
    ['nothing at all', {}, ['metric', 'kind', 'duration', 'calendar', 'pauses'].map((f) => `/${f} missing-field`)],
    ['an unknown metric', { ...target, metric: 'speed' }, ['/metric unknown-value']],
    ['an unknown kind', { ...target, kind: 'hope' }, ['/kind unknown-value']],
    ['an unknown field', { ...target, colour: 'red' }, ['/colour unknown-field']],
    ['no time', { ...target, duration: { n: 0, unit: 'days' } }, ['/duration/n not-positive']],
    ['less than no time', { ...target, duration: { n: -1, unit: 'days' } }, ['/duration/n not-positive']],
    ['a time that nobody waits', { ...target, duration: { n: 1e6, unit: 'days' } }, ['/duration/n too-long']],
    ['a calendar that does not exist', { ...target, calendar: 'moon' }, ['/calendar unknown-calendar']],
    ['another', { ...target, calendar: { name: 'moon', version: 1 } }, ['/calendar/name unknown-calendar']],
    [
      'a version that does not exist',
      { ...target, calendar: { name: 'office', version: 3 } },
      ['/calendar/version unknown-calendar'],
    ],
    ['a calendar without a version', { ...target, calendar: { name: 'office' } }, ['/calendar/version missing-field']],
    ['a calendar that is a number', { ...target, calendar: 1 }, ['/calendar wrong-type']],
    ['a pause for nobody', { ...target, pauses: ['weather'] }, ['/pauses/0 unknown-value']],
    ['a pause twice', { ...target, pauses: ['complainant', 'complainant'] }, ['/pauses/1 duplicate-value']],
    ['pauses that are no list', { ...target, pauses: 'complainant' }, ['/pauses wrong-type']],
    ['a threshold after the due time', { ...target, atRisk: 1.01 }, ['/atRisk threshold-out-of-range']],
    ['a threshold before the start', { ...target, atRisk: -0.1 }, ['/atRisk threshold-out-of-range']],
    ['a threshold that is no number', { ...target, atRisk: '75%' }, ['/atRisk wrong-type']],
    ['no holding time', { ...target, holding: {} }, ['/holding/until missing-field']],
    ['holding that is none', { ...target, holding: true }, ['/holding wrong-type']],
    [
      'a holding that is a wrong time',
      { ...target, holding: { until: { n: 0, unit: 'days' } } },
      ['/holding/until/n not-positive'],
    ],
    [
      'a holding that gives no more time',
      { ...target, holding: { until: target.duration } },
      ['/holding/until holding-not-longer'],
    ],
    ['escalations that are no list', { ...target, escalate: {} }, ['/escalate wrong-type']],
    ['an escalation that is none', { ...target, escalate: [2] }, ['/escalate/0 wrong-type']],
    ['a condition that is none', { ...target, when: [] }, ['/when wrong-type']],
  ])('refuses a target with %s', (_what, json, expected) => {
    expect(wrong({ ...policy, targets: [json] })).toEqual(expected.map((it) => `/targets/0${it}`));
  });

  it('refuses escalations to nowhere, after the due time, or twice at one threshold', () => {
    const escalation = { at: 0.5, level: 2, addressee: 'Head of desk' };
    const escalate = [escalation, { ...escalation, level: 1 }, { at: 1.5, level: 2.5, addressee: '' }, {}];
    expect(wrong(withTarget({ escalate }))).toEqual([
      '/targets/0/escalate/1/at duplicate-threshold',
      '/targets/0/escalate/1/level level-out-of-range',
      '/targets/0/escalate/2/at threshold-out-of-range',
      '/targets/0/escalate/2/level level-out-of-range',
      '/targets/0/escalate/2/addressee wrong-text',
      '/targets/0/escalate/3/at missing-field',
      '/targets/0/escalate/3/level missing-field',
      '/targets/0/escalate/3/addressee missing-field',
    ]);
  });

  it('escalates as high as a person may, and no higher', () => {
    const to = (level: number) => wrong(withTarget({ escalate: [{ at: 0.5, level, addressee: 'Head of desk' }] }));
    expect(to(MAX_ESCALATION_LEVEL)).toEqual([]);
    expect(to(MAX_ESCALATION_LEVEL + 1)).toEqual(['/targets/0/escalate/0/level level-out-of-range']);
    expect(to(1e9)).toEqual(['/targets/0/escalate/0/level level-out-of-range']);
  });

  it('refuses two targets of which only one could count', () => {
    const turned = { ...target, when: { severity: ['critical', 'high'] } };
    const other = { ...target, when: {} };
    const milestone = { ...target, kind: 'milestone' };
    expect(wrong({ ...policy, targets: [target, other, milestone, turned] })).toEqual(['/targets/3 duplicate-target']);
  });

  it('says what to do', () => {
    expect(validatePolicy({ ...policy, targets: [] }, calendars)).toEqual([
      { pointer: '/targets', code: 'no-targets', message: 'A policy promises something: give at least one target.' },
    ]);
  });
});
