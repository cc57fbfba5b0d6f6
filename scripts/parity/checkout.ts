// The files of a peer: a folder as it lies on disk, or a git checkout, bare or not, at its newest commit.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../fields/checkout.ts';

/** Files that are read one by one, when somebody asks for them. */
export interface Checkout {
  /** Every file, sorted, relative to the checkout and with `/`. */
  readonly paths: readonly string[];
  readonly read: (path: string) => string;
  /** The commit, cut short; undefined for a folder. */
  readonly commit: string | undefined;
  /** When it was committed, in milliseconds since 1970; of a folder nobody knows. Peers' dates hold at that time. */
  readonly time: number | undefined;
}

/** Opens a folder; what is in a git checkout beside its newest commit is not seen. */
export function openCheckout(folder: string): Checkout {
  return existsSync(join(folder, '.git')) || existsSync(join(folder, 'HEAD'))
    ? gitCheckout(folder)
    : plainFolder(folder);
}

function gitCheckout(folder: string): Checkout {
  const [commit = '', seconds = ''] = git(folder, ['log', '-1', '--format=%h %ct']).toString('utf8').trim().split(' ');
  return {
    paths: git(folder, ['ls-tree', '-r', '-z', '--name-only', 'HEAD']).toString('utf8').split('\0').filter(Boolean),
    read: (path) => git(folder, ['show', `HEAD:${path}`]).toString('utf8'),
    commit,
    time: Number(seconds) * 1000,
  };
}

function plainFolder(folder: string): Checkout {
  return {
    paths: [...filesBelow(folder, '')].sort(),
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    commit: undefined,
    time: undefined,
  };
}

function filesBelow(folder: string, prefix: string): readonly string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = `${prefix}${entry.name}`;
    return entry.isDirectory() ? filesBelow(folder, `${path}/`) : [path];
  });
}
