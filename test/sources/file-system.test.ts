// Reading files: the disk and the memory answer alike, and nothing throws.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FileSystem, memoryFileSystem, nodeFileSystem, withFile } from '../../src/sources/file-system.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pratique-files-'));
  mkdirSync(join(folder, 'inside/deep'), { recursive: true });
  writeFileSync(join(folder, 'b.json'), 'text');
  writeFileSync(join(folder, 'A.json'), '');
  writeFileSync(join(folder, 'inside/deep/c.json'), '{}');
});

afterAll(() => rmSync(folder, { recursive: true }));

const inMemory = (): FileSystem =>
  memoryFileSystem({
    [`${folder}/b.json`]: 'text',
    [`${folder}/A.json`]: '',
    [`${folder}/inside/deep/c.json`]: '{}',
  });

describe.each([
  ['the disk', () => nodeFileSystem],
  ['the memory', inMemory],
])('%s', (_, filesOf) => {
  it('tells files from folders', () => {
    const kinds = ['b.json', 'A.json', 'inside', 'inside/deep', '.', 'gone', 'b.json/x'];
    expect(kinds.map((name) => filesOf().kind(name === '.' ? folder : `${folder}/${name}`))).toEqual([
      ...['file', 'file', 'directory', 'directory', 'directory', 'missing', 'missing'],
    ]);
  });

  it('reads files and nothing else', () => {
    const read = (name: string): string | undefined => {
      const bytes = filesOf().read(`${folder}/${name}`);
      return bytes && new TextDecoder().decode(bytes);
    };
    expect(['b.json', 'A.json', 'inside', 'gone'].map(read)).toEqual(['text', '', undefined, undefined]);
  });

  it('knows sizes', () => {
    expect(['b.json', 'A.json', 'gone'].map((name) => filesOf().size(`${folder}/${name}`))).toEqual([4, 0, 0]);
  });

  it('lists sorted by name', () => {
    expect(filesOf().list(folder)).toEqual([
      { name: 'A.json', kind: 'file' },
      { name: 'b.json', kind: 'file' },
      { name: 'inside', kind: 'directory' },
    ]);
    expect(filesOf().list(`${folder}/gone`)).toBeUndefined();
    expect(filesOf().list(`${folder}/b.json`)).toBeUndefined();
  });

  it('knows real paths', () => {
    expect(filesOf().realPath(`${folder}/gone`)).toBeUndefined();
    expect(filesOf().realPath(`${folder}/inside`)).toMatch(/inside$/);
  });
});

describe('a link on the disk', () => {
  it('is no file where it is listed, and one where it is asked for', () => {
    const links = join(folder, 'inside/links');
    mkdirSync(links);
    symlinkSync(join(folder, 'b.json'), join(links, 'file.json'));
    symlinkSync(join(folder, 'inside'), join(links, 'folder'));
    symlinkSync(join(folder, 'gone'), join(links, 'nowhere'));
    symlinkSync(links, join(links, 'itself'));
    expect(nodeFileSystem.list(links)).toEqual(
      ['file.json', 'folder', 'itself', 'nowhere'].map((name) => ({ name, kind: 'other' })),
    );
    expect(nodeFileSystem.kind(join(links, 'file.json'))).toBe('file');
    expect(nodeFileSystem.kind(join(links, 'nowhere'))).toBe('missing');
    expect(nodeFileSystem.realPath(join(links, 'file.json'))).toBe(nodeFileSystem.realPath(join(folder, 'b.json')));
    rmSync(links, { recursive: true });
  });
});

describe('one file more', () => {
  it('stands in front of the one that is there', () => {
    const bytes = new TextEncoder().encode('other');
    const files = withFile(inMemory(), `${folder}/b.json`, bytes);
    expect(files.read(`${folder}/b.json`)).toBe(bytes);
    expect(files.size(`${folder}/b.json`)).toBe(5);
    expect(files.read(`${folder}/inside/deep/c.json`)).toBeDefined();
    expect(withFile(inMemory(), '/x.json', bytes).kind('/x.json')).toBe('file');
    expect(withFile(inMemory(), '/x.json', bytes).realPath('/x.json')).toBe('/x.json');
  });
});
