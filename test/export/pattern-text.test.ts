// Patterns of rules as regular expressions of KQL: they match the same texts.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kqlLike, kqlPattern } from '../../src/export/kql/pattern-text.ts';
import { isJsonArray, isJsonObject, type Json } from '../../src/values/json.ts';
import { matchesText } from '../../src/values/pattern.ts';
import { compileLike, compilePattern, type Pattern, type PatternProblem } from '../../src/values/pattern-syntax.ts';
import { ruleFiles } from '../support/rules.ts';
import { regularExpression } from './kql-evaluator.ts';

const inRules = [...new Set(ruleFiles.rules.flatMap(({ file }) => patternsIn(file)))];

/** Texts of the symbols that patterns tell apart. */
const texts = fc.string({ unit: fc.constantFrom(...'aZ09_.:/-@ \n\r\t\v\u00a0*[]{}()\\^$&~"+é'), maxLength: 12 });

describe('a pattern as a regular expression of KQL', () => {
  it('matches what the pattern of a rule matches', () => {
    expect(inRules.length).toBeGreaterThan(40);
    const said = inRules.filter((source) => kqlPattern(source) !== undefined);
    expect(said.length).toBeGreaterThan(inRules.length * 0.9);
    fc.assert(
      fc.property(fc.constantFrom(...said), texts, (source, text) => {
        expect(regularExpression(kqlPattern(source) ?? '').test(text)).toBe(
          matchesText(ready(compilePattern(source)), text),
        );
      }),
      { numRuns: 3000, seed: 20261121 },
    );
  });

  it('matches what random patterns match', () => {
    const atoms = fc.constantFrom(
      'a',
      '.',
      '\\d',
      '\\W',
      '\\s',
      '[^a-f]',
      '[-.~&&]',
      '[\\w-]',
      '[[a]',
      '(?:a|Z)',
      '\\.',
      '\\/',
      '{',
      '}',
      ']',
      '^',
      '$',
      '[^]',
      '\\-',
      '#',
    );
    const counts = fc.constantFrom('', '', '*', '+?', '?', '{2}', '{0,3}', '{1,}');
    const patterns = fc
      .array(fc.tuple(atoms, counts), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.map(([atom, count]) => (/^[\^$]$/.test(atom) ? atom : atom + count)).join(''));
    let said = 0;
    fc.assert(
      fc.property(patterns, texts, (source, text) => {
        const pattern = compilePattern(source);
        const translated = kqlPattern(source);
        if (pattern.kind === 'problem' || translated === undefined) return;
        said += 1;
        expect(regularExpression(translated).test(text)).toBe(matchesText(pattern, text));
      }),
      { numRuns: 3000, seed: 20261121 },
    );
    expect(said).toBeGreaterThan(2000);
  });

  it('matches what wildcards match', () => {
    const wildcards = fc.string({ unit: fc.constantFrom(...'aZ*?.[]\\'), maxLength: 6 });
    fc.assert(
      fc.property(wildcards, texts, (like, text) => {
        expect(regularExpression(kqlLike(like) ?? '').test(text)).toBe(matchesText(ready(compileLike(like)), text));
      }),
      { numRuns: 2000, seed: 20261121 },
    );
  });

  it.each([
    ['what stands for more than ASCII', 'é'],
    ['negated classes in a set, about which engines disagree', '[\\s\\S]'],
    ['what does not stay on its line', 'a\nb'],
    ['more repetitions than engines take', 'a{1,2000}'],
  ])('is refused for %s', (_, source) => {
    expect(kqlPattern(source)).toBeUndefined();
  });
});

function patternsIn(json: Json): readonly string[] {
  if (isJsonArray(json)) return json.flatMap(patternsIn);
  if (!isJsonObject(json)) return [];
  return Object.entries(json).flatMap(([key, value]) =>
    /^(pattern|notPattern)$/.test(key) && typeof value === 'string' ? [value] : patternsIn(value),
  );
}

function ready(pattern: Pattern | PatternProblem): Pattern {
  if (pattern.kind === 'problem') throw new Error(pattern.message);
  return pattern;
}
