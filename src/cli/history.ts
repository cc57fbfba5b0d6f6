// Histories on the command line: `--history` keeps a run, `pratique history` tells of all of them.

import { HistoryError } from '../history/database.ts';
import type { ReportHistory } from '../history/history.ts';
import type { Report } from '../model/report.ts';
import { absolutePath, parentOf, shownPath } from '../sources/paths.ts';
import type { ScanOptions } from './arguments.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import { readOutputs, writeOutput } from './outputs.ts';

/** What a run looked at, and when. */
export interface RunScope {
  /** The same text every time that the same is asked for. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Names of subscriptions by id, lower case. */
  readonly subscriptionNames?: ReadonlyMap<string, string>;
}

/** The scope of a scan: its paths, seen from where the history is kept, and all else that changes what is judged. */
export function scanScope(paths: readonly string[], options: ScanOptions, io: Io): RunScope {
  const { parameters = [], context = [], assume, stdinName } = options;
  const folder = parentOf(absolutePath(options.history ?? 'x', io.workingDirectory));
  const seen = (path: string): string =>
    path === '-' ? (stdinName ?? '-') : shownPath(absolutePath(path, io.workingDirectory), folder);
  const from = shownPath(io.workingDirectory, folder);
  const words = [
    'scan',
    ...[...new Set((paths.length === 0 ? ['.'] : paths).map(seen))].sort(),
    ...(from === '.' ? [] : [`from ${from}`]),
    ...[...parameters]
      .map(seen)
      .sort()
      .map((path) => `--parameters ${path}`),
    ...(assume === undefined ? [] : [`--assume ${assume}`]),
    ...[...context].sort().map((fact) => `--context ${fact}`),
  ];
  return { name: words.join(' '), at: io.now() };
}

/** Says at once when the file of `--history` is no history, before hours are spent on a run. */
export async function checkHistory({ history }: ScanOptions, io: Io): Promise<void> {
  if (history === undefined) return;
  const { checkHistoryFile } = await import('../history/store.ts');
  const path = absolutePath(history, io.workingDirectory);
  await asUserError(async () => checkHistoryFile(path, shownPath(path, io.workingDirectory), await io.historyFiles()));
}

/** What became of keeping a run. */
export type Kept =
  | { readonly kind: 'kept'; readonly history: ReportHistory }
  | { readonly kind: 'none' }
  /** Told already: reports are written all the same. */
  | { readonly kind: 'failed' };

/** Keeps a run where `--history` asks for it, and says in one line what changed. */
export async function keepHistory(report: Report, scope: RunScope, options: ScanOptions, io: Io): Promise<Kept> {
  if (options.history === undefined) return { kind: 'none' };
  const path = absolutePath(options.history, io.workingDirectory);
  const name = shownPath(path, io.workingDirectory);
  const { keepRun } = await import('../history/store.ts');
  try {
    const history = await keepRun(path, name, { scope: scope.name, at: scope.at, report }, await io.historyFiles());
    const { changeText } = await import('./history-text.ts');
    if (options.quiet !== true) io.stderr(`${name}: ${changeText(history)}\n`);
    return { kind: 'kept', history };
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    io.stderr(`pratique: ${error.message}\n`);
    return { kind: 'failed' };
  }
}

/** `pratique history`: prints or exports what a file holds. */
export async function runHistory(file: string, options: ScanOptions, io: Io): Promise<number> {
  const outputs = readOutputs(options.format ?? [], io);
  const path = absolutePath(file, io.workingDirectory);
  const name = shownPath(path, io.workingDirectory);
  const { readHistoryFile } = await import('../history/store.ts');
  const everything = await asUserError(async () => readHistoryFile(path, name, await io.historyFiles()));
  const { historyCsv, historyJson, historyText } = await import('./history-text.ts');
  for (const output of outputs) {
    const { format } = output;
    if (format === 'json') writeOutput(output, historyJson(everything), io);
    else if (format === 'csv') writeOutput(output, historyCsv(everything), io);
    else writeOutput(output, historyText(name, everything, options.show ?? 10), io);
  }
  return exitCodes.ok;
}

async function asUserError<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof HistoryError) throw new UserError(error.message);
    throw error;
  }
}
