// What is told of resources once they are judged: verdicts that need telling, and numbers of all others.

import type { TypeCount, VerdictCounts } from '../model/report.ts';
import type { Judged } from '../model/verdict.ts';

/** A class because it is added to, row by row. */
export class Tally {
  /** Verdicts that say something; the others are only counted. */
  readonly telling: Judged[] = [];
  /** Resources that were looked at. */
  resources = 0;
  private readonly covered: ReadonlySet<string>;
  private readonly numbers = { pass: 0, fail: 0, 'fails-when': 0, unknown: 0, 'not-applicable': 0 };
  private readonly uncovered = new Map<string, { type: string; count: number; id: string }>();

  /** `covered`: types, lower case, that rules have to do with. */
  constructor(covered: ReadonlySet<string>) {
    this.covered = covered;
  }

  /** Adds a verdict. */
  add(judged: Judged): void {
    const { kind } = judged.verdict;
    this.numbers[kind]++;
    if (kind !== 'pass' && kind !== 'not-applicable') this.telling.push(judged);
  }

  /** Adds verdicts of which nothing is told. */
  count(kind: 'pass' | 'not-applicable', verdicts: number): void {
    this.numbers[kind] += verdicts;
  }

  /** Adds a resource; id and type in lower case. `written` is the type as it is written. */
  addResource(id: string, type: string, written: () => string): void {
    this.resources++;
    if (this.covered.has(type)) return;
    const known = this.uncovered.get(type);
    // A type is told as the first one in the order of ids writes it, in whatever order they come.
    if (known === undefined) this.uncovered.set(type, { type: written(), count: 1, id });
    else {
      known.count++;
      if (id >= known.id) return;
      known.type = written();
      known.id = id;
    }
  }

  /** How many verdicts there are of each kind. */
  counts(): VerdictCounts {
    return { ...this.numbers };
  }

  /** How many verdicts there are. */
  verdicts(): number {
    return Object.values(this.numbers).reduce((sum, number) => sum + number, 0);
  }

  /** Resources of types that no rule has to do with, the most frequent type first. */
  withoutRule(): readonly TypeCount[] {
    return [...this.uncovered.values()]
      .map(({ type, count }) => ({ type, count }))
      .sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1));
  }
}
