// Spans of values and keys in a JSON text, and the lines and columns of offsets.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonDocument, lineStarts, positionIn } from '../../src/values/document.ts';
import { isJsonArray, isJsonObject, type Json } from '../../src/values/json.ts';
import { indexJson } from '../../src/values/json-spans.ts';
import { parseJson } from '../../src/values/parse-json.ts';
import { childPath, type Path, pathOf } from '../../src/values/path.ts';

/** Every path of a value with what stands there. */
function* places(value: Json, path?: Path): Iterable<{ path: Path; value: Json }> {
  yield { path, value };
  if (isJsonArray(value)) for (const [i, item] of value.entries()) yield* places(item, childPath(path, i));
  else if (isJsonObject(value))
    for (const [key, member] of Object.entries(value)) yield* places(member, childPath(path, key));
}

const cut = (text: string, { start, end }: { start: number; end: number }): string => text.slice(start, end);

describe('the span of a value', () => {
  it('reads as that value, for every path of any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2, 4), (json, indent) => {
        const text = JSON.stringify(json, null, indent);
        const spans = indexJson(text);
        for (const { path, value } of places(parseJson(text).value ?? null))
          expect(parseJson(cut(text, spans.value(path))).value).toEqual(value);
      }),
      { numRuns: 300, seed: 20260101 },
    );
  });

  it('is exact: no blanks around it', () => {
    const text = '{ "a" : [ 1 , "x" ] , \'b\': /* c */ {"c":null} }';
    const spans = indexJson(text);
    expect(cut(text, spans.value(pathOf('a')))).toBe('[ 1 , "x" ]');
    expect(cut(text, spans.value(pathOf('a', 1)))).toBe('"x"');
    expect(cut(text, spans.value(pathOf('b')))).toBe('{"c":null}');
    expect(cut(text, spans.key(pathOf('b')))).toBe("'b'");
    expect(cut(text, spans.key(pathOf('b', 'c')))).toBe('"c"');
    expect(cut(text, spans.key(pathOf('a', 0)))).toBe('1');
  });

  it.each([
    ['a key that is missing', pathOf('a', 'x', 'y'), '{"b":1}'],
    ['an index that is missing', pathOf('list', 7), '[1]'],
    ['a key of an array', pathOf('list', 'b'), '[1]'],
    ['an index of an object', pathOf('a', 0), '{"b":1}'],
    ['a step into a scalar', pathOf('a', 'b', 'c'), '1'],
    ['a path into nothing', pathOf('zzz'), '{"a":{"b":1},"list":[1]}'],
  ])('is the deepest value above it for %s', (_, path, expected) => {
    const text = '{"a":{"b":1},"list":[1]}';
    expect(cut(text, indexJson(text).value(path))).toBe(expected);
  });

  it('finds keys written with escapes, and the last of two equal ones', () => {
    const text = '{"\\u0061b": 1, "x": 2, "x": 3, "__proto__": 4}';
    const spans = indexJson(text);
    expect(cut(text, spans.value(pathOf('ab')))).toBe('1');
    expect(cut(text, spans.value(pathOf('x')))).toBe('3');
    expect(cut(text, spans.value(pathOf('__proto__')))).toBe('4');
  });

  it('lies inside the text for any path and any text', () => {
    const segment = fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: -2, max: 4 }));
    const text = fc.oneof(fc.json(), fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('', '{"a":', '[[['));
    fc.assert(
      fc.property(text, fc.array(segment, { maxLength: 4 }), (json, segments) => {
        const spans = indexJson(json);
        for (const { start, end } of [spans.value(pathOf(...segments)), spans.key(pathOf(...segments))]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(json.length);
        }
      }),
      { numRuns: 500, seed: 20260101 },
    );
  });
});

describe('a document', () => {
  it('has its value, its problems and its places', () => {
    const document = jsonDocument('a.json', '{\n  "a": [1,],\n  "a": 2\n}');
    expect(document.name).toBe('a.json');
    expect(document.root).toEqual({ a: 2 });
    expect(document.problems.map(({ severity }) => severity)).toEqual(['warning']);
    expect(document.positionOf(document.spanOf(pathOf('a')).start)).toEqual({ line: 3, column: 8 });
    expect(document.positionOf(document.keySpanOf(pathOf('a')).start)).toEqual({ line: 3, column: 3 });
  });

  it('is null when it cannot be read, and still answers where', () => {
    const document = jsonDocument('a.json', '{"a": ');
    expect(document.root).toBeNull();
    expect(document.problems).toHaveLength(1);
    expect(document.spanOf(pathOf('a')).end).toBeLessThanOrEqual(document.text.length);
  });
});

describe('lines', () => {
  it('end at \\r\\n, \\n and \\r', () => {
    expect(lineStarts('a\r\nb\nc\rd')).toEqual([0, 3, 5, 7]);
    expect(lineStarts('')).toEqual([0]);
    expect(lineStarts('\r\n\n\r')).toEqual([0, 2, 3, 4]);
  });

  it('and columns are where counting by hand finds them', () => {
    const piece = fc.constantFrom('a', 'bc', '\r\n', '\n', '\r', '🚀');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.nat(), (pieces, at) => {
        // A lone \r followed by a \n would be one end of line.
        const text = pieces.join('').replaceAll('\r\n', '\n\u0001').replaceAll('\r\u0001', '\r');
        const offset = at % (text.length + 1);
        let [line, column] = [1, 1];
        for (let i = 0; i < offset; i++) {
          const pair = text[i] === '\r' && text[i + 1] === '\n';
          if (text[i] === '\n' || (text[i] === '\r' && !pair)) [line, column] = [line + 1, 1];
          else column++;
        }
        expect(positionIn(lineStarts(text), offset)).toEqual({ line, column });
      }),
      { numRuns: 300, seed: 20260101 },
    );
  });
});
