// What a scan reads: nothing outside the repository, by no link and no path; and it never throws, whatever is in a file.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { readBicep } from '../../src/sources/bicep-reader.ts';
import { type FileSystem, memoryFileSystem, nodeFileSystem } from '../../src/sources/file-system.ts';
import { scanWith } from '../../src/sources/scan.ts';
import type { Json } from '../../src/values/json.ts';
import { fixedNow, registryTemplate, ruleNamed } from '../support/cli.ts';
import { template } from '../support/template.ts';

const rules = [ruleNamed('admin-user-disabled')];
const bad = registryTemplate({ adminUserEnabled: true });

function scanned(files: FileSystem, workingDirectory: string, paths: readonly string[] = [workingDirectory]): Report {
  return scanWith(
    {
      paths,
      parameterFiles: [],
      exclude: [],
      rules,
      assume: 'defaults',
      facts: {},
      files,
      workingDirectory,
      toolVersion: '1.0.0',
      now: fixedNow,
    },
    readBicep,
  );
}

function linkTo(relativePath: string): Json {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'linked',
    properties: { mode: 'Incremental', templateLink: { relativePath } },
  };
}

const messages = ({ problems }: Report): readonly string[] => problems.map(({ message }) => message);
const judged = ({ findings }: Report): readonly string[] => findings.map(({ place }) => place.document.name);

describe('a linked template', () => {
  let folder = '';
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'pratique-reach-')));
    write('repo/.git/HEAD', '');
    write('outside/bad.json', bad);
    write('repo/shared/bad.json', bad);
    symlinkSync(join(folder, 'outside'), join(folder, 'repo/way-out'));
    symlinkSync(join(folder, 'outside/bad.json'), join(folder, 'repo/link.json'));
    symlinkSync('shared/bad.json', join(folder, 'repo/beside.json'));
    symlinkSync('round.json', join(folder, 'repo/round.json'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['shared/bad.json', [], ['shared/bad.json']],
    ['beside.json', [], ['beside.json']],
    ['../outside/bad.json', ["The linked template '../outside/bad.json' is not there"], []],
    ['shared/../../outside/bad.json', ["The linked template '../outside/bad.json' is not there"], []],
    ['way-out/bad.json', ["The linked template 'way-out/bad.json' is not there"], []],
    ['link.json', ["The linked template 'link.json' is not there"], []],
    ['round.json', ["The linked template 'round.json' is not there"], []],
    ['shared', ["The linked template 'shared' is not there"], []],
    ['/etc/passwd', ["The linked template 'etc/passwd' is not there"], []],
  ])('%s', (relativePath, problems, places) => {
    write('repo/main.json', JSON.stringify(template({ resources: [linkTo(relativePath)] })));
    const repository = join(folder, 'repo');
    const report = scanned(nodeFileSystem, repository, [join(repository, 'main.json')]);
    expect(messages(report)).toEqual(problems);
    expect(judged(report)).toEqual(places);
  });

  it('is followed to the working directory where there is no repository', () => {
    const files = memoryFileSystem({
      '/w/a/main.json': JSON.stringify(template({ resources: [linkTo('../b/bad.json'), linkTo('../../bad.json')] })),
      '/w/b/bad.json': bad,
      '/bad.json': bad,
    });
    const report = scanned(files, '/w', ['/w/a/main.json']);
    expect(messages(report)).toEqual(["The linked template '../../bad.json' is not there"]);
    expect(judged(report)).toEqual(['b/bad.json']);
  });
});

describe('a file that cannot be read', () => {
  const readable = memoryFileSystem({ '/r/bad.json': bad, '/r/locked.json': bad, '/r/folder/x.json': bad });
  const files: FileSystem = {
    ...readable,
    read: (path) => (path === '/r/locked.json' ? undefined : readable.read(path)),
    list: (path) => (path === '/r/folder' ? undefined : readable.list(path)),
  };

  it('is told, as is a folder, and the others are judged', () => {
    const report = scanned(files, '/r');
    expect(messages(report)).toEqual(["The folder 'folder' cannot be read", "'locked.json' cannot be read"]);
    expect(judged(report)).toEqual(['bad.json']);
  });
});

describe('any bytes', () => {
  const whole = new TextEncoder().encode(bad);
  const damaged = fc
    .tuple(fc.nat(whole.length), fc.nat(whole.length), fc.uint8Array({ maxLength: 20 }))
    .map(([from, length, put]) => Uint8Array.from([...whole.slice(0, from), ...put, ...whole.slice(from + length)]));

  it.each<readonly [string, fc.Arbitrary<Uint8Array>]>([
    ['at random', fc.uint8Array({ maxLength: 200 })],
    ['of a template, damaged', damaged],
  ])('%s are a template or not, and the file beside them is judged', (_, contents) => {
    fc.assert(
      fc.property(contents, (bytes) => {
        const others = memoryFileSystem({ '/r/bad.json': bad, '/r/any.json': '' });
        const files: FileSystem = { ...others, read: (path) => (path === '/r/any.json' ? bytes : others.read(path)) };
        const report = scanned(files, '/r', ['/r/any.json', '/r/bad.json']);
        expect(judged(report)).toContain('bad.json');
        const isJudged = report.coverage.files.includes('any.json');
        expect(
          isJudged || report.problems.some(({ file, severity }) => file === 'any.json' && severity === 'error'),
        ).toBe(true);
        for (const { place } of report.problems)
          if (place !== undefined) expect(place.span.end).toBeLessThanOrEqual(place.document.text.length);
      }),
      { numRuns: 300, seed: 20260231 },
    );
  });
});
