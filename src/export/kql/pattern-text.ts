// Patterns of rules as the regular expressions of KQL.
//
// The two differ in what \d, \w, \s and the dot mean and in what must be escaped, so every such symbol is spelled out.

import { isPlain } from './literals.ts';

/** The regular expression that matches the same texts; undefined where KQL has none. */
export function kqlPattern(source: string): string | undefined {
  const flag = source.startsWith('(?i)') ? '(?i)' : '';
  const parts: (string | undefined)[] = [flag];
  for (let at = flag.length; at < source.length; ) {
    const token = tokenPattern.exec(source.slice(at))?.[0] ?? source.charAt(at);
    parts.push(tokenText(token));
    at += token.length;
  }
  const text = parts.join('');
  return parts.includes(undefined) || !isPlain(text) ? undefined : text;
}

/** A regular expression for wildcards, tied to both ends and without regard to case: `*` is any text, `?` any character. */
export function kqlLike(wildcards: string): string | undefined {
  const body = wildcards.replace(/[^A-Za-z0-9_]/g, (symbol) =>
    symbol === '*' ? '.*' : symbol === '?' ? '.' : symbolText(symbol),
  );
  return isPlain(body) ? `(?is)^${body}$` : undefined;
}

/** A set, an escape, a group's beginning, a counted repetition, or (elsewhere) one character. */
const tokenPattern = /^(?:\[\^?(?:\\[\s\S]|[^\]\\])*\]|\\[\s\S]|\(\?:|\{\d{1,4}(?:,\d{0,4})?\})/;

/** Engines refuse to repeat more often than this. */
const maxRepeats = 1000;

function tokenText(token: string): string | undefined {
  if (token.length > 1 && token.startsWith('{'))
    return (token.match(/\d+/g) ?? []).some((count) => Number(count) > maxRepeats) ? undefined : token;
  if (token === '[^]') return '(?s:.)';
  if (token.length > 1 && token.startsWith('[')) return setText(token);
  if (token.startsWith('\\')) return escapeText(token.charAt(1));
  if (token === '.') return '[^\\n\\r]';
  return '{}]'.includes(token) ? `\\${token}` : token;
}

/** A set of characters. Negated classes in it are left out: engines disagree about them. */
function setText(token: string): string | undefined {
  const negated = token.startsWith('[^');
  const body = token.slice(negated ? 2 : 1, -1);
  if (body === '' || /\\[DWS]/.test(body)) return undefined;
  const text = body.replace(/(\\?[\s\S])(?:-(\\?[\s\S]))?/g, (_, low: string, high?: string) =>
    high === undefined ? inSet(low) : `${inSet(low)}-${inSet(high)}`,
  );
  return `[${negated ? '^' : ''}${text}]`;
}

function inSet(item: string): string {
  const letter = item.slice(-1);
  if (item.length === 1) return symbolText(letter);
  return classes[letter] ?? (/[ntr]/.test(letter) ? item : symbolText(letter));
}

const classes: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: ' \\t\\n\\r\\f\\v\\x{00A0}' };

function escapeText(letter: string): string {
  const body = classes[letter.toLowerCase()];
  if (body !== undefined) return letter === letter.toLowerCase() ? `[${body}]` : `[^${body}]`;
  return /[ntr]/.test(letter) ? `\\${letter}` : symbolText(letter);
}

/** A character itself. Newer engines know set operations, so `&`, `-` and `~` are escaped like the others. */
function symbolText(symbol: string): string {
  return /[\\^$.|+()[\]{}*?&~#-]/.test(symbol) ? `\\${symbol}` : symbol;
}
