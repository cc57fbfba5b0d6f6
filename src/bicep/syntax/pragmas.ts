// Lines for Bicep's own linter: `#disable-next-line no-unused-params`.

import { char, continuesWord, isLineEnd } from './characters.ts';
import type { Name, Pragma } from './nodes.ts';

const kinds: readonly Pragma['kind'][] = ['disable-next-line', 'disable-diagnostics', 'restore-diagnostics'];

/** The pragma that begins at a `#`. It ends behind its last code; what follows, a comment for one, is not its own. */
export function readPragma(text: string, start: number): Pragma | undefined {
  if (!beginsLine(text, start)) return undefined;
  const kind = kinds.find((one) => text.startsWith(one, start + 1));
  if (kind === undefined) return undefined;
  const codes: Name[] = [];
  let end = start + 1 + kind.length;
  for (let at = skipBlanks(text, end); ; ) {
    const codeEnd = endOfCode(text, at);
    if (codeEnd === at) break;
    codes.push({ kind: 'name', text: text.slice(at, codeEnd), start: at, end: codeEnd });
    end = codeEnd;
    at = skipBlanks(text, codeEnd);
  }
  return { kind, codes, start, end };
}

function beginsLine(text: string, start: number): boolean {
  let at = start - 1;
  while (isBlank(text.charCodeAt(at))) at--;
  return at < 0 || isLineEnd(text.charCodeAt(at)) || (at === 0 && text.charCodeAt(0) === char.byteOrderMark);
}

function endOfCode(text: string, start: number): number {
  let at = start;
  while (continuesWord(text.charCodeAt(at)) || text.charCodeAt(at) === char.minus) at++;
  return at;
}

function skipBlanks(text: string, start: number): number {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at++;
  return at;
}

function isBlank(code: number): boolean {
  return code === char.space || code === char.tab;
}
