// Which files are looked at: those that were named, and those below folders that the repository does not ignore.

import { describe, expect, it } from 'vitest';
import { discoverFiles, repositoryRoot } from '../../src/sources/discover.ts';
import { type FileSystem, memoryFileSystem } from '../../src/sources/file-system.ts';

const isJson = (name: string): boolean => name.endsWith('.json');

function inMemory(...paths: readonly string[]): FileSystem {
  return memoryFileSystem(Object.fromEntries(paths.map((path) => [path, ''])));
}

/** The files found below `/r`, without `/r/`. */
function found(
  files: FileSystem,
  paths: readonly string[] = ['/r'],
  exclude: readonly string[] = [],
): readonly string[] {
  return discoverFiles(paths, exclude, files, isJson).files.map(({ path }) => path.replace('/r/', ''));
}

/** Files below a repository, and its `.gitignore` files. */
function repository(paths: readonly string[], ignores: Readonly<Record<string, string>>): FileSystem {
  const ignored = Object.entries(ignores).map(([folder, text]) => [`/r/${folder}.gitignore`, text]);
  const empty = ['.git/HEAD', ...paths].map((path) => [`/r/${path}`, '']);
  return memoryFileSystem(Object.fromEntries([...empty, ...ignored]));
}

describe('below a folder', () => {
  it('are all candidates, sorted, however deep', () => {
    const files = inMemory('/r/b.json', '/r/a/z.json', '/r/a.json', '/r/a/b/c/d.json', '/r/x.txt');
    expect(found(files)).toEqual(['a.json', 'a/b/c/d.json', 'a/z.json', 'b.json']);
  });

  it.each(['.git', 'node_modules', '.terraform', '.bicep'])('is nothing inside %s', (folder) => {
    expect(found(inMemory(`/r/${folder}/a.json`, `/r/x/${folder}/a.json`, '/r/b.json'))).toEqual(['b.json']);
  });

  it('is nothing deeper than any folder is made by people', () => {
    const deep = (levels: number): string => `/r/${'d/'.repeat(levels)}a.json`;
    expect(found(inMemory(deep(60), deep(70)))).toHaveLength(1);
  });

  it('ends where folders lead round in a circle', () => {
    const circular: FileSystem = {
      ...inMemory('/r/a.json'),
      kind: () => 'directory',
      list: () => [{ name: 'again', kind: 'directory' }],
    };
    expect(found(circular)).toEqual([]);
  });

  it('are no links, and nothing else that is neither file nor folder', () => {
    const files: FileSystem = {
      ...inMemory('/r/a.json'),
      list: () => [
        { name: 'a.json', kind: 'file' },
        { name: 'link.json', kind: 'other' },
      ],
    };
    expect(found(files)).toEqual(['a.json']);
  });

  it('a folder that cannot be read is told, and the rest is found', () => {
    const readable = inMemory('/r/a.json', '/r/locked/b.json', '/r/z/c.json');
    const files: FileSystem = {
      ...readable,
      list: (path) => (path === '/r/locked' ? undefined : readable.list(path)),
    };
    const { files: these, unreadable } = discoverFiles(['/r', '/r/locked'], [], files, isJson);
    expect(these.map(({ path }) => path)).toEqual(['/r/a.json', '/r/z/c.json']);
    expect(unreadable).toEqual(['/r/locked']);
  });
});

describe('a path', () => {
  const files = inMemory('/r/a.json', '/r/b/c.json', '/r/d.txt');

  it('that is a file is wanted, whatever its name', () => {
    expect(discoverFiles(['/r/d.txt', '/r/a.json'], [], files, isJson).files).toEqual([
      { path: '/r/a.json', named: true },
      { path: '/r/d.txt', named: true },
    ]);
  });

  it('that is named and found is one file, and named', () => {
    for (const paths of [
      ['/r/a.json', '/r'],
      ['/r', '/r/a.json'],
    ])
      expect(discoverFiles(paths, [], files, isJson).files).toEqual([
        { path: '/r/a.json', named: true },
        { path: '/r/b/c.json', named: false },
      ]);
  });

  it('that leads nowhere is told', () => {
    const { files: these, missing } = discoverFiles(['/r/gone', '/r/b', '/gone.json'], [], files, isJson);
    expect(these).toHaveLength(1);
    expect(missing).toEqual(['/r/gone', '/gone.json']);
  });
});

