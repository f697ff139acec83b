import { catalogAfter, deskPolicy, nightShiftCalendar, officeCalendar } from '../testing';
import { type Duration } from '../calendar/duration';
import { defaultCalendar, DEFAULT_CALENDAR_NAME, defaultPolicy } from '../sla';
import { type Policy, presets } from '../sla';
import { catalogRules, CatalogRuleViolation, InvalidPublication } from './catalog-rules';
import { type CatalogContext } from './catalog-context';
import { type CatalogCommand } from './commands';
import { decideCatalog } from './decide-catalog';

/** One that may be retired, as it is not for every case. */
const emailDesk = (given: Partial<Policy> = {}): Policy => deskPolicy({ when: { channel: 'email' }, ...given });

const office: CatalogCommand = { type: 'PublishCalendar', name: 'office', calendar: officeCalendar() };
const night: CatalogCommand = { type: 'PublishCalendar', name: 'office', calendar: nightShiftCalendar() };
const desk: CatalogCommand = { type: 'PublishPolicy', name: 'desk', policy: emailDesk() };
const slower = emailDesk({ reopenWindow: 60 });
const retireDesk: CatalogCommand = { type: 'RetirePolicy', name: 'desk' };
const retireOffice: CatalogCommand = { type: 'RetireCalendar', name: 'office' };

/** `/pointer code` of everything that is wrong. */
function wrong(command: CatalogCommand, context: CatalogContext): readonly string[] {
  try {
    decideCatalog(command, context);
  } catch (error) {
    if (error instanceof InvalidPublication) return error.problems.map(({ pointer, code }) => `${pointer} ${code}`);
    throw error;
  }
  return [];
}

