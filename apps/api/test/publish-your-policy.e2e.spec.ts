import { Service, temporaryDirectory } from './service';
import { codeBlocks } from './code-blocks';
import { statuses, walked } from './walk';

describe('the page about policies, word for word', () => {
  const directory = temporaryDirectory();
  let service: Service;
  let walk: readonly string[];

  /** The first answer of a block. */
  const answer = (index: number) => JSON.parse((walk[index] as string).split('\n')[0] as string);

  beforeAll(async () => {
    service = await Service.start({ dataDir: directory.path, env: { REDRESS_TIME_ZONE: 'Europe/Stockholm' } });
    walk = await walked(service, codeBlocks('docs/how-to/publish-your-policy.md', 'policy'));
  }, 60_000);

  afterAll(async () => {
    await service.stop();
    directory.remove();
  });

  it('shows the default policy', () => {
    expect(answer(1).data).toMatchObject([{ name: 'default', version: 1, retired: false }]);
  });

  it('publishes a calendar', () => {
    expect(statuses(walk[2])).toEqual(['201']);
    expect(answer(2)).toMatchObject({ name: 'stockholm', version: 1 });
  });

  it('reads holidays', () => {
    const dates = (JSON.parse(walk[3] as string) as { date: string }[]).map(({ date }) => date);
    expect(dates).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-06-19',
      '2026-12-24',
      '2026-12-25',
      '2026-12-26',
      '2027-01-01',
      '2027-03-26',
      '2027-06-25',
      '2027-12-24',
      '2027-12-25',
      '2027-12-26',
    ]);
  });

  it('publishes the next version and keeps the first', () => {
    expect(statuses(walk[4])).toEqual(['200']);
    expect([answer(4).version, answer(4).calendar.holidays]).toEqual([2, JSON.parse(walk[3] as string)]);
    expect([answer(5).version, answer(5).calendar.holidays]).toEqual([
      1,
      [{ date: '2026-06-19', name: 'Midsommarafton' }],
    ]);
  });

  it('publishes a policy, and nothing when it says the same', () => {
    expect(statuses(walk[6])).toEqual(['201']);
    expect(statuses(walk[7])).toEqual(['200']);
    expect(answer(7)).toEqual(answer(6));
  });

  it('publishes a preset', () => {
    expect(statuses(walk[8])).toEqual(['201', '201']);
  });

  it('retires a policy, and then its calendar', () => {
    expect(statuses(walk[9])).toEqual(['409', '200', '200']);
    expect(answer(9)).toMatchObject({ code: 'calendar-in-use' });
  });
});
