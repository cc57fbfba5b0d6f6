// Strings: what their texts read, and what stands in their holes.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the holes of Bicep's strings

import { describe, expect, it } from 'vitest';
import { readTree } from '../../support/bicep-tree.ts';

const strings: Readonly<Record<string, readonly (readonly [source: string, tree: string])[]>> = {
  'in one line': [
    ["''", '""'],
    ["'a'", '"a"'],
    ["'$a'", '"$a"'],
    ["'$'", '"$"'],
    ["'{}'", '"{}"'],
  ],
  'with escapes': [
    ["'it\\'s'", `"it's"`],
    ["'a\\nb\\rc\\td'", '"a\\nb\\rc\\td"'],
    ["'\\\\'", '"\\\\"'],
    ["'\\${a}'", '"${a}"'],
    ["'\\$a'", '"$a"'],
    ["'\\u{41}\\u{1F680}\\u{0}'", '"A🚀\\u0000"'],
    ["'\\u{000041}'", '"A"'],
    ["'\\\\n'", '"\\\\n"'],
    ["'\\'${a}\\n'", `"'"{a}"\\n"`],
  ],
  'with holes': [
    ["'${a}'", '""{a}""'],
    ["'a${b}c'", '"a"{b}"c"'],
    ["'${a}${b}'", '""{a}""{b}""'],
    ["'${'${a}'}'", '""{""{a}""}""'],
    ["'${a}}'", '""{a}"}"'],
    ["'$${a}'", '"$"{a}""'],
    ["'${a ? 'b' : 'c'}'", '""{(a ? "b" : "c")}""'],
    ["'${f('}')}'", '""{f("}")}""'],
    ["'${a[0]['b']}'", '""{a[0]["b"]}""'],
    ["'${f(x => { a: x })}'", '""{f((x => {a: x}))}""'],
  ],
  'over lines': [
    ["''''''", '¶""'],
    ["'''a'''", '¶"a"'],
    ["'''\na'''", '¶"a"'],
    ["'''\r\na'''", '¶"a"'],
    ["'''\n\na\n'''", '¶"\\na\\n"'],
    ["''' a'''", '¶" a"'],
    ["'''a\r\nb'''", '¶"a\\r\\nb"'],
    ["'''it's'''", `¶"it's"`],
    ["'''a''''", `¶"a'"`],
    ["''''a'''", `¶"'a"`],
    ["'''a\\n${b}'''", '¶"a\\\\n${b}"'],
  ],
  'over lines with holes': [
    ["$'''${a}'''", '¶""{a}""'],
    ["$'''\na ${b} c\n'''", '¶"a "{b}" c\\n"'],
    ["$'''$ ${a}$'''", '¶"$ "{a}"$"'],
    ["$$'''${a} $${b}'''", '¶"${a} "{b}""'],
    ["$$'''$$${a}'''", '¶"$"{a}""'],
    ["$'''${'''a'''}'''", '¶""{¶"a"}""'],
    ["$'''\\${a}'''", '¶"\\\\"{a}""'],
    ["$'''it's '' ${a}'''", `¶"it's '' "{a}""`],
    ["$$'''a'''", '¶"a"'],
  ],
};

for (const [construct, cases] of Object.entries(strings)) {
  describe(construct, () => {
    it.each(cases)('%j', (source, tree) => expect(readTree(`var x = ${source}`)).toBe(`var x = ${tree}`));
  });
}
