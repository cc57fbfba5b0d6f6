// Types and the trees they make.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the holes of Bicep's strings

import { describe, expect, it } from 'vitest';
import { readTree } from '../../support/bicep-tree.ts';

const types: Readonly<Record<string, readonly (readonly [source: string, tree: string])[]>> = {
  names: [
    ['string', 'string'],
    ['a.b', 'a.b'],
    ['a.b.c', 'a.b.c'],
    ['a.*', 'a.*'],
    ['a[*]', 'a[*]'],
    ['a[0]', 'a[0]'],
    ['a.b[*].c.*', 'a.b[*].c.*'],
  ],
  'arrays, null and its opposite': [
    ['string[]', 'string[]'],
    ['string[][]', 'string[][]'],
    ['string?', 'string?'],
    ['string[]?', 'string[]?'],
    ['a!', 'a!'],
    ['a[]!?', 'a[]!?'],
    ['{ a: { b: { c: string } } }[]', '{a: {b: {c: string}}}[]'],
    ['(string | int)[]', '‹(string | int)›[]'],
    ['(string)', '‹string›'],
  ],
  literals: [
    ["'a'", '"a"'],
    ["'a'[]", '"a"[]'],
    ["'a${b}'", '"a"{b}""'],
    ['1', '1'],
    ['-1', '(-1)'],
    ['!true', '(!true)'],
    ['true | false | null', '(true | false | null)'],
  ],
  unions: [
    ["'a' | 'b'", '("a" | "b")'],
    ["| 'a' | 'b'", '("a" | "b")'],
    ["'a'\n  | 'b'\n  | 'c'", '("a" | "b" | "c")'],
    ["(\n  | 'a'\n  | 'b')[]", '‹("a" | "b")›[]'],
    ['1 | 2', '(1 | 2)'],
    ['a | b? | c[]', '(a | b? | c[])'],
  ],
  objects: [
    ['{}', '{}'],
    ['{\n}', '{}'],
    ['{ a: string }', '{a: string}'],
    ['{ a: string, b: int? }', '{a: string, b: int?}'],
    ["{\n  a: string\n  'b c': int\n}", '{a: string, "b c": int}'],
    ['{ *: string }', '{*: string}'],
    ['{ a: int, *: string[] }', '{a: int, *: string[]}'],
    ["{\n  @description('the a')\n  a: string\n}", '{@description("the a") a: string}'],
    ['{\n  @a()\n  @b.c()\n\n  *: any\n}', '{@a() @b.c() *: any}'],
  ],
  tuples: [
    ['[]', '[]'],
    ['[string, int]', '[string int]'],
    ['[\n  string\n  int?\n]', '[string int?]'],
    ['[\n  @a()\n  string\n]', '[@a() string]'],
  ],
  'types with arguments': [
    ["resourceInput<'a@b'>", 'resourceInput<"a@b">'],
    ["sys.resourceInput<'a@b'>", 'sys.resourceInput<"a@b">'],
    ["resourceOutput<'a@b'>.properties.c", 'resourceOutput<"a@b">.properties.c'],
    ["f<'a', b>", 'f<"a", b>'],
    ['f<g<h>>', 'f<g<h>>'],
    ['f<\n  a,\n  b\n>', 'f<a, b>'],
  ],
};

for (const [construct, cases] of Object.entries(types)) {
  describe(construct, () => {
    it.each(cases)('%j', (source, tree) => expect(readTree(`type x = ${source}`)).toBe(`type x = ${tree}`));
  });
}
