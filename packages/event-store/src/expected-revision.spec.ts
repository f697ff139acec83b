import { type ExpectedRevision } from './event-store';
import { judgeExpected, type Verdict } from './expected-revision';

describe('judgeExpected', () => {
  it.each<[ExpectedRevision, number, Verdict]>([
    ['any', -1, 'append'],
    ['any', 7, 'append'],
    ['streamExists', -1, 'wrong'],
    ['streamExists', 0, 'append'],
    ['noStream', -1, 'append'],
    ['noStream', 7, { from: 0 }],
    [7, 7, 'append'],
    [3, 7, { from: 4 }],
    [8, 7, 'wrong'],
    [0, -1, 'wrong'],
  ])('%p on a stream at %i: %p', (expected, last, verdict) => {
    expect(judgeExpected(expected, last)).toEqual(verdict);
  });
});
