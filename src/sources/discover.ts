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

/** A path that was named and leads nowhere. */
export interface MissingPath {
  readonly path: string;
}

export interface Discovery {
  readonly files: readonly FoundFile[];
  readonly missing: readonly MissingPath[];
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
  const missing: MissingPath[] = [];
  for (const path of paths) {
    const kind = files.kind(path);
    if (kind === 'file') found.set(path, { path, named: true });
    else if (kind === 'directory') {
      for (const file of walk(path, exclude, files, isCandidate))
        if (!found.has(file)) found.set(file, { path: file, named: false });
    } else missing.push({ path });
  }
  return { files: [...found.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)), missing };
}

/** The directory that holds `.git`, from the path upwards; undefined outside a repository. */
export function repositoryRoot(path: string, files: FileSystem): string | undefined {
  for (let directory = path; ; directory = parentOf(directory)) {
    const kind = files.kind(joinPaths(directory, '.git'));
    if (kind === 'directory' || kind === 'file') return directory;
    if (directory === parentOf(directory)) return undefined;
  }
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
): Iterable<string> {
  const root = repositoryRoot(start, files) ?? start;
  const excluded: IgnoreFile[] = exclude.length > 0 ? [{ directory: start, rules: ignore().add([...exclude]) }] : [];
  yield* walkDirectory(start, [...inheritedRules(root, start, files), ...excluded], 0);

  function* walkDirectory(directory: string, inherited: readonly IgnoreFile[], depth: number): Iterable<string> {
    if (depth > maxDepth) return;
    const own = readIgnoreFile(directory, files);
    const rules = own === undefined ? inherited : [...inherited, own];
    for (const { name, kind } of files.list(directory)) {
      const path = joinPaths(directory, name);
      if (kind === 'directory' && !skippedDirectories.has(name) && !isIgnored(`${path}/`, rules))
        yield* walkDirectory(path, rules, depth + 1);
      if (kind === 'file' && isCandidate(name) && !isIgnored(path, rules)) yield path;
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
  return bytes === undefined ? undefined : { directory, rules: ignore().add(new TextDecoder().decode(bytes)) };
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