describe('publishing a policy', () => {
  it('makes its first version', () => {
    const events = decideCatalog(desk, catalogAfter(office));
    expect(events).toEqual([{ type: 'PolicyPublished', data: { version: 1, policy: emailDesk() } }]);
  });

  it('makes the next version of one that says something else', () => {
    const context = catalogAfter(office, desk);
    const events = decideCatalog({ type: 'PublishPolicy', name: 'desk', policy: slower }, context);
    expect(events).toEqual([{ type: 'PolicyPublished', data: { version: 2, policy: slower } }]);
  });

  it('takes the name from where it is published when it has none itself', () => {
    const { name: _name, ...nameless } = emailDesk();
    const events = decideCatalog({ type: 'PublishPolicy', name: 'desk', policy: nameless }, catalogAfter(office));
    expect(events).toEqual(decideCatalog(desk, catalogAfter(office)));
  });

  it('does nothing when the current version says the same, in whatever order', () => {
    const { targets, ...rest } = emailDesk();
    const command: CatalogCommand = { type: 'PublishPolicy', name: 'desk', policy: { targets, ...rest } };
    expect(decideCatalog(command, catalogAfter(office, desk))).toEqual([]);
  });

  it('makes a retired one current again, with a version of its own', () => {
    const context = catalogAfter(office, desk, retireDesk, desk);
    expect(context.policies.get('desk')).toMatchObject({ retired: null, versions: [{ version: 1 }, { version: 2 }] });
  });

  it('goes back to an older content only by a new version', () => {
    const context = catalogAfter(office, desk, { type: 'PublishPolicy', name: 'desk', policy: slower }, desk);
    const windows = context.policies.get('desk')?.versions.map(({ content }) => content.reopenWindow);
    expect(windows).toEqual([30, 60, 30]);
  });

  it('takes the default policy and every preset with their calendars', () => {
    const publish = (name: string, calendar: unknown): CatalogCommand => ({ type: 'PublishCalendar', name, calendar });
    const all = [{ policies: [defaultPolicy], calendars: { [DEFAULT_CALENDAR_NAME]: defaultCalendar() } }, ...presets];
    for (const { policies, calendars } of all) {
      const context = catalogAfter(...Object.entries(calendars).map(([name, calendar]) => publish(name, calendar)));
      for (const policy of policies)
        expect(wrong({ type: 'PublishPolicy', name: policy.name, policy }, context)).toEqual([]);
    }
  });

  const withTarget = (fields: object) => ({ ...emailDesk(), targets: [{ ...emailDesk().targets[0], ...fields }] });
  it.each([
    ['what is no policy', 'desk', 'a policy', [' wrong-type']],
    ['a name that cannot stand in a URL', 'The Desk', emailDesk({ name: 'The Desk' }), ['/name wrong-name']],
    ['another name than its own', 'desk', emailDesk({ name: 'other' }), ['/name other-name']],
    ['an unknown calendar', 'desk', withTarget({ calendar: 'nowhere' }), ['/targets/0/calendar unknown-calendar']],
    [
      'a version of a calendar that there is not',
      'desk',
      withTarget({ calendar: { name: 'office', version: 2 } }),
      ['/targets/0/calendar/version unknown-calendar'],
    ],
    [
      'a promise that never falls due, and a holding response that does not either',
      'desk',
      withTarget({ duration: { n: 60_000, unit: 'hours' }, holding: { until: { n: 70_000, unit: 'hours' } } }),
      ['/targets/0/duration too-long', '/targets/0/holding/until too-long'],
    ],
  ])('refuses %s', (_what, name, policy, expected) => {
    expect(wrong({ type: 'PublishPolicy', name, policy }, catalogAfter(office))).toEqual(expected);
  });

  it('refuses one that names a retired calendar', () => {
    const context = catalogAfter(office, retireOffice);
    expect(wrong(desk, context)).toEqual(['/targets/0/calendar retired-calendar']);
    const pinned = withTarget({ calendar: { name: 'office', version: 1 } });
    expect(wrong({ type: 'PublishPolicy', name: 'desk', policy: pinned }, context)).toEqual([
      '/targets/0/calendar/name retired-calendar',
    ]);
  });

  it.each<[string, Duration, Duration]>([
    ['an hour', { n: 1, unit: 'hours' }, { n: 30, unit: 'minutes' }],
    [
      'an hour of work, of which the night has none',
      { n: 1, unit: 'hours' },
      { n: 2, unit: 'hours', counting: 'elapsed' },
    ],
    ['20 business days', { n: 20, unit: 'businessDays' }, { n: 21, unit: 'days' }],
    ['2 business days, which may have a weekend between', { n: 2, unit: 'businessDays' }, { n: 3, unit: 'days' }],
    [
      'the later of two',
      {
        laterOf: [
          { n: 5, unit: 'days' },
          { n: 1, unit: 'weeks' },
        ],
      },
      {
        earlierOf: [
          { n: 6, unit: 'days' },
          { n: 3, unit: 'weeks' },
        ],
      },
    ],
  ])('refuses a holding response that does not extend %s', (_what, duration, until) => {
    const policy = withTarget({ duration, holding: { until } });
    expect(wrong({ type: 'PublishPolicy', name: 'desk', policy }, catalogAfter(office))).toEqual([
      '/targets/0/holding/until holding-not-longer',
    ]);
  });

  it.each<[string, Duration, Duration]>([
    ['an hour by half of one', { n: 1, unit: 'hours' }, { n: 90, unit: 'minutes' }],
    ['elapsed time by working time', { n: 24, unit: 'hours', counting: 'elapsed' }, { n: 20, unit: 'hours' }],
    ['20 business days by two', { n: 20, unit: 'businessDays' }, { n: 30, unit: 'days' }],
    [
      'a day by a week',
      { n: 1, unit: 'days' },
      {
        laterOf: [
          { n: 2, unit: 'days' },
          { n: 1, unit: 'weeks' },
        ],
      },
    ],
  ])('takes a holding response that extends %s', (_what, duration, until) => {
    const policy = withTarget({ duration, holding: { until } });
    expect(wrong({ type: 'PublishPolicy', name: 'desk', policy }, catalogAfter(office))).toEqual([]);
  });

  it('says from when on a holding response would not extend the promise', () => {
    const holidays = [{ date: '2026-12-24', name: 'a day off' }];
    const closed: CatalogCommand = { type: 'PublishCalendar', name: 'office', calendar: officeCalendar({ holidays }) };
    const policy = withTarget({ duration: { n: 1, unit: 'businessDays' }, holding: { until: { n: 4, unit: 'days' } } });
    const publish: CatalogCommand = { type: 'PublishPolicy', name: 'desk', policy };
    expect(wrong(publish, catalogAfter(office))).toEqual([]);
    const sundays = Array.from({ length: 4 }, (_, index) => ({ date: `2026-12-2${1 + index}`, name: 'a day off' }));
    const long: CatalogCommand = {
      type: 'PublishCalendar',
      name: 'office',
      calendar: officeCalendar({ holidays: sundays }),
    };
    expect(wrong(publish, catalogAfter(office, closed))).toEqual([]);
    expect(() => decideCatalog(publish, catalogAfter(office, long))).toThrow(/from 2026-12-1\d/);
    expect(wrong(long, catalogAfter(office, publish))).toEqual(['/weekly holding-not-longer']);
  });

  it('checks a promise on the version of the calendar that it names', () => {
    const rare = officeCalendar({ weekly: { mon: [['09:00', '10:00']] } });
    const context = catalogAfter(office, { type: 'PublishCalendar', name: 'office', calendar: rare });
    const hours = { duration: { n: 2000, unit: 'hours' } };
    const on = (calendar: unknown) =>
      wrong({ type: 'PublishPolicy', name: 'desk', policy: withTarget({ ...hours, calendar }) }, context);
    expect(on({ name: 'office', version: 1 })).toEqual([]);
    expect(on({ name: 'office', version: 2 })).toEqual(['/targets/0/duration too-long']);
    expect(on('office')).toEqual(['/targets/0/duration too-long']);
  });
});

