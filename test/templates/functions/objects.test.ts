// Functions of objects, where members are not known, may be missing, or there may be more of them.

import { describe, expect, it } from 'vitest';
import { errorOf, reasons, shown } from '../notation.ts';

describe('objects that are partly known', () => {
  it.each([
    ["createObject('a', parameters('s'))", '{"a":<string>}'],
    ["createObject(parameters('s'), 1)", '{…}'],
    ["createObject('__proto__', 1)", '{"__proto__":1}'],
    ["parameters('o').a.b", '<any>'],
    ["createObject('A', 1).a", '1'],
    ["createObject('a b', 1)['a b']", '1'],
    ["contains(createObject('Tags', 1), 'tags')", 'true'],
    ["contains(parameters('o'), 'x')", '<bool>'],
    ["contains(union(parameters('o'), createObject('x', 1)), 'X')", 'true'],
    ["empty(parameters('o'))", '<bool>'],
    ["empty(union(parameters('o'), createObject('x', 1)))", 'false'],
    ["length(createObject('a', parameters('s')))", '1'],
    ["length(parameters('o'))", '<int 0..>'],
    ["items(createObject('b', 1, 'A', parameters('s')))", '[{"key":"A","value":<string>},{"key":"b","value":1}]'],
    ["items(parameters('o'))", '[…{"key":<string>,"value":<any>}]'],
    ["objectKeys(createObject('b', parameters('s'), 'A', 1))", '["A","b"]'],
    ["objectKeys(parameters('o'))", '<array>'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });
});

describe('merging', () => {
  it.each([
    ["union(createObject('a', createObject('x', 1)), createObject('A', createObject('y', 2)))", '{"a":{"x":1,"y":2}}'],
    ["union(createObject('a', createArray(1)), createObject('a', createArray(2)))", '{"a":[2]}'],
    ["union(createObject('a', createObject('x', 1)), createObject('a', 5))", '{"a":5}'],
    ["union(parameters('o'), createObject('a', 1))", '{"a":1,…}'],
    ["union(createObject('a', 1), parameters('o'))", '{"a":<any>,…}'],
    ["union(createObject('a', 1), createObject('a', parameters('s')))", '{"a":<string>}'],
    ["union(createObject('a', createObject('x', 1)), createObject('a', parameters('o')))", '{"a":{"x":<any>,…}}'],
    ["union(createObject('a', 1), createObject('a', parameters('o').x))", '{"a":<any>}'],
    ["union(parameters('o').x, parameters('o').y)", '<any>'],
    ["union(parameters('o').x, createObject('a', 1))", '{"a":1,…}'],
    [
      "union(if(parameters('b'), createObject('a', 1), createObject('c', 2)), createObject('a', 3))",
      'b=true → {"a":3} | b=false → {"c":2,"a":3}',
    ],
    [
      "shallowMerge(createArray(createObject('a', createObject('x', 1)), createObject('a', createObject('y', 2))))",
      '{"a":{"y":2}}',
    ],
    [
      "shallowMerge(createArray(parameters('o'), createObject('tags', createObject('a', 'b'))))",
      '{"tags":{"a":"b"},…}',
    ],
    ["shallowMerge(parameters('list'))", '<object>'],
    ['shallowMerge(createArray())', '{}'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it('keeps what an unknown object may have below a member that is given', () => {
    const merged = "union(parameters('o'), createObject('tags', createObject('a', 'b')))";
    expect(shown(`[${merged}]`)).toBe('{"tags":{"a":"b",…},…}');
    expect(shown(`[contains(${merged}.tags, 'c')]`)).toBe('<bool>');
  });

  it('takes nothing from a member that may not be there', () => {
    const maybe = "intersection(createObject('tags', createObject('a', 1)), parameters('o'))";
    const other = "createObject('tags', createObject('b', 2))";
    expect(shown(`[union(${maybe}, ${other})]`)).toBe('{"tags":{"a"?:1,"b":2}}');
    expect(shown(`[union(${other}, ${maybe})]`)).toBe('{"tags":{"b":2,"a"?:1}}');
  });

  it('does not know where a member stands that may not have been there before', () => {
    const maybe = "intersection(createObject('a', 1), parameters('o'))";
    const merged = `union(${maybe}, createObject('b', 2, 'a', 1))`;
    expect(shown(`[${merged}]`)).toBe('{"a":1,"b":2}');
    expect(shown(`[equals(${merged}, createObject('b', 2, 'a', 1))]`)).toBe('true');
    expect(shown(`[string(${merged})]`)).toBe('<string>');
    expect(shown(`[string(union(createObject('a', 1), ${merged}))]`)).toBe(JSON.stringify('{"a":1,"b":2}'));
  });

  it('keeps the identity of members that are not given', () => {
    expect(shown("[equals(union(parameters('o'), createObject('a', 1)).b, parameters('o').b)]")).toBe('true');
    expect(shown("[equals(union(createObject('a', 1), parameters('o')).a, parameters('o').a)]")).toBe('<bool>');
  });

  it.each(["union(createObject('a', 1), null())", "shallowMerge(createArray(createObject('a', 1), null()))"])(
    '%s is settled by no source',
    (expression) => {
      expect(shown(`[${expression}]`)).toBe('<any>');
      expect(reasons(`[${expression}]`).join()).toMatch(/^unsupported: no source settles/);
    },
  );
});

describe('intersection', () => {
  it.each([
    ["intersection(createObject('a', 1, 'b', 2), createObject('A', 1, 'b', 3))", '{"a":1}'],
    ["intersection(createObject('a', 1), parameters('o'))", '{"a"?:1}'],
    ["intersection(parameters('o'), createObject('a', 1))", '{…}'],
    ["intersection(createObject('a', parameters('s')), createObject('a', 'x'))", '{"a"?:<string>}'],
    ["intersection(createObject('a', parameters('s')), createObject('a', parameters('s')))", '{"a":<string>}'],
    ["intersection(parameters('o').x, createArray(1))", '<any>'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });
});

describe('tryGet()', () => {
  it.each([
    ["tryGet(createObject('a', 1), 'b')", 'null'],
    ["tryGet(createObject('a', 1), 'A')", '1'],
    ["tryGet(createObject('a', 1), 'b', 'c')", 'null'],
    ["tryGet(createObject('a', createObject('b', parameters('s'))), 'a', 'b')", '<string>'],
    ["tryGet(createObject('a', 1), concat('/roles/', parameters('s')))", 'null'],
    ["tryGet(createObject('a', 1, '/roles/x', 2), concat('/roles/', parameters('s')))", '<any>'],
    ["tryGet(createObject('a', 1), parameters('s'))", '<any>'],
    ["tryGet(union(parameters('o'), createObject('a', 1)), concat('/roles/', parameters('s')))", '<any>'],
    ["tryGet(parameters('o'), 'a')", '<any>'],
    ["tryGet(parameters('o'), 'a', 'b')", '<any>'],
    ["tryGet(null(), 'a')", 'null'],
    ['tryGet(createArray(1, 2), 1)', '2'],
    ['tryGet(createArray(1, 2), 2)', 'null'],
    ["tryGet(createArray(1, 2, 3), createObject('value', 1, 'fromEnd', true()))", '3'],
    ["tryGet(createArray(1, 2, 3), createObject('value', 1, 'fromEnd', false()))", '2'],
    ["tryGet(createObject('a', intersection(createObject('b', 1), parameters('o'))), 'a', 'b')", '<any>'],
    ["tryGet(createObject('a', createObject('b', 1)), 'a', 'c')", '<any>'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });
});

describe('errors', () => {
  it.each([
    ["createObject('a')", 'createObject() expects a value for every key'],
    ['createObject(1, 2)', 'createObject() expects a string as argument 1 but gets an integer'],
    ["createObject('a', 1, 'c', 2).b", "There is no property 'b'; the object has a, c"],
    ['createObject().b', "There is no property 'b'; the object has none"],
    ["parameters('s').a", "a string has no property 'a'"],
    ["'abc'.length", "a string has no property 'length'"],
    ['null().a', "null has no property 'a'"],
    ["createObject('a', 1).constructor", "There is no property 'constructor'; the object has a"],
    ["items('a')", 'items() expects an object as argument 1 but gets a string'],
    ["shallowMerge(createArray('a'))", 'shallowMerge() expects an array of objects, but an item is a string'],
    [
      "tryGet(createObject('a', 1), true())",
      'tryGet() expects a property name or an index as argument 2 but gets a boolean',
    ],
    ['intersection(createArray(1), createObject())', 'intersection() expects arrays or objects'],
  ])('%s', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });

  it('createObject() with a key given twice is settled by no source', () => {
    expect(shown("[createObject('a', 1, 'a', 2)]")).toBe('<any>');
  });
});
