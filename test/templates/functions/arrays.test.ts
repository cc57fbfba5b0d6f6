// Functions of arrays, where items are not known, or not how many there are.

import { describe, expect, it } from 'vitest';
import { errorOf, shown } from '../notation.ts';

describe('arrays that are partly known', () => {
  it.each([
    ["concat(createArray(1), parameters('list'))", '[1,…<any>]'],
    ["concat(parameters('o').x, 'a')", '"<string>a"'],
    ["concat(parameters('o').x, parameters('o').y)", '<any>'],
    ["array(parameters('s'))", '[<string>]'],
    ["array(parameters('list'))", '<array>'],
    ["array(parameters('o').x)", '<array>'],
    ['array(createArray(1))', '[1]'],
    ["contains(createArray('a', parameters('s')), 'a')", 'true'],
    ["contains(createArray('a', parameters('n')), 'A')", 'false'],
    ["contains(createArray('a', parameters('s')), 'A')", '<bool>'],
    ["contains(parameters('list'), 'a')", '<bool>'],
    ["contains(createArray('Basic'), parameters('sku'))", 'sku="Basic" → true | sku="Standard"/"Premium" → false'],
    ["contains(createArray('a', 'b'), parameters('sku'))", 'false'],
    ["contains(createArray(1), '1')", 'false'],
    ["contains(concat(createArray('a'), parameters('list')), 'a')", 'true'],
    ["empty(createArray(parameters('s')))", 'false'],
    ["empty(parameters('list'))", '<bool>'],
    ["empty(parameters('full'))", 'false'],
    ["empty(concat(parameters('list'), createArray(1)))", 'false'],
    ["length(createArray(parameters('s'), 1))", '2'],
    ["length(parameters('list'))", '<int 0..>'],
    ["length(parameters('full'))", '<int 1..>'],
    ["length(concat(parameters('list'), createArray(1)))", '<int 0..>'],
    ["first(createArray(parameters('s'), 1))", '<string>'],
    ["first(concat(createArray(1), parameters('list')))", '1'],
    ["last(concat(createArray(1), parameters('list')))", '<any>'],
    ['first(createArray())', 'null'],
    ['last(createArray())', 'null'],
    ["take(createArray(1, parameters('s'), 3), 2)", '[1,<string>]'],
    ["take(parameters('list'), 2)", '<array>'],
    ["skip(concat(createArray(1, 2), parameters('list')), 1)", '[2,…<any>]'],
    ["skip(concat(parameters('list'), createArray(1)), 1)", '<array>'],
    ["flatten(createArray(createArray(1, parameters('s')), createArray()))", '[1,<string>]'],
    ["flatten(parameters('list'))", '[…<any>]'],
    ["range(parameters('n'), 3)", '<array>'],
    ['range(1, 3)', '[1,2,3]'],
    ['range(-2, 3)', '[-2,-1,0]'],
    ["indexFromEnd(createArray('a', parameters('s')), 1)", '<string>'],
    ["indexFromEnd(parameters('list'), 1)", '<any>'],
    ["tryIndexFromEnd(createArray('a'), 2)", 'null'],
    ["tryIndexFromEnd(createArray('a'), 0)", 'null'],
    ["createArray('a', parameters('s'))[1]", '<string>'],
    ["concat(createArray('a'), parameters('list'))[0]", '"a"'],
    ["concat(parameters('list'), createArray('a'))[0]", '<any>'],
    ["parameters('list')[0]", '<any>'],
    ["createArray('a', 'b')[parameters('n')]", '<any>'],
    ["indexOf(createArray('a', 'A'), 'A')", '1'],
    ["indexOf(createArray('a'), parameters('s'))", '<int>'],
    ["union(createArray(parameters('s'), 1), createArray(parameters('s')))", '[<string>,1]'],
    ["union(createArray(parameters('s')), createArray(parameters('t')))", '<array>'],
    ["union(createArray(parameters('s')), createArray(1))", '[<string>,1]'],
    ["distinct(createArray(2, 1, 2, '1', 1))", '[2,1,"1"]'],
    ['intersection(createArray(1, 2, 3), createArray(3, 2))', '[2,3]'],
    ["intersection(createArray(parameters('s'), 1), createArray(1))", '[1]'],
    ["intersection(createArray(parameters('s')), createArray('a'))", '<array>'],
    ["intersection(createArray(), parameters('list'))", '[]'],
    ["max(1, parameters('n'))", '<int>'],
    ['min(createArray(3, 9007199254740993))', '3'],
    ['max(createArray(3, 9007199254740993))', '9007199254740993'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it('of which the number is not known do not pass for each other', () => {
    const some = (of: string): string =>
      `length(filter(createArray('a', 'b'), lambda('x', equals(lambdaVariables('x'), parameters('${of}')))))`;
    expect(shown(`[equals(${some('s')}, ${some('t')})]`)).toBe('<bool>');
    expect(shown("[equals(length(parameters('list')), length(parameters('full')))]")).toBe('<bool>');
    expect(shown("[equals(length(parameters('list')), length(parameters('list')))]")).toBe('true');
  });
});

describe('errors', () => {
  it.each([
    ["concat(createArray(1), 'a')", 'concat() cannot join an array and a string'],
    ["concat(parameters('list'), parameters('s'))", 'concat() cannot join an array and a string'],
    ["concat(parameters('o'))", 'concat() joins strings or arrays, not objects or null'],
    ["concat('a', null())", 'concat() joins strings or arrays, not objects or null'],
    ['concat()', 'concat() expects at least 1 argument but gets 0'],
    ["createArray('a')[3]", 'The array has 1 item; there is no item 3'],
    ["createArray('a')[-1]", 'The array has 1 item; there is no item -1'],
    ["'abc'[0]", 'a string has no item 0'],
    ["createArray('a')[true()]", 'An index is a number or a property name, not a boolean'],
    ['range(0, 10001)', 'range() expects a count between 0 and 10000 but gets 10001'],
    ['range(0, -1)', 'range() expects a count between 0 and 10000 but gets -1'],
    ['range(2147483640, 10)', 'range() goes beyond 2147483647'],
    ["indexFromEnd(createArray('a'), 2)", 'indexFromEnd() asks for item 2 from the end of an array of 1'],
    ["flatten(createArray('a'))", 'flatten() expects an array of arrays, but an item is a string'],
    ['min(createArray())', 'min() of an empty array'],
    ["max(1, 'a')", 'max() expects an integer as argument 2 but gets a string'],
    ['union(createArray(1), createObject())', 'union() cannot join an array and an object'],
    ["union('a', 'b')", 'union() joins objects or arrays, not a string'],
  ])('%s', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });
});
