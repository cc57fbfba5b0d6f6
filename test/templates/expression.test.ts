// The expression language: what a string is, the tree it makes, and what is wrong with it where.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify, type Expression, maxExpressionLength, parseExpression } from '../../src/templates/expression.ts';
import { deploy } from './deployed.ts';

/** The tree in a compact form; parentheses show the targets of steps. */
function tree(text: string): string {
  const parsed = parseExpression(text);
  return parsed.kind === 'problem'
    ? `problem at ${text.slice(parsed.start, parsed.end)}: ${parsed.message}`
    : write(parsed);
}

function write(expression: Expression): string {
  switch (expression.kind) {
    case 'string':
      return JSON.stringify(expression.value);
    case 'number':
      return String(expression.value);
    case 'call':
      return `${expression.namespace === undefined ? '' : `${expression.namespace}:`}${expression.name}(${expression.args.map(write).join(' ')})`;
    case 'property':
      return `(${write(expression.target)}).${expression.key}`;
    case 'index':
      return `(${write(expression.target)})[${write(expression.index)}]`;
  }
}

describe('a string is', () => {
  it.each([
    ['[a()]', 'expression'],
    ['[]', 'expression'],
    ['[[a]', 'escaped'],
    ['[[]', 'escaped'],
    ['[[a', 'text'],
    ['[a() ', 'text'],
    [' [a()]', 'text'],
    ['[a()] ', 'text'],
    ['a()]', 'text'],
    ['[a(\n)]', 'expression'],
    ['[', 'text'],
    [']', 'text'],
    ['', 'text'],
  ] as const)('%j: %s', (text, kind) => {
    expect(classify(text)).toBe(kind);
  });

  it.each([
    ['[[a]', '"[a]"'],
    ['[[[a]', '"[[a]"'],
    ['[[a', '"[[a"'],
    ['[[a()] ', '"[[a()] "'],
    ["[concat('[', 'a', ']')]", '"[a]"'],
    ["[[concat('a')]", '"[concat(\'a\')]"'],
  ])('%j, and its value %s', (text, value) => {
    const { output } = deploy({ outputs: { o: { type: 'string', value: text } } });
    expect(output('o')).toBe(value);
  });
});

describe('an expression', () => {
  it.each([
    ["['it''s']", '"it\'s"'],
    ["['']", '""'],
    ["['''']", '"\'"'],
    ["['a\nb']", '"a\\nb"'],
    ['[-5]', '-5'],
    ['[+5]', '5'],
    ['[1.5e3]', '1500'],
    ['[9007199254740993]', '9007199254740993'],
    ['[f()]', 'f()'],
    ['[ f ( 1 , g( ) ) ]', 'f(1 g())'],
    ["[f\n(\t'a'\r\n)]", 'f("a")'],
    ['[f().a.b]', '((f()).a).b'],
    ['[f()[0].a]', '((f())[0]).a'],
    ["[f()['a b'][g()]]", '((f())["a b"])[g()]'],
    ['[f().a[0]]', '((f()).a)[0]'],
    ['[ns.f(1)]', 'ns:f(1)'],
    ['[a.b.f(1)]', 'a.b:f(1)'],
    ['[__bicep.f()]', '__bicep:f()'],
    ['[f() . a]', '(f()).a'],
    ["['a'.length]", '("a").length'],
    ['[F_1$()]', 'F_1$()'],
  ])('%j reads as %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  it.each([
    ['[]', 'problem at ]: The expression ends too early'],
    ['[ ]', 'problem at ]: The expression ends too early'],
    ["['a]", "problem at 'a: The string is not closed"],
    ['[f]', "problem at ]: Expected '(' after 'f'"],
    ['[true]', "problem at ]: Expected '(' after 'true'"],
    ['[f(]', 'problem at ]: The expression ends too early'],
    ['[f(1]', "problem at f(1: The call is not closed by ')'"],
    ['[f(1,)]', "problem at ): Expected a name but found ')'"],
    ['[f(,)]', "problem at ,: Expected a name but found ','"],
    ['[f() g()]', "problem at g: Expected the end of the expression but found 'g'"],
    ['[f())]', "problem at ): Expected the end of the expression but found ')'"],
    ['[f()[0]', "problem at ]: The index is not closed by ']'"],
    ['[f().]', 'problem at ]: The expression ends too early'],
    ['[f()..a]', "problem at .: Expected a name but found '.'"],
    ['[f()[]]', "problem at ]: Expected a name but found ']'"],
    ['["a"]', 'problem at ": Expected a name but found \'"\''],
    ['[-]', 'problem at -: Expected a number'],
    ["['a' + 'b']", "problem at +: Expected the end of the expression but found '+'"],
    ['[{}]', "problem at {: Expected a name but found '{'"],
  ])('%j is refused', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  it('that is too long or too deep is refused', () => {
    expect(tree(`['${'x'.repeat(maxExpressionLength - 4)}']`)).not.toContain('problem');
    expect(tree(`['${'x'.repeat(maxExpressionLength)}']`)).toContain(
      `characters long; Azure accepts ${maxExpressionLength}`,
    );
    expect(tree(`[${'f('.repeat(1499)}${')'.repeat(1499)}]`)).not.toContain('problem');
    expect(tree(`[${'f('.repeat(1501)}${')'.repeat(1501)}]`)).toContain('levels deep');
  });

  it('has parts that lie inside it and inside each other', () => {
    const expressions = fc.letrec<{ any: string }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        fc.constantFrom("'a'", "'it''s'", '5', '-1.5', 'f()'),
        fc
          .tuple(fc.constantFrom('f', 'ns.g'), fc.array(tie('any'), { maxLength: 3 }))
          .map(([name, args]) => `${name}( ${args.join(' , ')} )`),
        tie('any').map((inner) => `f(${inner}).key`),
        fc.tuple(tie('any'), tie('any')).map(([target, index]) => `f(${target})[${index}]`),
      ),
    })).any;
    fc.assert(
      fc.property(expressions, (inner) => {
        const text = `[${inner}]`;
        const parsed = parseExpression(text);
        if (parsed.kind === 'problem') throw new Error(parsed.message);
        const visit = (part: Expression, from: number, to: number): void => {
          expect(part.start).toBeGreaterThanOrEqual(from);
          expect(part.end).toBeLessThanOrEqual(to);
          expect(part.end).toBeGreaterThan(part.start);
          if (part.kind === 'call') for (const arg of part.args) visit(arg, part.start, part.end);
          if (part.kind === 'property' || part.kind === 'index') visit(part.target, part.start, part.end);
          if (part.kind === 'index') visit(part.index, part.start, part.end);
        };
        visit(parsed, 1, text.length - 1);
        // The slice of a part reads as that part.
        expect(tree(`[${text.slice(parsed.start, parsed.end)}]`)).toBe(write(parsed));
      }),
      { numRuns: 300, seed: 20260101 },
    );
  });
});

describe('keys that are expressions', () => {
  it('are evaluated, and escaped ones lose a bracket', () => {
    const { output } = deploy({
      outputs: { o: { type: 'object', value: { "[concat('a', 'b')]": 1, '[[c]': 2, '[d': 3 } } },
    });
    expect(output('o')).toBe('{"ab":1,"[c]":2,"[d":3}');
  });
});

describe('a problem', () => {
  it('is reported at its part of the string', () => {
    const { evaluated } = deploy({ outputs: { o: { type: 'string', value: "[concat('a', )]" } } });
    expect(evaluated.diagnostics).toMatchObject([
      { message: "Expected a name but found ')'", part: { start: 13, end: 14 } },
    ]);
  });
});
