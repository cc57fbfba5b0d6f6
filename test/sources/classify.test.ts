// What a JSON file is, by its shape.

import { describe, expect, it } from 'vitest';
import { type FileRole, mayBeRelevant, roleOf, wasMeantAsTemplate } from '../../src/sources/classify.ts';
import type { Json } from '../../src/values/json.ts';

const schema = (name: string): string => `https://schema.management.azure.com/schemas/2019-04-01/${name}.json#`;
const versioned = { contentVersion: '1.0.0.0' };

describe('the role of', () => {
  it.each<readonly [FileRole, string, Json]>([
    ['template', 'a template', { $schema: schema('deploymentTemplate'), ...versioned, resources: [] }],
    ['template', 'one with resources by name', { $schema: schema('deploymentTemplate'), resources: {} }],
    ['template', 'one for a subscription', { $schema: schema('subscriptionDeploymentTemplate'), resources: [] }],
    ['template', 'one for a management group', { $schema: schema('managementGroupDeploymentTemplate'), resources: [] }],
    ['template', 'one for a tenant', { $schema: schema('tenantDeploymentTemplate'), resources: [] }],
    ['template', 'one with another schema', { $schema: 'https://contoso.com/x.json', ...versioned, resources: [] }],
    ['template', 'one without a schema', { ...versioned, resources: [] }],
    ['template', 'one in other letters', { $SCHEMA: schema('DEPLOYMENTTEMPLATE'), Resources: [] }],
    [
      'template',
      'one with parameters that have values',
      { ...versioned, parameters: { a: { value: 1 } }, resources: [] },
    ],
    ['parameters', 'a parameter file', { $schema: schema('deploymentParameters'), ...versioned, parameters: {} }],
    ['parameters', 'one that has only a schema', { $schema: schema('deploymentParameters') }],
    ['parameters', 'one without a schema', { ...versioned, parameters: { a: { value: null }, b: { reference: {} } } }],
    ['parameters', 'one of expressions', { ...versioned, parameters: { a: { expression: 'x' } } }],
    ['other', 'parameters without values', { ...versioned, parameters: { a: { type: 'string' } } }],
    ['other', 'parameters without a version', { parameters: { a: { value: 1 } } }],
    ['other', 'a template without resources', { $schema: schema('deploymentTemplate'), ...versioned }],
    ['other', 'resources without version or schema', { resources: [] }],
    ['other', 'resources that are a text', { $schema: schema('deploymentTemplate'), resources: 'x' }],
    ['other', 'a package', { name: 'x', version: '1.0.0', resources: {} }],
    ['other', 'an array', [{ ...versioned, resources: [] }]],
    ['other', 'a text', 'x'],
    ['other', 'null', null],
  ])('%s: %s', (role, _, json) => {
    expect(roleOf(json)).toBe(role);
  });
});

describe('a text', () => {
  it.each([
    ['{"$schema": "x", "resources": []}', true],
    ["{'contentVersion': '1', 'parameters': {}}", true],
    ['{"contentVersion": "1", Resources : []}', true],
    ['{"$schema": "x"}', false],
    ['{"resources": []}', false],
    ['{"name": "x", "dependencies": {}}', false],
  ])('%s is worth reading: %s', (text, expected) => {
    expect(mayBeRelevant(text)).toBe(expected);
  });

  it.each([
    [`{"$schema": "${schema('deploymentTemplate')}", oops`, true],
    [`{"$schema": "${schema('tenantDeploymentTemplate')}"`, true],
    [`{"$schema": "${schema('deploymentParameters')}"`, true],
    ['{"$schema": "https://json.schemastore.org/package.json"', false],
    ['see https://schema.management.azure.com/schemas/', false],
  ])('%s was meant as a template: %s', (text, expected) => {
    expect(wasMeantAsTemplate(text)).toBe(expected);
  });
});
