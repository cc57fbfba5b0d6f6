// Sizes of values: what is shared counts wherever it appears, and measuring it takes no longer for that.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { sizeOf, unknownSize } from '../../src/values/size.ts';
import { arrayOf, known, must, objectOf, stringOf, unknown, type Value } from '../../src/values/value.ts';

const hole = unknown([{ kind: 'parameter', name: 'name' }], "parameters('name')", { type: 'string' });

describe('the size of a value', () => {
  it('is about its length as JSON', () => {
    const json: Json = { name: 'contoso', sku: { name: 'Premium' }, zones: [1, 2, 3], tags: {}, on: true };
    const text = JSON.stringify(json).length;
    expect(sizeOf(known(json))).toBeGreaterThan(text / 2);
    expect(sizeOf(known(json))).toBeLessThan(text * 2);
  });

  it('is the same however the value is put together', () => {
    const whole = known({ name: 'contoso', zones: ['1', '2'] });
    const parts = objectOf(
      new Map([
        ['name', must(known('contoso'))],
        ['zones', must(arrayOf([known('1'), known('2')]))],
      ]),
    );
    expect(sizeOf(parts)).toBe(sizeOf(whole));
  });

  it('counts what is not known as more than nothing', () => {
    expect(sizeOf(hole)).toBe(unknownSize);
    expect(sizeOf(stringOf(['acr', hole]))).toBe(unknownSize + 3);
    expect(sizeOf(objectOf(new Map(), { open: { because: hole.because, term: hole.term } }))).toBe(unknownSize);
  });

  it('counts shared parts wherever they appear, without walking them all', () => {
    let json: Json = 'x';
    let value: Value = hole;
    for (let i = 0; i < 60; i++) {
      json = [json, json];
      value = arrayOf([value, value]);
    }
    expect(sizeOf(known(json))).toBeGreaterThan(2 ** 60);
    expect(sizeOf(value)).toBeGreaterThan(2 ** 60);
  });
});
