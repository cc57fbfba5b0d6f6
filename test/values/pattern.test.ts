// Patterns: as JavaScript reads them, on strings with holes as trying every filling says, and never slow.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chars } from '../../src/values/char-set.ts';
import { matches, matchesText } from '../../src/values/pattern.ts';
import { compileLike, compilePattern, type Pattern } from '../../src/values/pattern-syntax.ts';
import { known, stringOf, type Unknown, unknown } from '../../src/values/value.ts';

function pattern(source: string, ignoreCase = false): Pattern {
  const compiled = compilePattern(source, ignoreCase);
  if (compiled.kind === 'problem') throw new Error(`${source}: ${compiled.message}`);
  return compiled;
}

function like(wildcards: string): Pattern {
  const compiled = compileLike(wildcards);
  if (compiled.kind === 'problem') throw new Error(`${wildcards}: ${compiled.message}`);
  return compiled;
}

const because = [{ kind: 'parameter', name: 'p' }] as const;
const hole = (alphabet: string | undefined, minLength?: number, maxLength?: number): Unknown =>
  unknown(because, 'p', {
    type: 'string',
    limits: { alphabet: alphabet === undefined ? undefined : chars(alphabet), minLength, maxLength },
  });

/** Sources of patterns that JavaScript reads too. */
const sources: fc.Arbitrary<string> = fc.letrec<{ any: string; atom: string; piece: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom(
      'a',
      'b',
      'c',
      '.',
      '-',
      '[ab]',
      '[^a]',
      '[a-c]',
      '[a-]',
      '[^]',
      '[]',
      '\\d',
      '\\w',
      '\\W',
      '\\s',
      '\\.',
      '\\\\',
      '[\\d-]',
    ),
    tie('any').map((inner) => `(${inner})`),
    tie('any').map((inner) => `(?:${inner})`),
  ),
  piece: fc.oneof(
    fc
      .tuple(tie('atom'), fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{2}', '{0,2}', '{1,}', '{0}', '{1,2}?'))
      .map((parts) => parts.join('')),
    fc.constantFrom('^', '$'),
  ),
  any: fc
    .array(
      fc.array(tie('piece'), { maxLength: 4 }).map((pieces) => pieces.join('')),
      { minLength: 1, maxLength: 3 },
    )
    .map((branches) => branches.join('|')),
})).any;

const subjects = fc
  .array(fc.constantFrom('a', 'b', 'c', 'A', '-', '1', '.', ' ', '\n', '\\'), { maxLength: 6 })
  .map((letters) => letters.join(''));

describe('a pattern', () => {
  it('matches what the same regular expression matches', () => {
    fc.assert(
      fc.property(
        sources,
        fc.array(subjects, { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        (source, texts, ignoreCase) => {
          const [ours, theirs] = [pattern(source, ignoreCase), new RegExp(source, ignoreCase ? 'i' : '')];
          for (const text of texts) expect([text, matchesText(ours, text)]).toEqual([text, theirs.test(text)]);
        },
      ),
      { numRuns: 700, seed: 20260101 },
    );
  });

  it.each<readonly [source: string, text: string, expected: boolean]>([
    ['^acr[a-z0-9]{5,50}$', 'acrabcde', true],
    ['^acr[a-z0-9]{5,50}$', 'acrabcd', false],
    ['(?i)^Premium$', 'pREMIUM', true],
    ['Premium', 'premium', false],
    ['b', 'abc', true],
    ['', '', true],
    ['^$', '', true],
    ['^$', ' ', false],
    ['a{2', 'xa{2', true],
    ['[.*+]', '*', true],
    ['a$b', 'a$b', false],
    ['^(?:10\\.|192\\.168\\.)', '192.168.0.1', true],
  ])('%s on %j: %j', (source, text, expected) => {
    expect(matchesText(pattern(source), text)).toBe(expected);
  });

  it.each<readonly [wildcards: string, text: string, expected: boolean]>([
    ['*.azurecr.io', 'x.AZURECR.io', true],
    ['*.azurecr.io', 'azurecr.io', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*', 'a\nb', true],
    ['', '', true],
    ['', 'a', false],
    ['[a]+(b)', '[a]+(b)', true],
    ['$100 ^ \\d', '$100 ^ \\d', true],
  ])('the wildcards %s on %j: %j', (wildcards, text, expected) => {
    expect(matchesText(like(wildcards), text)).toBe(expected);
  });

  it.each([
    ['(a+)+$', 'a'.repeat(5000)],
    ['(a|aa)+$', 'a'.repeat(5000)],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'a'.repeat(3000)],
    ['(.*)(.*)(.*)(.*)(.*)[^>]>', '<'.repeat(3000)],
    ['(x+x+)+y', 'x'.repeat(3000)],
    ['^(a?){50}a{50}$', 'a'.repeat(49)],
    ['(((){9999}){9999}){9999}b', 'a'],
  ])('%s ends on a long text, however hopeless', (source, text) => {
    expect(matchesText(pattern(source), `${text}!`)).toBe(false);
  });

  it.each([
    ['(', 'The group is not closed', 0],
    ['a)', "Unexpected ')'", 1],
    ['[a', 'The set is not closed', 0],
    ['*a', 'Nothing to repeat', 0],
    ['a**', 'Nothing to repeat', 3],
    ['a{3,2}', 'out of order', 0],
    ['[b-a]', 'out of order', 2],
    ['a\\', 'ends in a backslash', 1],
    ['(?=a)', 'Look-around', 0],
    ['(?<n>a)', 'named groups', 0],
    ['\\1', '\\1 is not available', 0],
    ['\\bx', '\\b is not available', 0],
    ['(((a{999}){999}){999})', 'too large', 0],
    ['('.repeat(60) + ')'.repeat(60), 'nested too deep', 50],
  ])('%s is refused: %s', (source, message, at) => {
    const compiled = compilePattern(source);
    expect(compiled).toMatchObject({ kind: 'problem', at });
    expect(compiled.kind === 'problem' && compiled.message).toContain(message);
  });

  it('is compiled or refused, never more, whatever the text', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '*',
      '+',
      '?',
      '|',
      '^',
      '$',
      '\\',
      '-',
      'a',
      '1',
      ',',
      '.',
      ':',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        const source = pieces.join('');
        const compiled = compilePattern(source);
        if (compiled.kind === 'problem') {
          expect(compiled.at).toBeLessThanOrEqual(source.length);
          expect(compiled.message).not.toBe('');
        } else matchesText(compiled, source);
      }),
      { numRuns: 1500, seed: 20260101 },
    );
  });
});

