// Base 64, JSON texts, data URIs and URIs.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../../src/values/access.ts';
import { evaluateText } from '../../support/template.ts';
import { errorOf, reasons, shown, valueOfExpression } from '../notation.ts';

describe('encodings', () => {
  it('are undone by their opposites, for any text', () => {
    const wellFormed = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\ufffd'));
    fc.assert(
      fc.property(wellFormed, (text) => {
        const parameters = { x: { type: 'string' } };
        for (const expression of [
          "base64ToString(base64(parameters('x')))",
          "uriComponentToString(uriComponent(parameters('x')))",
          "dataUriToString(dataUri(parameters('x')))",
        ]) {
          const { value, errors } = evaluateText(`[${expression}]`, { parameters }, { arguments: { x: text } });
          expect(errors).toEqual([]);
          expect(value && toJson(value)).toBe(text);
        }
      }),
      { numRuns: 60, seed: 20260101 },
    );
  });

  it.each([
    [`json('{"a": [1, true, null]}').a`, '[1,true,null]'],
    [`json('9007199254740993')`, '9007199254740993'],
    [`json('{"__proto__": 1}')`, '{"__proto__":1}'],
    ["json(parameters('s'))", '<any>'],
    ["json(concat('{', parameters('s'), '}')).a", '<any>'],
    ["base64(parameters('s'))", '<string>'],
    ["uriComponent('a b(*)''!~')", '"a%20b%28%2A%29%27%21~"'],
    ["uri('https://contoso.com/a/b', 'c')", '"https://contoso.com/a/c"'],
    ["uri('https://contoso.com/a/b/', '../c')", '"https://contoso.com/a/c"'],
    ["uri(parameters('s'), 'c')", '<string>'],
    ["uri(deployment().properties.templateLink.uri, 'c')", '<string>'],
    ["dataUri(createObject('a', 1))", '"data:application/json;charset=utf-8;base64,eyJhIjoxfQ=="'],
    [
      "buildUri(createObject('scheme', 'https', 'host', 'contoso.com', 'port', 8080, 'path', '/a', 'query', '?b=1'))",
      '"https://contoso.com:8080/a?b=1"',
    ],
    ["buildUri(createObject('scheme', 'https', 'host', 'contoso.com'))", '"https://contoso.com/"'],
    [
      "parseUri('https://contoso.com:8080/a?b=1')",
      '{"scheme":"https","host":"contoso.com","port":8080,"path":"/a","query":"?b=1"}',
    ],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it.each([
    ["json('')", 'json() of an empty text'],
    ["base64ToString('/w==')", 'how base64ToString() decodes bytes that are not UTF-8'],
    ["uriComponentToString('%ff')", 'how uriComponentToString() decodes bytes that are not UTF-8'],
    ["uri('https://contoso.com/', 'a b')", 'uri() with characters that need escaping'],
    ["uriComponent(substring('🚀', 0, 1))", 'uriComponent() of half a character'],
  ])('%s is settled by no source', (expression, because) => {
    expect(reasons(`[${expression}]`)).toEqual([`unsupported: no source settles ${because}`]);
  });

  it.each([
    ["json('{')", "json() is given a text that is not JSON: The file ends before '{' is closed"],
    ["base64ToString('abc')", 'base64ToString() is given a text that is not base 64'],
    ['base64(5)', 'base64() expects a string as argument 1 but gets an integer'],
    ["dataUriToString('hello')", 'dataUriToString() is given a text that is not a data URI'],
    ["parseUri('contoso')", "parseUri() is given 'contoso', which is not a URI"],
    ["buildUri(createObject('host', 'a'))", 'buildUri() expects an object with scheme and host'],
  ])('%s fails', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });

  it('keep a JSON text exact on its way through', () => {
    expect(shown("[json(string(json('[9007199254740993, 1.5]')))]")).toBe('[9007199254740993,1.5]');
    expect(valueOfExpression("[json('1')]").kind).toBe('known');
  });
});
