// The package that users install: what is in it, its program, and its library.

import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificate, startProxy } from '../azure/proxy.ts';
import { startAzure } from '../azure/server.ts';
import { makeTenant } from '../azure/tenant.ts';
import { readSnapshot } from '../live/snapshots.ts';
import { type Running, start } from '../support/child.ts';
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

describe('the program and Azure', () => {
  const tenant = makeTenant({ subscriptions: 3, registries: () => 2 });
  const only = ['--only', 'admin-user-disabled,token-scope-map-custom'];

  /** Runs the program; what it asks of Azure goes to the double at that address. */
  function audit(address: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
    const preload = ['--import', join(root, 'test/azure/redirect.mjs')];
    const given = { AZURE_DOUBLE: address, PRATIQUE_ARM_TOKEN: 'token', ...env };
    return start([...preload, program(), ...args], installed.folder, given);
  }

  function program(): string {
    return join(installed.folder, 'node_modules/pratique/dist/cli.cjs');
  }

  it('saves what it read when it is interrupted, and continues', async () => {
    const stalling = await startAzure(tenant, { stallEvery: 8 }, Date.now);
    const file = join(installed.folder, 'interrupted');
    const { child, ended } = audit(stalling.address, ['audit', ...only, '--save', file]);
    while (stalling.requests.length < 8) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGINT');
    const { code, stderr, stdout } = await ended;
    await stalling.close();
    expect({ code, stdout, stderr }).toEqual({
      code: 130,
      stdout: '',
      stderr: `pratique: Reading was interrupted. What was read is in '${file}': the same command with --resume continues\n`,
    });
    expect((await readSnapshot('interrupted', readFileSync(file))).finished).toBe(false);

    const azure = await startAzure(tenant, {}, Date.now);
    const resumed = await audit(azure.address, ['audit', ...only, '--save', file, '--resume', '-f', 'json']).ended;
    const whole = await audit(azure.address, ['audit', ...only, '-f', 'json']).ended;
    await azure.close();
    expect(resumed.code).toBe(1);
    expect(JSON.parse(resumed.stdout).findings).toEqual(JSON.parse(whole.stdout).findings);
    expect((await readSnapshot('interrupted', readFileSync(file))).finished).toBe(true);
  });

  it('does not wait for a program that signs in when it is interrupted', async () => {
    const folder = mkdtempSync(join(installed.scratch, 'sign-in-'));
    const started = join(folder, 'started');
    writeFileSync(
      join(folder, 'az'),
      `#!/bin/sh\necho $$ > '${started}.new'\nmv '${started}.new' '${started}'\nexec sleep 600\n`,
      { mode: 0o755 },
    );
    const PATH = `${folder}:${process.env.PATH}`;
    const { child, ended } = start([program(), 'audit', '--auth', 'cli'], installed.folder, { PATH });
    while (!existsSync(started)) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGTERM');
    const found = await ended;
    process.kill(Number(readFileSync(started, 'utf8')));
    expect(found).toMatchObject({ code: 143, stderr: expect.stringContaining('Reading was interrupted') });
  });

  it('goes through the proxy of the environment, and to Azure alone', async () => {
    const azure = await startAzure(tenant, { foreignLink: /contoso0x0\/tokens$/ }, Date.now);
    const proxy = await startProxy(azure.address);
    const trusted = join(installed.folder, 'trusted.pem');
    writeFileSync(trusted, certificate);
    const env = { HTTPS_PROXY: proxy.address, NODE_EXTRA_CA_CERTS: trusted, PRATIQUE_ARM_TOKEN: 'token' };
    const { code, stdout } = await start([program(), 'audit', ...only, '-f', 'json'], installed.folder, env).ended;
    await proxy.close();
    await azure.close();
    const { findings, problems } = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(problems).toEqual([
      expect.objectContaining({ message: expect.stringContaining("Azure's answer continues at another host") }),
    ]);
    expect(findings.filter(({ verdict }: { verdict: string }) => verdict === 'fail').length).toBeGreaterThan(0);
    expect(azure.requests.length).toBeGreaterThan(6);
    expect(new Set(proxy.wanted)).toEqual(new Set(['management.azure.com:443']));
    // Connections are kept: not every request makes a new one.
    expect(proxy.wanted.length).toBeLessThan(azure.requests.length);
  });

  describe('loads of itself', () => {
    /** The files of the package that a run loaded, as V8 counted them; with their texts. */
    async function loaded(
      run: (env: Readonly<Record<string, string>>) => Running,
    ): Promise<ReadonlyMap<string, string>> {
      const folder = mkdtempSync(join(installed.scratch, 'coverage-'));
      const { stderr } = await run({ NODE_V8_COVERAGE: folder }).ended;
      expect(stderr).not.toContain('this is a bug');
      const urls = readdirSync(folder).flatMap((name) => {
        const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { result: { url: string }[] };
        return result.map(({ url }) => url);
      });
      const files = urls
        .filter((url) => url.startsWith('file:') && url.includes('/pratique/dist/'))
        .map((url) => fileURLToPath(url));
      expect(files.map((file) => basename(file))).toContain('cli.cjs');
      return new Map(files.map((file) => [basename(file), readFileSync(file, 'utf8')]));
    }

    /** The chunks in which something of the Azure SDK is: it says its name in every one of them. */
    function withAzure(files: ReadonlyMap<string, string>): readonly string[] {
      return [...files]
        .filter(([, text]) => /@azure\/|azsdk-js|@azure-rest|ts-http-runtime|msal/i.test(text))
        .map(([name]) => name);
    }

    beforeAll(async () => {
      const azure = await startAzure(tenant, {}, Date.now);
      await audit(azure.address, ['audit', ...only, '--save', 'whole']).ended;
      await azure.close();
    });

    const offline = (args: readonly string[]) => (env: Readonly<Record<string, string>>) =>
      start([program(), ...args], installed.folder, env);

    it('clients of the Azure SDK, when it reads', async () => {
      const azure = await startAzure(tenant, {}, Date.now);
      const files = await loaded((env) => audit(azure.address, ['audit', ...only], env));
      await azure.close();
      const chunks = withAzure(files).join(' ');
      expect(chunks).toMatch(/resource-graph-client/);
      expect(chunks).not.toMatch(/azure-identity/);
    });

    it('the one that signs in, when somebody does', async () => {
      const files = await loaded((env) => start([program(), 'audit', '--auth', 'environment'], installed.folder, env));
      expect(withAzure(files)).toEqual(expect.arrayContaining([expect.stringMatching(/^azure-identity/)]));
    });

    it.each<readonly [string, readonly string[]]>([
      ['scan', ['scan', 'contoso']],
      ['rules', ['rules']],
      ['explain', ['explain', 'admin-user-disabled']],
      ['help', ['--help']],
      ['export', ['export', 'kql', 'admin-user-disabled']],
      ['audit --print-role', ['audit', '--print-role']],
      ['audit of a snapshot', ['audit', 'whole', ...only]],
      ['drift of a snapshot', ['drift', 'clean.json', 'whole']],
    ])('nothing of the Azure SDK for %s', async (_, args) => {
      expect(withAzure(await loaded(offline(args)))).toEqual([]);
    });
  });
});
