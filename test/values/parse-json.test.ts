// Reading JSON: equal to JSON.parse where that reads, lenient where Azure is, and never throwing.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonArray, type Json } from '../../src/values/json.ts';
import { parseJson } from '../../src/values/parse-json.ts';

/** The value of a text that must be readable without complaints. */
function read(text: string): Json | undefined {
  const { value, problems } = parseJson(text);
  expect(problems).toEqual([]);
  return value;
}

/** The value as JSON.parse would give it: integers that are kept exact become the nearest double. */
function rounded(value: Json): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (isJsonArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, member] of Object.entries(value)) object[key] = rounded(member);
  return object;
}

/** JSON.parse's result with null prototypes, so that only own members are compared. */
function reference(text: string): unknown {
  return rounded(JSON.parse(text) as Json);
}

describe('on texts that JSON.parse reads', () => {
  it('gives the same value, however the text is indented', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom('', ' ', '\t', '   '), (text, indent) => {
        const pretty = JSON.stringify(JSON.parse(text), null, indent);
        expect(rounded(read(pretty) ?? null)).toEqual(reference(pretty));
      }),
      { numRuns: 400, seed: 20260101 },
    );
  });

  it.each([
    ['-0', -0],
    ['1.0', 1],
    ['1e3', 1000],
    ['1E-2', 0.01],
    ['-12.5e+1', -125],
    ['"\\u0041\\n\\/\\ud83d\\ude80"', 'A\n/🚀'],
    ['9007199254740991', 9007199254740991],
    ['[]', []],
    ['{}', {}],
  ] as const)('reads %s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('what Azure accepts beyond JSON', () => {
  it.each<readonly [what: string, text: string, value: Json]>([
    ['line comments', '// a\n{ // b\n "a": 1 // c\n}// d', { a: 1 }],
    ['a line comment that ends at a carriage return', '// a\r{"a": 1}', { a: 1 }],
    ['block comments', '/* a */{/* { */"a"/**/:/*\n*/1}/***/', { a: 1 }],
    ['comment marks inside strings', '{"a": "// no /* comment */"}', { a: '// no /* comment */' }],
    ['trailing commas', '{"a": [1, 2,], "b": {},}', { a: [1, 2], b: {} }],
    ['raw line breaks and tabs in strings', '"a\r\nb\n\tc"', 'a\r\nb\n\tc'],
    ['single quotes', "{'a': 'it''s'}".replace("''", "\\'"), { a: "it's" }],
    ['double quotes in single quotes', `'a "quoted" word'`, 'a "quoted" word'],
    ['a byte order mark', '\ufeff{"a": 1}', { a: 1 }],
    ['non-breaking spaces between tokens', '{\u00a0"a":\u00a01}', { a: 1 }],
  ])('%s', (_, text, value) => {
    expect(read(text)).toEqual(value);
  });

  it('survives noise between any two tokens', () => {
    const noise = fc.constantFrom(' ', '\n', '\r\n', '\t', '/* x */', '// y\n', '/**/', '\u00a0', '');
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.array(noise, { minLength: 4, maxLength: 4 }), (text, [a, b, c, d]) => {
        const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^{}[\],:"]+/g) ?? [];
        const noisy = tokens.map((token, i) => `${[a, b, c, d][i % 4]}${token}`).join('');
        expect(rounded(read(noisy) ?? null)).toEqual(reference(text));
      }),
      { numRuns: 300, seed: 20260101 },
    );
  });
});

describe('integers beyond 2^53', () => {
  it('are kept digit by digit', () => {
    fc.assert(
      fc.property(fc.bigInt(), (integer) => {
        const value = read(`[${integer}]`);
        expect(value).toEqual([Number.isSafeInteger(Number(integer)) ? Number(integer) : integer]);
      }),
      { seed: 20260101 },
    );
  });

  it('become fractions only when written as such', () => {
    expect(read('1e300')).toBe(1e300);
    expect(read('12345678901234567890.5')).toBe(Number('12345678901234567890.5'));
  });
});

