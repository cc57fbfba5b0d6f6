// Bicep on the command line: scanning it, its modules and parameter files, building it, and the official compiler beside ours.

import { describe, expect, it } from 'vitest';
import type { ProgramResult } from '../../src/sources/bicep-cli.ts';
import { type CliSetting, cli, parameterFile, registryTemplate } from '../support/cli.ts';

const registry = `param name string
param admin bool = true

resource acr 'Microsoft.ContainerRegistry/registries@2023-07-01' = {
  name: name
  location: 'westeurope'
  sku: { name: 'Premium' }
  properties: {
    adminUserEnabled: admin
  }
}
`;
const caller = `module registry 'modules/registry.bicep' = {
  name: 'registry'
  params: {
    name: 'contosoregistry'
    admin: true
  }
}
`;

async function report(argv: readonly string[], setting: CliSetting) {
  const { stdout, stderr, code } = await cli([...argv, '--only', 'admin-user-disabled', '-f', 'json'], setting);
  expect(stderr).toBe('');
  return { code, ...JSON.parse(stdout) };
}

interface Located {
  readonly location: { readonly file: string; readonly startLine: number; readonly startColumn: number };
}

function placeOf({ location }: Located): string {
  return `${location.file}:${location.startLine}:${location.startColumn}`;
}

describe('scan', () => {
  it('judges Bicep at the characters in its source', async () => {
    const { code, findings } = await report([], { files: { 'main.bicep': registry } });
    expect(code).toBe(1);
    expect(findings.map(placeOf)).toEqual(['main.bicep:9:23']);
  });

  it('follows modules, and judges a module by itself only when nobody else uses it', async () => {
    const files = { 'main.bicep': caller, 'modules/registry.bicep': registry };
    const { findings, coverage } = await report([], { files });
    expect(findings.map(placeOf)).toEqual(['modules/registry.bicep:9:23']);
    expect(coverage.deployments).toEqual(['main.bicep']);
    expect((await report(['modules/registry.bicep'], { files })).coverage.deployments).toEqual([
      'modules/registry.bicep',
    ]);
  });

  it('takes JSON parameter files of a matching name', async () => {
    const files = {
      'main.bicep': registry,
      'main.parameters.json': parameterFile({ name: 'contosoregistry', admin: false }),
    };
    const { findings, coverage } = await report([], { files });
    expect(findings).toEqual([]);
    expect(coverage.deployments).toEqual(['main.bicep with main.parameters.json']);
  });

  it('reads Bicep from standard input under a name', async () => {
    const { findings } = await report(['-', '--stdin-name', 'piped.bicep'], { stdin: registry });
    expect(findings.map(placeOf)).toEqual(['piped.bicep:9:23']);
  });

  it('leaves out a template that was compiled from Bicep beside it, and says so', async () => {
    const compiled = registryTemplate({ adminUserEnabled: true }).replace(
      '{',
      '{ "metadata": { "_generator": { "name": "bicep", "version": "0.40.2" } },',
    );
    const files = { 'main.bicep': registry, 'main.json': compiled };
    const { findings, coverage } = await report([], { files });
    expect(findings.map(placeOf)).toEqual(['main.bicep:9:23']);
    expect(coverage.notCovered).toMatchObject([
      { what: 'template', because: 'it was compiled from main.bicep, which is judged', file: 'main.json' },
    ]);
    expect((await report(['main.json'], { files })).findings).toHaveLength(1);
  });

  it('pairs the parameter file of such a template with its source', async () => {
    const compiled = registryTemplate({ adminUserEnabled: true }).replace(
      '{',
      '{ "metadata": { "_generator": { "name": "bicep", "version": "0.40.2" } },',
    );
    const files = {
      'main.bicep': registry,
      'azuredeploy.json': compiled,
      'azuredeploy.parameters.json': parameterFile({ name: 'contosoregistry', admin: false }),
    };
    const { findings, coverage } = await report([], { files });
    expect(findings).toEqual([]);
    expect(coverage.deployments).toEqual(['main.bicep with azuredeploy.parameters.json']);
  });

  it('reports what is wrong at its place, and judges the rest', async () => {
    const { stdout, code } = await cli(['--only', 'admin-user-disabled', '-f', 'json'], {
      files: { 'main.bicep': `${registry}\nvar broken = \n` },
    });
    const { problems, findings } = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(findings.map(placeOf)).toEqual(['main.bicep:9:23']);
    expect(problems.map(placeOf)).toEqual(['main.bicep:13:13']);
  });

  it('names a registry module that is not at hand', async () => {
    const module = "module other 'br/public:avm/res/container-registry/registry:0.9.1' = {\n  name: 'acr'\n}\n";
    const { coverage } = await report([], { files: { 'main.bicep': registry + module } });
    expect(coverage.notCovered).toHaveLength(1);
    expect(JSON.stringify(coverage.notCovered)).toContain(
      'br:mcr.microsoft.com/bicep/avm/res/container-registry/registry:0.9.1',
    );
  });

  it('finds registry modules in a folder laid out like the cache of the CLI', async () => {
    const module = "module acr 'br/public:contoso/registry:1.0' = {\n  name: 'acr'\n  params: { }\n}\n";
    const cached = 'br/mcr.microsoft.com/bicep$contoso$registry/1.0$/main.json';
    for (const [argv, folder] of [
      [['--modules', 'modules'], 'modules'],
      [[], 'home/.bicep'],
    ] as const) {
      const files = { 'main.bicep': module, [`${folder}/${cached}`]: registryTemplate({ adminUserEnabled: true }) };
      const { findings } = await report(argv, { files, env: { HOME: '/repo/home' } });
      expect(
        findings.map(({ location }: Located) => location.file),
        folder,
      ).toEqual([`${folder}/${cached}`]);
    }
  });
});

