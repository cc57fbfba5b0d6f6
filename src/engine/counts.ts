// Numbers that a report gives: of verdicts by kind, and of resources by type.

import type { TypeCount, VerdictCounts } from '../model/report.ts';
import type { Judged } from '../model/verdict.ts';

/** How many verdicts there are of each kind. */
export function countVerdicts(judged: readonly Judged[]): VerdictCounts {
  const counts = { pass: 0, fail: 0, 'fails-when': 0, unknown: 0, 'not-applicable': 0 };
  for (const { verdict } of judged) counts[verdict.kind]++;
  return counts;
}

/** The sums of several counts. */
export function addCounts(all: readonly VerdictCounts[]): VerdictCounts {
  const sum = (kind: keyof VerdictCounts): number => all.reduce((total, counts) => total + counts[kind], 0);
  return {
    pass: sum('pass'),
    fail: sum('fail'),
    'fails-when': sum('fails-when'),
    unknown: sum('unknown'),
    'not-applicable': sum('not-applicable'),
  };
}

/** How often each type stands there that is none of the covered ones (lower case), the most frequent first. */
export function countUncovered(types: readonly string[], covered: ReadonlySet<string>): readonly TypeCount[] {
  const counts = new Map<string, TypeCount>();
  for (const type of types) {
    const key = type.toLowerCase();
    const known = counts.get(key);
    if (!covered.has(key)) counts.set(key, { type: known?.type ?? type, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
}