/** Every text of the alphabet's letters with a length between the two. */
function* fillings(letters: string, least: number, most: number): Iterable<string> {
  let texts = [''];
  for (let length = 0; length <= most; length++) {
    if (length >= least) yield* texts;
    texts = texts.flatMap((text) => [...letters].map((letter) => text + letter));
  }
}

type Part = string | { readonly letters: string; readonly least: number; readonly most: number };

function expansions(parts: readonly Part[]): readonly string[] {
  return parts.reduce<readonly string[]>(
    (texts, part) => {
      const endings = typeof part === 'string' ? [part] : [...fillings(part.letters, part.least, part.most)];
      return texts.flatMap((text) => endings.map((ending) => text + ending));
    },
    [''],
  );
}

describe('a pattern on a string with holes', () => {
  const part: fc.Arbitrary<Part> = fc.oneof(
    fc.constantFrom('a', 'b', 'ab', '-'),
    fc
      .record({
        letters: fc.constantFrom('ab', 'a', 'b-'),
        least: fc.integer({ min: 0, max: 2 }),
        more: fc.integer({ min: 0, max: 2 }),
      })
      .map(({ letters, least, more }) => ({ letters, least, most: least + more })),
  );

  it('is certain exactly when every filling agrees', () => {
    const tally = { true: 0, false: 0, unknown: 0 };
    fc.assert(
      fc.property(sources, fc.array(part, { minLength: 1, maxLength: 3 }), (source, parts) => {
        const value = stringOf(
          parts.map((one) => (typeof one === 'string' ? one : hole(one.letters, one.least, one.most))),
        );
        const compiled = pattern(source);
        const found = new Set(expansions(parts).map((text) => matchesText(compiled, text)));
        const truth = matches(compiled, value);
        tally[String(truth) as keyof typeof tally]++;
        expect(truth).toBe(found.size > 1 ? 'unknown' : found.has(true));
      }),
      { numRuns: 700, seed: 20260101 },
    );
    expect(Math.min(...Object.values(tally))).toBeGreaterThan(2);
  });

  const unique = stringOf(['acr', hole('a-z2-7', 13, 13)]);
  it.each([
    ['^acr', 'acr and a unique string', unique, true],
    ['^[a-z0-9]{5,50}$', 'acr and a unique string', unique, true],
    ['^[a-z]*$', 'acr and a unique string', unique, 'unknown'],
    ['-', 'acr and a unique string', unique, false],
    ['^.{16}$', 'acr and a unique string', unique, true],
    ['.', 'any text', hole(undefined), 'unknown'],
    ['^[^]*$', 'any text', hole(undefined), true],
    ['a', 'a text of b', hole('b'), false],
    ['prod$', 'a text that ends in -prod', stringOf([hole(undefined), '-prod']), true],
    ['[^]', 'a text that is not empty', hole(undefined, 1), true],
  ] as const)('%s on %s', (source, _, value, expected) => {
    expect(matches(pattern(source), value)).toBe(expected);
  });

  it('never matches what is not a string', () => {
    expect(matches(pattern(''), known(1))).toBe(false);
    expect(matches(pattern(''), unknown(because, 'n', { type: 'int' }))).toBe(false);
    expect(matches(pattern(''), unknown(because, 'x'))).toBe('unknown');
    expect(matches(pattern('a'), unknown(because, 'x', { limits: { alphabet: chars('b') } }))).toBe(false);
  });

  it.each([
    ['(a|b)*a(a|b){12}$', hole('ab')],
    ['a{1500}', hole('a')],
    ['a', hole('ab', 2_000_000_000)],
    ['b', hole('a', 2_000_000_000, 2_000_000_000)],
    ['^(a?){30}b', stringOf([hole('a-z'), hole('a-z'), hole('a-z')])],
  ] as const)('gives up on %s rather than search for ever', (source, value) => {
    expect([false, 'unknown']).toContain(matches(pattern(source), value));
  });
});
