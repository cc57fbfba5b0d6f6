// Where V8's compiled code is kept between runs: the cache folder of the user, as the system has it.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Compiled code by file name. Both ways fail in silence: without it the program is slower and nothing else. */
export interface CodeCache {
  readonly read: (name: string) => Buffer | undefined;
  readonly write: (name: string, code: Buffer) => void;
  /** Whether a run of this kind left its code. */
  readonly knows: (kind: string) => boolean;
  readonly learn: (kind: string) => void;
}

/** What decides where the cache is. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly version: string;
  readonly arch: string;
  readonly pid: number;
}

/** The cache of one build under one Node; undefined where the user wants none or has no place for it. */
export function openCodeCache(machine: Machine, build: string): CodeCache | undefined {
  const root = cacheFolder(machine);
  if (root === undefined) return undefined;
  const folder = join(root, 'pratique', `${build}-${machine.version}-${machine.arch}`);
  const read = (name: string): Buffer | undefined => {
    try {
      return unsealed(readFileSync(join(folder, name)));
    } catch {
      return undefined;
    }
  };
  const write = (name: string, content: Buffer): void => {
    // Code that is run must be ours, and whole: nobody else can write here, and files appear all at once.
    const whole = join(folder, name);
    const part = `${whole}.${machine.pid}`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(part, Buffer.concat([digest(content), content]), { mode: 0o600 });
      renameSync(part, whole);
    } catch {
      // A home that cannot be written is not worth a word.
    }
  };
  const kinds = (): readonly string[] => read(kindsFile)?.toString().split('\n') ?? [];
  return {
    read,
    write,
    knows: (kind) => {
      const known = kinds();
      return known.includes(kind) || known.length >= maxKinds;
    },
    learn: (kind) => write(kindsFile, Buffer.from([...new Set([...kinds(), kind])].join('\n'))),
  };
}

/** The kinds of runs whose code is here; more than there are commands must be names of folders. */
const kindsFile = 'kinds';
const maxKinds = 16;

/** V8 believes what it is given: a damaged file would bring the process down. */
function unsealed(file: Buffer): Buffer | undefined {
  const code = file.subarray(digestLength);
  return digest(code).equals(file.subarray(0, digestLength)) ? code : undefined;
}

const digestLength = 32;

function digest(code: Buffer): Buffer {
  return createHash('sha256').update(code).digest();
}

/** The folder for caches, by the variables that Node and the systems have for it. */
export function cacheFolder({ env, platform }: Pick<Machine, 'env' | 'platform'>): string | undefined {
  // Coverage must see functions as they are compiled.
  if (env.NODE_DISABLE_COMPILE_CACHE || env.NODE_V8_COVERAGE) return undefined;
  if (env.NODE_COMPILE_CACHE) return env.NODE_COMPILE_CACHE;
  if (platform === 'win32') return env.LOCALAPPDATA || undefined;
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (!env.HOME) return undefined;
  return platform === 'darwin' ? join(env.HOME, 'Library', 'Caches') : join(env.HOME, '.cache');
}
