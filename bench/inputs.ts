// What the benchmarks read: the built program, the corpus beside the checkout, files written for the occasion.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Rule } from '../src/model/rule.ts';
import { rulesFromJson } from '../src/sources/builtin-rules.ts';
import type { Json } from '../src/values/json.ts';

/** The checkout: the benchmarks are run from its root. */
export const root: string = process.cwd();

/** The built program. */
export const program: string = `${root}/dist/cli.js`;

/** Real templates; absent in a plain clone. */
export const corpus: string = resolve(root, '../shared/corpus');

/** The largest class of template there is: 3.3 MB, some 550 resources. */
export const largeTemplate: string = `${corpus}/avm/ptn/aca-lza/hosting-environment.json`;

export function hasCorpus(): boolean {
  return existsSync(corpus);
}

/** The rules of the built program. */
export function builtRules(): readonly Rule[] {
  return rulesFromJson(JSON.parse(readFileSync(`${root}/dist/rules.json`, 'utf8')) as Json);
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
