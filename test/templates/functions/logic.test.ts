// Comparison, logic and flow: what depends on the same parameter stays together, and nothing is evaluated in vain.

import { describe, expect, it } from 'vitest';
import { errorOf, reasons, shown } from '../notation.ts';

describe('comparing', () => {
  it.each([
    ["equals(parameters('s'), 'a')", 's="a" → true | s≠"a" → false'],
    ["equals('a', parameters('s'))", 's="a" → true | s≠"a" → false'],
    ["equals(parameters('s'), parameters('t'))", '<bool>'],
    ["equals(parameters('s'), parameters('s'))", 'true'],
    ["equals(parameters('s'), 5)", 'false'],
    ["equals(parameters('name'), 'abc')", 'false'],
    ["equals(parameters('port'), 10)", 'false'],
    ["equals(parameters('list'), createArray())", '<bool>'],
    ["equals(parameters('sku'), 'Premium')", 'sku="Basic"/"Standard" → false | sku="Premium" → true'],
    ["equals(parameters('sku'), 'premium')", 'false'],
    ["equals(parameters('b'), true())", 'b=true → true | b=false → false'],
    ["equals(createObject('a', parameters('s')), createObject('a', parameters('s')))", 'true'],
    ["equals(createArray(1, parameters('s')), createArray(2, parameters('s')))", 'false'],
    ["equals(concat('a', parameters('s')), concat('b', parameters('s')))", 'false'],
    ["equals('A', 'a')", 'false'],
    ["equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))", 'true'],
    ["equals(null(), '')", 'false'],
    ["equals(1, '1')", 'false'],
    ["equals(float(parameters('s')), 1)", 'float(s)=1 → true | float(s)≠1 → false'],
    ["less(parameters('n'), 3)", '<bool>'],
    ['greaterOrEquals(3, 3)', 'true'],
    ['less(9007199254740992, 9007199254740993)', 'true'],
    ["greater('A', 'a')", 'true'],
    ["less('a10', 'a9')", 'true'],
    ["less('a-b', 'ab')", '<bool>'],
    ["greater('é', 'e')", '<bool>'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });
});

describe('what some callers cannot deploy', () => {
  it.each([
    [
      "not(if(parameters('b'), true(), parameters('flag')))",
      'b=true → false | b=false&flag=true → false | b=false&flag=false → true',
    ],
    ["if(parameters('b'), 1, if(parameters('maybe'), 2, 3))", '1'],
    ["or(parameters('flag'), true())", 'true'],
    ["and(parameters('c'), if(parameters('b'), parameters('s'), false()))", 'false'],
    ["and(parameters('c'), if(parameters('b'), 5, parameters('c')))", 'b=false&c=true → true | c=false → false'],
  ])('leaves the others as they are: %s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });
});

describe('what depends on the same parameter', () => {
  const isA = "equals(parameters('s'), 'a')";

  it.each([
    [`if(${isA}, 'x', 'y')`, 's="a" → "x" | s≠"a" → "y"'],
    [`concat(if(${isA}, '1', '2'), if(${isA}, '1', '2'))`, 's="a" → "11" | s≠"a" → "22"'],
    [`and(${isA}, equals(parameters('s'), 'b'))`, 'false'],
    [`or(${isA}, not(${isA}))`, 'true'],
    [`equals(if(${isA}, 1, 2), if(${isA}, 1, 2))`, 'true'],
    ["or(parameters('b'), not(parameters('b')))", 'true'],
    [`if(${isA}, if(${isA}, 'x', 'never'), 'y')`, 's="a" → "x" | s≠"a" → "y"'],
    [
      "if(equals(parameters('s'), parameters('t')), if(equals(parameters('s'), parameters('t')), 'x', 'never'), 'y')",
      'equals(s, t)=true → "x" | equals(s, t)=false → "y"',
    ],
    [
      "if(empty(parameters('s')), if(empty(parameters('s')), 'x', 'never'), 'y')",
      'empty(s)=true → "x" | empty(s)=false → "y"',
    ],
    [`if(${isA}, 'same', 'same')`, '"same"'],
    [
      "createObject('tier', parameters('sku'), 'geo', equals(parameters('sku'), 'Premium')).tier",
      'sku="Basic" → "Basic" | sku="Standard" → "Standard" | sku="Premium" → "Premium"',
    ],
  ])('stays together in %s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it('is told apart for a boolean that may be null', () => {
    const [on, off] = ["equals(parameters('flag'), true())", "equals(parameters('flag'), false())"];
    expect(shown(`[if(${on}, 'on', if(${off}, 'off', 'none'))]`)).toBe(
      'flag=null → "none" | flag=false → "off" | flag=true → "on"',
    );
    expect(shown(`[if(${on}, 'set', if(${off}, 'set', 'none'))]`)).toBe('flag=null → "none" | flag=false/true → "set"');
    expect(shown("[coalesce(parameters('flag'), true())]")).toBe('flag=null/true → true | flag=false → false');
  });

  it('does not stay together for items that may differ', () => {
    const item = "equals(lambdaVariables('x'), 'a')";
    expect(shown(`[map(parameters('list'), lambda('x', and(${item}, not(${item}))))]`)).toBe('[…<bool>]');
  });
});

describe('what is not needed is not evaluated', () => {
  it.each([
    ["if(true(), 'a', fail('x'))", '"a"'],
    ["if(false(), fail('x'), 'b')", '"b"'],
    ["and(false(), fail('x'))", 'false'],
    ["or(true(), fail('x'))", 'true'],
    ["coalesce('a', fail('x'))", '"a"'],
    ["coalesce(parameters('s'), fail('x'))", '<string>'],
    ["coalesce(null(), 'b', fail('x'))", '"b"'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });
});

describe('what cannot be deployed drops out', () => {
  it.each([
    ["if(parameters('b'), 'a', fail('x'))", '"a"'],
    ["if(parameters('b'), createObject('k', 1).missing, 'b')", '"b"'],
    ["and(parameters('b'), fail('x'))", 'false'],
    ["or(parameters('b'), fail('x'))", 'true'],
    ["and(parameters('b'), equals(createObject('k', 1).missing, 1))", 'false'],
    ["or(and(parameters('b'), fail('x')), parameters('c'))", 'c=true → true | c=false → false'],
    ["coalesce(parameters('maybe'), fail('x'))", '<string>'],
    ["coalesce(parameters('flag'), fail('x'))", 'flag=true → true | flag=false → false'],
    ["substring(parameters('sku'), 6)", 'sku="Standard" → "rd" | sku="Premium" → "m"'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it.each([
    ["if(parameters('b'), fail('x'), fail('y'))", 'fail() says: x'],
    ["and(true(), fail('x'))", 'fail() says: x'],
    ["or(false(), fail('x'))", 'fail() says: x'],
    ["coalesce(null(), fail('x'))", 'fail() says: x'],
    [
      "substring(parameters('sku'), 60)",
      'substring() asks for -52 characters from position 60 of a string of 8 characters',
    ],
  ])('%s has nothing left', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toContain(message.slice(0, 12));
  });
});

describe('null', () => {
  it.each([
    ["coalesce(parameters('maybe'), 'd')", 'maybe=null → "d" | maybe≠null → <string>'],
    ['coalesce(null(), null())', 'null'],
    ["coalesce(parameters('o').x, 'd')", '<any>'],
    ["coalesce(tryGet(parameters('o'), 'x'), createObject())", '<any>'],
    ["empty(parameters('maybe'))", 'maybe=null → true | maybe≠null → <bool>'],
    ["if(equals(parameters('maybe'), null()), 'none', 'some')", 'maybe=null → "none" | maybe≠null → "some"'],
    ["parameters('maybe')", 'maybe=null → null | maybe≠null → <string>'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });
});

describe('booleans', () => {
  it.each([
    ["bool('TRUE')", 'true'],
    ["bool('0')", 'false'],
    ['bool(0)', 'false'],
    ['bool(7)', 'true'],
    ["bool(parameters('s'))", '<bool>'],
    ['and(true())', 'true'],
    ['not(false())', 'true'],
    ["not(parameters('b'))", 'b=true → false | b=false → true'],
    ["not(parameters('o').x)", 'o.x=true → false | o.x=false → true'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });
});

describe('errors', () => {
  it.each([
    ["if(1, 'a', 'b')", 'if() expects a boolean but gets an integer'],
    ["if(parameters('s'), 'a', 'b')", 'if() expects a boolean but gets a string'],
    ["and('true', true())", 'and() expects a boolean but gets a string'],
    ["not('a')", 'not() expects a boolean as argument 1 but gets a string'],
    ["not(parameters('s'))", 'not() expects a boolean as argument 1 but gets a string'],
    ["less('a', 1)", 'less() compares two integers or two strings'],
    ['less(true(), false())', 'less() compares two integers or two strings'],
    ["bool('x')", 'bool() cannot convert this value'],
    ['bool(createArray())', 'bool() cannot convert an array'],
    ["fail('no way')", 'fail() says: no way'],
    ["if(true(), 'a')", 'if() expects 3 arguments but gets 2'],
    ["padLeft('a')", 'padLeft() expects 2 to 3 arguments but gets 1'],
    ['true(1)', 'true() expects 0 arguments but gets 1'],
    ["toLower('a', 'b')", 'toLower() expects 1 argument but gets 2'],
    ["conact('a')", "There is no function 'conact'; did you mean 'concat'?"],
    ["entirelyUnheardOf('a')", "There is no function 'entirelyUnheardOf'"],
    ["my.fn('a')", "The template defines no function 'my.fn'"],
  ])('%s', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });
});

describe('reasons', () => {
  it.each([
    ["if(equals(parameters('s'), 'a'), parameters('t'), 'x')", ['parameter: s', 'parameter: t']],
    ["concat(parameters('s'), utcNow())", []],
    ["less(parameters('n'), length(parameters('list')))", ['parameter: n', 'parameter: list']],
    ["coalesce(parameters('maybe'), parameters('s'))", ['parameter: maybe', 'parameter: s']],
    ["contains(parameters('list'), parameters('s'))", ['parameter: list', 'parameter: s']],
  ])('of %s are %j', (expression, expected) => {
    expect(reasons(`[${expression}]`)).toEqual(expected);
  });
});
