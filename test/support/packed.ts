// The package as its users get it: packed from a copy of the checkout, installed elsewhere.

import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './rules.ts';

/** The installed package. */
export interface Installed {
  /** Where it is installed, and where its programs run. */
  readonly folder: string;
  /** Where everything was made; to be removed afterwards. */
  readonly scratch: string;
  /** The files of the tarball, sorted. */
  readonly contents: readonly string[];
}

/** What a process did. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What packing reads. */
const packed = ['package.json', 'README.md', 'LICENSE', 'tsconfig.json', 'tsconfig.types.json'];
const folders = ['src', 'scripts', 'rules', 'schemas'];

/** Packs and installs. The checkout is left as it is: a build there may be in use. */
export function packAndInstall(): Installed {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'pratique-package-')));
  const checkout = join(scratch, 'checkout');
  mkdirSync(checkout);
  for (const name of [...packed, ...folders]) cpSync(join(root, name), join(checkout, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  npm(checkout, 'pack', '--ignore-scripts=false', '--pack-destination', scratch);
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack made no tarball');
  const contents = execFileSync('tar', ['-tzf', join(scratch, tarball)], { encoding: 'utf8' })
    .split('\n')
    .filter((name) => name !== '');
  const folder = join(scratch, 'user');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }));
  npm(folder, 'install', '--offline', '--ignore-scripts', join(scratch, tarball));
  return { folder, scratch, contents: contents.sort() };
}

function npm(folder: string, ...args: readonly string[]): void {
  execFileSync('npm', ['--silent', '--no-audit', '--no-fund', ...args], { cwd: folder, stdio: 'pipe' });
}

/** Runs a program in a folder, with a text on its standard input, and no variables but those it is given. */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  input = '',
  variables: Readonly<Record<string, string>> = {},
): Ended {
  const env = { PATH: process.env.PATH ?? '', ...variables };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, input, encoding: 'utf8', env });
  return { code: status, stdout, stderr };
}
