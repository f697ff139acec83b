import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { supervisor } from '@redress/domain/testing';
import fc from 'fast-check';
import { CaseLog } from '../test/case-log';
import { randomHistory, type Step, write } from '../test/random-history';
import { CaseList } from './case-list/case-list';
import { CASE_LIST, caseListProjection } from './case-list/case-list-projection';
import { CASE_SORTS } from './case-list/sort';
import { projectionsModule } from './projections-module';

describe('read models in a thread of their own', () => {
  let directory: string;
  let files = 0;
  beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'redress-thread-'))));
  afterAll(() => rmSync(directory, { recursive: true }));

  const inThread = (module = projectionsModule()): CaseLog =>
    new CaseLog([caseListProjection], join(directory, `${(files += 1)}.db`), { projectionsModule: module });

  /** Every case, in every order, now and as of some instants. */
  function answers({ database }: CaseLog): readonly unknown[] {
    const list = new CaseList(database);
    const moments = [{}, { asOf: '2026-03-02T09:30:00.000Z' }, { asOfOccurred: '2026-03-02T09:30:00.000Z' }];
    return CASE_SORTS.flatMap((sort) => moments.map((moment) => list.query({ viewer: supervisor, sort, ...moment })));
  }

  it('say what they say when they are folded on the calling thread: at first, later on, and built anew', async () => {
    const half = (steps: readonly Step[], nth: 0 | 1): readonly Step[] => {
      const middle = Math.ceil(steps.length / 2);
      return nth === 0 ? steps.slice(0, middle) : steps.slice(middle);
    };
    await fc.assert(
      fc.asyncProperty(randomHistory, async (steps) => {
        const [here, there] = [new CaseLog([caseListProjection]), inThread()];
        try {
          for (const nth of [0, 1] as const) {
            for (const log of [here, there]) await write(log, half(steps, nth), 1_000);
            expect(answers(there)).toEqual(answers(here));
          }
          const before = answers(there);
          await there.rebuild(CASE_LIST);
          await there.read();
          expect(answers(there)).toEqual(before);
        } finally {
          await Promise.all([here.close(), there.close()]);
        }
      }),
      { numRuns: 5 },
    );
  }, 60_000);
});
