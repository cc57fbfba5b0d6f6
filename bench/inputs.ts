// What the benchmarks read: the built program, a folder of real templates, files written for the occasion.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Rule } from '../src/model/rule.ts';
import { rulesFromPacked } from '../src/sources/builtin-rules.ts';
import type { FileSystem } from '../src/sources/file-system.ts';
import type { Json } from '../src/values/json.ts';

/** What a benchmark is given. */
export interface Setting {
  /** How often everything is timed. */
  readonly turns: number;
  /** A folder of real templates; undefined in a plain clone, which has none. */
  readonly corpus: string | undefined;
}

/** The checkout: the benchmarks are run from its root. */
export const root: string = process.cwd();

/** The built program. */
export const program: string = join(root, 'dist', 'cli.cjs');

/** The arguments that scan a path, whatever is found there. */
export function scanArguments(path: string): readonly string[] {
  return [program, path, '--format', 'json', '--fail-on', 'never'];
}

/** The rules of the built program. */
export function builtRules(): readonly Rule[] {
  return rulesFromPacked(JSON.parse(readFileSync(join(root, 'dist', 'rules.json'), 'utf8')) as Json, () => []);
}

/** Runs an action with a folder of files that is gone afterwards. */
export function withFiles<T>(files: Readonly<Record<string, string>>, action: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-bench-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return action(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same files and folders, each asked of the disk once. */
export function inMemory(disk: FileSystem): FileSystem {
  return {
    ...disk,
    kind: once(disk.kind),
    size: once(disk.size),
    read: once(disk.read),
    list: once(disk.list),
    realPath: once(disk.realPath),
  };
}

function once<T>(ask: (path: string) => T): (path: string) => T {
  const answers = new Map<string, T>();
  return (path) => {
    const known = answers.get(path);
    if (known !== undefined) return known;
    const answer = ask(path);
    answers.set(path, answer);
    return answer;
  };
}
