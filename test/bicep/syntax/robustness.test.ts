// Whatever the text is: nothing is thrown, nothing is lost, and every place is a place.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lex } from '../../../src/bicep/syntax/lexer.ts';
import { type Language, parseBicep } from '../../../src/bicep/syntax/parser.ts';
import { tokenKind, tokenText } from '../../../src/bicep/syntax/tokens.ts';
import { allNodes, treeHeight } from '../../support/bicep-nodes.ts';
import { everyParameter, everything, pieces } from '../../support/bicep-source.ts';
import { problemTexts, readTree, treeText } from '../../support/bicep-tree.ts';

const language = fc.constantFrom<Language>('bicep', 'bicepparam');
const arbitraryText = fc.string({ unit: 'binary', maxLength: 80 });
const textOfPieces = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''));
const sources = fc.constantFrom(everything, everyParameter);
const place = fc.double({ min: 0, max: 1, noNaN: true });

/** A real file with a part cut out, put in elsewhere, or replaced. */
const mutated = fc
  .tuple(sources, fc.array(fc.tuple(place, place, fc.constantFrom('', ...pieces)), { minLength: 1, maxLength: 4 }))
  .map(([source, changes]) =>
    changes.reduce<string>((text, [at, length, piece]) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + piece + text.slice(start + Math.floor(length ** 4 * 60));
    }, source),
  );
const truncated = fc.tuple(sources, place).map(([source, at]) => source.slice(0, Math.floor(at * source.length)));
const anyText = fc.oneof(arbitraryText, textOfPieces, mutated, truncated);

describe('on any text', () => {
  it('the tokens in a row are the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const tokens = lex(text);
        const texts = Array.from({ length: tokens.count }, (_, i) => tokenText(tokens, i));
        expect(texts.join('')).toBe(text);
        expect(texts.slice(0, -1)).not.toContain('');
        expect(tokens.kinds[tokens.count - 1]).toBe(tokenKind.endOfFile);
      }),
      { numRuns: 1500, seed: 20260301 },
    );
  });

  it('nodes lie in the text, in their parents, and begin and end with what belongs to them', () => {
    fc.assert(
      fc.property(anyText, language, (text, kind) => {
        const syntax = parseBicep(text, kind);
        const hasOpenString = syntax.problems.some(({ message }) => message === 'The string is not closed');
        for (const { start, end, parent } of allNodes(syntax)) {
          expect(start).toBeGreaterThanOrEqual(parent?.start ?? 0);
          expect(end).toBeLessThanOrEqual(parent?.end ?? text.length);
          expect(end).toBeGreaterThanOrEqual(start);
          if (!hasOpenString) expect(text.slice(start, end)).not.toMatch(/^\s|\s$/);
        }
      }),
      { numRuns: 1500, seed: 20260302 },
    );
  });

  it('problems lie in the text and come in its order, one at every place', () => {
    fc.assert(
      fc.property(anyText, language, (text, kind) => {
        const { problems, pragmas } = parseBicep(text, kind);
        const starts = problems.map(({ start }) => start);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        for (const { start, end } of [...problems, ...pragmas]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 1500, seed: 20260303 },
    );
  });
});

describe('on texts that look like something else', () => {
  it.each([
    ['a resource without a name in an object that is not closed', "resource ''{){\rresource$}"],
    ['brackets that close in another order', 'var a = [{(]})\nvar b = ([{)]}'],
    ['nothing but what closes', ')]}>}'],
    ['holes in holes without an end', "'${'${'${"],
  ])('%s', (_, text) => {
    const { declarations } = parseBicep(`${text}\nparam survivor string`, 'bicep');
    expect(treeText({ declarations: declarations.slice(-1), pragmas: [], problems: [] })).toBe('param survivor string');
  });
});

