// Measuring on a busy machine: processor time instead of the clock's, cases in turns, ratios within each turn.

/** What one case cost, relative to the first case of the same turns. */
export interface Measured {
  readonly name: string;
  /** Milliseconds of processor time. */
  readonly cpuMs: Spread;
  readonly ratio: Spread;
}

/** The middle of several numbers, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Something to be measured: does it once and gives the milliseconds of processor time that it took. */
export interface Case {
  readonly name: string;
  readonly run: () => number;
}

/** Runs the cases in turns; the first one is the baseline of all. The first `warmUps` turns are not counted. */
export function takeTurns(cases: readonly Case[], turns: number, warmUps: number): readonly Measured[] {
  const times = cases.map((): number[] => []);
  for (let turn = -warmUps; turn < turns; turn++) {
    for (const [i, { run }] of cases.entries()) {
      const spent = run();
      if (turn >= 0) times[i]?.push(spent);
    }
  }
  const [baseline = []] = times;
  return cases.map(({ name }, i) => {
    const own = times[i] ?? [];
    return {
      name,
      cpuMs: spreadOf(own),
      ratio: spreadOf(own.map((spent, turn) => spent / (baseline[turn] ?? Number.NaN))),
    };
  });
}

/** A case in this process. Its helper threads count too: they collect what it leaves behind. */
export function here(name: string, action: () => void): Case {
  return {
    name,
    run: () => {
      const start = process.cpuUsage();
      action();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    },
  };
}

/** The spread of numbers, of which there is at least one. */
export function spreadOf(numbers: readonly number[]): Spread {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  return { median, least: at(0), most: at(sorted.length - 1) };
}
