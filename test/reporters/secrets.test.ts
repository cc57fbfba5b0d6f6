// Values of secure parameters never appear, in no format, wherever a template uses them.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { cli, parameterFile, registryTemplate } from '../support/cli.ts';
import { template } from '../support/template.ts';

const given = "[parameters('given')]";

/** Expressions that fail because of a secret: their messages repeat what they were given. */
const failing = {
  number: "[int(parameters('given'))]",
  member: "[parameters('settings').nothing]",
  cut: "[substring(parameters('given'), 3, 400)]",
  json: "[json(parameters('given'))]",
  item: "[createArray('a')[parameters('given')]]",
  key: "[createObject('a', 1)[parameters('given')]]",
  date: "[dateTimeAdd(parameters('given'), 'P1D')]",
  range: "[parseCidr(parameters('given'))]",
  base64: "[base64ToString(parameters('given'))]",
  format: "[format(concat(parameters('given'), '{9}'), 1)]",
  truth: "[bool(parameters('given'))]",
  told: "[fail(parameters('given'))]",
  branch: "[if(parameters('given'), 1, 2)]",
  sum: "[add(1, parameters('given'))]",
  address: "[uri(parameters('given'), 'x')]",
  id: "[resourceId(parameters('given'), 'a')]",
  parameter: "[parameters(parameters('given'))]",
  variable: "[variables(parameters('given'))]",
};

const registry = {
  type: 'Microsoft.ContainerRegistry/registries',
  apiVersion: '2023-07-01',
  location: "[parameters('password')]",
};

const deployment = { type: 'Microsoft.Resources/deployments', apiVersion: '2024-03-01' };

const main = template({
  languageVersion: '2.0',
  definitions: {
    login: {
      type: 'object',
      properties: { user: { type: 'string' }, token: { type: 'securestring' }, inner: { $ref: '#/definitions/inner' } },
    },
    inner: { type: 'object', properties: { pin: { type: 'secureString', maxLength: 5 } }, nullable: true },
  },
  parameters: {
    password: { type: 'securestring', defaultValue: 'SECRET-default' },
    given: { type: 'secureString' },
    settings: { type: 'secureObject' },
    login: { $ref: '#/definitions/login' },
    refused: { type: 'securestring', maxLength: 3 },
    choice: { type: 'securestring', allowedValues: ['Premium', 'SECRET-two'], defaultValue: 'SECRET-two' },
  },
  variables: { ...failing, joined: "[concat('prefix-', parameters('given'))]" },
  resources: {
    named: {
      ...registry,
      name: given,
      tags: { [given]: given },
      sku: { name: "[parameters('choice')]" },
      properties: {
        adminUserEnabled: given,
        publicNetworkAccess: "[variables('joined')]",
        networkRuleSet: { defaultAction: "[parameters('login').token]" },
        policies: {
          quarantinePolicy: { status: "[parameters('settings').status]" },
          exportPolicy: { status: "[toUpper(parameters('settings').list[0])]" },
          trustPolicy: { status: "[parameters('login').inner.pin]" },
        },
      },
    },
    copied: {
      ...registry,
      condition: given,
      copy: { name: 'copied', count: "[length(parameters('given'))]" },
      name: "[concat('x', parameters('given'), copyIndex())]",
      sku: { name: 'Basic' },
    },
    nested: {
      ...deployment,
      name: "[concat('nested-', parameters('password'))]",
      properties: {
        mode: 'Incremental',
        expressionEvaluationOptions: { scope: 'inner' },
        parameters: { own: { value: 'SECRET-nested' }, passed: { value: given } },
        template: template({
          parameters: { own: { type: 'securestring' }, passed: { type: 'securestring', maxLength: 2 } },
          resources: [
            {
              ...registry,
              location: 'westeurope',
              name: 'contosonested',
              sku: { name: "[parameters('own')]" },
              properties: { publicNetworkAccess: "[concat(parameters('own'), 'x')]" },
            },
          ],
        }),
      },
    },
    linked: {
      ...deployment,
      name: 'linked',
      properties: {
        mode: 'Incremental',
        templateLink: { uri: "[concat('https://contoso.com/?sas=', parameters('given'))]" },
      },
    },
    far: {
      ...deployment,
      name: 'far',
      properties: {
        mode: 'Incremental',
        templateLink: { uri: `[concat('https://contoso.com/${'x'.repeat(90)}?', parameters('given'))]` },
      },
    },
    missing: {
      ...deployment,
      name: 'missing',
      properties: { mode: 'Incremental', templateLink: { relativePath: "[concat('x', parameters('given'))]" } },
    },
  } as Json,
  outputs: { told: { type: 'string', value: given } },
});

