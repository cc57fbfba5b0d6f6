// Whole processes: how long they take, how they end and how much memory they had.

import { spawnSync } from 'node:child_process';

/** How a process went. */
export interface Finished {
  readonly ms: number;
  /** `late`: it was stopped because its time was over. */
  readonly end: 'ended' | 'late';
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than this nothing here may take; what does is stopped and said to be late. */
export const patienceMs = 60_000;

/** Runs a program until it ends or its time is over. */
export function runProcess(program: string, args: readonly string[], timeout: number = patienceMs): Finished {
  const start = performance.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
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

/** Runs Node until it ends or its time is over. */
export function runNode(args: readonly string[]): Finished {
  return runProcess(process.execPath, args);
}

/** The most memory a Node process had at once, in bytes: the process itself says so at its end. Undefined when it came to none. */
export function peakMemory(args: readonly string[]): number | undefined {
  const tell = 'process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS+"\\n"))';
  const { stderr } = runNode(['--import', `data:text/javascript,${tell}`, ...args]);
  const kibibytes = /\npeak (\d+)\n/.exec(stderr)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}
