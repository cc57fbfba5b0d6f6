// A history in a file: read, changed in memory, and put back as a whole while nobody else writes.

import { HistoryError, loadSqlite, type OpenHistory } from './database.ts';
import type { HistoryFiles } from './files.ts';
import type { ReportHistory } from './history.ts';
import { withLock } from './lock.ts';
import { type Everything, readEverything } from './read.ts';
import { type Run, recordRun } from './record.ts';

/** Adds a run to the history in a file, which is created where there is none. Throws {@link HistoryError}. */
export async function keepRun(path: string, name: string, run: Run, files: HistoryFiles): Promise<ReportHistory> {
  const open = await loadSqlite();
  return sayingWhy(`'${name}' cannot be written`, () =>
    withLock(path, files, () => {
      const database = open(name, files.read(path));
      try {
        const history = recordRun(database, run);
        files.replace(path, database.bytes());
        return history;
      } finally {
        database.close();
      }
    }),
  );
}

/** Checks that a run can be kept later: the file is a history, or is not there yet. */
export async function checkHistoryFile(path: string, name: string, files: HistoryFiles): Promise<void> {
  const open = await loadSqlite();
  await sayingWhy(`'${name}' cannot be read`, async () => {
    const bytes = files.read(path);
    if (bytes !== undefined) open(name, bytes).close();
  });
}

/** Everything that the history in a file holds. Throws {@link HistoryError}. */
export async function readHistoryFile(path: string, name: string, files: HistoryFiles): Promise<Everything> {
  const open = await loadSqlite();
  return sayingWhy(`'${name}' cannot be read`, async () => readAll(open, name, files.read(path)));
}

function readAll(open: OpenHistory, name: string, bytes: Uint8Array | undefined): Everything {
  if (bytes === undefined) throw new HistoryError(`There is no file '${name}'`);
  const database = open(name, bytes);
  try {
    return readEverything(database);
  } finally {
    database.close();
  }
}

/** What a disk refuses is no bug: it is told like everything else that is wrong with a history. */
async function sayingWhy<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new HistoryError(`${what}: ${error.message}`);
    throw error;
  }
}
