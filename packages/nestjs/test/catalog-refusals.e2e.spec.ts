import { deskPolicy, officeCalendar } from '@redress/domain/testing';
import { type AnyBody, RedressApp, type Reply } from './harness/redress-app';

const { name: _name, ...desk } = deskPolicy();
const target = desk.targets[0]!;
const office = officeCalendar();

describe('of policies and calendars', () => {
  let app: RedressApp;
  let head: string;

  beforeAll(async () => {
    app = await RedressApp.start({}, 'default');
    expect((await put('calendars/office', office)).status).toBe(201);
    head = await app.store.head();
  });
  // Whatever was asked for, nothing was written.
  afterEach(async () => expect(await app.store.head()).toBe(head));
  afterAll(() => app.stop());

  const put = (path: string, body: unknown): Promise<Reply<AnyBody>> =>
    app.send('PUT', `/v1/${path}`, { key: 'admin', body, headers: { 'If-None-Match': '*' } });

  it.each([
    'policies/nobody',
    'policies/Default',
    'policies/nobody/versions',
    'policies/default/versions/2',
    'policies/default/versions/0',
    'policies/default/versions/1.0',
    'policies/default/versions/99999999999999999999',
    'calendars/nobody',
    'calendars/default',
  ])('there is no %s', async (path) => {
    const { status, body } = await app.get(`/v1/${path}`);
    expect([status, body.code]).toEqual([404, 'not-found']);
  });

  describe('what is refused with a pointer', () => {
    const withTarget = (fields: object) => ({ ...desk, targets: [{ ...target, ...fields }] });
    const on = (weekly: object) => ({ ...office, weekly });
    const holiday = { date: '2026-12-25', name: 'Christmas Day' };

    it.each<[string, string, unknown, string, string]>([
      ['an unknown zone', 'calendars/x', { ...office, zone: 'Mars/Olympus' }, '/zone', 'unknown-zone'],
      [
        'intervals that overlap',
        'calendars/x',
        on({
          mon: [
            ['09:00', '12:00'],
            ['11:00', '17:00'],
          ],
        }),
        '/weekly/mon/1',
        'overlapping-intervals',
      ],
      [
        'an end before its start, which runs into the next day',
        'calendars/x',
        on({ mon: [['17:00', '09:30']], tue: [['09:00', '17:00']] }),
        '/weekly/tue/0',
        'overlapping-intervals',
      ],
      ['an interval of no length', 'calendars/x', on({ mon: [['09:00', '09:00']] }), '/weekly/mon/0', 'empty-interval'],
      ['an offset for a zone', 'calendars/x', { ...office, zone: '+02:00' }, '/zone', 'unknown-zone'],
      ['an interval without an end', 'calendars/x', on({ mon: [['09:00']] }), '/weekly/mon/0', 'wrong-interval'],
      ['a time that there is not', 'calendars/x', on({ mon: [['09:00', '25:00']] }), '/weekly/mon/0/1', 'wrong-time'],
      ['a calendar that never opens', 'calendars/x', on({}), '/weekly', 'never-opens'],
      [
        'a holiday twice',
        'calendars/x',
        { ...office, holidays: [holiday, holiday] },
        '/holidays/1/date',
        'holiday-twice',
      ],
      [
        'a calendar without a field',
        'calendars/x',
        { zone: 'UTC', weekly: {}, holidays: [] },
        '/exceptions',
        'required',
      ],
      ['a policy without targets', 'policies/x', { ...desk, targets: [] }, '/targets', 'no-targets'],
      [
        'a duration of nothing',
        'policies/x',
        withTarget({ duration: { n: 0, unit: 'hours' } }),
        '/targets/0/duration/n',
        'not-positive',
      ],
      [
        'a negative duration',
        'policies/x',
        withTarget({ duration: { n: -1, unit: 'days' } }),
        '/targets/0/duration/n',
        'not-positive',
      ],
      [
        'an absurd duration',
        'policies/x',
        withTarget({ duration: { n: 4000, unit: 'days' } }),
        '/targets/0/duration/n',
        'too-long',
      ],
      [
        'a promise that would not fall due in a lifetime',
        'policies/x',
        withTarget({ duration: { n: 80_000, unit: 'hours' } }),
        '/targets/0/duration',
        'too-long',
      ],
      [
        'a condition on a field that does not exist',
        'policies/x',
        { ...desk, when: { colour: 'red' } },
        '/when/colour',
        'unknown-field',
      ],
      [
        'a threshold after the due time',
        'policies/x',
        withTarget({ escalate: [{ at: 1.5, level: 2, addressee: 'Head of desk' }] }),
        '/targets/0/escalate/0/at',
        'threshold-out-of-range',
      ],
      [
        'an escalation beyond the highest level',
        'policies/x',
        withTarget({ escalate: [{ at: 0.1, level: 101, addressee: 'Head of desk' }] }),
        '/targets/0/escalate/0/level',
        'level-out-of-range',
      ],
      [
        'a calendar that does not exist',
        'policies/x',
        withTarget({ calendar: 'nowhere' }),
        '/targets/0/calendar',
        'unknown-calendar',
      ],
      [
        'a version of a calendar that does not exist',
        'policies/x',
        withTarget({ calendar: { name: 'office', version: 2 } }),
        '/targets/0/calendar/version',
        'unknown-calendar',
      ],
      ['another name than in the path', 'policies/x', { ...desk, name: 'y' }, '/name', 'other-name'],
      ['a NUL', 'policies/x', { ...desk, when: { channel: 'a\0' } }, '/when/channel', 'nul'],
      ['what is no object', 'policies/x', [desk], '', 'wrong-type'],
    ])('%s', async (_what, path, body, pointer, code) => {
      const { status, body: problem } = await put(path, body);
      expect([status, problem.code]).toEqual([422, 'invalid-request']);
      expect(problem.errors).toContainEqual({ pointer, code, message: expect.any(String) });
      expect((await app.get(`/v1/${path}`)).status).toBe(404);
    });

    it.each(['Desk', 'a_b', '-a', 'a'.repeat(65), 'd%C3%A9sk'])('the name %s', async (name) => {
      const { status, body } = await put(`policies/${name}`, desk);
      expect([status, body.errors]).toEqual([
        422,
        [{ parameter: 'name', code: 'wrong-name', message: expect.any(String) }],
      ]);
    });
  });
});
