import { FOREVER } from '../case-list/case-versions';
import { instant, type PastPoint, pastPoint, versionAt } from '../case-list/moment';
import { sql, type Sql } from '../case-list/sql';
import { type ClockQuestion } from './clock-list-query';

/** As of when a question about clocks is asked. */
export interface Asked {
  /** Null for the present. */
  readonly at: PastPoint | null;
  /** The instant with which due times are compared: nobody waits for the recording of what is broken by then. */
  readonly instant: string;
}

/** @throws {RangeError} what should be an instant is none */
export function asked({ now, ...moment }: Pick<ClockQuestion, 'now' | 'asOf' | 'asOfOccurred'>): Asked {
  const at = pastPoint(moment);
  return { at, instant: at === null ? instant(now) : at.occurred };
}

/** The one row of `{clocks} c` that a clock has then, if it had begun. */
export function tileAt(at: PastPoint | null): Sql {
  return at === null ? sql(`c.recorded_to = '${FOREVER}' AND c.occurred_to = '${FOREVER}'`) : versionAt(at, 'c');
}

/** The case of `{clocks} c` as it was then, as `{versions} v` with its profile `q`; as it is now it is `{present} p`. */
export function caseOfClock(at: PastPoint | null): Sql {
  const present = '{present} p ON p.no = c.no';
  if (at === null) {
    return sql(` CROSS JOIN ${present} CROSS JOIN {versions} v ON v.row = p.version ${PROFILE}`);
  }
  const { text, values } = versionAt(at, 'w');
  // Of the versions that had begun the latest is most often the one, so the others need not be looked at.
  return sql(
    ` CROSS JOIN ${present} CROSS JOIN {versions} v ON v.row = (
        SELECT w.row FROM {versions} w INDEXED BY {versions_case} WHERE w.no = c.no AND ${text}
        ORDER BY w.occurred_from DESC LIMIT 1
      ) ${PROFILE}`,
    ...values,
  );
}

const PROFILE = 'CROSS JOIN {profiles} q ON q.profile = v.profile';
