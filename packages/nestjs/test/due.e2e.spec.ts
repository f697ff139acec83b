import { type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { type CaseModule, caseStream } from '@redress/application';
import { FoldedDueCases, ManualClock, request } from '@redress/application/testing';
import { InMemoryEventStore } from '@redress/event-store';
import { CASES, DUE_PROCESSOR, RedressModule } from '../src';
import { receipt } from './harness/cases';
import { keys } from './harness/keys';
import { NOW } from './harness/redress-app';

const YEAR_MS = 365 * 24 * 3_600_000;

describe('what falls due', () => {
  const store = new InMemoryEventStore();
  const clock = new ManualClock(NOW);
  const due = new FoldedDueCases(store);
  let nest: INestApplication;

  beforeAll(async () => {
    const redress = RedressModule.forRoot({
      ...{ store, clock, keys, secret: Buffer.alloc(32, 1), readModels: { file: ':memory:' }, settleHorizonMs: 10 },
    });
    const testing = Test.createTestingModule({ imports: [redress] })
      .overrideProvider(DUE_PROCESSOR)
      .useFactory({ factory: (cases: CaseModule) => cases.dueProcessor({ due, progress: due }), inject: [CASES] });
    nest = (await testing.compile()).createNestApplication({ bodyParser: false, logger: false });
    due.open();
    await nest.init();
  });
  afterAll(() => due.close());

  const breaches = async (caseId: string): Promise<number> =>
    (await store.readStream(caseStream(caseId))).filter(({ type }) => type === 'ClockBreached').length;

  it('is recorded while the application runs, and not any more when it has stopped', async () => {
    const { service } = nest.get<CaseModule>(CASES);
    const first = (await service.handle(request('first', { type: 'ReceiveComplaint', ...receipt }))).state.id;
    clock.advance(YEAR_MS);
    // Whatever is read wakes the processor.
    const second = (await service.handle(request('second', { type: 'ReceiveComplaint', ...receipt }))).state.id;
    for (let tries = 0; tries < 1_000 && (await breaches(first)) === 0; tries++) await later(5);
    expect(await breaches(first)).toBe(2);
    await nest.close();
    clock.advance(YEAR_MS);
    await service.handle(request('third', { type: 'ReceiveComplaint', ...receipt }));
    await later(1_200);
    expect(await breaches(second)).toBe(0);
  });
});

function later(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
