// Copy loops of resources, properties and outputs: so many rounds, none, or nobody knows how many.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { deploy, thing } from './deployed.ts';

const looped = (count: Json, parts: Readonly<Record<string, Json>> = {}): { readonly [key: string]: Json } =>
  thing({ name: "[format('x{0}', copyIndex())]", copy: { name: 'loop', count }, ...parts });

describe('a copied resource', () => {
  it('is there once for each round', () => {
    const { names, messages } = deploy({
      resources: [looped(3, { name: "[format('x{0}-{1}', copyIndex(), copyIndex('loop', 1))]" })],
    });
    expect(names).toEqual(['"x0-1"', '"x1-2"', '"x2-3"']);
    expect(messages).toEqual([]);
  });

  it('is not there at all for the count 0, whatever it says', () => {
    const { names, messages } = deploy({
      resources: [looped(0, { name: "[fail('never')]", properties: { a: '[nope()]' } })],
    });
    expect(names).toEqual([]);
    expect(messages).toEqual([]);
  });

  it('stands for any number where the count is not known', () => {
    const { instances, names } = deploy({
      parameters: { n: { type: 'int' } },
      resources: [looped("[parameters('n')]")],
    });
    expect(names).toEqual(['"x<string>"']);
    expect(instances.map(({ copies }) => copies)).toEqual(['any']);
  });

  it('has rounds that are only reached under some options of the count', () => {
    const { names, conditions } = deploy({
      parameters: { b: { type: 'bool' } },
      resources: [looped("[if(parameters('b'), 1, 3)]", { condition: '[less(copyIndex(), 2)]' })],
    });
    expect(names).toEqual(['"x0"', '"x1"']);
    expect(conditions).toEqual(['true', 'b=true → false | b=false → true']);
  });

  it('loops over what is only partly known', () => {
    const { names, instances } = deploy({
      parameters: { list: { type: 'array' }, s: { type: 'string' } },
      variables: { all: "[createArray('a', parameters('s'))]" },
      resources: [
        looped("[length(variables('all'))]", { name: "[variables('all')[copyIndex()]]" }),
        looped("[length(parameters('list'))]", { name: "[parameters('list')[copyIndex()].name]" }),
      ],
    });
    expect(names).toEqual(['"a"', '<string>', '<any>']);
    expect(instances.map(({ copies }) => copies)).toEqual(['one', 'one', 'any']);
  });

  it.each<readonly [count: Json, message: string]>([
    [801, "The count of the copy loop 'loop' is 801; Azure accepts 800"],
    [-1, "The count of the copy loop 'loop' is -1; it cannot be negative"],
    ['two', "The count of the copy loop 'loop' is a string, not an integer"],
    [1.5, "The count of the copy loop 'loop' is a number, not an integer"],
    ['[nope()]', "There is no function 'nope'"],
  ])('with the count %j is reported, and still looked at', (count, message) => {
    const { instances, messages } = deploy({ resources: [looped(count)] });
    expect(messages).toEqual([`error at resources[0].copy.count: ${message}`]);
    expect(instances.map(({ copies }) => copies)).toEqual(['any']);
  });

  it('may go to the limit, and all loops together not beyond it', () => {
    expect(deploy({ resources: [looped(800)] }).messages).toEqual([]);
    const { instances, messages } = deploy({ resources: [looped(800), looped(800)] });
    expect(instances).toHaveLength(1600);
    expect(messages).toEqual(['warning at : The template declares 1600 resources, copies included; Azure accepts 800']);
  });

  it('has children of which nobody knows how many there are either', () => {
    const child = { type: 'parts', apiVersion: '1', name: 'y' };
    const { instances } = deploy({
      parameters: { n: { type: 'int' } },
      resources: [looped("[parameters('n')]", { resources: [child] })],
    });
    expect(instances.map(({ copies }) => copies)).toEqual(['any', 'any']);
  });

  it('has children in every round', () => {
    const child = { type: 'parts', apiVersion: '1', name: "[format('y{0}', copyIndex())]" };
    const { names } = deploy({ resources: [looped(2, { resources: [child] })] });
    expect(names).toEqual(['"x0"', '"x0/y0"', '"x1"', '"x1/y1"']);
  });
});

describe('a copied property', () => {
  const properties = (parts: Readonly<Record<string, Json>>): Json => ({ copy: [parts as { [key: string]: Json }] });

  it('is an array under its name', () => {
    const { property } = deploy({
      resources: [
        thing({ properties: { copy: [{ name: 'rules', count: 2, input: { n: "[copyIndex('rules')]" } }], other: 1 } }),
      ],
    });
    expect(property(0)).toBe('{"rules":[{"n":0},{"n":1}],"other":1}');
  });

  it('may be empty, or of any length', () => {
    const { property } = deploy({
      parameters: { n: { type: 'int' } },
      resources: [
        thing({ properties: properties({ name: 'r', count: 0, input: "[fail('never')]" }) }),
        thing({
          properties: properties({ name: 'r', count: "[parameters('n')]", input: { k: 'v', i: "[copyIndex('r')]" } }),
        }),
      ],
    });
    expect(property(0)).toBe('{"r":[]}');
    expect(property(1)).toBe('{"r":[…{"k":"v","i":<int 0..>}]}');
  });

  it('takes a bare copyIndex() from the resource loop around it', () => {
    const { property } = deploy({
      resources: [
        looped(2, {
          properties: properties({
            name: 'r',
            count: 2,
            input: "[format('{0}.{1}.{2}', copyIndex(), copyIndex('loop'), copyIndex('r', 5))]",
          }),
        }),
      ],
    });
    expect(property(1)).toBe('{"r":["1.1.5","1.1.6"]}');
  });

  it('takes a bare copyIndex() for itself where there is no resource loop', () => {
    const { property } = deploy({
      resources: [thing({ properties: properties({ name: 'r', count: 2, input: '[copyIndex()]' }) })],
    });
    expect(property(0)).toBe('{"r":[0,1]}');
  });

  it('may contain another', () => {
    const inner = { copy: [{ name: 'in', count: 2, input: "[format('{0}{1}', copyIndex('out'), copyIndex('in'))]" }] };
    const { property } = deploy({
      resources: [thing({ properties: properties({ name: 'out', count: 2, input: inner }) })],
    });
    expect(property(0)).toBe('{"out":[{"in":["00","01"]},{"in":["10","11"]}]}');
  });

  it('beyond the limit is reported at its place', () => {
    const { messages, property } = deploy({
      resources: [thing({ properties: { copy: [{ name: 'r', count: 801, input: 1 }], other: 1 } })],
    });
    expect(messages).toEqual([
      "error at resources[0].properties.copy[0]: The count of the copy loop 'r' is 801; Azure accepts 800",
    ]);
    expect(property(0, 'other')).toBe('1');
  });
});

describe('a copied output', () => {
  it('is an array', () => {
    const { output } = deploy({
      parameters: { n: { type: 'int' } },
      outputs: {
        three: { type: 'array', copy: { count: 3, input: "[format('o{0}', copyIndex())]" } },
        any: { type: 'array', copy: { count: "[parameters('n')]", input: 'x' } },
      },
    });
    expect(output('three')).toBe('["o0","o1","o2"]');
    expect(output('any')).toBe('[…"x"]');
  });
});
