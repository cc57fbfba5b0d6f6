// Texts and the tokens they are cut into.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the holes of Bicep's strings

import { describe, expect, it } from 'vitest';
import { lex } from '../../../src/bicep/syntax/lexer.ts';
import { tokenTexts } from '../../support/bicep-tokens.ts';
import { problemTexts } from '../../support/bicep-tree.ts';

const tokens: Readonly<Record<string, readonly (readonly [source: string, tokens: string])[]>> = {
  'symbols, the longest first': [
    ['{}[]()', 'openBrace { · closeBrace } · openBracket [ · closeBracket ] · openParen ( · closeParen )'],
    ['@ , . ...', 'at @ · comma , · dot . · ellipsis ...'],
    ['? ?? : ::', 'question ? · coalesce ?? · colon : · doubleColon ::'],
    ['= => == =~', 'assign = · arrow => · equal == · equalIgnoringCase =~'],
    ['! != !~', 'bang ! · notEqual != · notEqualIgnoringCase !~'],
    ['< <= > >=', 'less < · lessOrEqual <= · greater > · greaterOrEqual >='],
    ['| || &&', 'pipe | · or || · and &&'],
    ['+ - * / % ^', 'plus + · minus - · asterisk * · slash / · percent % · caret ^'],
    ['....', 'ellipsis ... · dot .'],
    ['???', 'coalesce ?? · question ?'],
    [':::', 'doubleColon :: · colon :'],
    ['====', 'equal == · equal =='],
    ['<>', 'less < · greater >'],
    ['!!=', 'bang ! · notEqual !='],
  ],
  'words and numbers': [
    ['abc', 'identifier abc'],
    ['_a1', 'identifier _a1'],
    ['a-b', 'identifier a · minus - · identifier b'],
    ['a.b', 'identifier a · dot . · identifier b'],
    ['true false null', 'true true · false false · null null'],
    ['truer nulls falsey TRUE', 'identifier truer · identifier nulls · identifier falsey · identifier TRUE'],
    ['x1y', 'identifier x1y'],
    ['1x', 'integer 1 · identifier x'],
    ['12 34', 'integer 12 · integer 34'],
    ['1.5', 'integer 1 · dot . · integer 5'],
    ['if for in existing', 'identifier if · identifier for · identifier in · identifier existing'],
  ],
  lines: [
    ['a\nb', 'identifier a · newline \n · identifier b'],
    ['a\r\nb', 'identifier a · newline \r\n · identifier b'],
    ['a\rb', 'identifier a · newline \r · identifier b'],
    ['a\n\n\nb', 'identifier a · newline \n\n\n · identifier b'],
    ['a\n \nb', 'identifier a · newline \n · newline \n · identifier b'],
    ['\uFEFFa', 'identifier a'],
    [' \ta', 'identifier a'],
  ],
  comments: [
    ['a // b', 'identifier a · lineComment // b'],
    ['// a\nb', 'lineComment // a · newline \n · identifier b'],
    ['a /* b */ c', 'identifier a · blockComment /* b */ · identifier c'],
    ['/* a\nb */ c', 'blockComment /* a\nb */ · identifier c'],
    ['/**/a', 'blockComment /**/ · identifier a'],
    ['/***/', 'blockComment /***/'],
    ["// it's", "lineComment // it's"],
    ['a / b', 'identifier a · slash / · identifier b'],
    ['//', 'lineComment //'],
    ['/* // */ a', 'blockComment /* // */ · identifier a'],
    ['// /* a\nb', 'lineComment // /* a · newline \n · identifier b'],
  ],
  pragmas: [
    ['#disable-next-line a', 'pragma #disable-next-line a'],
    ['#disable-next-line a-b BCP123 // c', 'pragma #disable-next-line a-b BCP123 · lineComment // c'],
    ['  #disable-next-line a\nb', 'pragma #disable-next-line a · newline \n · identifier b'],
    ['#disable-diagnostics a b', 'pragma #disable-diagnostics a b'],
    ['#restore-diagnostics a', 'pragma #restore-diagnostics a'],
    ['\uFEFF#restore-diagnostics a', 'pragma #restore-diagnostics a'],
  ],
  'strings in one line': [
    ["''", "string ''"],
    ["'a b'", "string 'a b'"],
    ["'it\\'s'", "string 'it\\'s'"],
    ["'\\\\'", "string '\\\\'"],
    ["'$'", "string '$'"],
    ["'$a'", "string '$a'"],
    ["'\\${a}'", "string '\\${a}'"],
    ["'a' 'b'", "string 'a' · string 'b'"],
    ["'{}'", "string '{}'"],
    [`'"'`, `string '"'`],
    ["'// a'", "string '// a'"],
    ["'/* a'", "string '/* a'"],
    ["'é🚀'", "string 'é🚀'"],
  ],
  holes: [
    ["'${a}'", "stringStart '${ · identifier a · stringEnd }'"],
    ["'a${b}c'", "stringStart 'a${ · identifier b · stringEnd }c'"],
    ["'${a}${b}'", "stringStart '${ · identifier a · stringMiddle }${ · identifier b · stringEnd }'"],
    [
      "'${a}-${b}-${c}'",
      "stringStart '${ · identifier a · stringMiddle }-${ · identifier b · stringMiddle }-${ · identifier c · stringEnd }'",
    ],
    ["'${'${a}'}'", "stringStart '${ · stringStart '${ · identifier a · stringEnd }' · stringEnd }'"],
    ["'${{}}'", "stringStart '${ · openBrace { · closeBrace } · stringEnd }'"],
    [
      "'${f({ a: {} })}!'",
      "stringStart '${ · identifier f · openParen ( · openBrace { · identifier a · colon : · openBrace { · closeBrace } · closeBrace } · closeParen ) · stringEnd }!'",
    ],
    ["'$${a}'", "stringStart '$${ · identifier a · stringEnd }'"],
    ["'${a}}'", "stringStart '${ · identifier a · stringEnd }}'"],
  ],
  'strings over lines': [
    ["''''''", "string ''''''"],
    ["'''a'''", "string '''a'''"],
    ["'''a\nb'''", "string '''a\nb'''"],
    ["''''a'''", "string ''''a'''"],
    ["'''a''''", "string '''a''''"],
    ["'''a''b'''", "string '''a''b'''"],
    ["'''\\n ${a}'''", "string '''\\n ${a}'''"],
    ["'''a'''b", "string '''a''' · identifier b"],
  ],
  'holes in strings over lines': [
    ["$'''${a}'''", "stringStart $'''${ · identifier a · stringEnd }'''"],
    ["$'''a${b}c${d}'''", "stringStart $'''a${ · identifier b · stringMiddle }c${ · identifier d · stringEnd }'''"],
    ["$$'''${a} $${b}'''", "stringStart $$'''${a} $${ · identifier b · stringEnd }'''"],
    ["$$'''$$${a}'''", "stringStart $$'''$$${ · identifier a · stringEnd }'''"],
    ["$'''$ {a}'''", "string $'''$ {a}'''"],
    ["$'''${'a'}'''", "stringStart $'''${ · string 'a' · stringEnd }'''"],
    ["$'''${a}''''", "stringStart $'''${ · identifier a · stringEnd }''''"],
    ["$$'''a'''", "string $$'''a'''"],
  ],
};

