import { resolve } from 'node:path';
import { redress, startRedress } from './support/redress';
import { temporaryDirectory, temporaryFile } from './support/temporary';

const ICS = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:1',
  'DTSTART;VALUE=DATE:20240501',
  'SUMMARY:Första maj',
  'RRULE:FREQ=YEARLY',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

const fixture = (name: string): string => resolve(__dirname, 'fixtures/import', name);

describe('redress holidays', () => {
  it('prints what a calendar takes, in a process of its own', async () => {
    const file = temporaryFile('se.ics', ICS);
    const { code, stdout, stderr } = await startRedress(['holidays', file, '--from', '2026', '--to', '2027']).outcome;
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual([
      { date: '2026-05-01', name: 'Första maj' },
      { date: '2027-05-01', name: 'Första maj' },
    ]);
    expect(stdout.split('\n')).toHaveLength(5);
  });

  it('takes dates for years', async () => {
    const file = temporaryFile('se.ics', ICS);
    const { stdout } = await redress(['holidays', file, '--from', '2026-05-02', '--to', '2027-05-01']);
    expect(JSON.parse(stdout)).toEqual([{ date: '2027-05-01', name: 'Första maj' }]);
  });

  it('says when there is none', async () => {
    const file = temporaryFile('se.ics', ICS);
    const { code, stdout, stderr } = await redress(['holidays', file, '--to', '2020']);
    expect([code, JSON.parse(stdout)]).toEqual([0, []]);
    expect(stderr).toContain('no event on whole days');
  });

  it.each([
    ['what recurs for ever', ICS, 'say until when'],
    ['what is no calendar', 'hello', 'no iCalendar file'],
  ])('stops at %s', async (_what, content, message) => {
    const { code, stdout, stderr } = await redress(['holidays', temporaryFile('x.ics', content)]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(message);
  });

  it('holidays-bom.ics: reads behind a byte-order mark', async () => {
    const { code, stdout } = await redress(['holidays', fixture('holidays-bom.ics'), '--from', '2026', '--to', '2026']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(15);
  });

  it('holidays-extra-end.ics: stops at an end of nothing, with the line', async () => {
    const { code, stdout, stderr } = await redress(['holidays', fixture('holidays-extra-end.ics'), '--to', '2026']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('line 10: END:VEVENT ends nothing that has begun: remove the line');
  });

  it('stops at what is not UTF-8, with the line', async () => {
    const file = temporaryFile('se.ics', Buffer.from(ICS, 'latin1'));
    const { code, stderr } = await redress(['holidays', file, '--to', '2026']);
    expect(code).toBe(1);
    expect(stderr).toContain('se.ics:5: is not UTF-8 in this line');
  });

  it('stops at a file that is not there', async () => {
    const { code, stderr } = await redress(['holidays', resolve(temporaryDirectory(), 'no.ics')]);
    expect(code).toBe(1);
    expect(stderr).toContain('there is no such file');
  });

  it.each([
    [[], 'Which file?'],
    [['a.ics', 'b.ics'], 'One file at a time'],
    [['a.ics', '--from', 'soon'], '--from is soon'],
    [['a.ics', '--to', '2026-02-30'], '--to is 2026-02-30'],
    [['a.ics', '--from', '2027', '--to', '2026'], 'is before'],
    [['a.ics', '--until', '2026'], "Unknown option '--until'"],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await redress(['holidays', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: redress holidays');
  });
});
