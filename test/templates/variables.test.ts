// Variables: evaluated when asked for, once, and in the end all of them; loops among them.

import { describe, expect, it } from 'vitest';
import { deploy, thing } from './deployed.ts';
import { errorOf, shown } from './notation.ts';

describe('variables', () => {
  it('are JSON with expressions in it', () => {
    const variables = {
      text: 'plain',
      escaped: '[[plain]',
      blank: ' [plain]',
      nested: { a: ["[concat('x', variables('text'))]", 1, null, true], "[concat('k', '1')]": 'v' },
    };
    expect(shown("[variables('nested')]", { variables })).toBe('{"a":["xplain",1,null,true],"k1":"v"}');
    expect(shown("[variables('escaped')]", { variables })).toBe('"[plain]"');
    expect(shown("[variables('blank')]", { variables })).toBe('" [plain]"');
  });

  it('are found without regard to case', () => {
    expect(shown("[variables('TEXT')]", { variables: { text: 'a' } })).toBe('"a"');
  });

  it('that need themselves fail', () => {
    const variables = {
      a: "[variables('b')]",
      b: "[variables('c')]",
      c: "[variables('a')]",
      self: "[variables('self')]",
    };
    const { messages } = deploy({ variables });
    expect(messages).toEqual([
      "error at variables.c: The variable 'a' needs its own value",
      "error at variables.self: The variable 'self' needs its own value",
    ]);
  });

  it('that fail are reported though nobody asks, and the rest is there', () => {
    const { messages, output } = deploy({
      variables: { broken: "[fail('no')]", good: { a: '[nope()]', b: 1 } },
      outputs: { o: { type: 'int', value: "[variables('good').b]" } },
    });
    expect(messages).toEqual([
      'error at variables.broken: fail() says: no',
      "error at variables.good.a: There is no function 'nope'",
    ]);
    expect(output('o')).toBe('1');
  });

  it('are evaluated once, however often they are asked for', () => {
    const { messages } = deploy({
      variables: { broken: "[fail('no')]" },
      outputs: {
        a: { type: 'string', value: "[variables('broken')]" },
        b: { type: 'string', value: "[variables('broken')]" },
      },
    });
    expect(messages).toHaveLength(1);
  });

  it('keep one unknown for every use', () => {
    const variables = { id: '[newGuid()]' };
    expect(shown("[equals(variables('id'), variables('id'))]", { variables })).toBe('true');
  });

  const names = (count: number, value: (i: number) => string): Readonly<Record<string, string>> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`v${i}`, value(i)]));

  it('in a chain of thousands are all right, from whichever end they are asked for', () => {
    const variables = names(4000, (i) =>
      i === 0 ? 'x' : `[map(createArray(1), lambda('a', variables('v${i - 1}')))[0]]`,
    );
    const { names: resourceNames, messages } = deploy({
      variables,
      resources: [thing({ name: "[variables('v3999')]" })],
    });
    expect(resourceNames).toEqual(['"x"']);
    expect(messages).toEqual([]);
  });

  it.each([2, 150, 4000])('in a circle of %i are reported where it closes', (count) => {
    const variables = names(count, (i) => `[variables('v${(i + 1) % count}')]`);
    const { messages } = deploy({ variables, resources: [thing({ name: "[variables('v1')]" })] });
    expect(messages).toEqual([
      expect.stringMatching(/^error at variables\.v\d+: The variable 'v\d+' needs its own value$/),
    ]);
  });
});

describe('loops of variables', () => {
  const variables = {
    copy: [
      { name: 'numbers', count: 3, input: "[copyIndex('numbers')]" },
      { name: 'shifted', count: 2, input: { at: "[copyIndex('shifted', 10)]" } },
      { name: 'bare', count: 2, input: '[copyIndex()]' },
      { name: 'none', count: 0, input: "[fail('never')]" },
      { name: 'open', count: "[parameters('n')]", input: "[format('s{0}', copyIndex('open'))]" },
      { name: 'chosen', count: "[if(parameters('b'), 1, 2)]", input: 'x' },
    ],
    object: { copy: [{ name: 'inside', count: 2, input: "[copyIndex('inside')]" }], other: 1 },
    ordinary: { copy: 'just a member' },
  };

  it.each([
    ['numbers', '[0,1,2]'],
    ['shifted', '[{"at":10},{"at":11}]'],
    ['bare', '[0,1]'],
    ['none', '[]'],
    ['open', '[…"s<string>"]'],
    ['chosen', 'b=true → ["x"] | b=false → ["x","x"]'],
    ['object', '{"inside":[0,1],"other":1}'],
    ['ordinary', '{"copy":"just a member"}'],
  ])('%s', (name, expected) => {
    expect(shown(`[variables('${name}')]`, { variables })).toBe(expected);
  });

  it.each([
    ['801', "The count of the copy loop 'l' is 801; Azure accepts 800"],
    ['-1', "The count of the copy loop 'l' is -1; it cannot be negative"],
    ["'two'", "The count of the copy loop 'l' is a string, not an integer"],
    ["parameters('s')", "The count of the copy loop 'l' is a string, not an integer"],
  ])('cannot have the count %s', (count, message) => {
    expect(
      errorOf("[variables('l')]", {
        variables: { copy: [{ name: 'l', count: `[add(0, 0)]`.replace('add(0, 0)', count), input: 1 }] },
      }),
    ).toBe(message);
  });

  it('do not pass one round for another', () => {
    const loops = { copy: [{ name: 'l', count: "[parameters('n')]", input: "[copyIndex('l')]" }] };
    expect(shown("[equals(first(variables('l')), last(variables('l')))]", { variables: loops })).toBe('<bool>');
    const long = {
      copy: [{ name: 'l', count: "[parameters('n')]", input: `[format('{0}${'x'.repeat(400)}', copyIndex('l'))]` }],
    };
    expect(shown("[equals(first(variables('l')), last(variables('l')))]", { variables: long })).toBe('<bool>');
  });
});

describe('keys that are expressions', () => {
  it('that are not known leave the object open', () => {
    expect(shown("[variables('v')]", { variables: { v: { "[parameters('s')]": 1, b: 2 } } })).toBe('{"b":2,…}');
  });

  it('that are not known do not make different objects the same', () => {
    const variables = { a: { "[parameters('s')]": 1 }, b: { "[parameters('s')]": 2 } };
    expect(shown("[equals(variables('a').x, variables('b').x)]", { variables })).toBe('<bool>');
    expect(shown("[equals(variables('a').x, variables('a').x)]", { variables })).toBe('true');
  });

  it('have values that are evaluated all the same', () => {
    const { messages } = deploy({
      parameters: { s: { type: 'string' } },
      variables: { v: { "[parameters('s')]": '[nope()]', '[5]': 1, '[add(1, 1)]': 2 } },
    });
    expect(messages).toEqual([
      "error at variables.v['[parameters(\\'s\\')]']: There is no function 'nope'",
      "error at variables.v['[5]'] (key): A property name must be a string",
      "error at variables.v['[add(1, 1)]'] (key): A property name must be a string",
    ]);
  });
});
