// Counting different values: those that nobody knows may be the same.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { outcome, ruleThat, thing } from './judging.ts';

const parameters = { one: { type: 'string' }, other: { type: 'string' }, deploy: { type: 'bool' } };

function identity(name: string): Json {
  return {
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2023-01-31',
    name,
    location: 'westeurope',
  };
}

function principalOf(name: string): string {
  return `[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', '${name}'), '2023-01-31').principalId]`;
}

function grants(...principals: readonly Json[]): readonly Json[] {
  return principals.map((principalId, i) => ({
    type: 'Contoso.Test/grants',
    apiVersion: '2024-01-01',
    name: `grant-${i}`,
    properties: { principalId },
  }));
}

function holders(comparison: Readonly<Record<string, Json>>): Json {
  const related = {
    by: 'any',
    type: 'Contoso.Test/grants',
    distinct: 'properties.principalId',
    elsewhere: 'impossible',
  };
  return { related, ...comparison };
}

describe('distinct values', () => {
  it.each<[string, readonly Json[], string]>([
    ['that are written out', grants('a', 'b'), 'pass'],
    ['that are written out twice', grants('a', 'A'), 'fail'],
    ['of one parameter', grants("[parameters('one')]", "[parameters('one')]"), 'fail'],
    ['of two parameters', grants("[parameters('one')]", "[parameters('other')]"), 'unknown'],
    ['of a parameter beside one that is known', grants("[parameters('one')]", 'a'), 'unknown'],
    ['of a parameter before two that are known', grants("[parameters('one')]", 'a', 'b'), 'unknown'],
    ['of one identity', [identity('x'), ...grants(principalOf('x'), principalOf('x'))], 'fail'],
    ['of two identities', [identity('x'), identity('y'), ...grants(principalOf('x'), principalOf('y'))], 'pass'],
  ])('%s', (_, resources, expected) => {
    expect(outcome(ruleThat(holders({ equals: 2 })), [thing({}), ...resources], { parameters })).toBe(expected);
  });

  it('are at least as many as are known', () => {
    const resources = [thing({}), ...grants("[parameters('one')]", 'a', 'b', "[parameters('other')]")];
    expect(outcome(ruleThat(holders({ greaterOrEquals: 2 })), resources, { parameters })).toBe('pass');
    expect(outcome(ruleThat(holders({ lessOrEquals: 4 })), resources, { parameters })).toBe('pass');
    expect(outcome(ruleThat(holders({ greaterOrEquals: 3 })), resources, { parameters })).toBe('unknown');
  });

  it('count for certain where one of those that have them is deployed for certain', () => {
    const [first, second] = grants('a', 'a');
    const perhaps = { ...(first as object), condition: "[parameters('deploy')]" };
    const resources = [thing({}), perhaps, second ?? null];
    expect(outcome(ruleThat(holders({ equals: 1 })), resources, { parameters })).toBe('pass');
  });
});

describe('a count of an array that is absent', () => {
  const rules = { count: { field: 'properties.rules[*]', where: { item: '.', equals: 'x' } }, greaterOrEquals: 1 };

  it.each<[string, Json, string]>([
    ['nothing is said of it', {}, 'fail'],
    ['Azure takes a list', { 'properties.rules': { means: ['x'] } }, 'pass'],
    ['nobody can say what Azure takes', { 'properties.rules': { unknown: 'It depends on the day' } }, 'unknown'],
  ])('where %s', (_, absent, expected) => {
    expect(outcome(ruleThat(rules, { absent }), [thing({})])).toBe(expected);
  });

  it('counts what is there where there is one', () => {
    const absent = { 'properties.rules': { means: ['x'] } };
    expect(outcome(ruleThat(rules, { absent }), [thing({ rules: ['y'] })])).toBe('fail');
    expect(outcome(ruleThat(rules, { absent }), [thing({ rules: [] })])).toBe('fail');
  });
});
