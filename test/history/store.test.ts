// Files that are no history, or broken ones; locks, and runs that meet.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { HistoryError } from '../../src/history/database.ts';
import { nodeHistoryFiles } from '../../src/history/node-files.ts';
import { applicationId, schemaVersion } from '../../src/history/schema.ts';
import { checkHistoryFile, keepRun, readHistoryFile } from '../../src/history/store.ts';
import { ruleNamed } from '../support/cli.ts';
import { liveReport, registry } from '../support/reports.ts';
import { root } from '../support/rules.ts';
import { disk } from './memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'pratique-history-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rules = [ruleNamed('admin-user-disabled')];
const report = liveReport([registry('a', 0, { adminUserEnabled: true })], { rules });
const run = { scope: 'test', at: Date.UTC(2026, 0, 1), report };

/** The bytes of a history with one run. */
async function someHistory(): Promise<Uint8Array> {
  const { contents, files } = disk();
  await keepRun('h', 'h', run, files);
  const bytes = contents.get('h');
  if (bytes === undefined) throw new Error('Nothing was written');
  return bytes;
}

/** The number at a place of a SQLite header, changed. */
function withNumber(bytes: Uint8Array, offset: number, value: number): Uint8Array {
  const changed = bytes.slice();
  new DataView(changed.buffer).setUint32(offset, value);
  return changed;
}

describe('a file that is no history', () => {
  const refused = async (bytes: Uint8Array): Promise<string> => {
    const { contents, files } = disk();
    contents.set('h', bytes);
    const errors = await Promise.all(
      [
        checkHistoryFile('h', 'the.db', files),
        keepRun('h', 'the.db', run, files),
        readHistoryFile('h', 'the.db', files),
      ].map((promise) =>
        promise.then(
          () => undefined,
          (error: unknown) => error,
        ),
      ),
    );
    expect(errors.every((error) => error instanceof HistoryError)).toBe(true);
    expect(contents.get('h')).toBe(bytes);
    expect([...contents.keys()]).toEqual(['h']);
    const messages = new Set(errors.map((error) => (error as Error).message));
    expect(messages.size).toBe(1);
    return [...messages][0] ?? '';
  };

  it('says what it is, in one sentence, and is left alone', async () => {
    const bytes = await someHistory();
    expect(await refused(new TextEncoder().encode('{}'))).toBe("'the.db' is no history: it is not a SQLite database");
    expect(await refused(new Uint8Array())).toBe("'the.db' is no history: it is not a SQLite database");
    expect(await refused(withNumber(bytes, 68, applicationId + 1))).toBe(
      "'the.db' is no history: it is a SQLite database of something else",
    );
    expect(await refused(withNumber(bytes, 60, schemaVersion + 1))).toBe(
      `'the.db' was written by a newer version of pratique: its tables have version ${schemaVersion + 1}, this program knows up to ${schemaVersion}`,
    );
  });

  it('is damaged when pages are overwritten, or its end is missing', async () => {
    const bytes = await someHistory();
    const overwritten = bytes.slice();
    overwritten.fill(7, 5000, 14_000);
    for (const broken of [overwritten, bytes.slice(0, 9000), bytes.slice(0, 600)])
      expect(await refused(broken)).toMatch(
        /^'the\.db' is damaged \(.+\); put back a copy of it, or move it away to begin a new history$/,
      );
  });

  it('that is not there is begun by a run, and missing to a reader', async () => {
    const { contents, files } = disk();
    await checkHistoryFile('h', 'the.db', files);
    expect(contents.size).toBe(0);
    await expect(readHistoryFile('h', 'the.db', files)).rejects.toThrow("There is no file 'the.db'");
    await keepRun('h', 'the.db', run, files);
    expect((await readHistoryFile('h', 'the.db', files)).runs.length).toBe(1);
  });

  it('that the disk refuses is told like the rest', async () => {
    const error = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    const files = {
      ...disk().files,
      replace: () => {
        throw error;
      },
    };
    await expect(keepRun('h', 'the.db', run, files)).rejects.toThrow(
      "'the.db' cannot be written: EACCES: permission denied",
    );
  });
});

