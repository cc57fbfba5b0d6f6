// What the Bicep front end may read: files of the repository, and module folders.

import type { BicepFiles } from '../bicep/files.ts';
import type { FileSystem } from './file-system.ts';
import { isInside, shownPath } from './paths.ts';

/** Where modules and loaded files may be read. Paths are absolute. */
export interface BicepReach {
  /** Nothing outside is read, except from module folders. */
  readonly root: string;
  readonly moduleFolders: readonly string[];
  readonly workingDirectory: string;
}

/** The files of a repository, for the Bicep front end. */
export function bicepFiles(files: FileSystem, { root, moduleFolders, workingDirectory }: BicepReach): BicepFiles {
  const roots = [root, ...moduleFolders];
  const realRoots = roots.map((folder) => files.realPath(folder) ?? folder);
  // Symbolic links must not lead out either.
  const isReachable = (path: string): boolean => {
    if (!roots.some((folder) => isInside(path, folder))) return false;
    const real = files.realPath(path);
    return real !== undefined && realRoots.some((folder) => isInside(real, folder));
  };
  return {
    read: (path) => (files.kind(path) === 'file' && isReachable(path) ? files.read(path) : undefined),
    list: (folder) =>
      isReachable(folder)
        ? files.list(folder)?.map(({ name, kind }) => ({ name, kind: kind === 'missing' ? 'other' : kind }))
        : undefined,
    shown: (path) => shownPath(path, workingDirectory),
    moduleFolders,
  };
}
