import { codeBlocks } from './code-blocks';
import { Service, temporaryDirectory } from './service';
import { statuses, walked } from './walk';

type AnyRow = Readonly<Record<string, unknown>>;

describe('the walks that the documents show, word for word', () => {
  const directory = temporaryDirectory();
  let service: Service;
  let walk: readonly string[];

  beforeAll(async () => {
    service = await Service.start({ dataDir: directory.path });
    const script = [
      ...codeBlocks('README.md', 'walk'),
      'echo ---tutorial---',
      ...codeBlocks('docs/tutorial/first-complaint.md', 'tutorial'),
    ];
    walk = await walked(service, script);
  }, 60_000);

  afterAll(async () => {
    await service.stop();
    directory.remove();
  });

  it('receives a complaint', () => {
    expect(walk[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('acknowledges, escalates, hands over and answers it', () => {
    expect(walk.slice(2, 6).map(statuses)).toEqual([['200'], ['200'], ['200'], ['200']]);
    expect(walk[3]).toContain('"escalationLevel":2');
    expect(walk[4]).toContain('"introduction"');
    expect(walk[5]).toContain('"status":"answered"');
  });

  it('is refused with the rule and what is possible before anybody followed up', () => {
    expect(statuses(walk[6])).toEqual(['409']);
    const problem = JSON.parse((walk[6] as string).split('\n')[0] as string) as {
      code: string;
      possibleCommands: string[];
    };
    expect(problem.code).toBe('not-followed-up');
    expect(problem.possibleCommands).toContain('FollowUp');
  });

  it('follows up with both and resolves it', () => {
    expect(statuses(walk[7])).toEqual(['200', '200']);
    expect(statuses(walk[8])).toEqual(['200']);
    expect(walk[8]).toContain('"status":"resolved"');
  });

  it('shows the whole history', () => {
    const { data } = JSON.parse((walk[9] as string).split('\n')[0] as string) as { data: { type: string }[] };
    const types = data.map((event) => event.type);
    expect(types.filter((type) => type.startsWith('Clock'))).toEqual([
      ...['ClockStarted', 'ClockStarted', 'ClockStarted', 'ClockMet', 'ClockStarted'],
      ...['ClockMet', 'ClockMet', 'ClockStarted', 'ClockMet', 'ClockMet'],
    ]);
    expect(types.filter((type) => !type.startsWith('Clock'))).toEqual([
      'ComplaintReceived',
      'ComplaintAcknowledged',
      'ComplaintEscalated',
      'HandlerAssigned',
      'ResponseIssued',
      'ComplaintFollowedUp',
      'ComplaintFollowedUp',
      'ComplaintResolved',
    ]);
  });

  it('goes on as the tutorial says', () => {
    const tutorial = walk.slice(walk.findIndex((output) => output.includes('---tutorial---')) + 1);
    expect(tutorial[0]).toContain('"ReopenComplaint"');
    expect(statuses(tutorial[1])).toEqual(['201']);
    expect(tutorial[1]).toContain('"status":"received"');
    expect(statuses(tutorial[2])).toEqual(['200']);
    expect(tutorial[2]).toContain('"status":"acknowledged"');
    expect(statuses(tutorial[3])).toEqual(['200', '200']);
    expect(statuses(tutorial[5])).toEqual(['200', '200', '200']);
  });

  it('ends with something to see in every list', () => {
    const lists = (walk.at(-2) as string).split('\n').filter((line) => line.startsWith('{'));
    const [owing, unanswered, workload] = lists.map((line) => (JSON.parse(line) as { data: AnyRow[] }).data);
    expect(owing).toMatchObject([{ subject: 'The heating', handler: { id: 'ana' }, status: 'answered' }]);
    expect(unanswered).toMatchObject([{ subject: 'The heating', openMessages: 1 }]);
    expect(workload).toContainEqual(expect.objectContaining({ handler: { id: 'ana', name: 'Ana Lind' }, open: 1 }));
  });
});