describe('a lock', () => {
  const lockOf = (owner: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(owner));

  it('is gone after a run, whether it went well or not', async () => {
    const { contents, files } = disk();
    await keepRun('h', 'h', run, files);
    expect([...contents.keys()]).toEqual(['h']);
    contents.set('h', new Uint8Array([1]));
    await expect(keepRun('h', 'h', run, files)).rejects.toThrow('is no history');
    expect([...contents.keys()]).toEqual(['h']);
  });

  it('is waited for, and told of when it stays', async () => {
    let waits = 0;
    const { contents, files } = disk([77], () => {
      waits++;
    });
    contents.set('h.lock', lockOf({ pid: 77, host: 'here' }));
    await expect(keepRun('h', 'h', run, files)).rejects.toThrow(
      "'h' is in use by process 77 on here; if that is not so, delete 'h.lock'",
    );
    expect(waits).toBe(300);
    expect([...contents.keys()]).toEqual(['h.lock']);
  });

  it('that is given up while waiting is taken', async () => {
    let waits = 0;
    const { contents, files } = disk([77], () => {
      waits++;
      if (waits === 5) contents.delete('h.lock');
    });
    contents.set('h.lock', lockOf({ pid: 77, host: 'here' }));
    await keepRun('h', 'h', run, files);
    expect(waits).toBe(5);
  });

  it.each<[string, unknown]>([
    ['a process that is gone', { pid: 77, host: 'here' }],
    ['an earlier process with the same number', { pid: 1, host: 'here' }],
  ])('of %s is taken away', async (_, owner) => {
    const { contents, files } = disk([1]);
    contents.set('h.lock', lockOf(owner));
    await keepRun('h', 'h', run, files);
    expect([...contents.keys()]).toEqual(['h']);
  });

  it.each<[string, unknown]>([
    ['another machine, which nobody can ask', { pid: 77, host: 'there' }],
    ['nobody knows whom', { pid: 'x' }],
    ['somebody who is just writing it', ''],
  ])('of %s is respected', async (_, owner) => {
    const { contents, files } = disk();
    contents.set('h.lock', lockOf(owner));
    await expect(keepRun('h', 'h', run, files)).rejects.toThrow(/in use by .+; if that is not so, delete 'h\.lock'$/);
    expect([...contents.keys()]).toEqual(['h.lock']);
  });

  it('that is stale is taken away by one at a time', async () => {
    const { contents, files } = disk();
    contents.set('h.lock', lockOf({ pid: 77, host: 'here' }));
    contents.set('h.lock.breaking', lockOf({ pid: 78, host: 'here' }));
    await expect(keepRun('h', 'h', run, files)).rejects.toThrow('is in use by process 77');
    expect([...contents.keys()]).toEqual(['h.lock', 'h.lock.breaking']);
  });
});

describe('on a disk', () => {
  it('a link stays a link, and nothing is left beside the history', async () => {
    writeFileSync(join(folder, 'real.db'), await someHistory());
    symlinkSync(join(folder, 'real.db'), join(folder, 'link.db'));
    await keepRun(join(folder, 'link.db'), 'link.db', run, nodeHistoryFiles);
    expect((await readHistoryFile(join(folder, 'real.db'), 'real.db', nodeHistoryFiles)).runs.length).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(['link.db', 'real.db']);
  });

  it('runs at once lose nothing and damage nothing, though some are killed', async () => {
    const path = join(folder, 'shared.db');
    const program = await writer();
    const writers = Array.from({ length: 4 }, (_, i) => start(program, path, `scope ${i}`, 6));
    const killed = start(program, path, 'killed', 1000);
    await existing(path);
    killed.child.kill('SIGKILL');
    const codes = await Promise.all(writers.map(({ ended }) => ended));
    await killed.ended;
    expect(codes).toEqual([0, 0, 0, 0]);
    await keepRun(path, 'shared.db', { ...run, scope: 'after' }, nodeHistoryFiles);
    const { runs } = await readHistoryFile(path, 'shared.db', nodeHistoryFiles);
    const counts = [0, 1, 2, 3].map((i) => runs.filter(({ scope }) => scope === `scope ${i}`).length);
    expect(counts).toEqual([6, 6, 6, 6]);
    expect(runs.filter(({ scope }) => scope === 'after').length).toBe(1);
    expect(existsSync(`${path}.lock`)).toBe(false);
    expect(runs.map(({ id }) => id)).toEqual(runs.map((_, i) => i + 1));
  });

  it('a lock of a killed process is told from one of a living by its number', () => {
    expect(nodeHistoryFiles.owner).toEqual({ pid: process.pid, host: hostname() });
    expect(nodeHistoryFiles.isRunning(process.pid)).toBe(true);
    expect(nodeHistoryFiles.isRunning(2 ** 22 + 1)).toBe(false);
  });
});

interface Writer {
  readonly child: ReturnType<typeof spawn>;
  readonly ended: Promise<number | null>;
}

/** A program that keeps the same run over and over. */
async function writer(): Promise<string> {
  const outfile = join(folder, 'writer.mjs');
  const source = `
    import { keepRun } from './src/history/store.ts';
    import { nodeHistoryFiles } from './src/history/node-files.ts';
    const [path, scope, times] = process.argv.slice(2);
    const counts = { pass: 0, fail: 0, 'fails-when': 0, unknown: 0, 'not-applicable': 0 };
    const coverage = { files: [], deployments: [], resources: 0, withoutRule: [], notCovered: [] };
    const report = { toolVersion: '1', rules: [], findings: [], counts, coverage, problems: [], secrets: [], assume: 'any' };
    for (let i = 0; i < Number(times); i++) await keepRun(path, path, { scope, at: i, report }, nodeHistoryFiles);`;
  await build({
    stdin: { contents: source, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  return outfile;
}

function start(program: string, path: string, scope: string, times: number): Writer {
  const child = spawn(process.execPath, [program, path, scope, String(times)], { stdio: 'ignore' });
  return { child, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

/** Waits for the first of the writers, so that the others are in the middle of their work. */
async function existing(path: string): Promise<void> {
  while (!existsSync(path) || readFileSync(path).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
}
