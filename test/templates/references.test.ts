// reference() of a resource of the same template: what it declares, and what only the service can say.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { deploy } from './deployed.ts';

function referring(properties: Json, expression: string) {
  return deploy({
    parameters: { extra: { type: 'bool' } },
    resources: [{ type: 'A.B/c', apiVersion: '2024-01-01', name: 'x', properties }],
    outputs: { out: { type: 'string', value: `[${expression}]` } },
  });
}

describe('reference()', () => {
  it.each<[string, Json, string]>([
    ['what is declared', { sku: 'small' }, '"small"'],
    ['what is not declared', {}, '<>'],
    ['what is declared null, which is not declared', { sku: null }, '<>'],
    [
      'what one of two declared objects has',
      "[if(parameters('extra'), createObject('sku', 'small'), createObject())]",
      'extra=true → "small" | extra=false → <>',
    ],
  ])('gives %s', (_, properties, expected) => {
    const { output, messages } = referring(properties, "reference('x').sku");
    expect(messages).toEqual([]);
    expect(output('out').replace(/<[^>]*>/g, '<>')).toBe(expected);
  });

  it('never fails for a member that the service may add below what is declared null', () => {
    const { messages } = referring({ inner: null }, "reference('x').inner[0].id");
    expect(messages).toEqual([]);
  });
});

it('list() without a suffix is a function that is answered at run time', () => {
  const { messages, output } = referring({}, "list('x', '2024-01-01').value");
  expect(messages).toEqual([]);
  expect(output('out')).toMatch(/^</);
});

it('only Bicep leaves a value open: in a template unresolved() is no function', () => {
  expect(referring({}, "unresolved('because')").messages).toEqual([
    expect.stringContaining("There is no function 'unresolved'"),
  ]);
});
