// Whole processes: how long they take, how they end, what they used.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './inputs.ts';

/** How a process went. */
export interface Finished {
  readonly ms: number;
  /** `late`: it was stopped because its time was over. */
  readonly end: 'ended' | 'late';
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A finished process of Node, which says what it used. */
export interface FinishedNode extends Finished {
  /** Processor time, all threads together. */
  readonly cpuMs: number;
  /** The most memory it had at once, in bytes. */
  readonly peak: number;
}

/** Variables beside those of the benchmark itself. */
export type Env = Readonly<Record<string, string>>;

interface ProcessSetting {
  readonly env?: Env;
  /** Milliseconds. */
  readonly timeout?: number;
}

/** Longer than this nothing here may take; what does is stopped and said to be late. */
export const patienceMs = 60_000;

/** Runs a program until it ends or its time is over. */
export function runProcess(
  program: string,
  args: readonly string[],
  { env = {}, timeout = patienceMs }: ProcessSetting = {},
): Finished {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout,
    killSignal: 'SIGKILL',
  });
  const ms = performance.now() - start;
  const late = error !== undefined && 'code' in error && error.code === 'ETIMEDOUT';
  if (error !== undefined && !late) throw error;
  return { ms, end: late ? 'late' : 'ended', exitCode: status, stdout, stderr };
}

/** Runs Node until it ends or its time is over. What it used is not a number when it was stopped. */
export function runNode(args: readonly string[], env: Env = {}): FinishedNode {
  const finished = runProcess(process.execPath, ['--require', join(root, 'bench', 'tell-usage.cjs'), ...args], { env });
  const [said = '', microseconds = Number.NaN, kibibytes = Number.NaN] =
    /\nusage (\d+) (\d+)\n/.exec(finished.stderr) ?? [];
  const stderr = finished.stderr.replace(said, '');
  return { ...finished, stderr, cpuMs: Number(microseconds) / 1000, peak: Number(kibibytes) * 1024 };
}

/** Bare Node: what every process of it needs at least. */
export function runBareNode(): FinishedNode {
  return runNode(['-e', '0']);
}