describe('keys', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is an ordinary one', (key) => {
    const value = read(`{"a": 1, ${JSON.stringify(key)}: {"polluted": true}}`);
    expect(Object.keys(value as object)).toEqual(['a', key]);
    expect(Object.getOwnPropertyDescriptor(value, key)?.value).toEqual({ polluted: true });
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each(['a', '__proto__', 'constructor', ''])('warn when %j is written twice; the last one counts', (key) => {
    const written = JSON.stringify(key);
    const text = `{${written}: 1, "other": 0, ${written}: 2}`;
    const { value, problems } = parseJson(text);
    expect(Object.entries(value as object)).toContainEqual([key, 2]);
    expect(problems).toEqual([
      {
        severity: 'warning',
        message: `Property ${written} is written twice in one object; the last one counts`,
        span: { start: text.lastIndexOf(written), end: text.lastIndexOf(written) + written.length },
      },
    ]);
  });

  it('do not warn in different objects, nor for keys that differ by case', () => {
    read('[{"a": 1}, {"a": {"a": 2}}, {"b": 1, "B": 2}]');
  });
});

describe('what is wrong', () => {
  it.each([
    ['', 'The file is empty', ''],
    [' \n// nothing\n', 'The file is empty', ''],
    ['{"a": 1', "The file ends before '{' is closed", '{'],
    ['[1, [2]', "The file ends before '[' is closed", '['],
    ['{"a" 1}', "Expected ':' after the property name", '1'],
    ['{a: 1}', "Expected a property name in quotes or '}'", 'a'],
    ['[1 2]', "Expected ',' or ']'", '2'],
    ['{"a": 1 "b": 2}', "Expected ',' or '}'", '"'],
    ['"abc', 'The string is not closed', '"abc'],
    ['"a\\x"', "Unknown escape '\\x'", '\\x'],
    ['"\\u12G4"', "Unknown escape '\\u'", '\\u'],
    ['[tru]', 'Expected a value', 'tru'],
    ['[,]', 'Expected a value', ','],
    ['{} {}', 'Expected the end of the file', '{'],
    ['[1]]', 'Expected the end of the file', ']'],
    ['/* open', 'The comment is not closed', '/* open'],
    ['[1e999]', 'The number is too large', '1e999'],
    ['{"a":', 'The file ends where a value was expected', ''],
    ['-', 'Expected a number', '-'],
    ['01', 'Expected the end of the file', '1'],
    ['NaN', 'Expected a value', 'NaN'],
    ['undefined', 'Expected a value', 'undefined'],
  ])('in %j: %s', (text, message, at) => {
    const { value, problems } = parseJson(text);
    expect(value).toBeUndefined();
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem).toMatchObject({ severity: 'error', message });
    expect(text.slice(problem?.span.start, problem?.span.end)).toBe(at);
  });

  it('is nesting deeper than the cap, and nothing at the cap', () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseJson(nested(512)).problems).toEqual([]);
    expect(parseJson(nested(513)).problems).toMatchObject([{ message: 'Nested more than 512 levels deep' }]);
    expect(parseJson('{"a":'.repeat(100_000)).value).toBeUndefined();
  });

  it('never throws, and lies inside the text', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      "'",
      '\\',
      '/',
      '*',
      '1',
      '-',
      'true',
      '\n',
      '\u0000',
    );
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(pieces, { maxLength: 30 }).map((list) => list.join('')),
      fc.tuple(fc.json(), fc.nat(), pieces).map(([text, at, piece]) => {
        const cut = at % (text.length + 1);
        return text.slice(0, cut) + piece + text.slice(cut);
      }),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        const { value, problems } = parseJson(text);
        const errors = problems.filter(({ severity }) => severity === 'error');
        expect(errors).toHaveLength(value === undefined ? 1 : 0);
        for (const { span } of problems) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 1500, seed: 20260101 },
    );
  });
});

describe('numbers that begin with a point', () => {
  it.each([
    ['.25', 0.25],
    ['-.5', -0.5],
    ['[.5]', [0.5]],
  ])('%s is read as Azure reads it', (text, expected) => {
    expect(parseJson(text)).toMatchObject({ value: expected, problems: [] });
  });

  it.each(['.', '1.', '-.', '.e1'])('%s is no number', (text) => {
    expect(parseJson(text).problems).not.toEqual([]);
  });
});
