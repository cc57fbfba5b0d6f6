// A history as a SQLite database in memory: read from the bytes of a file, given back as bytes.

import type { Database, SqlValue } from 'sql.js/dist/sql-wasm-inline.js';
import { applicationId, schema, schemaVersion } from './schema.ts';

/** Why a history cannot be used, as a sentence without a full stop. */
export class HistoryError extends Error {}

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, SqlValue>>;

/** An open history. */
export interface HistoryDatabase {
  readonly rows: (sql: string, ...values: readonly SqlValue[]) => readonly Row[];
  readonly run: (sql: string, ...values: readonly SqlValue[]) => void;
  /** Runs one statement for each list of values. */
  readonly runAll: (sql: string, values: Iterable<readonly SqlValue[]>) => void;
  readonly bytes: () => Uint8Array;
  readonly close: () => void;
}

/** Opens histories once SQLite is loaded. */
export type OpenHistory = (name: string, bytes: Uint8Array | undefined) => HistoryDatabase;

/** Loads SQLite, which is only paid for by those who keep a history. */
export async function loadSqlite(): Promise<OpenHistory> {
  const { default: initSqlJs } = await import('sql.js/dist/sql-wasm-inline.js');
  const { Database: SqlDatabase } = await initSqlJs();
  return (name, bytes) => {
    if (bytes === undefined) {
      const database = new SqlDatabase();
      database.run(schema);
      return historyDatabase(database);
    }
    if (!hasSqliteHeader(bytes)) throw new HistoryError(`'${name}' is no history: it is not a SQLite database`);
    const database = new SqlDatabase(bytes);
    try {
      checkHistory(name, database);
      return historyDatabase(database);
    } catch (error) {
      database.close();
      throw error;
    }
  };
}

const header = 'SQLite format 3\0';

function hasSqliteHeader(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, header.length)) === header;
}

/** Ours, of a version this program knows, and whole. */
function checkHistory(name: string, database: Database): void {
  const value = (pragma: string): SqlValue => {
    try {
      return Object.values(rowsOf(database, `pragma ${pragma}`)[0] ?? {})[0] ?? null;
    } catch (error) {
      throw damaged(name, error);
    }
  };
  if (value('application_id') !== applicationId)
    throw new HistoryError(`'${name}' is no history: it is a SQLite database of something else`);
  const version = Number(value('user_version'));
  if (version > schemaVersion)
    throw new HistoryError(
      `'${name}' was written by a newer version of pratique: its tables have version ${version}, this program knows up to ${schemaVersion}`,
    );
  const whole = value('integrity_check(1)');
  if (whole !== 'ok') throw damaged(name, whole);
}

function damaged(name: string, error: unknown): HistoryError {
  const because = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, ' ');
  return new HistoryError(
    `'${name}' is damaged (${because}); put back a copy of it, or move it away to begin a new history`,
  );
}

function historyDatabase(database: Database): HistoryDatabase {
  return {
    rows: (sql, ...values) => rowsOf(database, sql, values),
    run: (sql, ...values) => {
      database.run(sql, values);
    },
    runAll: (sql, lists) => {
      const statement = database.prepare(sql);
      try {
        for (const values of lists) statement.run(values);
      } finally {
        statement.free();
      }
    },
    bytes: () => database.export(),
    close: () => database.close(),
  };
}

function rowsOf(database: Database, sql: string, values: readonly SqlValue[] = []): readonly Row[] {
  const statement = database.prepare(sql, values);
  try {
    const rows: Row[] = [];
    while (statement.step()) rows.push(statement.getAsObject());
    return rows;
  } finally {
    statement.free();
  }
}
