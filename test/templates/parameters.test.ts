// Parameters: what is declared, what is supplied, and the value that follows.

import { describe, expect, it } from 'vitest';
import { evaluateDeployment } from '../../src/templates/deployment.ts';
import { holdsSecret } from '../../src/values/access.ts';
import { jsonDocument } from '../../src/values/document.ts';
import type { Json } from '../../src/values/json.ts';
import { jsonText } from '../../src/values/json-key.ts';
import { unknown, type Value } from '../../src/values/value.ts';
import { argumentsFrom, evaluateTemplate, evaluateText, type TemplateSetting, template } from '../support/template.ts';
import { show } from './notation.ts';

/** The value of the parameter `p`, declared so; complaints about its argument are thrown. */
function parameter(
  declaration: Json,
  setting: TemplateSetting = {},
  parts: Readonly<Record<string, Json>> = {},
): string {
  const { value, errors } = evaluateText("[parameters('p')]", { parameters: { p: declaration }, ...parts }, setting);
  expect(errors).toEqual([]);
  return value === undefined ? '' : show(value);
}

describe('a parameter nobody supplies', () => {
  it.each<readonly [declaration: Json, defaults: string, any: string]>([
    [{ type: 'string' }, '<string>', '<string>'],
    [{ type: 'string', defaultValue: 'a' }, '"a"', '<string>'],
    [{ type: 'string', defaultValue: "[concat('a', 'b')]" }, '"ab"', '<string>'],
    [{ type: 'string', defaultValue: '[[literal]' }, '"[literal]"', '<string>'],
    [{ type: 'string', nullable: true }, 'null', 'p=null → null | p≠null → <string>'],
    [{ type: 'string', nullable: true, defaultValue: 'a' }, '"a"', '<string>'],
    [{ type: 'string', defaultValue: null }, 'null', '<string>'],
    [{ type: 'string', allowedValues: ['a', 'b'] }, 'p="a" → "a" | p="b" → "b"', 'p="a" → "a" | p="b" → "b"'],
    [{ type: 'string', allowedValues: ['a', 'b'], defaultValue: 'b' }, '"b"', 'p="a" → "a" | p="b" → "b"'],
    [{ type: 'int', allowedValues: [1, 2] }, 'p=1 → 1 | p=2 → 2', 'p=1 → 1 | p=2 → 2'],
    [{ type: 'string', allowedValues: ['only'] }, '"only"', '"only"'],
    [{ type: 'bool' }, 'p=true → true | p=false → false', 'p=true → true | p=false → false'],
    [{ type: 'bool', defaultValue: true }, 'true', 'p=true → true | p=false → false'],
    [{ type: 'bool', nullable: true }, 'null', 'p=null → null | p=true → true | p=false → false'],
    [{ type: 'int', minValue: 1, maxValue: 5 }, '<int 1..5>', '<int 1..5>'],
    [{ type: 'string', minLength: 3, maxLength: 24 }, '<string 3..24>', '<string 3..24>'],
    [{ type: 'array' }, '<array>', '<array>'],
    [{ type: 'array', allowedValues: ['a', 'b'] }, '<array>', '<array>'],
    [{ type: 'object', defaultValue: {} }, '{}', '<object>'],
    [{ type: 'secureString' }, '<string>', '<string>'],
    [{ type: 'STRING' }, '<string>', '<string>'],
    [{ type: 'Bool', defaultValue: false }, 'false', 'p=true → true | p=false → false'],
    [{}, '<any>', '<any>'],
    [{ $ref: '#/definitions/short' }, '<string ..3>', '<string ..3>'],
    [{ $ref: '#/definitions/short', nullable: true }, 'null', 'p=null → null | p≠null → <string ..3>'],
    [{ $ref: '#/definitions/alias' }, '<string ..3>', '<string ..3>'],
    [{ $ref: '#/definitions/circle' }, '<any>', '<any>'],
    [{ $ref: '#/definitions/missing' }, '<any>', '<any>'],
  ])('%j', (declaration, defaults, any) => {
    const definitions = {
      short: { type: 'string', maxLength: 3 },
      alias: { $ref: '#/definitions/short' },
      circle: { $ref: '#/definitions/circle' },
    };
    expect(parameter(declaration, { assume: 'defaults' }, { definitions })).toBe(defaults);
    expect(parameter(declaration, { assume: 'any' }, { definitions })).toBe(any);
  });

  it('takes a default that depends on another parameter', () => {
    const parts = {
      parameters: { p: { type: 'string', defaultValue: "[concat(parameters('q'), '-x')]" }, q: { type: 'string' } },
    };
    expect(show(evaluateText("[parameters('p')]", parts).value as Value)).toBe('"<string>-x"');
    expect(show(evaluateText("[parameters('p')]", parts, { arguments: { q: 'a' } }).value as Value)).toBe('"a-x"');
  });

  it('whose default needs itself fails once, where it is asked for', () => {
    const { value, errors } = evaluateText("[parameters('p')]", {
      parameters: {
        p: { type: 'string', defaultValue: "[parameters('q')]" },
        q: { type: 'string', defaultValue: "[parameters('p')]" },
      },
    });
    expect(value).toMatchObject({ kind: 'unknown', because: [{ kind: 'failed' }] });
    expect(errors).toEqual(["The parameter 'p' needs its own value"]);
  });
});

