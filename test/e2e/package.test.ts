// The package that users install: what is in it, its program, and its library.

import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registryTemplate } from '../support/cli.ts';
import { type Ended, type Installed, packAndInstall, run } from '../support/packed.ts';
import { root, ruleFiles } from '../support/rules.ts';

const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { readonly version: string };

let installed: Installed;

beforeAll(() => {
  installed = packAndInstall();
  cpSync(`${root}/fixtures/contoso`, join(installed.folder, 'contoso'), { recursive: true });
  const clean = registryTemplate({ adminUserEnabled: false });
  writeFileSync(join(installed.folder, 'clean.json'), clean);
}, 120_000);

afterAll(() => rmSync(installed.scratch, { recursive: true }));

function pratique(args: readonly string[], input?: string): Ended {
  return run(program(), args, installed.folder, input);
}

function program(): string {
  return join(installed.folder, 'node_modules/.bin/pratique');
}

describe('the tarball', () => {
  it('holds what is run, its types, its schemas and its licences, and nothing else', () => {
    const names = installed.contents.map((name) => name.replace(/^package\//, ''));
    for (const name of [
      'dist/cli.cjs',
      'dist/index.js',
      'dist/types/index.d.ts',
      'dist/rules.json',
      'dist/examples.json',
    ])
      expect(names).toContain(name);
    for (const name of ['dist/THIRD_PARTY_NOTICES', 'schemas/rule.schema.json', 'LICENSE', 'README.md'])
      expect(names).toContain(name);
    expect(names.filter((name) => !/^(dist|schemas)\/|^(LICENSE|README\.md|package\.json)$/.test(name))).toEqual([]);
  });
});

describe('the program', () => {
  it('knows its version', () => {
    expect(pratique(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('says the same when it starts from code that an earlier run compiled', () => {
    const home = join(installed.scratch, 'home');
    const start = (): Ended => run(program(), ['contoso', '-f', 'json'], installed.folder, '', { HOME: home });
    const first = start();
    expect(readdirSync(join(home, '.cache/pratique'))).toHaveLength(1);
    expect(start()).toEqual(first);
    expect(first).toEqual(pratique(['contoso', '-f', 'json']));
  });

  it('writes every format at once, the same every time', () => {
    const formats = ['terminal', 'json', 'sarif', 'markdown'];
    const scan = (turn: string): readonly string[] => {
      const files = formats.map((format) => `${format}.${turn}.txt`);
      const args = formats.flatMap((format, i) => ['-f', `${format}=${files[i]}`]);
      expect(pratique(['scan', 'contoso', ...args])).toMatchObject({ code: 1, stdout: '' });
      return files.map((file) => readFileSync(join(installed.folder, file), 'utf8'));
    };
    const [terminal = '', json = '', sarif = '', markdown = ''] = scan('first');
    expect(terminal).toContain('contoso/infra/registry/main.json');
    const { findings } = JSON.parse(json) as { readonly findings: readonly { readonly verdict: string }[] };
    const { runs } = JSON.parse(sarif) as { readonly runs: readonly [{ readonly results: readonly unknown[] }] };
    expect(findings.filter(({ verdict }) => verdict === 'fail').length).toBeGreaterThan(3);
    expect(runs[0].results.length).toBeGreaterThan(3);
    expect(markdown).toMatch(/^#+ /m);
    expect(scan('second')).toEqual([terminal, json, sarif, markdown]);
  });

  it('reads a template from standard input', () => {
    const bad = registryTemplate({ adminUserEnabled: true });
    const { code, stdout } = pratique(['-', '--only', 'admin-user-disabled', '-f', 'json'], bad);
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly { readonly rule: string }[] };
    expect(findings).toMatchObject([{ rule: 'admin-user-disabled', location: { file: 'stdin.json' } }]);
    expect(code).toBe(1);
  });

  it.each<readonly [number, readonly string[]]>([
    [0, ['clean.json', '--only', 'admin-user-disabled']],
    [0, ['contoso', '--fail-on', 'never']],
    [1, ['contoso']],
    [2, ['gone.json']],
    [2, ['contoso', '--no-such-flag']],
    [2, ['contoso', '--only', 'no-such-rule']],
  ])('ends with %i: %j', (code, args) => {
    const { code: actual, stderr } = pratique(args);
    expect({ code: actual, stderr }).toMatchObject({ code });
    expect(stderr).not.toContain('this is a bug');
  });

  it('explains every rule it lists', () => {
    const listed = JSON.parse(pratique(['rules', '-f', 'json']).stdout) as readonly { readonly id: string }[];
    expect(listed.map(({ id }) => id).sort()).toEqual(ruleFiles.rules.map(({ id }) => id).sort());
    const { code, stdout } = pratique(['explain', 'admin-user-disabled']);
    expect(code).toBe(0);
    expect(stdout).toContain('properties.adminUserEnabled must be false');
  });
});

describe('the library', () => {
  const program = `import { builtinRules, jsonReport, markdownReport, memoryFileSystem, type Report, sarifReport, scan } from 'pratique';

const report: Report = await scan({
  paths: ['/w'],
  parameterFiles: [],
  exclude: [],
  rules: builtinRules(),
  assume: 'defaults',
  facts: {},
  files: memoryFileSystem({ '/w/main.json': ${JSON.stringify(registryTemplate({ adminUserEnabled: true }))} }),
  workingDirectory: '/w',
  toolVersion: '1.0.0',
  now: 0,
});
const texts: readonly string[] = [jsonReport(report), sarifReport(report), markdownReport(report)];
export const told: boolean = report.counts.fail > 0 && texts.every((text) => text.includes('admin-user-disabled'));
`;

  it('has the types it says', () => {
    const options = { strict: true, noEmit: true, module: 'nodenext', target: 'es2023', types: [] };
    writeFileSync(join(installed.folder, 'use.ts'), program);
    writeFileSync(
      join(installed.folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['use.ts'] }),
    );
    const { code, stdout } = run(join(root, 'node_modules/.bin/tsc'), ['-p', '.'], installed.folder);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  it('does what they say', () => {
    const script = program.replace('type Report, ', '').replace(/: (Report|readonly string\[\]|boolean)/g, '');
    writeFileSync(join(installed.folder, 'use.js'), `${script}console.log(told);\n`);
    expect(run(process.execPath, ['use.js'], installed.folder)).toEqual({ code: 0, stdout: 'true\n', stderr: '' });
  });

  it('publishes its schemas', () => {
    const script =
      "const { default: schema } = await import('pratique/schemas/rule.schema.json', { with: { type: 'json' } }); console.log(schema.$schema);";
    const { code, stdout } = run(
      process.execPath,
      ['--input-type=module', '--no-warnings', '-e', script],
      installed.folder,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('json-schema.org');
  });
});
