import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder, openCodeCache } from '../../src/launch/code-cache.ts';

describe('the folder of the code cache', () => {
  it.each<readonly [string, string, Readonly<Record<string, string>>, string | undefined]>([
    ['is in the home', 'linux', { HOME: '/home/eva' }, '/home/eva/.cache'],
    ['is where XDG says', 'linux', { HOME: '/home/eva', XDG_CACHE_HOME: '/var/eva' }, '/var/eva'],
    ['is in the library on macOS', 'darwin', { HOME: '/Users/eva' }, '/Users/eva/Library/Caches'],
    ['is local on Windows', 'win32', { LOCALAPPDATA: 'C:\\eva', HOME: '/home/eva' }, 'C:\\eva'],
    ['is where Node keeps its own', 'linux', { HOME: '/home/eva', NODE_COMPILE_CACHE: '/fast' }, '/fast'],
    ['is nowhere without a home', 'linux', {}, undefined],
    [
      'is nowhere where Node may not keep one',
      'linux',
      { HOME: '/home/eva', NODE_DISABLE_COMPILE_CACHE: '1' },
      undefined,
    ],
    ['is nowhere while coverage is measured', 'linux', { HOME: '/home/eva', NODE_V8_COVERAGE: '/cov' }, undefined],
  ])('%s', (_, platform, env, folder) => {
    expect(cacheFolder({ env, platform })).toBe(folder);
  });
});

describe('the code cache', () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'pratique-cache-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  const machine = { platform: 'linux', version: 'v20.19.0', arch: 'x64', pid: 1 };
  const open = (env: Readonly<Record<string, string>>, build = 'one') => openCodeCache({ ...machine, env }, build);
  const files = (): readonly string[] =>
    readdirSync(home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('gives what was kept, to the same build only', () => {
    open({ HOME: home })?.write('a.cjs', Buffer.from('code'));
    expect(open({ HOME: home })?.read('a.cjs')?.toString()).toBe('code');
    expect(open({ HOME: home })?.read('b.cjs')).toBeUndefined();
    expect(open({ HOME: home }, 'another')?.read('a.cjs')).toBeUndefined();
  });

  it('knows the kinds of runs it has the code of, and not too many', () => {
    const cache = open({ HOME: home });
    expect(cache?.knows('scan')).toBe(false);
    cache?.learn('scan');
    cache?.learn('rules');
    expect(['scan', 'rules', 'audit'].map((kind) => open({ HOME: home })?.knows(kind))).toEqual([true, true, false]);
    for (let i = 0; i < 20; i++) cache?.learn(`folder-${i}`);
    expect(cache?.knows('another')).toBe(true);
  });

  it('is for its owner alone', () => {
    open({ HOME: home })?.write('a.cjs', Buffer.from('code'));
    expect(files().map((path) => statSync(path).mode & 0o777)).toEqual([0o600]);
  });

  it.each<readonly [string, (code: Buffer) => Buffer]>([
    ['cut off', (code) => code.subarray(0, -1)],
    ['empty', () => Buffer.alloc(0)],
    ['changed', (code) => Buffer.from(code.map((byte, i) => (i === code.length - 1 ? byte ^ 1 : byte)))],
  ])('does not believe a file that is %s', (_, damage) => {
    open({ HOME: home })?.write('a.cjs', Buffer.from('code'));
    for (const path of files()) writeFileSync(path, damage(readFileSync(path)));
    expect(open({ HOME: home })?.read('a.cjs')).toBeUndefined();
  });

  it('says nothing of a home that cannot be written', () => {
    writeFileSync(join(home, '.cache'), 'a file');
    const cache = open({ HOME: home });
    expect(() => cache?.write('a.cjs', Buffer.from('code'))).not.toThrow();
    expect(cache?.read('a.cjs')).toBeUndefined();
  });
});