describe('a parameter that is supplied', () => {
  it.each<readonly [declaration: Json, argument: Json, expected: string]>([
    [{ type: 'string', defaultValue: 'a' }, 'b', '"b"'],
    [{ type: 'string' }, "[concat('a')]", '"[concat(\'a\')]"'],
    [{ type: 'string' }, '[[a]', '"[[a]"'],
    [{ type: 'string', defaultValue: 'a' }, null, '"a"'],
    [{ type: 'string', nullable: true }, null, 'null'],
    [{ type: 'string', nullable: true, defaultValue: 'a' }, null, '"a"'],
    [{ type: 'string', allowedValues: ['Basic'] }, 'basic', '"basic"'],
    [{ type: 'array', allowedValues: ['a', 'b'] }, ['b', 'a'], '["b","a"]'],
    [{ type: 'object' }, { a: [1] }, '{"a":[1]}'],
    [{ type: 'int' }, 2, '2'],
    [{}, [1], '[1]'],
  ])('%j given %j', (declaration, argument, expected) => {
    for (const assume of ['defaults', 'any'] as const)
      expect(
        parameter(declaration, { arguments: { p: argument }, assume: argument === null ? 'defaults' : assume }),
      ).toBe(expected);
  });

  it('is found without regard to case', () => {
    expect(parameter({ type: 'string' }, { arguments: { P: 'a' } })).toBe('"a"');
  });

  const person = {
    type: 'object',
    properties: { name: { type: 'string' }, age: { type: 'int', minValue: 0, nullable: true } },
    additionalProperties: false,
  };
  const shape = {
    type: 'object',
    discriminator: {
      propertyName: 'kind',
      mapping: {
        circle: { type: 'object', properties: { kind: { type: 'string' }, radius: { type: 'int' } } },
        square: { $ref: '#/definitions/square' },
      },
    },
  };
  const definitions = { square: { type: 'object', properties: { kind: { type: 'string' }, side: { type: 'int' } } } };

  it.each<readonly [declaration: Json, argument: Json, complaint: string]>([
    [{ type: 'string' }, 5, 'expects a string but gets an int'],
    [{ type: 'int' }, '5', 'expects an int but gets a string'],
    [{ type: 'int' }, 1.5, 'expects an int but gets a float'],
    [{ type: 'bool' }, 'true', 'expects a bool but gets a string'],
    [{ type: 'array' }, {}, 'expects an array but gets an object'],
    [{ type: 'string' }, null, 'is required but gets null'],
    [{ type: 'string', allowedValues: ['a', 'b'] }, 'c', 'accepts only "a", "b"'],
    [{ type: 'array', allowedValues: ['a'] }, ['a', 'c'], 'accepts only "a"'],
    [{ type: 'int', minValue: 1 }, 0, 'expects at least 1 but gets 0'],
    [{ type: 'int', maxValue: 1 }, 2, 'expects at most 1 but gets 2'],
    [{ type: 'string', minLength: 2 }, 'a', 'expects a length of at least 2 but gets 1'],
    [{ type: 'array', maxLength: 1 }, [1, 2], 'expects a length of at most 1 but gets 2'],
    [{ type: 'array', items: { type: 'int' } }, [1, 'a'], 'expects an int but gets a string'],
    [
      { type: 'array', prefixItems: [{ type: 'int' }], items: { type: 'string' } },
      ['a'],
      'expects an int but gets a string',
    ],
    [person, { age: 1 }, "lacks the property 'name'"],
    [person, { name: 'a', age: -1 }, 'expects at least 0 but gets -1'],
    [person, { name: 'a', more: 1 }, "has the unexpected property 'more'"],
    [shape, { kind: 'circle' }, "lacks the property 'radius'"],
    [shape, { kind: 'square', side: 'a' }, 'expects an int but gets a string'],
  ])('%j does not take %j', (declaration, argument, complaint) => {
    expect(() => parameter(declaration, { arguments: { p: argument } }, { definitions })).toThrow(
      `Parameter 'p' ${complaint}`,
    );
  });

  it('names integers of any size', () => {
    const declaration = { type: 'int', allowedValues: [12345678901234567890n] };
    expect(() => parameter(declaration, { arguments: { p: 1 } })).toThrow('accepts only 12345678901234567890');
  });

  it.each<readonly [declaration: Json, argument: Json]>([
    [person, { name: 'a' }],
    [person, { NAME: 'a', age: null }],
    [shape, { kind: 'square', side: 1 }],
    [shape, { kind: 'unheard of' }],
    [{ type: 'array', prefixItems: [{ type: 'int' }], items: { type: 'string' } }, [1, 'a']],
    [{ type: 'object', additionalProperties: { type: 'int' } }, { a: 1 }],
  ])('%j takes %j', (declaration, argument) => {
    parameter(declaration, { arguments: { p: argument } }, { definitions });
  });
});

