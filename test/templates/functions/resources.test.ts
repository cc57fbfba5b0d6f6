// Resource ids, and functions that only Azure can answer.

import { describe, expect, it } from 'vitest';
import { holdsSecret } from '../../../src/values/access.ts';
import type { TemplateSetting } from '../../support/template.ts';
import { errorOf, reasons, shown, valueOfExpression } from '../notation.ts';

const facts = { subscription: 'SUB', resourceGroup: 'rg', managementGroup: 'mg', tenant: 'TEN' };
const schema = (level: string): string => `https://schema.management.azure.com/schemas/2019-08-01/${level}.json#`;
const at = (level: string): Readonly<Record<string, string>> => ({ $schema: schema(level) });
const group: TemplateSetting = { facts };

describe('resource ids', () => {
  it.each([
    ["resourceId('A.B/c', 'x')", '"/subscriptions/SUB/resourceGroups/rg/providers/A.B/c/x"'],
    ["resourceId('A.B/c/d', 'x', 'y')", '"/subscriptions/SUB/resourceGroups/rg/providers/A.B/c/x/d/y"'],
    ["resourceId('g2', 'A.B/c', 'x')", '"/subscriptions/SUB/resourceGroups/g2/providers/A.B/c/x"'],
    ["resourceId('s2', 'g2', 'A.B/c', 'x')", '"/subscriptions/s2/resourceGroups/g2/providers/A.B/c/x"'],
    ["resourceId('A.B/c/', 'x')", '"/subscriptions/SUB/resourceGroups/rg/providers/A.B/c/x"'],
    ["resourceId('A.B/c', parameters('s'))", '"/subscriptions/SUB/resourceGroups/rg/providers/A.B/c/<string>"'],
    [
      "resourceId(parameters('t'), 'A.B/c', parameters('s'))",
      '"/subscriptions/SUB/resourceGroups/<string>/providers/A.B/c/<string>"',
    ],
    ["resourceId(parameters('s'), parameters('t'), parameters('name'))", '<string>'],
    [
      "resourceId('A.B/c', parameters('sku'))",
      'sku="Basic" → "/subscriptions/SUB/resourceGroups/rg/providers/A.B/c/Basic" | sku="Standard" → "/subscriptions/SUB/resourceGroups/rg/providers/A.B/c/Standard" | sku="Premium" → "/subscriptions/SUB/resourceGroups/rg/providers/A.B/c/Premium"',
    ],
    ["subscriptionResourceId('A.B/c', 'x')", '"/subscriptions/SUB/providers/A.B/c/x"'],
    ["subscriptionResourceId('s2', 'A.B/c', 'x')", '"/subscriptions/s2/providers/A.B/c/x"'],
    ["tenantResourceId('A.B/c', 'x')", '"/providers/A.B/c/x"'],
    [
      "managementGroupResourceId('A.B/c', 'x')",
      '"/providers/Microsoft.Management/managementGroups/mg/providers/A.B/c/x"',
    ],
    [
      "managementGroupResourceId('m2', 'A.B/c', 'x')",
      '"/providers/Microsoft.Management/managementGroups/m2/providers/A.B/c/x"',
    ],
    ["extensionResourceId('/subscriptions/S', 'A.B/c', 'x')", '"/subscriptions/S/providers/A.B/c/x"'],
    [
      "extensionResourceId(resourceId('A.B/c', parameters('s')), 'D.E/f', 'y')",
      '"/subscriptions/SUB/resourceGroups/rg/providers/A.B/c/<string>/providers/D.E/f/y"',
    ],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`, {}, group)).toBe(expected);
  });

  it('have holes where the context is not known', () => {
    expect(shown("[resourceId('A.B/c', 'x')]")).toBe(
      '"/subscriptions/<string 36>/resourceGroups/<string 1..90>/providers/A.B/c/x"',
    );
  });

  it.each([
    ['subscriptionDeploymentTemplate', '"/subscriptions/SUB/providers/A.B/c/x"'],
    ['managementGroupDeploymentTemplate', '"/providers/A.B/c/x"'],
    ['tenantDeploymentTemplate', '"/providers/A.B/c/x"'],
  ])('of resourceId() in a %s', (level, expected) => {
    expect(shown("[resourceId('A.B/c', 'x')]", at(level), group)).toBe(expected);
  });

  it('of resourceId() in a subscription take a subscription in front', () => {
    expect(shown("[resourceId('s2', 'A.B/c', 'x')]", at('subscriptionDeploymentTemplate'), group)).toBe(
      '"/subscriptions/s2/providers/A.B/c/x"',
    );
  });

  it.each([
    ["resourceId('A.B/c')", 'resourceId() expects at least 2 arguments but gets 1'],
    ["resourceId('A.B/c', 'x', 'y')", 'resourceId() has no resource type that fits its number of names'],
    ["resourceId('A.B/c/d', 'x')", 'resourceId() has no resource type that fits its number of names'],
    ["resourceId('A.B/c', 5)", 'resourceId() expects a string as argument 2 but gets an integer'],
    ["extensionResourceId('/s', 'A.B/c', 'x', 'y')", "The type 'A.B/c' needs 1 name segments but gets 2"],
    [
      "extensionResourceId('/s', 'A.B/c', createArray())",
      'extensionResourceId() expects a string as argument 3 but gets an array',
    ],
  ])('%s fails', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });
});

describe('what only Azure can answer', () => {
  it.each([
    ["reference(resourceId('A.B/c', 'x')).p", '<any>', "runtime: reference('A.B/c/x')"],
    ["reference('elsewhere', '2020-01-01', 'Full')", '<object>', "runtime: reference('elsewhere')"],
    ["listKeys(resourceId('A.B/c', 'x'), '2020-01-01')", '<any>', "runtime: listKeys('A.B/c/x')"],
    ["listCredentials('x', '2020-01-01').passwords[0].value", '<any>', "runtime: listCredentials('x')"],
    ["references('none')", '<array>', "runtime: references('none')"],
    ["pickZones('A.B', 'c', 'westeurope')", '<array>', 'context: pickZones()'],
    ["toPhysicalZone('s', 'l', '1')", '<string>', 'context: toPhysicalZone()'],
    ["providers('A.B', 'c')", '<object>', 'context: providers()'],
    ["roleDefinitions('Some Custom Role').id", '<any>', 'context: roleDefinitions()'],
    ["externalInputs('x')", '<any>', "context: externalInputs('x')"],
  ])('%s', (expression, expected, because) => {
    expect(shown(`[${expression}]`, {}, group)).toBe(expected);
    expect(reasons(`[${expression}]`, {}, group)).toEqual([because]);
  });

  it('is secret when it comes from a list function', () => {
    expect(holdsSecret(valueOfExpression("[concat('k=', listKeys('x', '1').keys[0].value)]"))).toBe(true);
    expect(holdsSecret(valueOfExpression("[listOutputsWithSecureValues('x', '1').password]"))).toBe(true);
    expect(holdsSecret(valueOfExpression("[reference('x').p]"))).toBe(false);
  });

  it('equals itself, and nothing else for certain', () => {
    expect(shown("[equals(reference('x').p, reference('x').p)]")).toBe('true');
    expect(shown("[equals(reference('x').p, reference('y').p)]")).toBe('<bool>');
  });

  it('is known for built-in roles', () => {
    expect(shown("[roleDefinitions('AcrPull').roleDefinitionId]")).toBe('"7f951dda-4ed3-4680-a7ca-43fe172d538d"');
  });
});
