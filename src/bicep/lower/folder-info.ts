// What loadDirectoryFileInfo() tells of the files in a folder.

import type { Json } from '../../values/json.ts';
import type { FolderEntry } from '../files.ts';
import { baseName, extensionOf, folderOf, relativePath } from '../paths.ts';

/** The files of a folder whose names match, in order, as the file at `from` sees them (SystemNamespaceType). */
export function folderInfo(entries: readonly FolderEntry[], folder: string, from: string, pattern: string): Json {
  const matches = globMatcher(pattern);
  return entries
    .filter(({ kind, name }) => kind === 'file' && matches(name))
    .map(({ name }) => {
      const path = `${folder}/${name}`;
      const shown = path === from ? baseName(path) : relativePath(folderOf(from), path);
      return { relativePath: shown, baseName: name, extension: extensionOf(name) };
    })
    .sort((a, b) => compare(a.relativePath.toUpperCase(), b.relativePath.toUpperCase()));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `*` stands for any characters, `?` for one; the empty pattern for everything. */
function globMatcher(pattern: string): (name: string) => boolean {
  return (name) => pattern === '' || matchesFrom(pattern.toLowerCase(), name.toLowerCase());
}

/** Linear but for the last star: on a mismatch, that star takes one character more. */
function matchesFrom(pattern: string, name: string): boolean {
  let [p, n, star, taken] = [0, 0, -1, 0];
  while (n < name.length) {
    if (pattern[p] === '*') {
      star = p++;
      taken = n;
    } else if (pattern[p] === '?' || pattern[p] === name[n]) {
      p++;
      n++;
    } else if (star >= 0) {
      p = star + 1;
      n = ++taken;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
