// Where values come from, in words: the names of the steps of a trail.

import { describe, expect, it } from 'vitest';
import { nameAt } from '../../src/engine/places.ts';
import { jsonDocument } from '../../src/values/document.ts';
import { computedAt, type Role } from '../../src/values/origin.ts';
import { type PathSegment, pathOf } from '../../src/values/path.ts';

const loop = { name: 'names', count: 2, input: 'x' };
const inner = { variables: { Copy: [loop] }, outputs: { told: { value: 1 } } };

const document = jsonDocument(
  'main.json',
  JSON.stringify({
    parameters: { sku: { type: 'string', defaultValue: 'Basic' } },
    variables: { plain: 1, list: [1, 2], copy: [{ ...loop, name: 'first' }, loop] },
    resources: [{ properties: { parameters: { sku: { value: 'Basic' } }, template: inner } }],
  }),
);

function nameOf(role: Role, path: readonly PathSegment[], of = document): string {
  return nameAt(computedAt(of, pathOf(...path), role, []));
}

const nested = ['resources', 0, 'properties', 'template'];

describe('the name of a step', () => {
  it.each<readonly [Role, readonly PathSegment[], string]>([
    ['parameter', ['parameters', 'sku'], 'sku'],
    ['default', ['parameters', 'sku', 'defaultValue'], 'sku'],
    ['argument', ['resources', 0, 'properties', 'parameters', 'sku', 'value'], 'sku'],
    ['variable', ['variables', 'plain'], 'plain'],
    ['variable', ['variables', 'list', 1], 'list'],
    ['variable', ['variables', 'copy', 0], 'first'],
    ['variable', ['variables', 'copy', 1, 'input'], 'names'],
    ['variable', [...nested, 'variables', 'Copy', 0, 'input', 'deep'], 'names'],
    ['output', [...nested, 'outputs', 'told', 'value'], 'told'],
    ['property', ['resources', 0, 'properties'], ''],
    ['variable', [], ''],
  ])('%s at %j is %j', (role, path, name) => {
    expect(nameOf(role, path)).toBe(name);
  });

  it('that is called copy and makes nothing is copy', () => {
    const other = jsonDocument('main.json', '{"variables": {"copy": [{"name": "a"}]}}');
    expect(nameOf('variable', ['variables', 'copy', 0], other)).toBe('copy');
  });
});
