// The disk as the Bicep front end sees it during a measurement: the folder of pairs and nothing outside.

import { readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { BicepFiles, FolderEntry } from '../../src/bicep/files.ts';

/** Each file is read once: modules are shared by many sources. */
export function filesBelow(root: string, moduleFolders: readonly string[]): BicepFiles {
  const read = new Map<string, Uint8Array | undefined>();
  const listed = new Map<string, readonly FolderEntry[]>();
  const allowed = [root, ...moduleFolders];
  const isBelow = (path: string): boolean =>
    allowed.some((folder) => path === folder || path.startsWith(`${folder}/`)) && !path.split('/').includes('..');
  return {
    read: (path) => {
      if (!read.has(path)) read.set(path, isBelow(path) ? attempt(() => readFileSync(path)) : undefined);
      return read.get(path);
    },
    list: (folder) => {
      if (!listed.has(folder)) listed.set(folder, isBelow(folder) ? entriesOf(folder) : []);
      return listed.get(folder) ?? [];
    },
    shown: (path) => relative(root, path),
    moduleFolders,
  };
}

function entriesOf(folder: string): readonly FolderEntry[] {
  const entries = attempt(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries
    .map((entry): FolderEntry => {
      return { name: entry.name, kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'directory' : 'other' };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
