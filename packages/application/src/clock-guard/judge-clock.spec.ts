import { awayMs, MOST_STEP_MS, trusted, trustedSince } from './judge-clock';

const DAY_MS = 86_400_000;
const before = { wallMs: Date.parse('2026-03-02T09:00:00.000Z'), monotonicMs: 5_000 };
const after = (wallMs: number, monotonicMs = wallMs) => ({
  wallMs: before.wallMs + wallMs,
  monotonicMs: before.monotonicMs + monotonicMs,
});

describe('a clock while running', () => {
  it.each([
    ['both go on', after(3_600_000), 0],
    ['it was set ahead by a minute', after(MOST_STEP_MS + 10, 10), 0],
    ['it was set ahead by more', after(MOST_STEP_MS + 11, 10), MOST_STEP_MS + 1],
    ['it was set back by a minute', after(10 - MOST_STEP_MS, 10), 0],
    ['it was set back by more', after(9 - MOST_STEP_MS, 10), -MOST_STEP_MS - 1],
  ])('%s', (_, reading, expected) => {
    expect(awayMs(trusted(before), reading)).toBe(expected);
  });
});

describe('a clock at a start', () => {
  const now = { wallMs: before.wallMs, monotonicMs: 77 };
  const at = (lastSeenMs: number) => awayMs(trustedSince(before.wallMs + lastSeenMs, now, 7 * DAY_MS), now);

  it.each([
    ['was seen a moment ago', 0, 0],
    ['was seen seven days ago', -7 * DAY_MS, 0],
    ['was seen longer ago', -7 * DAY_MS - 1, 7 * DAY_MS + 1],
    ['is a minute behind what was seen', MOST_STEP_MS, 0],
    ['is further behind', MOST_STEP_MS + 1, -MOST_STEP_MS - 1],
  ])('%s', (_, lastSeenMs, expected) => {
    expect(at(lastSeenMs)).toBe(expected);
  });
});