describe('secrets', () => {
  const isSecret = (declaration: Json, argument: Json, expression: string, definitions: Json = {}): boolean => {
    const { value } = evaluateText(
      `[${expression}]`,
      { parameters: { p: declaration }, definitions },
      { arguments: { p: argument } },
    );
    return value !== undefined && holdsSecret(value);
  };
  const account = { type: 'object', properties: { user: { type: 'string' }, password: { type: 'securestring' } } };

  it.each<readonly [what: string, declaration: Json, argument: Json, expression: string, expected: boolean]>([
    ['a secure string', { type: 'securestring' }, 'x', "parameters('p')", true],
    ['a string', { type: 'string' }, 'x', "parameters('p')", false],
    ['a member of a secure object', { type: 'secureObject' }, { a: { b: 1 } }, "parameters('p').a.b", true],
    ['a secure member', account, { user: 'u', password: 'x' }, "parameters('p').password", true],
    ['the member beside it', account, { user: 'u', password: 'x' }, "parameters('p').user", false],
    ['the whole', account, { user: 'u', password: 'x' }, "parameters('p')", true],
    [
      'a secure member, written with another case',
      account,
      { PASSWORD: 'x', user: 'u' },
      "parameters('p').password",
      true,
    ],
    [
      'a secure member further down',
      { type: 'object', properties: { in: account } },
      { in: { user: 'u', password: 'x' } },
      "parameters('p').in.password",
      true,
    ],
    [
      'a secure member of items',
      { type: 'array', items: account },
      [{ user: 'u', password: 'x' }],
      "parameters('p')[0].password",
      true,
    ],
    [
      'the member of items beside it',
      { type: 'array', items: account },
      [{ user: 'u', password: 'x' }],
      "parameters('p')[0].user",
      false,
    ],
    [
      'a secure item by position',
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'securestring' }] },
      ['a', 'x'],
      "parameters('p')[1]",
      true,
    ],
    [
      'a member of no declared name',
      { type: 'object', additionalProperties: { type: 'securestring' } },
      { any: 'x' },
      "parameters('p').any",
      true,
    ],
    [
      'a member of a variant',
      {
        type: 'object',
        discriminator: {
          propertyName: 'k',
          mapping: { a: { type: 'object', properties: { k: { type: 'string' }, password: { type: 'securestring' } } } },
        },
      },
      { k: 'a', password: 'x' },
      "parameters('p').password",
      true,
    ],
    [
      'a member of a referenced type',
      { $ref: '#/definitions/account' },
      { user: 'u', password: 'x' },
      "parameters('p').password",
      true,
    ],
  ])('%s', (_, declaration, argument, expression, expected) => {
    expect(isSecret(declaration, argument, expression, { account })).toBe(expected);
  });

  it('are secrets as defaults and as unknowns too', () => {
    for (const declaration of [{ type: 'securestring' }, { type: 'securestring', defaultValue: 'x' }]) {
      const { value } = evaluateText("[parameters('p')]", { parameters: { p: declaration } });
      expect(value?.secret).toBe(true);
    }
  });

  it('are looked for in types that contain themselves', () => {
    const names = Array.from({ length: 12 }, (_, i) => `k${i}`);
    const node = {
      type: 'object',
      nullable: true,
      properties: Object.fromEntries(names.map((name) => [name, { $ref: '#/definitions/node' }])),
    };
    const tree = { ...node, properties: { ...node.properties, password: { type: 'securestring', nullable: true } } };
    expect(isSecret({ $ref: '#/definitions/node' }, { k1: { k2: {} } }, "parameters('p')", { node })).toBe(false);
    expect(
      isSecret({ $ref: '#/definitions/node' }, { k1: { k2: { password: 'x' } } }, "parameters('p').k1.k2.password", {
        node: tree,
      }),
    ).toBe(true);
  });
});

