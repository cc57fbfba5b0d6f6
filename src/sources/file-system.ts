// The file system as this program sees it: reading only. Injected, so that everything runs without a disk.

import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';

/** What a path leads to. */
export type EntryKind = 'file' | 'directory' | 'other' | 'missing';

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/** Reading, with absolute POSIX paths. Nothing here throws. */
export interface FileSystem {
  readonly kind: (path: string) => EntryKind;
  /** Size in bytes; 0 for what is no file. */
  readonly size: (path: string) => number;
  /** Undefined when the file cannot be read. */
  readonly read: (path: string) => Uint8Array | undefined;
  /** At most so many bytes of the file from an offset on. Not there where files are in memory anyway. */
  readonly readPart?: (path: string, from: number, length: number) => Uint8Array | undefined;
  /** Entries sorted by name; undefined when the directory cannot be read. Symbolic links are not followed. */
  readonly list: (path: string) => readonly DirectoryEntry[] | undefined;
  /** The path with symbolic links resolved; undefined when it leads nowhere. */
  readonly realPath: (path: string) => string | undefined;
}

/** The real one. */
export const nodeFileSystem: FileSystem = {
  kind: (path) => attempt(() => kindOfPath(path), 'missing'),
  size: (path) => attempt(() => statSync(path).size, 0),
  read: (path) => attempt<Uint8Array | undefined>(() => readFileSync(path), undefined),
  readPart: (path, from, length) => attempt<Uint8Array | undefined>(() => partOf(path, from, length), undefined),
  list: (path) => attempt<readonly DirectoryEntry[] | undefined>(() => entriesOf(path), undefined),
  realPath: (path) => attempt<string | undefined>(() => realpathSync(path), undefined),
};

function partOf(path: string, from: number, length: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, from));
  } finally {
    closeSync(file);
  }
}

/** The file in pieces, so that it need not be in memory as a whole; nothing where it cannot be read. */
export function* piecesOf({ read, readPart }: FileSystem, path: string): Iterable<Uint8Array> {
  if (readPart === undefined) {
    const whole = read(path);
    if (whole !== undefined) yield whole;
    return;
  }
  let from = 0;
  for (let piece = readPart(path, 0, pieceLength); piece !== undefined && piece.length > 0; ) {
    yield piece;
    from += piece.length;
    piece = readPart(path, from, pieceLength);
  }
}

const pieceLength = 1 << 18;

function entriesOf(path: string): readonly DirectoryEntry[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) })).sort(byName);
}

/** Many paths are asked for that lead nowhere, such as a configuration in every folder; an exception for each is slow. */
function kindOfPath(path: string): EntryKind {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? 'missing' : kindOf(found);
}

function byName(a: DirectoryEntry, b: DirectoryEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): EntryKind {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'directory' : 'other';
}

function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action();
  } catch {
    return otherwise;
  }
}

/** The same files with one more, or another one, at a path: what came on standard input goes by a name. */
export function withFile(files: FileSystem, path: string, bytes: Uint8Array): FileSystem {
  return {
    kind: (other) => (other === path ? 'file' : files.kind(other)),
    size: (other) => (other === path ? bytes.length : files.size(other)),
    read: (other) => (other === path ? bytes : files.read(other)),
    list: (folder) => files.list(folder),
    realPath: (other) => (other === path ? path : files.realPath(other)),
  };
}

/** Files in memory, by absolute path: for tests and for standard input. */
export function memoryFileSystem(files: Readonly<Record<string, string>>): FileSystem {
  const isDirectory = (path: string): boolean =>
    Object.keys(files).some((file) => file.startsWith(`${path === '/' ? '' : path}/`));
  const contents = (path: string): Uint8Array | undefined => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined;
    return text === undefined ? undefined : new TextEncoder().encode(text);
  };
  return {
    kind: (path) => (Object.hasOwn(files, path) ? 'file' : isDirectory(path) ? 'directory' : 'missing'),
    size: (path) => contents(path)?.length ?? 0,
    read: contents,
    list: (path) => {
      if (!isDirectory(path)) return undefined;
      const prefix = path === '/' ? '/' : `${path}/`;
      const names = new Map<string, EntryKind>();
      for (const file of Object.keys(files)) {
        if (!file.startsWith(prefix)) continue;
        const [name = '', ...rest] = file.slice(prefix.length).split('/');
        names.set(name, rest.length > 0 ? 'directory' : 'file');
      }
      return [...names].map(([name, kind]) => ({ name, kind })).sort(byName);
    },
    realPath: (path) => (Object.hasOwn(files, path) || isDirectory(path) ? path : undefined),
  };
}
