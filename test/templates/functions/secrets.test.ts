// Secrets: whatever is made of one is one, and no message tells it.

import { describe, expect, it } from 'vitest';
import { holdsSecret } from '../../../src/values/access.ts';
import type { Json } from '../../../src/values/json.ts';
import { evaluateTemplate, evaluateText, template } from '../../support/template.ts';
import { parameters } from '../notation.ts';

const secret = "parameters('password')";
const arguments_: Readonly<Record<string, Json>> = {
  password: 'hunter2',
  secrets: { key: 'hunter2', list: ['hunter2'] },
};

const carriers = [
  secret,
  `concat('a', ${secret})`,
  `format('{0}', ${secret})`,
  `toUpper(${secret})`,
  `substring(${secret}, 0, 3)`,
  `first(${secret})`,
  `take(${secret}, 3)`,
  `skip(${secret}, 3)`,
  `split(${secret}, 'e')[0]`,
  `join(createArray('a', ${secret}), '-')`,
  `replace(${secret}, 'x', 'y')`,
  `replace('x', 'x', ${secret})`,
  `base64(${secret})`,
  `uniqueString(${secret})`,
  `string(createObject('a', ${secret}))`,
  `createObject('a', ${secret}).a`,
  `createArray(${secret})[0]`,
  `if(parameters('b'), ${secret}, 'x')`,
  `toUpper(if(parameters('b'), ${secret}, 'x'))`,
  `coalesce(${secret}, 'x')`,
  `union(createObject('a', 1), createObject('b', ${secret})).b`,
  `map(createArray(${secret}), lambda('x', lambdaVariables('x')))[0]`,
  `filter(createArray(${secret}), lambda('x', true()))[0]`,
  `reduce(createArray(${secret}), '', lambda('a', 'b', concat(lambdaVariables('a'), lambdaVariables('b'))))`,
  `toObject(createArray('k'), lambda('x', lambdaVariables('x')), lambda('x', ${secret})).k`,
  `items(createObject('a', ${secret}))[0].value`,
  `last(concat(createArray(1), createArray(${secret})))`,
  `tryGet(createObject('a', ${secret}), 'a')`,
  `resourceId('A.B/c', ${secret})`,
  `extensionResourceId(${secret}, 'A.B/c', 'x')`,
  `parameters('secrets').key`,
  `parameters('secrets').list[0]`,
  `items(parameters('secrets'))[0].value`,
  `union(parameters('secrets'), createObject('a', 1)).key`,
  `length(${secret})`,
  `equals(${secret}, 'hunter2')`,
  `contains(${secret}, 'x')`,
  `startsWith(${secret}, 'x')`,
  `empty(${secret})`,
  `json(concat('"', ${secret}, '"'))`,
];

describe('a secret stays one', () => {
  it.each(carriers)('in %s', (expression) => {
    for (const given of [arguments_, {}]) {
      const { value } = evaluateText(`[${expression}]`, { parameters }, { arguments: given });
      expect(value !== undefined && holdsSecret(value)).toBe(true);
    }
  });

  it('in what is decided by it while it is not known', () => {
    for (const expression of [
      `if(equals(${secret}, 'a'), 'x', 'y')`,
      `toUpper(if(equals(${secret}, 'a'), 'x', 'y'))`,
      `concat('z', if(equals(${secret}, 'a'), 'x', 'y'))`,
    ]) {
      const { value } = evaluateText(`[${expression}]`, { parameters });
      expect(value !== undefined && holdsSecret(value)).toBe(true);
    }
  });

  it('and makes no secret of what has nothing to do with it', () => {
    for (const expression of [
      "toUpper('a')",
      `createObject('a', ${secret}, 'b', 1).b`,
      `union(createObject('a', 1), createObject('b', ${secret})).a`,
    ]) {
      const { value } = evaluateText(`[${expression}]`, { parameters }, { arguments: arguments_ });
      expect(value !== undefined && holdsSecret(value)).toBe(false);
    }
  });
});

describe('no message tells a secret', () => {
  it.each([
    `int(${secret})`,
    `float(${secret})`,
    `fail(${secret})`,
    `parseUri(${secret})`,
    `parseCidr(concat(${secret}, '/99'))`,
    `dateTimeAdd('2020-01-01T00:00:00Z', ${secret})`,
    `dateTimeToEpoch(${secret})`,
    `json(${secret})`,
    `uri('x', ${secret})`,
    `createObject('a', 1)[${secret}]`,
    `parameters(${secret})`,
    `variables(${secret})`,
    `copyIndex(${secret})`,
    `if(${secret}, 1, 2)`,
    `createArray(1)[${secret}]`,
  ])('%s', (expression) => {
    const evaluated = evaluateTemplate(
      template({ parameters, outputs: { o: { type: 'string', value: `[${expression}]` } } }),
      { arguments: { password: 'hunter2' } },
    );
    const outputs = evaluated.root.outputs();
    const words = [
      ...evaluated.diagnostics.map(({ message }) => message),
      ...evaluated.notCovered.map(({ because }) => because),
      JSON.stringify(outputs?.kind === 'object' ? reasonsIn(outputs) : ''),
    ];
    expect(words.join('\n')).not.toContain('hunter2');
  });
});

/** Every reason inside a value, as it would be printed. */
function reasonsIn(value: unknown): unknown {
  const found: unknown[] = [];
  const visit = (one: unknown): void => {
    if (typeof one !== 'object' || one === null) return;
    if (one instanceof Map) for (const member of one.values()) visit(member);
    else
      for (const [key, member] of Object.entries(one)) {
        if (key === 'because') found.push(member);
        else if (key !== 'origin') visit(member);
      }
  };
  visit(value);
  return found;
}