describe('arguments that are values', () => {
  /** The parameter `p` given a value that is not known in full. */
  const given = (declaration: Json, argument: Value, assume: 'defaults' | 'any' = 'defaults'): string => {
    const { root } = evaluateDeployment({
      document: jsonDocument('main.json', jsonText(template({ parameters: { p: declaration } }))),
      supplied: { ...argumentsFrom({}), names: ['p'], value: () => argument },
      assume,
      facts: {},
      loadLinked: () => undefined,
    });
    return show(root.template.scope.parameter('p') as Value);
  };
  const anything = unknown([{ kind: 'external', what: 'x' }], 'x');

  it('are refined by the declared type', () => {
    expect(given({ type: 'string' }, anything)).toBe('<string>');
    expect(given({ type: 'string', nullable: true }, anything)).toBe('<any>');
  });

  it('may be null, and then take the default', () => {
    expect(given({ type: 'string', defaultValue: 'a' }, anything)).toBe('<string>');
    expect(given({ type: 'int', defaultValue: 5 }, unknown([], 'x', { type: 'int', limits: { min: 7 } }))).toBe(
      '<int 7..>',
    );
  });
});

describe('declarations', () => {
  it('that are no objects are passed over', () => {
    const { diagnostics } = evaluateTemplate(template({ parameters: { p: 'string', q: { type: 'string' } } }));
    expect(diagnostics).toEqual([]);
  });

  it('are all evaluated, and a failing default is reported at its place', () => {
    const { diagnostics } = evaluateTemplate(
      template({ parameters: { p: { type: 'string', defaultValue: '[nope()]' } } }),
    );
    expect(diagnostics.map(({ message }) => message)).toEqual(["There is no function 'nope'"]);
  });
});
