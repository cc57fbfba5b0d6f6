// A checkout of the published type definitions, bare or not, read with git.

import { spawnSync } from 'node:child_process';
import type { Definition } from './definitions.ts';

/** A file in a checkout. */
interface File {
  readonly path: string;
  readonly object: string;
}

/** The files of definitions of a namespace (lower case), one for each API version and group of types, read one by one. */
export function* definitionsOf(checkout: string, namespace: string): Iterable<readonly Definition[]> {
  const files = filesOf(checkout).filter(({ path }) => {
    const [, , folder, , name] = path.split('/');
    return folder === namespace && name === 'types.json';
  });
  for (const text of textsOf(checkout, files)) yield JSON.parse(text) as readonly Definition[];
}

/** `generated/<group>/<namespace>/<API version>/types.json` and whatever else is there. */
function filesOf(checkout: string): readonly File[] {
  const lines = git(checkout, ['ls-tree', '-r', '-z', 'HEAD', 'generated/']).toString('utf8').split('\0');
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [about = '', path = ''] = line.split('\t');
      return { path, object: about.split(' ')[2] ?? '' };
    });
}

/** Git answers each object with a line that ends in its size, its bytes and a line break. */
function* textsOf(checkout: string, files: readonly File[]): Iterable<string> {
  if (files.length === 0) return;
  const answer = git(checkout, ['cat-file', '--batch'], files.map(({ object }) => `${object}\n`).join(''));
  let at = 0;
  for (const { path } of files) {
    const lineEnd = answer.indexOf('\n', at);
    const [, kind, size] = answer.toString('utf8', at, lineEnd).split(' ');
    if (kind !== 'blob') throw new Error(`The checkout has no '${path}'`);
    const start = lineEnd + 1;
    at = start + Number(size) + 1;
    yield answer.toString('utf8', start, start + Number(size));
  }
}

/** Runs git in a folder. Inside of git's own hooks, variables of its environment name another repository. */
export function git(folder: string, words: readonly string[], input = ''): Buffer {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const options = { input, env, maxBuffer: 2 ** 30 };
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...words], options);
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(stderr.toString('utf8').trim());
  return stdout;
}
