// Escapes in single-line strings: `\'`, `\n`, `\u{1F680}` and what they stand for.

const simple: Readonly<Record<string, string>> = { '\\': '\\', "'": "'", n: '\n', r: '\r', t: '\t', $: '$' };

/** What to say about a backslash and the character behind it that are no escape. */
export function wrongEscape(written: string): string {
  if (written === '\\u') return "After '\\u', a code point stands in braces: '\\u{1F680}', up to '\\u{10FFFF}'";
  return `'${written}' is no escape; Bicep knows \\\\, \\', \\n, \\r, \\t, \\$ and \\u{…}`;
}

const unicode = /\\u\{([0-9a-fA-F]+)\}/y;
const lastCodePoint = 0x10ffff;

/** How long the escape at a backslash is; 0 when it is none. */
export function escapeLength(text: string, at: number): number {
  const next = text[at + 1];
  if (next === undefined) return 0;
  if (next === 'u') return unicodeEscape(text, at)?.length ?? 0;
  return Object.hasOwn(simple, next) ? 2 : 0;
}

/** A text with its escapes undone. What looks like an escape and is none stays as it is. */
export function unescapeText(raw: string): string {
  let result = '';
  let plain = 0;
  for (let at = raw.indexOf('\\'); at >= 0; ) {
    const length = escapeLength(raw, at);
    if (length > 0) {
      result += raw.slice(plain, at) + escapedCharacter(raw, at);
      plain = at + length;
    }
    at = raw.indexOf('\\', at + Math.max(length, 1));
  }
  return result + raw.slice(plain);
}

function escapedCharacter(raw: string, at: number): string {
  return unicodeEscape(raw, at)?.character ?? simple[raw[at + 1] ?? ''] ?? '';
}

function unicodeEscape(text: string, at: number): { readonly length: number; readonly character: string } | undefined {
  unicode.lastIndex = at;
  const [whole, digits] = unicode.exec(text) ?? [];
  if (whole === undefined || digits === undefined) return undefined;
  const codePoint = Number.parseInt(digits, 16);
  if (codePoint > lastCodePoint) return undefined;
  return { length: whole.length, character: String.fromCodePoint(codePoint) };
}
