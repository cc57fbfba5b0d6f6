// How far reading is, for somebody who waits at a terminal.

import type { Progress } from '../live/tasks.ts';
import type { Io } from './io.ts';

const clearLine = '\r\u001b[K';

/** One line that is written over. */
export function progressLine(io: Io): (progress: Progress) => void {
  if (!io.isTerminal) return () => {};
  const start = io.network.now();
  return ({ what, done, total, resources }) => {
    const seconds = Math.round((io.network.now() - start) / 1000);
    io.stderr(`${clearLine}reading ${what}: ${done} of ${total}, ${resources} resources, ${seconds} s`);
  };
}

/** Takes the line back. */
export function clearProgress(io: Io): void {
  if (io.isTerminal) io.stderr(clearLine);
}