describe('publishing a calendar', () => {
  it('makes its first version, and further ones', () => {
    expect(decideCatalog(office, catalogAfter())).toEqual([
      { type: 'CalendarPublished', data: { version: 1, calendar: officeCalendar() } },
    ]);
    expect(decideCatalog(night, catalogAfter(office))).toMatchObject([{ data: { version: 2 } }]);
  });

  it('does nothing when the current version says the same', () => {
    expect(decideCatalog(office, catalogAfter(office))).toEqual([]);
  });

  it('makes a retired one current again', () => {
    const context = catalogAfter(office, retireOffice, office);
    expect(context.calendars.get('office')).toMatchObject({
      retired: null,
      versions: [{ version: 1 }, { version: 2 }],
    });
  });

  it('refuses what is no calendar, and a wrong name', () => {
    const nowhere = officeCalendar({ zone: 'Mars/Olympus' });
    expect(wrong({ type: 'PublishCalendar', name: '-', calendar: nowhere }, catalogAfter())).toEqual([
      '/name wrong-name',
      '/zone unknown-zone',
    ]);
  });

  it('refuses one on which a current policy would never fall due', () => {
    const hours = emailDesk({ targets: [{ ...emailDesk().targets[0]!, duration: { n: 2000, unit: 'hours' } }] });
    const slow: CatalogCommand = { type: 'PublishPolicy', name: 'desk', policy: hours };
    const rare = officeCalendar({ weekly: { mon: [['09:00', '10:00']] } });
    const command: CatalogCommand = { type: 'PublishCalendar', name: 'office', calendar: rare };
    expect(wrong(command, catalogAfter(office, slow))).toEqual(['/weekly too-long']);
    expect(() => decideCatalog(command, catalogAfter(office, slow))).toThrow('/targets/0/duration of the policy desk');
    expect(wrong(command, catalogAfter(office, slow, retireDesk))).toEqual([]);
  });

  it('leaves alone a policy that names an older version for ever', () => {
    const calendar = { name: 'office', version: 1 };
    const targets = [{ ...emailDesk().targets[0]!, duration: { n: 2000, unit: 'hours' } as const, calendar }];
    const pinned: CatalogCommand = { type: 'PublishPolicy', name: 'desk', policy: emailDesk({ targets }) };
    const rare = officeCalendar({ weekly: { mon: [['09:00', '10:00']] } });
    const command: CatalogCommand = { type: 'PublishCalendar', name: 'office', calendar: rare };
    expect(wrong(command, catalogAfter(office, pinned))).toEqual([]);
  });
});

