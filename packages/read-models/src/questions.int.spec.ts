import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReadModelBehindError, type ReadModelDatabase } from '@redress/application';
import { event, supervisor } from '@redress/domain/testing';
import fc from 'fast-check';
import { caseId, CaseLog } from '../test/case-log';
import { randomHistory, write } from '../test/random-history';
import { caseListProjection } from './case-list/case-list-projection';
import { InvalidCursorError } from './case-list/cursor';
import { projectionsModule } from './projections-module';
import { Questions } from './questions';

const now = '2026-03-05T09:00:00.000Z';
const moments = [{}, { asOf: '2026-03-02T09:30:00.000Z' }, { asOfOccurred: '2026-03-02T09:30:00.000Z' }];

describe('questions asked of a read model that has threads', () => {
  let directory: string;
  let files = 0;
  beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'redress-questions-'))));
  afterAll(() => rmSync(directory, { recursive: true }));

  const inThreads = (): CaseLog =>
    new CaseLog([caseListProjection], join(directory, `${(files += 1)}.db`), {
      projectionsModule: projectionsModule(),
    });

  function everything(database: ReadModelDatabase): Promise<readonly unknown[]> {
    const questions = new Questions(database);
    const viewer = supervisor;
    const asked = moments.flatMap((moment) => [
      questions.cases({ viewer, ...moment }),
      questions.cases({ viewer, q: 'lift', ...moment }),
      questions.unanswered({ viewer, ...moment }),
      questions.unanswered({ viewer, q: 'lift', ...moment }),
      questions.breaches({ viewer, now, ...moment }),
      questions.atRisk({ viewer, now, ...moment }),
      questions.workload({ viewer, ...moment }),
      questions.slaReport({ viewer, now, groupBy: ['policy', 'month'], ...moment }),
    ]);
    return Promise.all(asked);
  }

  it('are answered as on the calling thread', async () => {
    await fc.assert(
      fc.asyncProperty(randomHistory, async (steps) => {
        const [here, there] = [new CaseLog([caseListProjection]), inThreads()];
        try {
          for (const log of [here, there]) await write(log, steps, 1_000);
          expect(await everything(there.database)).toEqual(await everything(here.database));
        } finally {
          await Promise.all([here.close(), there.close()]);
        }
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it('know what had been read before they were asked', async () => {
    const log = inThreads();
    const questions = new Questions(log.database);
    for (let n = 1; n <= 30; n++) {
      await log.record(caseId(n), event('ComplaintReceived', {}, { text: `The lift, for the ${n}th time` }), now);
      const head = await log.read();
      const { data, position } = await questions.cases({ viewer: supervisor, q: `"${n}th time"` });
      expect(data.map(({ id }) => id)).toEqual([caseId(n)]);
      expect(position >= head).toBe(true);
    }
    await log.close();
  }, 60_000);

  it('are refused as on the calling thread', async () => {
    const log = inThreads();
    const questions = new Questions(log.database);
    await expect(questions.cases({ viewer: supervisor, q: 'lift' })).rejects.toBeInstanceOf(ReadModelBehindError);
    await log.read();
    const query = { viewer: supervisor, q: 'lift' };
    await expect(questions.cases({ ...query, cursor: 'none' })).rejects.toBeInstanceOf(InvalidCursorError);
    await expect(questions.cases({ ...query, limit: 0 })).rejects.toBeInstanceOf(RangeError);
    await expect(questions.cases({ ...query, asOf: 'tomorrow' })).rejects.toBeInstanceOf(RangeError);
    await log.close();
  });
});
