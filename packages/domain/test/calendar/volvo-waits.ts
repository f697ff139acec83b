import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { instantOf } from './wall-clock';

const ZONE = 'Europe/Stockholm';
const WAITING = new Set(['Wait', 'Wait - Customer', 'Wait - Implementation', 'Wait - User', 'Wait - Vendor']);

export interface Wait {
  readonly from: number;
  readonly to: number;
}

/**
 * The waiting intervals of the incidents in the log of the BPI Challenge 2013 (Ward Steeman, 4TU.ResearchData), as epoch ms:
 * each from the first row with a waiting sub-status to the next row without. The log says +01:00 in July too, so its stamps
 * are read as Stockholm's local time; that is an assumption.
 */
export function readWaits(path: string): readonly Wait[] {
  const [, ...rows] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split(/\r?\n/);
  const since = new Map<string, number>();
  const waits: Wait[] = [];
  for (const row of rows) {
    const [incident, stamp, , subStatus] = row.split(',') as [string, string, string, string];
    const at = instantOf(ZONE, Date.parse(`${stamp.slice(0, 19)}Z`));
    const from = since.get(incident);
    if (WAITING.has(subStatus)) since.set(incident, from ?? at);
    else if (from !== undefined) {
      since.delete(incident);
      waits.push({ from, to: at });
    }
  }
  return waits;
}
