// The part of sql.js that is used; the package has no types of its own.

declare module 'sql.js/dist/sql-wasm-inline.js' {
  /** Null, numbers, texts and blobs. */
  export type SqlValue = null | number | string | Uint8Array;

  export interface Statement {
    bind(values?: readonly SqlValue[]): boolean;
    step(): boolean;
    get(): SqlValue[];
    getAsObject(): Record<string, SqlValue>;
    run(values?: readonly SqlValue[]): void;
    free(): boolean;
  }

  export interface Database {
    run(sql: string, values?: readonly SqlValue[]): Database;
    prepare(sql: string, values?: readonly SqlValue[]): Statement;
    export(): Uint8Array;
    close(): void;
  }

  export interface SqlJs {
    readonly Database: new (bytes?: Uint8Array) => Database;
  }

  // biome-ignore lint/style/noDefaultExport: the package exports so
  export default function initSqlJs(): Promise<SqlJs>;
}
