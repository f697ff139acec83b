import { type ReadModelTables } from '@redress/application';
import { FOREVER } from '../case-list/case-versions';

/** What is believed now of the present: the partial indexes of the lists as they stand hold nothing else. */
export const STANDING = `recorded_to = '${FOREVER}' AND occurred_to = '${FOREVER}'`;

/**
 * `{clocks}`: how each clock of each case stood; see `ClockTile`. A breach is broken from `breach_at` on, whether or not
 * it is on record, so a running promise stands in the indexes of breaches, too, at an instant that is yet to come. Of the
 * past they hold only what was ever seen broken, or at risk: what was kept in time is no detour.
 * Those of the present end with the case, so that one which a filter leaves out is passed over without reading its clock.
 *
 * `{longest_risk}`: one row, how long before it is due any clock was at risk. `{terms}`: what was promised, each wording
 * once. `{calendars}`: every published version, since clocks are counted by them.
 */
export function createClockTables(tables: ReadModelTables): void {
  tables.exec(`
    CREATE TABLE {clocks} (
      row INTEGER PRIMARY KEY,
      no INTEGER NOT NULL,
      id TEXT NOT NULL,
      recorded_from TEXT NOT NULL,
      recorded_to TEXT NOT NULL,
      occurred_from TEXT NOT NULL,
      occurred_to TEXT NOT NULL,
      clock TEXT NOT NULL,
      metric TEXT NOT NULL,
      kind TEXT NOT NULL,
      status TEXT NOT NULL,
      cancel_reason TEXT,
      owed INTEGER NOT NULL,
      policy TEXT NOT NULL,
      policy_version INTEGER NOT NULL,
      calendar TEXT NOT NULL,
      calendar_version INTEGER NOT NULL,
      started_at TEXT NOT NULL,
      due_at TEXT,
      at_risk_at TEXT,
      breach_at TEXT,
      escalate_at TEXT,
      ended_at TEXT,
      used_ms INTEGER,
      nth INTEGER NOT NULL,
      terms INTEGER NOT NULL,
      rest TEXT
    );
    CREATE INDEX {clocks_case} ON {clocks} (no);
    CREATE INDEX {clocks_started} ON {clocks} (started_at);
    CREATE INDEX {clocks_broken_now} ON {clocks} (breach_at, id, clock, no) WHERE ${STANDING} AND breach_at IS NOT NULL;
    CREATE INDEX {clocks_broken_of_case} ON {clocks} (no, breach_at) WHERE ${STANDING} AND breach_at IS NOT NULL;
    CREATE INDEX {clocks_owed_now} ON {clocks} (breach_at, id, clock, no)
      WHERE ${STANDING} AND breach_at IS NOT NULL AND owed = 1;
    CREATE INDEX {clocks_at_risk_now} ON {clocks} (due_at, id, clock, no) WHERE ${STANDING} AND at_risk_at IS NOT NULL;
    CREATE INDEX {clocks_due} ON {clocks} (breach_at) WHERE ${STANDING} AND status = 'running' AND breach_at IS NOT NULL;
    CREATE INDEX {clocks_escalate} ON {clocks} (escalate_at) WHERE ${STANDING} AND escalate_at IS NOT NULL;
    CREATE INDEX {clocks_broken} ON {clocks} (breach_at, id, clock)
      WHERE breach_at < recorded_to AND breach_at < occurred_to;
    CREATE INDEX {clocks_at_risk} ON {clocks} (due_at, id, clock)
      WHERE at_risk_at < recorded_to AND at_risk_at < occurred_to;

    CREATE TABLE {terms} (
      number INTEGER PRIMARY KEY,
      content TEXT NOT NULL UNIQUE
    );

    CREATE TABLE {calendars} (
      name TEXT NOT NULL,
      version INTEGER NOT NULL,
      calendar TEXT NOT NULL,
      PRIMARY KEY (name, version)
    ) WITHOUT ROWID;

    CREATE TABLE {longest_risk} (
      one INTEGER PRIMARY KEY,
      ms INTEGER NOT NULL
    );
  `);
}
