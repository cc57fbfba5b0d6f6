// The measurement as text: every miss by name, then a table with one row a folder, then the percentages.

import type { RoundDifference } from './compare-templates.ts';
import { shortened, shownForm } from './form.ts';
import type { PairResult, Verdict } from './judge.ts';

/** One folder's results. */
export interface FolderResult {
  readonly folder: string;
  readonly results: readonly PairResult[];
  readonly milliseconds: number;
}

/** Whether a result counts against the front end. */
export function isMiss({ verdict }: PairResult): boolean {
  return verdict === 'different' || verdict === 'ours has problems';
}

/** Pairs that say something about the front end. */
function comparable(results: readonly PairResult[]): readonly PairResult[] {
  return results.filter(({ verdict }) => verdict !== 'modules absent' && verdict !== 'not usable');
}

const columns: readonly (readonly [string, (results: readonly PairResult[]) => string])[] = [
  ['pairs', (results) => String(results.length)],
  ...(['same', 'different', 'ours has problems', 'suspected stale', 'modules absent', 'not usable'] as const).map(
    (verdict) => [verdict, (results: readonly PairResult[]) => String(count(results, verdict))] as const,
  ),
  ['resources', (results) => String(sum(results, ({ resources }) => resources.official))],
  ['ours', (results) => String(sum(results, ({ resources }) => resources.ours))],
  ['lost silently', (results) => String(results.filter(({ silentLoss }) => silentLoss).length)],
  ['resources as written', (results) => writtenAlike(results, 'resources')],
  ['template as written', (results) => writtenAlike(results, 'template')],
  ['dependsOn too', (results) => writtenAlike(results, 'withDependencies')],
];

/** One row a folder. The last columns compare text instead of evaluating it. */
export function resultTable(folders: readonly FolderResult[]): string {
  const row = (name: string, results: readonly PairResult[], milliseconds: number): readonly string[] => [
    name,
    ...columns.map(([, cell]) => cell(results)),
    (milliseconds / 1000).toFixed(1),
  ];
  const total = row(
    'in all',
    folders.flatMap(({ results }) => results),
    folders.reduce((time, { milliseconds }) => time + milliseconds, 0),
  );
  return aligned([
    ['folder', ...columns.map(([heading]) => heading), 'seconds'],
    ...folders.map(({ folder, results, milliseconds }) => row(folder, results, milliseconds)),
    ...(folders.length > 1 ? [total] : []),
  ]);
}

/** `same: 98 of 100 comparable pairs (98.0 %), 98 of 99 (99.0 %) without those suspected stale` */
export function closingLine(folders: readonly FolderResult[]): string {
  const results = comparable(folders.flatMap((one) => one.results));
  const same = count(results, 'same');
  const fresh = results.length - count(results, 'suspected stale');
  const share = (whole: number): string => `${same} of ${whole}`;
  return `same: ${share(results.length)} comparable pairs (${percent(same, results.length)} %), ${share(fresh)} (${percent(same, fresh)} %) without those suspected stale`;
}

/** Every pair that is not the same, with its first difference; with all of them when asked. */
export function misses(folders: readonly FolderResult[], shown: number): string {
  return folders
    .flatMap(({ folder, results }) =>
      results.filter(({ verdict }) => verdict !== 'same').map((result) => missText(folder, result, shown)),
    )
    .join('\n');
}

function missText(folder: string, result: PairResult, shown: number): string {
  const { name, verdict, reason, resources, silentLoss } = result;
  const differences = [...result.differences, ...result.valueDifferences];
  const heading = `${verdict}: ${folder}/${name}`;
  return [
    reason === '' ? heading : `${heading} (${reason})`,
    ...(silentLoss ? [`    ${resources.ours} resources instead of ${resources.official}, and nothing says why`] : []),
    ...differences.slice(0, shown).map((difference) => `    ${differenceText(difference, shown === 1 ? 160 : 600)}`),
    ...(differences.length > shown ? [`    ${differences.length} differences in all rounds`] : []),
  ].join('\n');
}

function differenceText({ round, subject, path, official, ours }: RoundDifference, length: number): string {
  const where = `[${round}] ${subject} → ${path === '' ? '(whole)' : path}`;
  const [left, right] = fromWhereTheyDiffer(shownForm(official), shownForm(ours));
  return `${where}: official ${shortened(left, length)} ours ${shortened(right, length)}`;
}

/** Two long texts without most of what they begin with in common. */
function fromWhereTheyDiffer(one: string, other: string): readonly [string, string] {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const start = at - 40;
  return start <= 0 ? [one, other] : [`…${one.slice(start)}`, `…${other.slice(start)}`];
}

function count(results: readonly PairResult[], verdict: Verdict): number {
  return results.filter((result) => result.verdict === verdict).length;
}

function sum(results: readonly PairResult[], of: (result: PairResult) => number): number {
  return results.reduce((total, result) => total + of(result), 0);
}

function writtenAlike(results: readonly PairResult[], what: 'resources' | 'template' | 'withDependencies'): string {
  const all = comparable(results);
  return `${percent(all.filter(({ structure }) => structure[what]).length, all.length)} %`;
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : ((100 * part) / whole).toFixed(1);
}

/** Rows in columns, the first to the left. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}
