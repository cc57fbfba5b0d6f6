// The comparison as text: every verdict, and for each control how many are the same.

import type { Row } from './compare.ts';

/** Every row, those that differ with the reason. */
export function rowTable(rows: readonly Row[]): string {
  return aligned([
    ['control', 'rule', 'fixture', 'resource', 'expected', 'ours', ''],
    ...rows.map((row) => [
      row.control,
      row.rule,
      row.fixture,
      row.resource,
      row.expected,
      row.ours,
      row.same ? 'same' : reasonOf(row),
    ]),
  ]);
}

function reasonOf({ difference }: Row): string {
  if (difference === undefined) return 'DIFFERS, unexplained';
  const right = { ours: 'ours is right', theirs: 'theirs is right', both: 'both are right' }[difference.right];
  return `differs, ${right}: ${difference.because}`;
}

/** How many verdicts were compared, are the same and differ, for each control and rule and in all; as Markdown. */
export function summaryTable(rows: readonly Row[]): string {
  const keys = [...new Set(rows.map(({ control, rule }) => `${control} | ${rule}`))];
  const line = (name: string, some: readonly Row[]): string => {
    const same = some.filter((row) => row.same).length;
    return `| ${name} | ${some.length} | ${same} | ${some.length - same} |`;
  };
  return [
    '| control | rule | compared | same | different |',
    '|---|---|---|---|---|',
    ...keys.map((key) =>
      line(
        key,
        rows.filter(({ control, rule }) => `${control} | ${rule}` === key),
      ),
    ),
    line('in all | ', rows),
  ].join('\n');
}

/** `48 compared, 30 the same; of the 18 others ours is right in 10, both in 8` */
export function closingLine(rows: readonly Row[]): string {
  const others = rows.filter(({ same }) => !same);
  const right = (side: string): number => others.filter(({ difference }) => difference?.right === side).length;
  const sides = [
    [right('ours'), 'ours is right in'],
    [right('theirs'), 'theirs is right in'],
    [right('both'), 'both are right in'],
    [others.filter(({ difference }) => difference === undefined).length, 'unexplained are'],
  ] as const;
  const told = sides.filter(([count]) => count > 0).map(([count, side]) => `${side} ${count}`);
  const same = `${rows.length} compared, ${rows.length - others.length} the same`;
  return told.length === 0 ? same : `${same}; of the ${others.length} others ${told.join(', ')}`;
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => (i === line.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