describe('a .bicepparam file', () => {
  const using = "using 'main.bicep'\n";

  it('picks its template with using, and gives it values', async () => {
    const files = {
      'main.bicep': registry,
      'dev.bicepparam': `${using}param name = 'contosodev'\nparam admin = true\n`,
      'prod.bicepparam': `${using}param name = 'contosoprod'\nparam admin = false\n`,
    };
    const { findings, coverage } = await report([], { files });
    expect(coverage.deployments).toEqual(['main.bicep with dev.bicepparam', 'main.bicep with prod.bicepparam']);
    expect(findings).toMatchObject([
      { resources: [{ name: 'contosodev' }], deployments: ['main.bicep with dev.bicepparam'] },
    ]);
    expect(findings[0].trail.map(({ location }: Located) => `${location.file}:${location.startLine}`)).toContain(
      'dev.bicepparam:3',
    );
    const named = await report(['prod.bicepparam'], { files });
    expect(named.coverage.deployments).toEqual(['main.bicep with prod.bicepparam']);
    const flagged = await report(['--parameters', 'dev.bicepparam'], { files });
    expect(flagged.coverage.deployments).toEqual(['main.bicep with dev.bicepparam']);
  });

  it('computes its values, from variables, other parameters and a base it extends', async () => {
    const files = {
      'main.bicep': registry,
      'base.bicepparam': "using none\nparam admin = true\nparam name = 'base'\n",
      'main.bicepparam': `${using}extends 'base.bicepparam'\nvar org = 'contoso'\nparam name = '\${org}prod'\n`,
    };
    const { findings } = await report(['main.bicepparam'], { files });
    expect(findings).toMatchObject([{ verdict: 'fail', resources: [{ name: 'contosoprod' }] }]);
  });

  it('leaves unknown what the environment of the caller says', async () => {
    const files = {
      'main.bicep': registry,
      'main.bicepparam': `${using}param name = readEnvironmentVariable('NAME')\nparam admin = bool(readEnvironmentVariable('ADMIN'))\n`,
    };
    const { findings } = await report([], { files, env: { NAME: 'leaked', ADMIN: 'true' } });
    expect(findings).toMatchObject([{ verdict: 'unknown' }]);
    expect(findings[0].because).toMatchObject([
      { kind: 'context', text: expect.stringContaining("readEnvironmentVariable('ADMIN')") },
    ]);
    expect(JSON.stringify(findings)).not.toContain('leaked');
  });

  it.each([
    ['without using', "param name = 'x'\n", 'The parameter file has no template', 'main.bicepparam:1:1'],
    ['whose template is missing', "using 'gone.bicep'\n", 'gone.bicep', 'main.bicepparam:1:7'],
    ['that cannot be read', `${using}param name = \n`, 'Expected a value', 'main.bicepparam:2:13'],
  ])('%s is reported at its place', async (_, source, message, place) => {
    const files = { 'main.bicep': registry, 'main.bicepparam': source };
    const { stdout, code } = await cli(['main.bicepparam', '-f', 'json'], { files });
    const { problems } = JSON.parse(stdout);
    expect(code).toBe(2);
    expect(problems[0].message).toContain(message);
    expect(placeOf(problems[0])).toBe(place);
  });
});

