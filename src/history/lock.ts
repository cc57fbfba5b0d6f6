// One run at a time: who wants to write creates a file beside the history, and removes it when done.

import { HistoryError } from './database.ts';
import type { HistoryFiles, Owner } from './files.ts';

/** How often, and how long in between, a lock is asked for: 30 seconds; writing takes a fraction of one. */
const attempts = 300;
const pause = 100;

/** Runs an action while nobody else does. A lock whose process is gone is taken away. */
export async function withLock<T>(path: string, files: HistoryFiles, action: () => T): Promise<T> {
  const lock = `${path}.lock`;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (files.create(lock, JSON.stringify(files.owner))) {
      try {
        return action();
      } finally {
        files.remove(lock);
      }
    }
    if (!breakStale(lock, files)) await files.wait(pause);
  }
  const owner = ownerOf(lock, files);
  const who = owner === undefined ? 'another run' : `process ${owner.pid} on ${owner.host}`;
  throw new HistoryError(`'${path}' is in use by ${who}; if that is not so, delete '${lock}'`);
}

/**
 * Takes away a lock whose process is gone. Only one may do so at a time: between seeing that a lock is stale and
 * removing it, another one could have put its own there.
 */
function breakStale(lock: string, files: HistoryFiles): boolean {
  if (!isStale(lock, files)) return false;
  const guard = `${lock}.breaking`;
  if (!files.create(guard, JSON.stringify(files.owner))) return false;
  try {
    if (!isStale(lock, files)) return false;
    files.remove(lock);
    return true;
  } finally {
    files.remove(guard);
  }
}

/** A process holds one lock at most, so one of its own number is left from a process before it. */
function isStale(lock: string, files: HistoryFiles): boolean {
  const owner = ownerOf(lock, files);
  if (owner === undefined || owner.host !== files.owner.host) return false;
  return owner.pid === files.owner.pid || !files.isRunning(owner.pid);
}

/** Undefined where there is no lock, or where it is not written yet. */
function ownerOf(lock: string, files: HistoryFiles): Owner | undefined {
  const bytes = files.read(lock);
  if (bytes === undefined) return undefined;
  try {
    const owner = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Owner> | null;
    return typeof owner?.pid === 'number' && typeof owner.host === 'string'
      ? { pid: owner.pid, host: owner.host }
      : undefined;
  } catch {
    return undefined;
  }
}
