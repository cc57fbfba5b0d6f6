// Finds the files under the paths that were named. What a repository ignores is ignored here too.

import ignore, { type Ignore } from 'ignore';
import type { FileSystem } from './file-system.ts';
import { isInside, joinPaths, parentOf } from './paths.ts';

/** A file to look at. */
export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** Somebody named this very file: then it must be judged. */
  readonly named: boolean;
}

export interface Discovery {
  readonly files: readonly FoundFile[];
  /** Paths that were named and lead nowhere. */
  readonly missing: readonly string[];
  /** Directories that cannot be looked into. */
  readonly unreadable: readonly string[];
}

/** Never looked into. */
const skippedDirectories = new Set(['.git', 'node_modules', '.terraform', '.bicep']);

/** Deeper directories are a loop or a mistake. */
const maxDepth = 64;

/** All candidate files under the paths, sorted, each once. `isCandidate` sees a file name. */
export function discoverFiles(
  paths: readonly string[],
  exclude: readonly string[],
  files: FileSystem,
  isCandidate: (name: string) => boolean,
): Discovery {
  const found = new Map<string, FoundFile>();
  const missing: string[] = [];
  const unreadable = new Set<string>();
  for (const path of paths) {
    const kind = files.kind(path);
    if (kind === 'file') found.set(path, { path, named: true });
    else if (kind === 'directory') {
      for (const file of walk(path, exclude, files, isCandidate, (directory) => unreadable.add(directory)))
        if (!found.has(file)) found.set(file, { path: file, named: false });
    } else missing.push(path);
  }
  const sorted = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { files: sorted, missing, unreadable: [...unreadable].sort() };
}

/** The directory that holds `.git`, from the path upwards; undefined outside a repository. */
export function repositoryRoot(path: string, files: FileSystem): string | undefined {
  for (let directory = path; ; directory = parentOf(directory)) {
    const kind = files.kind(joinPaths(directory, '.git'));
    if (kind === 'directory' || kind === 'file') return directory;
    if (directory === parentOf(directory)) return undefined;
  }
}

/** The folder outside of which nothing is read for what stands in a folder: its repository, otherwise the working directory. */
export function reachableRoot(folder: string, files: FileSystem, workingDirectory: string): string {
  return repositoryRoot(folder, files) ?? (isInside(folder, workingDirectory) ? workingDirectory : folder);
}

/** Patterns of one `.gitignore`, relative to its directory. */
interface IgnoreFile {
  readonly directory: string;
  readonly rules: Ignore;
}

function* walk(
  start: string,
  exclude: readonly string[],
  files: FileSystem,
  isCandidate: (name: string) => boolean,
  cannotRead: (directory: string) => void,
): Iterable<string> {
  const root = repositoryRoot(start, files) ?? start;
  const excluded: IgnoreFile[] = exclude.length > 0 ? [{ directory: start, rules: patterns(exclude) }] : [];
  // What was asked to be left out is left out, whatever the repository says.
  const isLeftOut = (path: string, rules: readonly IgnoreFile[]): boolean =>
    isIgnored(path, excluded) || isIgnored(path, rules);
  yield* walkDirectory(start, inheritedRules(root, start, files), 0);

  function* walkDirectory(directory: string, inherited: readonly IgnoreFile[], depth: number): Iterable<string> {
    if (depth > maxDepth) return;
    const own = readIgnoreFile(directory, files);
    const rules = own === undefined ? inherited : [...inherited, own];
    const entries = files.list(directory);
    if (entries === undefined) cannotRead(directory);
    for (const { name, kind } of entries ?? []) {
      const path = joinPaths(directory, name);
      if (kind === 'directory' && !skippedDirectories.has(name) && !isLeftOut(`${path}/`, rules))
        yield* walkDirectory(path, rules, depth + 1);
      if (kind === 'file' && isCandidate(name) && !isLeftOut(path, rules)) yield path;
    }
  }
}

/** The `.gitignore` files between the repository and the directory where the walk starts, that one left out. */
function inheritedRules(root: string, start: string, files: FileSystem): readonly IgnoreFile[] {
  const rules: IgnoreFile[] = [];
  for (
    let directory = parentOf(start);
    isInside(directory, root) && directory !== start;
    directory = parentOf(directory)
  ) {
    const own = readIgnoreFile(directory, files);
    if (own !== undefined) rules.unshift(own);
    if (directory === root) break;
  }
  return rules;
}

function readIgnoreFile(directory: string, files: FileSystem): IgnoreFile | undefined {
  const path = joinPaths(directory, '.gitignore');
  if (files.kind(path) !== 'file') return undefined;
  const bytes = files.read(path);
  return bytes === undefined
    ? undefined
    : { directory, rules: patterns(new TextDecoder().decode(bytes).split(/\r?\n/)) };
}

/** With regard to case, as on Linux: rather judge a file too many than leave one out. */
function patterns(lines: readonly string[]): Ignore {
  return ignore({ ignorecase: false }).add([...lines]);
}

/** The nearest file that says something about the path decides. */
function isIgnored(path: string, rules: readonly IgnoreFile[]): boolean {
  for (const { directory, rules: own } of rules.toReversed()) {
    const relative = path.slice(directory.endsWith('/') ? directory.length : directory.length + 1);
    const { ignored, unignored } = own.test(relative);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