const argumentsFile = parameterFile({
  given: 'SECRET-given\u001b"quoted"',
  settings: { status: 'SECRET-status', list: ['SECRET-in-a-list', { deep: 'SECRET-deep' }] },
  login: { user: 'joe', token: 'SECRET-token', inner: { pin: 'SECRET-pin' } },
  refused: 'SECRET-refused',
});

const files = {
  'main.json': JSON.stringify(main, undefined, 2),
  'main.parameters.json': argumentsFile,
  'one-line/main.json': JSON.stringify(main),
  'one-line/main.parameters.json': JSON.stringify(JSON.parse(argumentsFile)),
};

const formats = ['terminal', 'json', 'sarif', 'markdown', 'html'];

describe.each(formats)('%s', (format) => {
  it.each([[['--only', '*']], [['--only', '*', '--assume', 'any']], [['--only', '*', '--show', '0']]])(
    'under %j holds no secret',
    async (argv) => {
      const { stdout, stderr } = await cli(['-f', format, ...argv], { files, columns: 140 });
      expect(stdout.length).toBeGreaterThan(3000);
      const leaks = `${stdout}${stderr}`.split('\n').filter((line) => /SECRET-/i.test(line));
      expect(leaks).toEqual([]);
    },
  );
});

it('the test would notice: without secure types the values are there', async () => {
  const open = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      text.replaceAll(/secure(string|object)/gi, (_, type: string) => type.toLowerCase()),
    ]),
  );
  for (const format of formats)
    expect(
      (await cli(['-f', format, '--only', '*'], { files: open })).stdout.match(/SECRET-/g)?.length,
    ).toBeGreaterThan(10);
});

it('what is secret is said to be', async () => {
  const { stdout } = await cli(['--only', 'admin-user-disabled', 'main.json', 'main.parameters.json'], { files });
  expect(stdout).toContain("registry '{secret}': properties.adminUserEnabled is a secret value, must be false");
  expect(stdout).toContain('int() fails on a secret value');
  expect(stdout).toContain('its address, which holds a secret, is not on this machine');
  expect(stdout).not.toContain('sas=SECRET');
  expect(stdout).toMatch(/"value": •+$/m);
});

it('a secret over several lines is hidden in all of them', async () => {
  const text = registryTemplate(
    {},
    { parameters: { key: { type: 'securestring', defaultValue: 'KEY' } }, sku: "[parameters('key')]" },
  );
  const raw = text.replace('"KEY"', '"first-part\nsecond-part\nthird-part"');
  for (const format of formats) {
    const { stdout } = await cli(['-f', format, '--only', '*'], { files: { 'main.json': raw } });
    expect(stdout).toContain('sku-premium');
    expect(stdout).not.toMatch(/(first|second|third)-part/);
  }
});

it('the name of a secret in a Key Vault is no secret, its value is not known', async () => {
  const reference = { keyVault: { id: '/subscriptions/x/vaults/contoso' }, secretName: 'registry-sku' };
  const parameters = JSON.parse(parameterFile({ sku: 1 })) as { parameters: { sku: unknown } };
  parameters.parameters.sku = { reference };
  const { stdout } = await cli(['--only', 'sku-premium'], {
    files: {
      'main.json': registryTemplate({}, { sku: "[parameters('sku')]", parameters: { sku: { type: 'securestring' } } }),
      'main.parameters.json': JSON.stringify(parameters),
    },
  });
  expect(stdout).toContain("unknown  the secret 'registry-sku' is in a Key Vault");
});
