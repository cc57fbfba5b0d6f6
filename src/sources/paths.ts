// Paths of files: absolute inside, relative to the working directory for people, always with `/`.

import { isAbsolute, posix, relative, resolve, sep } from 'node:path';

/** An absolute path with `/`. */
export function absolutePath(path: string, workingDirectory: string): string {
  return toPosix(isAbsolute(path) ? resolve(path) : resolve(workingDirectory, path));
}

/** As people see it: relative to the working directory. */
export function shownPath(path: string, workingDirectory: string): string {
  const shown = toPosix(relative(workingDirectory, path));
  return shown === '' ? '.' : shown;
}

/** True when the path is the directory or inside it. */
export function isInside(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}

export const parentOf: (path: string) => string = posix.dirname;
export const baseOf: (path: string) => string = posix.basename;
export const joinPaths: (...parts: string[]) => string = posix.join;

function toPosix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
