// format(): .NET composite formatting, as far as it is certain.

import { describe, expect, it } from 'vitest';
import { errorOf, shown } from '../notation.ts';

describe('format()', () => {
  it.each([
    ["format('acr{0}', parameters('s'))", '"acr<string>"'],
    [
      "format('{0}-{0}', parameters('sku'))",
      'sku="Basic" → "Basic-Basic" | sku="Standard" → "Standard-Standard" | sku="Premium" → "Premium-Premium"',
    ],
    ["format('{0}', parameters('b'))", 'b=true → "True" | b=false → "False"'],
    ["format('{0:N0}-{1}', parameters('n'), 'a')", '<string>'],
    ["format('{0,5}|', parameters('s'))", '<string>'],
    ["format(parameters('s'), 'a')", '<string>'],
    ["format('{{0}}{0}', 'a')", '"{0}a"'],
    ["format('{0:X4}-{1:D3}-{2:0000}-{3:x}', 255, 7, 42, 255)", '"00FF-007-0042-ff"'],
    ["format('{0:N2} {0:N0} {0:F1}', 1234567)", '"1,234,567.00 1,234,567 1234567.0"'],
    ["format('{0:N0} {0:D5}', -1234)", '"-1,234 -01234"'],
    ["format('{0,5}|{1,-5}|', 'ab', 'cd')", '"   ab|cd   |"'],
    ["format('{0}', null())", '""'],
    ["format('{0}', createArray(1, 'it''s', true()))", `"[1,'it\\\\'s',true]"`],
    ["format('{0}', 9007199254740993)", '"9007199254740993"'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it.each(['P', 'C', 'E2', 'R', '#.##', 'G3', '0.0'])('leaves the specifier %s unknown', (specifier) => {
    expect(shown(`[format('{0:${specifier}}', 5)]`)).toBe('<string>');
  });

  it('of the same values is the same text, and not that of string()', () => {
    expect(shown("[equals(format('{0}', parameters('n')), concat('', parameters('n')))]")).toBe('true');
    expect(shown("[equals(concat(string(parameters('o')), 'x'), format('{0}x', parameters('o')))]")).toBe('<bool>');
  });

  it.each([
    ["format('{0} {1}', 'a')", 'format() has no value for {1}'],
    ["format('{0', 'a')", 'format() cannot read its format string at position 0'],
    ["format('a}', 'a')", 'format() cannot read its format string at position 1'],
    ["format('{x}', 'a')", 'format() cannot read its format string at position 0'],
    ['format(5)', 'format() expects a string as argument 1 but gets an integer'],
  ])('%s fails', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });
});
