// `$used`: how much of a quota is used.

import { describe, expect, it } from 'vitest';
import { viewed } from '../../src/engine/views/views.ts';
import { toJson } from '../../src/values/access.ts';
import type { Json } from '../../src/values/json.ts';
import { known, must, objectOf, type Plain, unknown } from '../../src/values/value.ts';

const given = unknown([{ kind: 'parameter', name: 'given' }], "parameters('given')", { type: 'int' });

function quota(currentValue: Plain, limit: Plain): Plain {
  return objectOf(
    new Map([
      ['currentValue', must(currentValue)],
      ['limit', must(limit)],
    ]),
  );
}

describe('$used', () => {
  it.each<[string, Plain, Json | 'unknown' | undefined]>([
    ['a quarter', known({ currentValue: 5, limit: 20, unit: 'Bytes' }), 25],
    ['nothing', known({ currentValue: 0, limit: 20 }), 0],
    ['more than there is', quota(known(30), known(20)), 150],
    ['large numbers', known({ currentValue: 10n ** 17n, limit: 10n ** 18n }), 10],
    ['no limit', known({ currentValue: 5, limit: 0 }), undefined],
    ['a limit that is not given', known({ currentValue: 5 }), undefined],
    ['texts', known({ currentValue: 'a', limit: 'b' }), undefined],
    ['what is no object', known([1]), undefined],
    ['what is not known in part', quota(given, known(20)), 'unknown'],
    ['what is not known', given, 'unknown'],
  ])('of %s', (_, value, expected) => {
    const result = viewed(value, '$used');
    expect(result?.kind === 'unknown' ? 'unknown' : result && toJson(result)).toEqual(expected);
  });
});
