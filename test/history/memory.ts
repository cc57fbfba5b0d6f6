// A disk for histories in memory, and everything about it that can go wrong.

import type { HistoryFiles } from '../../src/history/files.ts';

/** What tests decide, and see. */
export interface Disk {
  readonly contents: Map<string, Uint8Array>;
  readonly files: HistoryFiles;
}

/** An empty disk; `running` are the processes that are there. */
export function disk(running: readonly number[] = [], onWait: () => void = () => {}): Disk {
  const contents = new Map<string, Uint8Array>();
  const files: HistoryFiles = {
    read: (path) => contents.get(path),
    replace: (path, bytes) => {
      contents.set(path, bytes);
    },
    create: (path, text) => {
      if (contents.has(path)) return false;
      contents.set(path, new TextEncoder().encode(text));
      return true;
    },
    remove: (path) => {
      contents.delete(path);
    },
    wait: () => {
      onWait();
      return Promise.resolve();
    },
    owner: { pid: 1, host: 'here' },
    isRunning: (pid) => running.includes(pid),
  };
  return { contents, files };
}
