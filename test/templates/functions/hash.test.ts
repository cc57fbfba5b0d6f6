// uniqueString() and guid(): the values Azure gives, or holes of the right shape.

import { describe, expect, it } from 'vitest';
import { guid, uniqueString } from '../../../src/templates/functions/hash.ts';
import { errorOf, shown } from '../notation.ts';

describe('hashes', () => {
  it.each([
    ["uniqueString(parameters('s'))", '<string 13>'],
    ["guid(parameters('s'))", '<string 36>'],
    ["concat('acr', uniqueString(resourceGroup().id))", '"acr<string 13>"'],
    ['equals(uniqueString(resourceGroup().id), uniqueString(resourceGroup().id))', 'true'],
    ["equals(uniqueString('a', parameters('s')), uniqueString('b', parameters('s')))", '<bool>'],
    ["equals(uniqueString(parameters('s')), 'too-short')", 'false'],
    ["equals(uniqueString(parameters('s')), '1111111111111')", 'false'],
    [
      "uniqueString(parameters('sku'))",
      `sku="Basic" → "${uniqueString('Basic')}" | sku="Standard" → "${uniqueString('Standard')}" | sku="Premium" → "${uniqueString('Premium')}"`,
    ],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it('keep their shape for every length of text', () => {
    for (let length = 0; length < 40; length++) {
      expect(uniqueString('ä'.repeat(length))).toMatch(/^[a-z2-7]{13}$/);
      expect(guid('ä'.repeat(length))).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('join their arguments by a hyphen', () => {
    expect(shown("[equals(uniqueString('a', 'b'), uniqueString('a-b'))]")).toBe('true');
    expect(shown("[equals(guid('a', 'b'), guid('a-b'))]")).toBe('true');
  });

  it.each([
    ['uniqueString(5)', 'uniqueString() expects a string as argument 1 but gets an integer'],
    ["guid('a', 5)", 'guid() expects a string as argument 2 but gets an integer'],
    ["uniqueString(padLeft('', 131072), 'x')", 'uniqueString() is given 131074 characters; Azure accepts 131072'],
  ])('%s fails', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });
});
