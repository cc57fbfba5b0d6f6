// An end for one request: its own time is over, or everything ends.

/**
 * Runs something with a signal for both. `AbortSignal.any` is not used for it: of a time limit that is joined to others,
 * Node 20 may lose the clock to garbage collection, and then waits for ever.
 */
export async function withTimeLimit<T>(
  milliseconds: number,
  everything: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const end = (): void => own.abort(everything?.reason);
  const clock = setTimeout(() => own.abort(new Error('no answer in time')), milliseconds);
  if (everything?.aborted === true) end();
  everything?.addEventListener('abort', end);
  try {
    return await run(own.signal);
  } finally {
    clearTimeout(clock);
    everything?.removeEventListener('abort', end);
  }
}
