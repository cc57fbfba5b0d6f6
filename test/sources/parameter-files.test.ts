// Parameter files: the template each is for, and the values it gives.

import { describe, expect, it } from 'vitest';
import { namedTemplate, namedTemplatePath, templatesByName } from '../../src/sources/parameter-files.ts';
import { jsonDocument } from '../../src/values/document.ts';
import { formatPath } from '../../src/values/path.ts';
import { cli, parameterFile, registryTemplate, ruleNamed } from '../support/cli.ts';

/** The templates a parameter file in `/r` may be for, JSON only, without the folder where it is the same. */
function stems(name: string): readonly string[] {
  return templatesByName(`/r/${name}`)
    .filter((path) => path.endsWith('.json'))
    .map((path) => path.replace('/r/', '').replace('.json', ''));
}

const usual = ['main', 'azuredeploy', 'template', 'deploy', 'mainTemplate'];

describe('by its name', () => {
  it.each<readonly [string, readonly string[]]>([
    ['main.parameters.json', ['main']],
    ['main.parameters.prod.json', ['main']],
    ['main.parameters.prod.west.json', ['main']],
    ['main.prod.parameters.json', ['main.prod', 'main']],
    ['main-prod.parameters.json', ['main-prod', 'main']],
    ['main.parameter.json', ['main']],
    ['main-parameters.json', ['main']],
    ['main-parameters-prod.json', ['main']],
    ['my.service.main.parameters.json', ['my.service.main', 'my.service', 'my']],
    ['MAIN.PARAMETERS.JSON', ['MAIN']],
    ['azuredeploy.parameters.jsonc', ['azuredeploy']],
    ['parameters.json', usual],
    ['parameters.prod.json', usual],
    ['parameters-prod.json', usual],
    ['params.json', []],
    ['main.json', []],
    ['parameters/main.parameters.json', ['parameters/main', 'main']],
    ['params/main.parameters.json', ['params/main', 'main']],
    ['env/main.parameters.json', ['env/main']],
  ])('%s is for %j', (name, expected) => {
    expect(stems(name)).toEqual(expected);
  });

  it('is for a Bicep file rather than for JSON beside it', () => {
    expect(templatesByName('/r/main.parameters.json')).toEqual(['/r/main.bicep', '/r/main.json', '/r/main.jsonc']);
  });
});

describe('by its metadata', () => {
  it.each<readonly [string, string | undefined]>([
    ['./main.json', '/r/env/main.json'],
    ['../main.json', '/r/main.json'],
    ['infra/main.json', '/r/infra/main.json'],
    ['infra\\main.json', '/r/infra/main.json'],
    ['..\\main.json', '/r/main.json'],
    ['./../../main.json', undefined],
    ['../../etc/passwd', undefined],
    ['infra/../../main.json', undefined],
    ['/etc/passwd', '/r/etc/passwd'],
  ])('%s is %s', (template, expected) => {
    expect(namedTemplatePath(template, '/r/env/prod.json', '/r')).toBe(expected);
  });

  it('is named where the metadata says so', () => {
    const file = (metadata: unknown) => jsonDocument('p.json', JSON.stringify({ metadata, parameters: {} }));
    const named = namedTemplate(file({ template: 'x.json' }));
    expect([named?.template, formatPath(named?.path)]).toEqual(['x.json', 'metadata.template']);
    for (const other of [undefined, null, {}, { template: 5 }, 'x.json'])
      expect(namedTemplate(file(other))).toBeUndefined();
    expect(namedTemplate(jsonDocument('p.json', '[]'))).toBeUndefined();
  });
});

describe('its values', () => {
  const rules = [ruleNamed('admin-user-disabled')];
  const template = registryTemplate(
    { adminUserEnabled: "[parameters('Admin')]" },
    { parameters: { Admin: { type: 'bool' } } },
  );

  async function verdicts(parameters: string): Promise<readonly string[]> {
    const files = { 'main.json': template, 'main.parameters.json': parameters };
    const { stdout } = await cli(['-f', 'json'], { files, rules });
    const { findings, problems } = JSON.parse(stdout) as {
      readonly findings: readonly { readonly verdict: string }[];
      readonly problems: readonly { readonly message: string }[];
    };
    return [...findings.map(({ verdict }) => verdict), ...problems.map(({ message }) => message)];
  }

  it.each<readonly [string, string, readonly string[]]>([
    ['are found in any case', parameterFile({ ADMIN: true }), ['fail']],
    ['are what they are', parameterFile({ Admin: false }), []],
    [
      'are literal: nothing in them is evaluated',
      parameterFile({ Admin: '[true()]' }),
      ['unknown', "Parameter 'Admin' expects a bool but gets a string"],
    ],
    [
      'are not there',
      parameterFile({}),
      ['fails-when', "The required parameter 'Admin' has no value here; what depends on it is unknown"],
    ],
  ])('%s', async (_, parameters, expected) => {
    expect(await verdicts(parameters)).toEqual(expected);
  });
});