const outOfOrder: Readonly<
  Record<string, readonly (readonly [source: string, tokens: string, problems: readonly string[]])[]>
> = {
  'characters that begin nothing': [
    [
      'a ; b',
      'identifier a · unexpected ; · identifier b',
      ["1:3 Bicep takes no ';': declarations and items end with their line"],
    ],
    ['&', 'unexpected &', ["1:1 Unexpected '&'"]],
    ['$', 'unexpected $', ["1:1 Unexpected '$'"]],
    ['$$', 'unexpected $$', ["1:1 Unexpected '$$'"]],
    ['\\', 'unexpected \\', ["1:1 Unexpected '\\'"]],
    ['`a', 'unexpected ` · identifier a', ["1:1 Unexpected '`'"]],
    ['~', 'unexpected ~', ["1:1 Unexpected '~'"]],
    ['a é b', 'identifier a · unexpected é · identifier b', ["1:3 Unexpected 'é'"]],
    ['☕🚀 a', 'unexpected ☕🚀 · identifier a', ["1:1 Unexpected '☕🚀'"]],
    ['\u00a0a', 'unexpected \u00a0 · identifier a', ['1:1 Unexpected invisible character U+00A0']],
    ['a​ b', 'identifier a · unexpected ​ · identifier b', ['1:2 Unexpected invisible character U+200B']],
    ['#region', 'unexpected # · identifier region', ["1:1 Unexpected '#'"]],
    [
      '/* a */ #disable-next-line a',
      'blockComment /* a */ · unexpected # · identifier disable · minus - · identifier next · minus - · identifier line · identifier a',
      ["1:9 Unexpected '#'"],
    ],
    [
      "a'b'☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕",
      "identifier a · string 'b' · unexpected ☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕",
      ["1:5 Unexpected '☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕☕…'"],
    ],
  ],
  'double quotes': [
    ['"a b" c', 'unexpected "a b" · identifier c', ['1:1 Strings stand in single quotes']],
    ['"a', 'unexpected " · identifier a', ['1:1 Strings stand in single quotes']],
    [
      '\'${"a"}\'',
      'stringStart \'${ · unexpected " · identifier a · unexpected " · stringEnd }\'',
      ['1:4 Strings stand in single quotes', '1:6 Strings stand in single quotes'],
    ],
  ],
  'pragmas without a code': [
    [
      '#disable-next-line',
      'pragma #disable-next-line',
      ["1:1 Expected the code of a diagnostic after '#disable-next-line'"],
    ],
    [
      '#disable-diagnostics // all',
      'pragma #disable-diagnostics · lineComment // all',
      ["1:1 Expected the code of a diagnostic after '#disable-diagnostics'"],
    ],
  ],
  'strings without an end': [
    ["'a", "string 'a", ['1:1 The string is not closed']],
    ["'a\nb", "string 'a · newline \n · identifier b", ['1:1 The string is not closed']],
    ["'a\\", "string 'a\\", ['1:1 The string is not closed']],
    ["'${a\nb", "stringStart '${ · identifier a · newline \n · identifier b", ['1:1 The string is not closed']],
    ["'${'a", "stringStart '${ · string 'a", ['1:4 The string is not closed']],
    ["'${a}b", "stringStart '${ · identifier a · stringEnd }b", ['1:1 The string is not closed']],
    ["'''a", "string '''a", ['1:1 The string is not closed']],
    [
      "'''a\nparam b string",
      "string '''a · newline \n · identifier param · identifier b · identifier string",
      ['1:1 The string is not closed'],
    ],
    [
      "$'''${a}\nvar b = 1",
      "stringStart $'''${ · identifier a · stringEnd } · newline \n · identifier var · identifier b · assign = · integer 1",
      ['1:1 The string is not closed'],
    ],
    [
      "$'''${a\n}'''",
      "stringStart $'''${ · identifier a · stringEnd }'''",
      ['1:8 A line break cannot stand in the hole of a string'],
    ],
  ],
  'comments without an end': [
    ['/* a', 'blockComment /* a', ["1:1 The comment is not closed by '*/'"]],
    [
      '/* a\nvar b = 1',
      'blockComment /* a · newline \n · identifier var · identifier b · assign = · integer 1',
      ["1:1 The comment is not closed by '*/'"],
    ],
    ['a /* b /* c', 'identifier a · blockComment /* b /* c', ["1:3 The comment is not closed by '*/'"]],
  ],
  'escapes that are none': [
    ["'\\q'", "string '\\q'", ["1:2 '\\q' is no escape; Bicep knows \\\\, \\', \\n, \\r, \\t, \\$ and \\u{…}"]],
    [
      "'\\u41'",
      "string '\\u41'",
      ["1:2 After '\\u', a code point stands in braces: '\\u{1F680}', up to '\\u{10FFFF}'"],
    ],
    [
      "'\\u{}'",
      "string '\\u{}'",
      ["1:2 After '\\u', a code point stands in braces: '\\u{1F680}', up to '\\u{10FFFF}'"],
    ],
    [
      "'\\u{110000}'",
      "string '\\u{110000}'",
      ["1:2 After '\\u', a code point stands in braces: '\\u{1F680}', up to '\\u{10FFFF}'"],
    ],
    [
      "'\\x \\y'",
      "string '\\x \\y'",
      [
        "1:2 '\\x' is no escape; Bicep knows \\\\, \\', \\n, \\r, \\t, \\$ and \\u{…}",
        "1:5 '\\y' is no escape; Bicep knows \\\\, \\', \\n, \\r, \\t, \\$ and \\u{…}",
      ],
    ],
  ],
};

