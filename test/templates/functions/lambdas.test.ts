// Functions that take a lambda.

import { describe, expect, it } from 'vitest';
import { termOf } from '../../../src/values/lattice.ts';
import { standsForMany } from '../../../src/values/terms.ts';
import { errorOf, shown, valueOfExpression } from '../notation.ts';

const x = "lambdaVariables('x')";

describe('lambdas over what is partly known', () => {
  it.each([
    [`map(createArray('a', parameters('s')), lambda('x', concat('p-', ${x})))`, '["p-a","p-<string>"]'],
    [`map(parameters('list'), lambda('x', ${x}.name))`, '[…<any>]'],
    [`map(parameters('list'), lambda('x', createObject('n', ${x})))`, '[…{"n":<any>}]'],
    ["map(createArray('a', 'b'), lambda('x', 'i', lambdaVariables('i')))", '[0,1]'],
    ["map(concat(createArray('a'), parameters('list')), lambda('x', 'i', lambdaVariables('i')))", '[0,…<int 0..>]'],
    [`filter(createArray('a', 'b'), lambda('x', equals(${x}, parameters('s'))))`, '[…"a",…"b"]'],
    [`filter(createArray(1, 'b', 2), lambda('x', equals(${x}, 'b')))`, '["b"]'],
    [`filter(parameters('list'), lambda('x', equals(${x}.name, 'a')))`, '[…<any>]'],
    [`filter(parameters('list'), lambda('x', false()))`, '[]'],
    ["reduce(createArray(1, 2, 3), 0, lambda('a', 'b', add(lambdaVariables('a'), lambdaVariables('b'))))", '6'],
    [
      "reduce(createArray('a', parameters('s')), '', lambda('a', 'b', concat(lambdaVariables('a'), lambdaVariables('b'))))",
      '"a<string>"',
    ],
    ["reduce(createArray(), 'none', lambda('a', 'b', fail('never')))", '"none"'],
    ["reduce(parameters('list'), 0, lambda('a', 'b', 1))", '<any>'],
    ["reduce(createArray('a', 'b'), 0, lambda('a', 'b', 'i', lambdaVariables('i')))", '1'],
    ["sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))", '[1,2,3]'],
    [
      "sort(createArray(1, parameters('n')), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))",
      '[…<int>]',
    ],
    ["sort(createArray(), lambda('a', 'b', fail('never')))", '[]'],
    [
      `toObject(createArray('a', 'b'), lambda('x', ${x}), lambda('x', concat(${x}, parameters('s'))))`,
      '{"a":"a<string>","b":"b<string>"}',
    ],
    [`toObject(createArray('a', parameters('s')), lambda('x', ${x}))`, '<object>'],
    [`toObject(parameters('list'), lambda('x', ${x}.name))`, '<object>'],
    [`groupBy(createArray('aa', 'b', 'ab'), lambda('x', first(${x})))`, '{"a":["aa","ab"],"b":["b"]}'],
    [`groupBy(createArray(parameters('s')), lambda('x', ${x}))`, '<object>'],
    [
      `mapValues(createObject('a', 1, 'b', parameters('s')), lambda('x', createArray(${x})))`,
      '{"a":[1],"b":[<string>]}',
    ],
    [`mapValues(parameters('o'), lambda('x', 1))`, '{…}'],
    [
      "map(createArray('a', 'b'), lambda('x', map(createArray(1), lambda('y', format('{0}{1}', lambdaVariables('x'), lambdaVariables('y'))))))",
      '[["a1"],["b1"]]',
    ],
    ["map(createArray(1), lambda('X', lambdaVariables('x')))", '[1]'],
    ["map(createArray(1), lambda('x', map(createArray(2), lambda('x', lambdaVariables('x')))))", '[[2]]'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it('are not evaluated for arrays without items', () => {
    expect(shown("[map(createArray(), lambda('x', fail('never')))]")).toBe('[]');
  });

  it('that fail for an item fail only where there are items', () => {
    const fails = `lambda('x', createArray(${x})[3])`;
    expect(shown(`[map(parameters('list'), ${fails})]`)).toBe('[]');
    expect(shown(`[filter(parameters('list'), lambda('x', not(5)))]`)).toBe('[]');
    expect(shown(`[toObject(parameters('list'), ${fails})]`)).toBe('<object>');
    expect(shown(`[groupBy(parameters('list'), ${fails})]`)).toBe('<object>');
    expect(shown(`[mapValues(intersection(createObject('a', 1), parameters('o')), ${fails})]`)).toBe('{}');
    expect(errorOf(`[map(createArray(1), ${fails})]`)).toBe('The array has 1 item; there is no item 3');
  });

  it('over any number of items give unknowns that stand for many', () => {
    const sum = `reduce(filter(createArray(1), lambda('y', equals(lambdaVariables('y'), ${x}))), 0, lambda('a', 'b', 1))`;
    const value = valueOfExpression(`[map(parameters('list'), lambda('x', ${sum}))]`);
    const items =
      value.kind === 'array' ? value.elements.map((one) => (one.kind === 'spread' ? termOf(one.item) : '')) : [];
    expect(items.map(standsForMany)).toEqual([true]);
  });

  it('that differ do not give the same unknown', () => {
    const keys = (member: string): string =>
      `toObject(createArray(parameters('o').x, parameters('o').y), lambda('x', ${x}.${member}))`;
    const groups = (member: string): string =>
      `groupBy(createArray(parameters('o').x, parameters('o').y), lambda('x', ${x}.${member}))`;
    const values = (member: string): string => `mapValues(parameters('o'), lambda('x', ${x}.${member})).k`;
    const sums = (start: string): string =>
      `reduce(filter(createArray('a'), lambda('x', equals(${x}, parameters('s')))), 0, lambda('a', 'b', ${start}))`;
    for (const call of [keys, groups, values]) expect(shown(`[equals(${call('a')}, ${call('b')})]`)).toBe('<bool>');
    expect(shown(`[equals(${sums('1')}, ${sums('2')})]`)).toBe('<bool>');
  });

  it('take what a choice of arrays may hold', () => {
    const either = "if(parameters('b'), createArray('x'), createArray('y', 'z'))";
    expect(shown(`[map(${either}, lambda('x', ${x}))]`)).toBe('[…<string "x"/"y"/"z">]');
  });
});

describe('errors', () => {
  it.each([
    ["lambda('x', 1)", 'lambda() may only stand as an argument of a function that takes one'],
    ["map(createArray(1), 'x')", 'map() expects a lambda as argument 2 but gets something else'],
    ["map('a', lambda('x', 1))", 'map() expects an array as argument 1 but gets a string'],
    ["map(createArray(1), lambda('x', 'y', 'z', 1))", 'map() expects a lambda with 1 or 2 variables but gets 3'],
    ["sort(createArray(1), lambda('x', true()))", 'sort() expects a lambda with 2 variables but gets 1'],
    ["map(createArray(1), lambda(parameters('s'), 1))", 'lambda() expects the names of its variables as text'],
    ["lambdaVariables('x')", "There is no lambda variable 'x' here"],
    ["map(createArray(1), lambda('x', lambdaVariables('y')))", "There is no lambda variable 'y' here"],
    ["lambdaVariables(parameters('s'))", 'lambdaVariables() expects the name of a variable as text'],
    ["filter(createArray(1), lambda('x', 5))", 'filter() expects its lambda to give true or false but gets an integer'],
    ["toObject(createArray(1), lambda('x', 5))", 'toObject() expects its lambda to give a string as the key'],
    ["mapValues('a', lambda('x', 1))", 'mapValues() expects an object as argument 1 but gets a string'],
  ])('%s', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });
});