it('--modules names a folder that is there', async () => {
  const { code, stderr } = await cli(['--modules', 'nowhere'], { files: { 'main.bicep': registry } });
  expect({ code, stderr }).toEqual({ code: 2, stderr: "pratique: There is no folder 'nowhere' with modules\n" });
});

describe('build', () => {
  it('prints the template', async () => {
    const { stdout, stderr, code } = await cli(['build', 'main.bicep'], { files: { 'main.bicep': registry } });
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(JSON.parse(stdout)).toMatchObject({
      parameters: { name: { type: 'string' }, admin: { type: 'bool', defaultValue: true } },
      resources: [{ name: "[parameters('name')]", properties: { adminUserEnabled: "[parameters('admin')]" } }],
    });
  });

  it.each([
    [['build', 'none.bicep'], "There is no file 'none.bicep'"],
    [['build', 'main.json'], "'main.json' is no .bicep file"],
    [['build', 'wrong.bicep'], 'wrong.bicep:1:'],
  ])('%j is a mistake', async (argv, message) => {
    const files = { 'main.json': '{}', 'wrong.bicep': 'var = 1\n' };
    const { stderr, code } = await cli(argv, { files });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('--bicep', () => {
  const files = { 'main.bicep': registry };
  const official = (admin: string): string =>
    JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      parameters: { name: { type: 'string' }, admin: { type: 'bool', defaultValue: true } },
      resources: [
        {
          type: 'Microsoft.ContainerRegistry/registries',
          apiVersion: '2023-07-01',
          name: "[parameters('name')]",
          location: 'westeurope',
          sku: { name: 'Premium' },
          properties: { adminUserEnabled: admin },
        },
      ],
    });

  function running(result: ProgramResult) {
    const calls: (readonly string[])[] = [];
    const runProgram: CliSetting['runProgram'] = (program, args) => {
      calls.push([program, ...args]);
      return result;
    };
    return { files, calls, runProgram };
  }

  const ended = (stdout: string): ProgramResult => ({ kind: 'ended', code: 0, stdout, stderr: '' });

  it('cli takes the template from the CLI, and places from our own reading', async () => {
    const setting = running(ended(official("[and(parameters('admin'), true())]")));
    const { findings, problems } = await report(['--bicep', 'cli=/opt/bicep'], setting);
    expect(setting.calls).toEqual([['/opt/bicep', 'build', '--stdout', '--no-restore', '/repo/main.bicep']]);
    expect(problems).toEqual([]);
    expect(findings.map(placeOf)).toEqual(['main.bicep:9:23']);
  });

  it.each<[string, ProgramResult, string]>([
    ['cannot be run', { kind: 'failed', because: 'it cannot be run (ENOENT)' }, 'it cannot be run (ENOENT)'],
    [
      'fails',
      {
        kind: 'ended',
        code: 1,
        stdout: '',
        stderr: '/repo/main.bicep(3,5) : Error BCP057: The name "x" does not exist.',
      },
      'line 3: Error BCP057',
    ],
    ['prints something else', ended('hello'), 'it printed no template'],
  ])('a CLI that %s is an error, and the file is not judged', async (_, result, message) => {
    const { stdout, code } = await cli(['--bicep', 'cli=/opt/bicep', '-f', 'json'], running(result));
    expect(code).toBe(2);
    const { problems, findings } = JSON.parse(stdout);
    expect(findings).toEqual([]);
    expect(problems[0].message).toContain(message);
  });

  it('verify is silent where both agree', async () => {
    const setting = running(ended(official("[parameters('admin')]")));
    const { problems, findings } = await report(['--bicep', 'verify'], setting);
    expect(setting.calls[0]?.[0]).toBe('bicep');
    expect(problems).toEqual([]);
    expect(findings).toHaveLength(1);
  });

  it('verify tells where they differ', async () => {
    const { problems } = await report(['--bicep', 'verify=/opt/bicep'], running(ended(official('[false()]'))));
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        message:
          "Microsoft.ContainerRegistry/registries '{name}': 'properties.adminUserEnabled' is not what the official compiler has",
        location: { file: 'main.bicep' },
      },
    ]);
  });

  it('is told when it is not understood', async () => {
    const { stderr, code } = await cli(['--bicep', 'clii=x'], { files });
    expect(code).toBe(2);
    expect(stderr).toContain('--bicep clii=x is not understood');
  });
});