describe('retiring', () => {
  it('ends a policy, and keeps its versions', () => {
    expect(decideCatalog(retireDesk, catalogAfter(office, desk))).toEqual([{ type: 'PolicyRetired', data: {} }]);
    const context = catalogAfter(office, desk, retireDesk);
    expect(context.policies.get('desk')).toMatchObject({ retired: { by: { id: 'ada' } }, versions: [{ version: 1 }] });
  });

  it('does nothing the second time, nor to what there is not', () => {
    expect(decideCatalog(retireDesk, catalogAfter(office, desk, retireDesk))).toEqual([]);
    expect(decideCatalog(retireOffice, catalogAfter(office, retireOffice))).toEqual([]);
    expect(decideCatalog(retireDesk, catalogAfter())).toEqual([]);
    expect(decideCatalog(retireOffice, catalogAfter())).toEqual([]);
  });

  it('ends a calendar that no current policy names', () => {
    const events = [{ type: 'CalendarRetired', data: {} }];
    expect(decideCatalog(retireOffice, catalogAfter(office))).toEqual(events);
    expect(decideCatalog(retireOffice, catalogAfter(office, desk, retireDesk))).toEqual(events);
  });

  it.each([
    ['in its newest version', 'office'],
    ['in an older one', { name: 'office', version: 1 }],
  ])('refuses to end a calendar that a current policy names %s', (_how, calendar) => {
    const targets = [{ ...emailDesk().targets[0]!, calendar }];
    const context = catalogAfter(office, night, {
      type: 'PublishPolicy',
      name: 'desk',
      policy: emailDesk({ targets }),
    });
    expect(() => decideCatalog(retireOffice, context)).toThrow(CatalogRuleViolation);
    expect(() => decideCatalog(retireOffice, context)).toThrow('(desk)');
  });
});

describe('the last policy that matches every case', () => {
  const publish = (policy: Policy): CatalogCommand => ({ type: 'PublishPolicy', name: policy.name, policy });
  const always = publish(deskPolicy({ name: 'always' }));
  const retireAlways: CatalogCommand = { type: 'RetirePolicy', name: 'always' };
  const narrowed = publish(emailDesk({ name: 'always' }));
  const other = publish(deskPolicy({ name: 'other' }));
  const refused = (command: CatalogCommand, context: CatalogContext) =>
    expect(() => decideCatalog(command, context)).toThrow(catalogRules['last-policy']);

  it('is not retired, nor given a condition', () => {
    const context = catalogAfter(office, always, desk);
    refused(retireAlways, context);
    refused(narrowed, context);
    expect(decideCatalog(publish(deskPolicy({ name: 'always', reopenWindow: 60 })), context)).toHaveLength(1);
  });

  it('is left alone when it is one of two', () => {
    const context = catalogAfter(office, always, other);
    expect(decideCatalog(retireAlways, context)).toHaveLength(1);
    expect(decideCatalog(narrowed, context)).toHaveLength(1);
    refused({ type: 'RetirePolicy', name: 'other' }, catalogAfter(office, always, other, narrowed));
    refused(retireAlways, catalogAfter(office, always, other, { type: 'RetirePolicy', name: 'other' }));
  });

  it('is not missed where there never was one', () => {
    expect(decideCatalog(desk, catalogAfter(office))).toHaveLength(1);
    expect(decideCatalog(retireDesk, catalogAfter(office, desk))).toHaveLength(1);
  });
});