describe('.gitignore', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['a name counts everywhere below', { '': 'b.json' }, ['a.json', 'x/a.json', 'x/y/a.json']],
    ['a slash in front ties it to its folder', { '': '/b.json' }, ['a.json', 'x/a.json', 'x/b.json', 'x/y/a.json']],
    ['a slash behind means folders', { '': 'x/\na.json/' }, ['a.json', 'b.json']],
    ['a later line takes back', { '': '*.json\n!a.json' }, ['a.json', 'x/a.json', 'x/y/a.json']],
    ['what is below an ignored folder cannot be taken back', { '': 'x\n!x/y/a.json' }, ['a.json', 'b.json']],
    ['a nearer file decides', { '': '*.json', 'x/': '!b.json' }, ['x/b.json']],
    ['a farther file counts where the nearer says nothing', { '': 'b.json', 'x/': 'y' }, ['a.json', 'x/a.json']],
    [
      'comments and empty lines say nothing',
      { '': '# a.json\n\n   \n' },
      ['a.json', 'b.json', 'x/a.json', 'x/b.json', 'x/y/a.json'],
    ],
    ['stars go across folders only in pairs', { '': 'x/**/a.json\nx/*.json' }, ['a.json', 'b.json']],
    [
      'case matters: rather a file too many',
      { '': 'B.json\nX/' },
      ['a.json', 'b.json', 'x/a.json', 'x/b.json', 'x/y/a.json'],
    ],
  ])('%s', (_, ignores, expected) => {
    expect(found(repository(['a.json', 'b.json', 'x/a.json', 'x/b.json', 'x/y/a.json'], ignores))).toEqual(expected);
  });

  it('of the folders above count when only a folder is scanned', () => {
    const files = repository(['x/y/a.json', 'x/y/b.json', 'x/y/c.json'], { '': 'a.json', 'x/': 'b.json' });
    expect(found(files, ['/r/x/y'])).toEqual(['x/y/c.json']);
  });

  it('of folders outside the repository do not count', () => {
    const files = memoryFileSystem({ '/.gitignore': '*.json', '/r/.git/HEAD': '', '/r/a.json': '' });
    expect(found(files)).toEqual(['a.json']);
  });

  it('counts without a repository too, from where the scan starts', () => {
    const files = memoryFileSystem({
      '/.gitignore': '*.json',
      '/r/.gitignore': 'b.json',
      '/r/a.json': '',
      '/r/b.json': '',
    });
    expect(found(files)).toEqual(['a.json']);
  });
});

describe('what is asked to be left out', () => {
  const files = repository(['a.json', 'x/a.json', 'x/b.json'], { 'x/': '!b.json' });

  it.each([
    [['b.json'], ['a.json', 'x/a.json']],
    [['x'], ['a.json']],
    [
      ['*.json', '!a.json'],
      ['a.json', 'x/a.json'],
    ],
    [['/a.json'], ['x/a.json', 'x/b.json']],
  ])('%j', (exclude, expected) => {
    expect(found(files, ['/r'], exclude)).toEqual(expected);
  });

  it('is relative to each path, and nothing that was named', () => {
    expect(found(files, ['/r/x', '/r/a.json'], ['/a.json', 'a.json'])).toEqual(['a.json', 'x/b.json']);
  });
});

describe('the root of a repository', () => {
  it.each([
    ['/r/x/y', '/r'],
    ['/r', '/r'],
    ['/other', undefined],
    ['/tree/x', '/tree'],
  ])('from %s is %s', (path, root) => {
    // In a second work tree, .git is a file.
    const files = memoryFileSystem({
      '/r/.git/HEAD': '',
      '/r/x/y/a.json': '',
      '/other/a': '',
      '/tree/.git': 'gitdir: /r',
    });
    expect(repositoryRoot(path, files)).toBe(root);
  });
});
