// Functions of strings, where arguments are known in part or not at all.

import { describe, expect, it } from 'vitest';
import { errorOf, reasons, shown } from '../notation.ts';

describe('strings that are partly known', () => {
  it.each([
    ["toLower(concat('ACR', parameters('s')))", '"acr<string>"'],
    ["toUpper(uniqueString(parameters('s')))", '<string 13>'],
    ["equals(toLower(uniqueString(parameters('s'))), uniqueString(parameters('s')))", 'true'],
    ["equals(toLower(parameters('s')), parameters('s'))", '<bool>'],
    ["toLower(parameters('sku'))", 'sku="Basic" → "basic" | sku="Standard" → "standard" | sku="Premium" → "premium"'],
    ["trim(parameters('s'))", '<string>'],
    ["startsWith(concat('acr', parameters('s')), 'AC')", 'true'],
    ["startsWith(concat('acr', parameters('s')), 'x')", 'false'],
    ["startsWith(concat('acr', parameters('s')), 'acrx')", '<bool>'],
    ["startsWith(parameters('name'), padLeft('', 51, 'a'))", 'false'],
    ["endsWith(concat(parameters('s'), '-prod'), 'PROD')", 'true'],
    ["endsWith(concat(parameters('s'), '-prod'), '-dev')", 'false'],
    ["endsWith(parameters('s'), '')", 'true'],
    ["endsWith(parameters('s'), parameters('t'))", '<bool>'],
    ["contains(concat('acr', parameters('s')), 'acr')", 'true'],
    ["contains(concat('acr', parameters('s')), 'ACR')", '<bool>'],
    ["contains(parameters('s'), '')", 'true'],
    ["replace(concat('a-b-', uniqueString(parameters('s'))), '-', '')", '"ab<string 13>"'],
    ["replace(concat('a-', parameters('s')), '-', '')", '<string>'],
    ["replace(concat('ab', uniqueString(parameters('s'))), 'ab', '')", '<string>'],
    ["replace('a.b.c', '.', '$&')", '"a$&b$&c"'],
    ["substring(concat('acr', parameters('s')), 0, 2)", '"ac"'],
    ["substring(concat('acr', parameters('s')), 1, 5)", '<string>'],
    ["substring(parameters('s'), 1)", '<string>'],
    ["string(parameters('n'))", '<string>'],
    ["equals(string(parameters('s')), parameters('s'))", 'true'],
    ["string(createObject('a', 1))", '"{\\"a\\":1}"'],
    ["padLeft(5, 3, '0')", '"005"'],
    ["padLeft(parameters('s'), 3)", '<string>'],
    ["indexOf(concat('a', parameters('s')), 'a')", '<int>'],
    ["like('contoso.azurecr.io', '*.AZURECR.io')", 'true'],
    ["like('abc', 'a?c')", 'false'],
    ["like(parameters('s'), '*')", '<bool>'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });
});

describe('parts of strings', () => {
  it.each([
    ["take(concat('acr', parameters('s')), 2)", '"ac"'],
    ["take(concat('acr', parameters('s')), 10)", '"acr<string 0..7>"'],
    ["take(uniqueString(parameters('s')), 5)", '<string 5>'],
    ["take(uniqueString(parameters('s')), 99)", '<string 13>'],
    ["take(concat(parameters('s'), 'x'), 3)", '<string 1..3>'],
    ["take('abc', -1)", '""'],
    ["take('abc', 99)", '"abc"'],
    ["take(parameters('s'), parameters('n'))", '<string>'],
    ["skip(concat('acr', parameters('s')), 2)", '"r<string>"'],
    ["skip(parameters('name'), 3)", '<string 2..>'],
    ["skip(concat(parameters('s'), '-x'), 0)", '"<string>-x"'],
    ["skip('abc', -1)", '"abc"'],
    ["skip('abc', 99)", '""'],
    ["first(concat('acr', parameters('s')))", '"a"'],
    ["last(concat(parameters('s'), 'z'))", '"z"'],
    ["first(parameters('s'))", '<string ..1>'],
    ["length(concat('acr', uniqueString(parameters('s'))))", '16'],
    ["length(parameters('name'))", '<int 5..50>'],
    ["length(concat('a', parameters('s')))", '<int 1..>'],
    ["empty(concat('a', parameters('s')))", 'false'],
    ["empty(parameters('name'))", 'false'],
    ["empty(parameters('s'))", '<bool>'],
    ["split(concat('a/', uniqueString(parameters('s'))), '/')", '["a",<string 13>]'],
    ["split(concat('a/', parameters('s')), '/')", '<array>'],
    ["split('a;b,c', createArray(';', ','))", '["a","b","c"]'],
    ["split(parameters('s'), '/')", '<array>'],
    ["join(createArray('a', parameters('s')), '-')", '"a-<string>"'],
    ["join(createArray('a', parameters('n'), true()), '-')", '"a-<string>-True"'],
    ["join(parameters('list'), ',')", '<string>'],
    ["join(createArray(), parameters('s'))", '""'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it('belong to the whole: the same part equals itself', () => {
    expect(shown("[equals(take(parameters('s'), 5), take(parameters('s'), 5))]")).toBe('true');
    expect(shown("[equals(take(parameters('s'), 5), take(parameters('t'), 5))]")).toBe('<bool>');
    expect(shown("[equals(take(concat('a', parameters('s')), 5), take(concat('b', parameters('s')), 5))]")).toBe(
      'false',
    );
  });
});

describe('what no source settles is unknown', () => {
  it.each([
    ['string(true())', '<string "True"/"true">', 'how string() writes a boolean'],
    ["replace('abc', '', 'x')", '<string>', 'replace() with an empty text to look for'],
    ["first('')", '<any>', 'first() of an empty string'],
    ["last('')", '<any>', 'last() of an empty string'],
    ["lastIndexOf('abc', '')", '<int>', 'lastIndexOf() of an empty text'],
    ["join(createArray('a', null()), ',')", '<any>', 'join() with null inside'],
  ])('%s', (expression, expected, because) => {
    expect(shown(`[${expression}]`)).toBe(expected);
    expect(reasons(`[${expression}]`)).toEqual([`unsupported: no source settles ${because}`]);
  });
});

describe('errors', () => {
  it.each([
    ["substring('abc', 2, 5)", 'substring() asks for 5 characters from position 2 of a string of 3 characters'],
    ["substring('abc', 4)", 'substring() asks for -1 characters from position 4 of a string of 3 characters'],
    ['toLower(5)', 'toLower() expects a string as argument 1 but gets an integer'],
    ["startsWith('a', null())", 'startsWith() expects a string as argument 2 but gets null'],
    ["padLeft('a', 3, 'xy')", 'padLeft() expects one character as argument 3'],
    ["padLeft('a', 1000000000)", 'padLeft() expects a length between 0 and 131072'],
    ["split(5, ',')", 'split() expects a string as argument 1 but gets an integer'],
    ["split('a', 5)", 'split() expects a string or an array of strings as argument 2 but gets an integer'],
    ["join('a', ',')", 'join() expects an array as argument 1 but gets a string'],
    [
      "join(createArray(createObject()), ',')",
      'join() expects an array of strings or numbers, but an item is an object',
    ],
    ['take(5, 1)', 'take() expects an array or a string as argument 1 but gets an integer'],
    ["take('abc', 'x')", 'take() expects an integer as argument 2 but gets a string'],
    ['empty(5)', 'empty() expects a string, an array, an object or null as argument 1 but gets an integer'],
    ["empty(parameters('n'))", 'empty() expects a string, an array, an object or null but gets int'],
    ['length(5)', 'length() expects a string, an array or an object as argument 1 but gets an integer'],
    ['first(5)', 'first() expects an array or a string as argument 1 but gets an integer'],
    ["contains(5, 'a')", 'contains() expects a string, an array or an object as argument 1 but gets an integer'],
  ])('%s', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });
});
