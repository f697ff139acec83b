import { clockColumns, type ClockColumns } from './clock-columns';
import { caseOf, event } from '@redress/domain/testing';
import { FOREVER } from '../case-list/case-versions';
import { type ClockChange, type ClockTile, lay } from './clock-tiles';

const at = (hour: number): string => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`;
const [clock] = caseOf([event('ComplaintReceived'), event('ClockStarted')]).clocks.clocks;
const terms = { numberOf: () => 1, termsOf: () => clock!.terms };
const running = clockColumns(clock!, 0, [], { calendars: () => null, terms });
const standing = (status: string): ClockColumns => ({ ...running, status });

function laid(...changes: readonly ClockChange[]): readonly ClockTile[] {
  let believed: readonly ClockTile[] = [];
  const superseded: ClockTile[] = [];
  for (const change of changes) {
    const after = lay(believed, change);
    believed = after.believed;
    superseded.push(...after.superseded);
  }
  return [...believed, ...superseded];
}

/** `running: recorded 9-∞, occurred 9-12` */
function told(tiles: readonly ClockTile[]): readonly string[] {
  const hour = (instant: string) => (instant === FOREVER ? '∞' : String(Number(instant.slice(11, 13))));
  return tiles.map(
    ({ columns, recordedFrom, recordedTo, occurredFrom, occurredTo }) =>
      `${columns.status}: recorded ${hour(recordedFrom)}-${hour(recordedTo)}, occurred ${hour(occurredFrom)}-${hour(occurredTo)}`,
  );
}

const started: ClockChange = { at: at(9), from: at(9), to: FOREVER, columns: running };

describe('how a clock stood', () => {
  it('changes in order: one more piece', () => {
    const met = { at: at(12), from: at(12), to: FOREVER, columns: standing('met') };
    expect(told(laid(started, met))).toEqual([
      'running: recorded 9-∞, occurred 9-12',
      'met: recorded 12-∞, occurred 12-∞',
    ]);
  });

  it('changes late: what was believed until then stays for who asks what was known', () => {
    const met = { at: at(12), from: at(10), to: FOREVER, columns: standing('met') };
    expect(told(laid(started, met))).toEqual([
      'running: recorded 9-∞, occurred 9-10',
      'met: recorded 12-∞, occurred 10-∞',
      'running: recorded 9-12, occurred 10-∞',
    ]);
  });

  it('changes for a while in the past only', () => {
    const paused = { at: at(14), from: at(10), to: at(12), columns: standing('paused') };
    expect(told(laid(started, paused))).toEqual([
      'running: recorded 9-∞, occurred 9-10',
      'paused: recorded 14-∞, occurred 10-12',
      'running: recorded 9-∞, occurred 12-∞',
      'running: recorded 9-14, occurred 10-12',
    ]);
  });

  it('changes twice in one append: only the last is ever seen', () => {
    const breached = { at: at(9), from: at(9), to: FOREVER, columns: standing('breached') };
    expect(told(laid(started, breached))).toEqual(['breached: recorded 9-∞, occurred 9-∞']);
  });

  it('neighbours that changed alike at once are one piece', () => {
    const earlier = { at: at(14), from: at(10), to: at(12), columns: standing('met') };
    const later = { at: at(14), from: at(12), to: FOREVER, columns: standing('met') };
    expect(told(laid(started, earlier, later)).slice(0, 2)).toEqual([
      'running: recorded 9-∞, occurred 9-10',
      'met: recorded 14-∞, occurred 10-∞',
    ]);
  });

  it('a stored row goes on as one piece alone', () => {
    const stored = lay([], started).believed.map((tile) => ({ ...tile, row: 7 }));
    const { believed, superseded } = lay(stored, { at: at(14), from: at(10), to: at(12), columns: running });
    expect([...believed, ...superseded].filter(({ row }) => row === 7)).toHaveLength(1);
  });
});
