// Measuring on a noisy machine: cases take turns, and what counts is the median of the ratios within each turn.

import { spawnSync } from 'node:child_process';

/** What one case cost, relative to the first case of the same turns. */
export interface Measured {
  readonly name: string;
  readonly medianMs: number;
  /** Median over the turns of this case's time divided by the first one's. */
  readonly ratio: number;
}

/** Something to be timed. */
export interface Case {
  readonly name: string;
  readonly run: () => void;
}

/** Runs the cases in turns; the first one is the baseline of all. The first `warmUps` turns are not counted. */
export function takeTurns(cases: readonly Case[], turns: number, warmUps: number): readonly Measured[] {
  const times = cases.map((): number[] => []);
  for (let turn = -warmUps; turn < turns; turn++) {
    for (const [i, { run }] of cases.entries()) {
      const spent = time(run);
      if (turn >= 0) times[i]?.push(spent);
    }
  }
  const [baseline = []] = times;
  return cases.map(({ name }, i) => {
    const own = times[i] ?? [];
    return { name, medianMs: median(own), ratio: median(own.map((spent, turn) => spent / (baseline[turn] ?? spent))) };
  });
}

export function time(action: () => void): number {
  const start = performance.now();
  action();
  return performance.now() - start;
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** How a finished process went. */
export interface Finished {
  readonly ms: number;
  readonly exitCode: number | null;
  readonly stdout: string;
}

/** Runs a program to its end. */
export function runProcess(program: string, args: readonly string[]): Finished {
  const start = performance.now();
  const { status, stdout, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (error !== undefined) throw error;
  return { ms: performance.now() - start, exitCode: status, stdout };
}

/** Runs Node to its end. */
export function runNode(args: readonly string[]): Finished {
  return runProcess(process.execPath, args);
}

/** The most memory a Node process had at once, in bytes: the process itself says so at its end. */
export function peakMemory(args: readonly string[]): number {
  const tell = 'process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS+"\\n"))';
  const { stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${tell}`, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kibibytes = /\npeak (\d+)\n/.exec(stderr)?.[1];
  if (kibibytes === undefined) throw new Error(`The process did not tell its memory: ${stderr.slice(-300)}`);
  return Number(kibibytes) * 1024;
}
