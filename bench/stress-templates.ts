// Templates that explode: small texts that ask for a lot. Azure's own limits allow most of them.

import type { Json, JsonObject } from '../src/values/json.ts';
import { registry, template } from './templates.ts';

/** A template to be survived, and what is hard about it. */
export interface Stress {
  readonly name: string;
  readonly what: string;
  readonly template: JsonObject;
}

const maxExpressionLength = 24_576;

/** Every shape. */
export function stressTemplates(): readonly Stress[] {
  return [
    { name: 'copies', what: '800 registries of 20 network rules from 1 kB', template: copies() },
    { name: 'copies-condition', what: '800 registries, each with a condition', template: copiesWithCondition() },
    { name: 'nested', what: 'deployments nested 6 deep, 3 of each: 729 registries', template: nested(6, 3) },
    { name: 'wide', what: '800 resources with 40 expressions each, variables in a chain of 512', template: wide() },
    { name: 'expression-below', what: 'an expression just short enough', template: expressionOf(maxExpressionLength) },
    { name: 'expression-above', what: 'an expression just too long', template: expressionOf(maxExpressionLength + 12) },
    { name: 'bomb-copy', what: 'five variables, each 800 times the one before', template: copyBomb() },
    { name: 'bomb-lambda', what: 'map(range(0, 10000), lambda → range(0, 10000))', template: lambdaBomb() },
    { name: 'bomb-text', what: 'a text doubled 40 times', template: textBomb() },
    { name: 'alternatives', what: '12 booleans nobody supplies: 4096 alternatives', template: alternatives(12) },
  ];
}

function copies(): JsonObject {
  return template([copiedRegistry(20, {})], { parameters: { source: allowedSource } });
}

function copiesWithCondition(): JsonObject {
  return template([copiedRegistry(5, { condition: '[contains(createArray(1, 3, 5), mod(copyIndex(), 7))]' })], {
    parameters: { source: allowedSource },
  });
}

const allowedSource: Json = { type: 'string', allowedValues: ['10.0.0.0/8', '192.0.2.0/24', '198.51.100.0/24'] };

function copiedRegistry(ipRules: number, parts: JsonObject): JsonObject {
  const rule = {
    action: "[if(equals(mod(copyIndex('ipRules'), 2), 0), 'Allow', 'Deny')]",
    value: "[parameters('source')]",
  };
  const properties = {
    publicNetworkAccess: 'Enabled',
    networkRuleSet: { defaultAction: 'Deny', copy: [{ name: 'ipRules', count: ipRules, input: rule }] },
  };
  return registry("[format('contoso{0}', copyIndex())]", properties, {
    copy: { name: 'registries', count: 800 },
    ...parts,
  });
}

function nested(depth: number, breadth: number): JsonObject {
  const parameters = { sku: { type: 'string' } };
  const leaf = registry('contoso', {}, { sku: { name: "[parameters('sku')]" } });
  let inner = template([leaf], { parameters });
  for (let level = 0; level < depth; level++) {
    const deployment = {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: `[format('level${level}-{0}', copyIndex())]`,
      copy: { name: 'deployments', count: breadth },
      properties: {
        mode: 'Incremental',
        expressionEvaluationOptions: { scope: 'inner' },
        parameters: { sku: { value: "[parameters('sku')]" } },
        template: inner,
      },
    };
    inner = template([deployment], { parameters });
  }
  return inner;
}

/** Close to Azure's limit of 4 MB. */
function wide(): JsonObject {
  const tag = (i: number, k: number): [string, string] => [
    `tag${k}`,
    `[format('{0}-{1}-{2}', parameters('environment'), variables('step${(i + k) % 512}'), 'a text that fills the template')]`,
  ];
  const resources = indices(800).map((i) =>
    registry(
      `contoso${i}`,
      { adminUserEnabled: false },
      { tags: Object.fromEntries(indices(40).map((k) => tag(i, k))) },
    ),
  );
  const step = (i: number): [string, string] => [`step${i}`, i === 0 ? 'x' : `[concat(variables('step${i - 1}'), '')]`];
  return template(resources, {
    parameters: { environment: { type: 'string', defaultValue: 'production' } },
    variables: Object.fromEntries(indices(512).map(step)),
  });
}

/** Calls nested in each other, up to a length. */
function expressionOf(length: number): JsonObject {
  const [open, close, core] = ['concat(', ')', "'x'"];
  const depth = Math.min(1200, Math.floor((length - 2 - core.length) / (open.length + close.length)));
  const nestedCalls = open.repeat(depth) + core + close.repeat(depth);
  const padding = ' '.repeat(length - 2 - nestedCalls.length);
  return template([registry('contoso', { adminUserEnabled: false }, { tags: { deep: `[${nestedCalls}${padding}]` } })]);
}

function copyBomb(): JsonObject {
  const loop = (i: number): Json => ({
    name: `level${i}`,
    count: 800,
    input: i === 0 ? '[range(0, 800)]' : `[variables('level${i - 1}')]`,
  });
  return template([registry('contoso', {}, { tags: { size: "[string(length(variables('level4')))]" } })], {
    variables: { copy: indices(5).map(loop) },
  });
}

function lambdaBomb(): JsonObject {
  return template([registry('contoso', {}, { tags: { size: "[string(length(variables('all')))]" } })], {
    variables: { all: "[map(range(0, 10000), lambda('i', range(0, 10000)))]" },
  });
}

function textBomb(): JsonObject {
  const step = (i: number): [string, string] => [
    `text${i}`,
    i === 0 ? 'x' : `[concat(variables('text${i - 1}'), variables('text${i - 1}'))]`,
  ];
  return template([registry('contoso', {}, { tags: { text: "[variables('text40')]" } })], {
    variables: Object.fromEntries(indices(41).map(step)),
  });
}

/** Every boolean decides one step of a chain, so that no two alternatives are alike. */
function alternatives(count: number): JsonObject {
  const parameters = Object.fromEntries(indices(count).map((i) => [`flag${i}`, { type: 'bool' }]));
  const sku = indices(count).reduce((inner, i) => `if(parameters('flag${i}'), ${inner}, 'Basic')`, "'Premium'");
  const address = indices(count).map((i) => `if(parameters('flag${i}'), '${i}', 'x')`);
  return template(
    [
      registry(
        'contoso',
        { adminUserEnabled: `[or(${indices(count).map((i) => `parameters('flag${i}')`)})]` },
        { sku: { name: `[${sku}]` }, tags: { flags: `[concat(${address})]` } },
      ),
    ],
    { parameters },
  );
}

function indices(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i);
}
