// Characters that begin nothing in Bicep: how many of them belong together, and what to say about them.

import { char, charClass, classes, isLineEnd } from './characters.ts';

/** Where a row of unexpected characters ends. Text in double quotes counts as a whole. */
export function endOfUnexpected(text: string, start: number, isInString: boolean): number {
  if (text.charCodeAt(start) === char.doubleQuote && !isInString) return endOfDoubleQuotes(text, start);
  let end = start + 1;
  while (end < text.length && isUnexpected(text.charCodeAt(end))) end++;
  return end;
}

function isUnexpected(code: number): boolean {
  return code >= 128 || classes[code] === charClass.unexpected;
}

function endOfDoubleQuotes(text: string, start: number): number {
  for (let at = start + 1; at < text.length && !isLineEnd(text.charCodeAt(at)); at++) {
    if (text.charCodeAt(at) === char.doubleQuote) return at + 1;
  }
  return start + 1;
}

const longestShown = 20;
/** Spaces that are none in Bicep, as text processors and web pages have them, and marks that show nothing. */
const invisible = /^[\p{Z}\p{C}]+$/u;

/** What to say about them. */
export function unexpectedMessage(text: string): string {
  if (text.startsWith('"')) return 'Strings stand in single quotes';
  if (text === ';') return "Bicep takes no ';': declarations and items end with their line";
  if (invisible.test(text)) return `Unexpected invisible character ${codePoint(text)}`;
  return `Unexpected '${text.length > longestShown ? `${text.slice(0, longestShown)}…` : text}'`;
}

function codePoint(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
