// The disk, as histories use it.

import { closeSync, fsyncSync, openSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { HistoryFiles } from './files.ts';

/** The real files. */
export const nodeHistoryFiles: HistoryFiles = {
  read: (path) => otherwise('ENOENT', () => readFileSync(path), undefined),
  replace,
  create: (path, text) =>
    otherwise(
      'EEXIST',
      () => {
        writeFileSync(path, text, { flag: 'wx' });
        return true;
      },
      false,
    ),
  remove: (path) => rmSync(path, { force: true }),
  wait: async (milliseconds) => {
    await wait(milliseconds);
  },
  owner: { pid: process.pid, host: hostname() },
  isRunning: (pid) => {
    try {
      return process.kill(pid, 0);
    } catch (error) {
      // It is there, and belongs to somebody else.
      return isCode(error, 'EPERM');
    }
  },
};

/** The new file is whole on the disk before it takes the place of the old one. Links stay links. */
function replace(path: string, bytes: Uint8Array): void {
  const target = otherwise('ENOENT', () => realpathSync(path), path);
  const fresh = `${target}.${process.pid}.new`;
  try {
    const file = openSync(fresh, 'w');
    try {
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(fresh, target);
  } finally {
    rmSync(fresh, { force: true });
  }
}

function otherwise<T, U>(code: string, action: () => T, value: U): T | U {
  try {
    return action();
  } catch (error) {
    if (isCode(error, code)) return value;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
