// Bytes to text: the encodings that editors write, and what is no text at all.

import { describe, expect, it } from 'vitest';
import { decodeText, maxFileSize } from '../../src/sources/text.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (...parts: readonly (number | readonly number[] | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...part])));
const utf16 = (text: string, order: 'le' | 'be'): Uint8Array =>
  bytes(
    ...[...text].flatMap((letter) => {
      const code = letter.charCodeAt(0);
      const pair = [code & 255, code >> 8];
      return [order === 'le' ? pair : pair.toReversed()];
    }),
  );

describe('text', () => {
  it.each<readonly [string, Uint8Array, string]>([
    ['UTF-8', utf8('{"a": "ä€😀"}'), '{"a": "ä€😀"}'],
    ['UTF-8 with a byte order mark', bytes(0xef, 0xbb, 0xbf, utf8('{}')), '{}'],
    ['UTF-16, little end first', bytes(0xff, 0xfe, utf16('{"ä"}', 'le')), '{"ä"}'],
    ['UTF-16, big end first', bytes(0xfe, 0xff, utf16('{"ä"}', 'be')), '{"ä"}'],
    ['nothing but a byte order mark', bytes(0xef, 0xbb, 0xbf), ''],
    ['a NUL far behind', utf8(`${' '.repeat(5000)}\u0000`), `${' '.repeat(5000)}\u0000`],
  ])('%s', (_, input, text) => {
    expect(decodeText(input)).toEqual({ kind: 'text', text });
  });
});

describe('no text', () => {
  it.each<readonly [string, Uint8Array, string]>([
    ['nothing', bytes(), 'the file is empty'],
    ['a NUL', utf8('{"a": "\u0000"}'), 'the file is binary'],
    ['UTF-16 without a byte order mark', utf16('{"a": 1}', 'le'), 'the file is binary'],
    ['Latin 1', bytes(utf8('{"a": "'), 0xe4, utf8('"}')), 'the file is not UTF-8 text'],
    ['half a character', bytes(utf8('{"a": "'), 0xe2, 0x82), 'the file is not UTF-8 text'],
    ['more than anybody deploys', new Uint8Array(maxFileSize + 1), 'the file is larger than 32 MB'],
  ])('%s', (_, input, because) => {
    expect(decodeText(input)).toEqual({ kind: 'unreadable', because });
  });
});
