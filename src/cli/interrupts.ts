// Ctrl-C while Azure is read: nothing further is asked, what was read is kept, and the command says how to continue.

import { type Io, UserError } from './io.ts';
import { clearProgress } from './progress.ts';

/** Ways in which the system asks a program to end. */
export type Interrupt = 'SIGINT' | 'SIGTERM';

/** Exit codes as shells give them: 128 and the number of the signal. */
const codes: Readonly<Record<Interrupt, number>> = { SIGINT: 130, SIGTERM: 143 };

/** Whether an exit code says that somebody ended the program. */
export function isInterrupted(exitCode: number): boolean {
  return Object.values(codes).includes(exitCode);
}

/** What tells of interrupts: the process. */
interface System {
  readonly on: (name: Interrupt, listener: (interrupt: Interrupt) => void) => unknown;
  readonly removeListener: (name: Interrupt, listener: (interrupt: Interrupt) => void) => unknown;
}

/** Listens for the first interrupt. The second one finds nobody who listens, so that the system ends the program at once. */
export function listenForInterrupts(system: System): Io['onInterrupt'] {
  const names = Object.keys(codes) as readonly Interrupt[];
  return (stop) => {
    const release = (): void => {
      for (const name of names) system.removeListener(name, listen);
    };
    const listen = (interrupt: Interrupt): void => {
      release();
      stop(interrupt);
    };
    for (const name of names) system.on(name, listen);
    return release;
  };
}

/** Runs something that ends when the signal that it is given does; `save` is the file it could be continued from. */
export async function interruptible<T>(
  io: Io,
  save: string | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stopping = new AbortController();
  const release = io.onInterrupt((interrupt) => stopping.abort(new UserError(sentence(save), codes[interrupt])));
  try {
    return await run(stopping.signal);
  } catch (error) {
    throw stopping.signal.aborted ? stopping.signal.reason : error;
  } finally {
    release();
    clearProgress(io);
  }
}

function sentence(save: string | undefined): string {
  return save === undefined
    ? 'Reading was interrupted, and nothing was judged. With --save <file> it could be continued'
    : `Reading was interrupted. What was read is in '${save}': the same command with --resume continues`;
}

/** A promise that nobody can stop, left alone when the signal ends. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
