import { type ReadModelTables } from '@redress/application';

/** See `CaseColumns`. */
const CASE_COLUMNS = `
      status TEXT NOT NULL,
      received_at TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      status_since TEXT NOT NULL,
      severity INTEGER NOT NULL,
      escalation_level INTEGER NOT NULL,
      handler_id TEXT,
      handler_name TEXT,
      complainant_name TEXT,
      oldest_open_at TEXT,
      owes INTEGER NOT NULL,
      active INTEGER NOT NULL`;

/**
 * `{present}`: a row per case, narrow, with an index for every order. `{facets}`: what each case is found by now.
 * `{versions}`: every state of every case, believed now or before; see `CaseVersion`. `{facts}`: what happened to each case, see
 * `keepFact`. `{profiles}`: the part of a state that seldom changes. `{texts}` and `{search}`: what was written, a row per event, so that a redaction takes away just that; see
 * `text-id.ts`. `{publications}`: the streams of policies and calendars.
 */
export function createTables(tables: ReadModelTables): void {
  tables.exec(`
    CREATE TABLE {present} (
      no INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      revision INTEGER NOT NULL,
      version INTEGER NOT NULL,
      ${CASE_COLUMNS},
      confidential INTEGER NOT NULL,
      restricted_to TEXT,
      recorded_by TEXT NOT NULL,
      recorded_key TEXT NOT NULL
    );
    CREATE UNIQUE INDEX {present_id} ON {present} (id);
    CREATE INDEX {present_received} ON {present} (received_at, id);
    CREATE INDEX {present_updated} ON {present} (updated_at, id);
    CREATE INDEX {present_severity} ON {present} (severity, id);
    CREATE INDEX {present_level} ON {present} (escalation_level, id);
    CREATE INDEX {present_since} ON {present} (status_since, id);
    CREATE INDEX {present_unanswered} ON {present} (oldest_open_at, id) WHERE oldest_open_at IS NOT NULL;
    CREATE INDEX {present_active} ON {present} (handler_id) WHERE active = 1;

    CREATE TABLE {facets} (
      facet TEXT NOT NULL,
      received_at TEXT NOT NULL,
      id TEXT NOT NULL,
      no INTEGER NOT NULL,
      PRIMARY KEY (facet, received_at, id)
    ) WITHOUT ROWID;

    CREATE TABLE {versions} (
      row INTEGER PRIMARY KEY,
      no INTEGER NOT NULL,
      recorded_from TEXT NOT NULL,
      recorded_to TEXT NOT NULL,
      occurred_from TEXT NOT NULL,
      occurred_to TEXT NOT NULL,
      ${CASE_COLUMNS},
      profile INTEGER NOT NULL,
      standing TEXT NOT NULL
    );
    CREATE INDEX {versions_case} ON {versions} (no, occurred_from);
    CREATE INDEX {versions_received} ON {versions} (received_at);
    CREATE INDEX {versions_unanswered} ON {versions} (oldest_open_at) WHERE oldest_open_at IS NOT NULL;

    CREATE TABLE {facts} (
      no INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      content TEXT NOT NULL,
      PRIMARY KEY (no, revision)
    ) WITHOUT ROWID;

    CREATE TABLE {profiles} (
      profile INTEGER PRIMARY KEY,
      no INTEGER NOT NULL,
      facets TEXT NOT NULL,
      content TEXT NOT NULL
    );
    CREATE INDEX {profiles_case} ON {profiles} (no);

    CREATE TABLE {texts} (
      id INTEGER PRIMARY KEY,
      event TEXT NOT NULL,
      recorded_at TEXT NOT NULL,
      occurred_at TEXT NOT NULL,
      name TEXT,
      body TEXT NOT NULL
    );
    CREATE VIRTUAL TABLE {search} USING fts5 (
      body, content = '{texts}', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
    );
    INSERT INTO {search} ({search}, rank) VALUES ('secure-delete', 1);

    CREATE TABLE {publications} (stream TEXT PRIMARY KEY) WITHOUT ROWID;
  `);
}
