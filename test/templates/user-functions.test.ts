// Functions that templates define.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { deploy } from './deployed.ts';
import { errorOf, shown } from './notation.ts';

const functions: Json = [
  {
    namespace: 'contoso',
    members: {
      uniqueName: {
        parameters: [{ name: 'prefix', type: 'string' }],
        output: { type: 'string', value: "[concat(toLower(parameters('prefix')), '-x')]" },
      },
      pair: {
        parameters: [
          { name: 'a', type: 'string' },
          { name: 'b', type: 'int' },
        ],
        output: { type: 'object', value: { a: "[parameters('a')]", list: ["[parameters('b')]", 'literal'] } },
      },
      nothing: { parameters: [], output: { type: 'string', value: 'constant' } },
      outside: { parameters: [], output: { type: 'string', value: "[variables('v')]" } },
      foreign: { parameters: [], output: { type: 'string', value: "[parameters('s')]" } },
      forever: { parameters: [], output: { type: 'string', value: '[contoso.forever()]' } },
      empty: { parameters: [] },
    },
  },
  {
    namespace: '__bicep',
    members: {
      twice: {
        parameters: [{ name: 's', type: 'string' }],
        output: { type: 'string', value: "[concat(__bicep.once(parameters('s')), __bicep.once(parameters('s')))]" },
      },
      once: {
        parameters: [{ name: 's', type: 'string' }],
        output: { type: 'string', value: "[format('<{0}>', parameters('s'))]" },
      },
    },
  },
];
const parts = { functions, variables: { v: 'outside' } };

describe('a function of the template', () => {
  it.each([
    ["contoso.uniqueName('ACR')", '"acr-x"'],
    ["CONTOSO.UNIQUENAME(parameters('s'))", '"<string>-x"'],
    [
      "contoso.uniqueName(parameters('sku'))",
      'sku="Basic" → "basic-x" | sku="Standard" → "standard-x" | sku="Premium" → "premium-x"',
    ],
    ["contoso.pair(parameters('s'), 1)", '{"a":<string>,"list":[1,"literal"]}'],
    ['contoso.nothing()', '"constant"'],
    ["__bicep.twice('a')", '"<a><a>"'],
    ["map(createArray('a'), lambda('x', __bicep.once(lambdaVariables('x'))))", '["<a>"]'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`, parts)).toBe(expected);
  });

  it.each([
    ['contoso.uniqueName()', 'contoso.uniqueName() expects 1 argument but gets 0'],
    ["contoso.pair('a')", 'contoso.pair() expects 2 arguments but gets 1'],
    ['contoso.unheardOf()', "The template defines no function 'contoso.unheardOf'"],
    ['other.uniqueName()', "The template defines no function 'other.uniqueName'"],
    ['contoso.outside()', "The template has no variable 'v'"],
    ['contoso.foreign()', "The template has no parameter 's'"],
    ['contoso.empty()', "The function 'contoso.empty' has no output value"],
  ])('%s fails', (expression, message) => {
    expect(errorOf(`[${expression}]`, parts)).toBe(message);
  });

  it('that calls itself for ever is stopped', () => {
    const { messages, output } = deploy({
      functions,
      outputs: { o: { type: 'string', value: '[contoso.forever()]' } },
    });
    expect(output('o')).toBe('<any>');
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^warning .*The evaluation was stopped/);
  });

  it('knows no copy loop around its call', () => {
    const looped: Json = [
      { namespace: 'n', members: { f: { parameters: [], output: { type: 'int', value: '[copyIndex()]' } } } },
    ];
    const { messages } = deploy({
      functions: looped,
      outputs: { o: { type: 'array', copy: { count: 1, input: '[n.f()]' } } },
    });
    expect(messages).toEqual([
      'error at functions[0].members.f.output.value: copyIndex() stands outside any copy loop',
    ]);
  });

  it('declared without members or namespace is passed over', () => {
    expect(
      deploy({ functions: [{}, 'x', { namespace: 'n' }, { namespace: 'n', members: { f: 5 } }] }).messages,
    ).toEqual([]);
  });
});

describe('variables in a function', () => {
  const parts = (languageVersion: string) => ({
    languageVersion,
    variables: { prefix: 'contoso' },
    functions: [
      {
        namespace: 'own',
        members: { named: { parameters: [], output: { type: 'string', value: "[variables('prefix')]" } } },
      },
    ],
    resources: languageVersion === '2.0' ? {} : [],
    outputs: { out: { type: 'string', value: '[own.named()]' } },
  });

  it('are there since language version 2.0', () => {
    expect(deploy(parts('2.0')).output('out')).toBe('"contoso"');
    expect(deploy(parts('1.0')).messages).toEqual([expect.stringContaining("no variable 'prefix'")]);
  });
});
