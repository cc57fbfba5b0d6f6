// Integers: exact, of 64 bits, and nothing else.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf, reasons, shown } from '../notation.ts';

describe('arithmetic', () => {
  it.each([
    ['add(9007199254740993, 1)', '9007199254740994'],
    ['sub(9007199254740993, 9007199254740992)', '1'],
    ['mul(3037000499, 3037000499)', '9223372030926249001'],
    ['add(9223372036854775806, 1)', '9223372036854775807'],
    ['div(-7, 2)', '-3'],
    ['mod(-7, 3)', '-1'],
    ['mod(7, -3)', '1'],
    ["add(parameters('n'), 1)", '<int>'],
    ["div(parameters('n'), parameters('port'))", '<int>'],
    ["int('42')", '42'],
    ["int('-9007199254740993')", '-9007199254740993'],
    ["int(parameters('s'))", '<int>'],
    ["float('1.5')", '1.5'],
    ["float(parameters('s'))", '<any>'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it('is that of 64-bit integers', () => {
    const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    const fits = (value: bigint): boolean => BigInt.asIntN(64, value) === value;
    fc.assert(
      fc.property(int64, int64, (a, b) => {
        const sum = a + b;
        if (fits(sum)) expect(shown(`[add(${a}, ${b})]`)).toBe(String(sum));
        else expect(errorOf(`[add(${a}, ${b})]`)).toBe('add() overflows 64 bits');
        if (b !== 0n && fits(a / b)) expect(shown(`[div(${a}, ${b})]`)).toBe(String(a / b));
      }),
      { numRuns: 100, seed: 20260101 },
    );
  });

  it.each([
    ['mul(9223372036854775807, 2)', 'mul() overflows 64 bits'],
    ['sub(-9223372036854775807, 2)', 'sub() overflows 64 bits'],
    ['add(9223372036854775808, -1)', 'add() is given 9223372036854775808, which does not fit into 64 bits'],
    ['div(1, 0)', 'div() divides by zero'],
    ['mod(1, 0)', 'mod() divides by zero'],
    ["add('1', 2)", 'add() expects an integer as argument 1 but gets a string'],
    ['add(1.5, 2)', 'add() expects an integer as argument 1 but gets a number'],
    ["int('abc')", "int() cannot convert 'abc'"],
    ["int('12345678901234567890')", 'int() overflows 64 bits'],
    ['int(true())', 'int() expects an integer as argument 1 but gets a boolean'],
    ["float('abc')", "float() cannot convert 'abc'"],
    ['float(createArray())', 'float() cannot convert this value'],
  ])('%s fails', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });

  it.each(["int('3.7')", 'int(3.5)'])('%s is settled by no source', (expression) => {
    expect(shown(`[${expression}]`)).toBe('<int>');
    expect(reasons(`[${expression}]`)).toEqual(['unsupported: no source settles int() of a fraction']);
  });
});