for (const [what, cases] of Object.entries(tokens)) {
  describe(what, () => {
    it.each(cases)('%j', (source, expected) => {
      expect(tokenTexts(source)).toBe(expected);
      expect(lex(source).problems).toEqual([]);
    });
  });
}

for (const [what, cases] of Object.entries(outOfOrder)) {
  describe(what, () => {
    it.each(cases)('%j', (source, expected, problems) => {
      expect(tokenTexts(source)).toBe(expected);
      expect(problemTexts(source, lex(source))).toEqual(problems);
    });
  });
}

describe('names', () => {
  it('have 255 characters at most', () => {
    expect(problemTexts('', lex('a'.repeat(255)))).toEqual([]);
    expect(lex('a'.repeat(256)).problems).toEqual([
      { message: 'Names have 255 characters at most', start: 0, end: 256 },
    ]);
  });
});

describe('pragmas', () => {
  it.each([
    ['#disable-next-line a b-c', 'disable-next-line', ['a', 'b-c'], [0, 24]],
    ['#disable-diagnostics\tBCP1  // why', 'disable-diagnostics', ['BCP1'], [0, 25]],
    ['  #restore-diagnostics a \nb', 'restore-diagnostics', ['a'], [2, 24]],
    ['#disable-next-line', 'disable-next-line', [], [0, 18]],
  ] as const)('%j', (source, kind, codes, [start, end]) => {
    const [pragma] = lex(source).pragmas;
    expect(pragma).toMatchObject({ kind, start, end });
    expect(pragma?.codes.map(({ text }) => text)).toEqual(codes);
    for (const code of pragma?.codes ?? []) expect(source.slice(code.start, code.end)).toBe(code.text);
  });
});