describe('on a file that uses all of the language', () => {
  it.each([
    ['bicep', everything],
    ['bicepparam', everyParameter],
  ] as const)('%s reads without a problem', (kind, source) => {
    expect(problemTexts(source, parseBicep(source, kind))).toEqual([]);
  });

  it('a missing part is said, and what stands before it survives', () => {
    const whole = parseBicep(everything, 'bicep').declarations;
    fc.assert(
      fc.property(fc.nat(everything.length - 1), (length) => {
        const before = whole.filter(({ end }) => end < length).length;
        expect(parseBicep(everything.slice(0, length), 'bicep').declarations.length).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 300, seed: 20260304 },
    );
  });

  it('a declaration that is out of order takes none of the others with it', () => {
    const lines = everything.split('\n');
    const starts = lines.flatMap((line, i) => (/^(param|var|output|resource|module|type|func) /.test(line) ? [i] : []));
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.constantFrom(...pieces), (at, piece) => {
        fc.pre(!/['"\n\r*#]/.test(piece));
        const extra = [`var broken = {`, `  a: [ ${piece}`, ''].join('\n');
        const text = [...lines.slice(0, at), extra, ...lines.slice(at)].join('\n');
        const names = namesOf(text);
        for (const name of namesOf(everything)) expect(names).toContain(name);
      }),
      { numRuns: 300, seed: 20260305 },
    );
  });

  it.each(['\r\n', '\r'])('line breaks may be %j', (lineBreak) => {
    const source = everything.replace(/var text = '''.*?'''/s, '');
    expect(readTree(source.replaceAll('\n', lineBreak))).toBe(readTree(source));
  });

  it('space and comments may stand between any two tokens', () => {
    const tokens = lex(everything);
    const parts = Array.from({ length: tokens.count }, (_, i) => tokenText(tokens, i));
    fc.assert(
      fc.property(fc.nat(parts.length - 1), fc.constantFrom(' ', '\t', '/* x */', '/* \n */'), (at, noise) => {
        fc.pre(!parts[at]?.startsWith('#'));
        const text = [...parts.slice(0, at), noise, ...parts.slice(at)].join('');
        expect(readTree(text)).toBe(readTree(everything));
      }),
      { numRuns: 300, seed: 20260306 },
    );
  });
});

function namesOf(text: string): string[] {
  return parseBicep(text, 'bicep').declarations.flatMap((one) => ('name' in one ? [one.name.text] : []));
}

describe('nesting is refused beyond what walking the tree can stand', () => {
  const times = 20_000;
  it.each<readonly [what: string, unit: string]>([
    ['arrays', 'var x = ['],
    ['parentheses', 'var x = ('],
    ['objects', 'var x = {a:'],
    ['objects over lines', 'var x = {\n  a: '],
    ['conditions', 'var x = a?b:'],
    ['conditions inside', 'var x = a?'],
    ['holes', "var x = '${"],
    ['holes in many lines', "var x = $'''${"],
    ['not', 'var x = !'],
    ['minus', 'var x = -'],
    ['accesses', 'var x = a .a'],
    ['indexes', 'var x = a [a'],
    ['non-null', 'var x = a !'],
    ['sums', 'var x = a +a'],
    ['all operators', 'var x = a ?? b || c && d == e < f + g * ('],
    ['calls', 'var x = f('],
    ['methods', 'var x = a .f()'],
    ['lambdas', 'var x = a => '],
    ['loops', 'var x = [for a in b: '],
    ['loops over loops', 'var x = [for a in '],
    ['resources', "resource a 'b' = {\n resource a 'b' = {\n"],
    ['array types', 'param x string []'],
    ['nullable types', 'param x string ?'],
    ['non-null types', 'param x string !'],
    ['tuples', 'param x ['],
    ['object types', 'param x {a:'],
    ['type members', 'param x a .a'],
    ['type arguments', 'param x a<'],
    ['type parentheses', 'param x ('],
    ['decorators in types', 'type x = {\n @a({b: '],
    ['comments', 'var x = /*'],
    ['closing brackets', 'var x = ]'],
  ])('%s', (_, unit) => {
    const [, start = '', repeated = ''] =
      /^((?:param x|type x =|var x =|resource a 'b' = \{)(?: (?:a|string)(?= ))?)(.*)$/s.exec(unit) ?? [];
    const syntax = parseBicep(`${start} ${repeated.repeat(times)}\nparam survivor string\n`, 'bicep');
    expect(treeHeight(allNodes(syntax))).toBeLessThan(1400);
    expect(syntax.problems.length).toBeGreaterThan(0);
    expect(treeText({ ...syntax, declarations: syntax.declarations.slice(-1) })).toBe('param survivor string');
  });

  it('the highest tree that gets through can be walked', () => {
    const deep = `var x = ${'{a: -[b ? c : !('.repeat(60)}a${'.a'.repeat(500)}${')]}'.repeat(60)}`;
    const height = treeHeight(allNodes(parseBicep(deep, 'bicep')));
    expect(height).toBeGreaterThan(900);
    expect(height).toBeLessThan(1400);
  });
});
