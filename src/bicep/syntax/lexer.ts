// Cuts Bicep into tokens. Nothing is lost: the tokens in a row are the text, whatever the text is.

import { char, charClass, classes, continuesWord, isLineEnd, symbolKinds } from './characters.ts';
import { escapeLength, wrongEscape } from './escapes.ts';
import { nextDeclarationLine } from './keywords.ts';
import type { Pragma, SyntaxProblem } from './nodes.ts';
import { readPragma } from './pragmas.ts';
import { compoundSymbol } from './symbols.ts';
import { type TokenKind, type Tokens, tokenKind } from './tokens.ts';
import { endOfUnexpected, unexpectedMessage } from './unexpected.ts';

/** Azure refuses longer names. */
const maxNameLength = 255;

/** Cuts a text into tokens. Never throws; what is wrong with single tokens is among the problems. */
export function lex(text: string): Tokens {
  return new Lexer(text).tokens();
}

/** A string that has a hole open, or a brace inside such a hole. */
interface Opening {
  readonly kind: 'line' | 'lines' | 'brace';
  readonly start: number;
  /** How many `$` stand in front of a hole of this string. */
  readonly dollars: number;
}

const brace: Opening = { kind: 'brace', start: 0, dollars: 0 };

/** The state of one pass: a class because every step advances the same cursor. */
class Lexer {
  private readonly text: string;
  private kinds: Uint8Array;
  private starts: Uint32Array;
  private count = 0;
  private at = 0;
  /** What the end of a hole is found with. Empty outside of strings. */
  private readonly openings: Opening[] = [];
  private readonly unclosed = new Set<number>();
  private readonly pragmas: Pragma[] = [];
  private readonly problems: SyntaxProblem[] = [];
  /** The string in whose hole a line break was found last: once is enough. */
  private brokenHole: Opening | undefined;
  /** Set once a comment has no end, so that no later one looks for it. */
  private noCommentEnds = false;

  constructor(text: string) {
    this.text = text;
    const likely = (text.length >> 2) + 16;
    this.kinds = new Uint8Array(likely);
    this.starts = new Uint32Array(likely);
  }

  tokens(): Tokens {
    const { text } = this;
    if (text.charCodeAt(0) === char.byteOrderMark) this.push(tokenKind.space, 1);
    while (this.at < text.length) this.token(text.charCodeAt(this.at));
    const open = this.openings.find(({ kind }) => kind !== 'brace');
    if (open !== undefined) this.problem('The string is not closed', open.start, text.length);
    this.push(tokenKind.endOfFile, text.length);
    this.push(tokenKind.endOfFile, text.length);
    const { kinds, starts, unclosed, pragmas, problems } = this;
    return { text, count: this.count - 1, kinds, starts, unclosed, pragmas, problems };
  }

  private token(code: number): void {
    switch (code < 128 ? classes[code] : charClass.unexpected) {
      case charClass.space:
        this.space();
        break;
      case charClass.newline:
        this.newline();
        break;
      case charClass.word:
        this.word();
        break;
      case charClass.digit:
        this.integer();
        break;
      case charClass.symbol:
        this.push((symbolKinds[code] ?? tokenKind.unexpected) as TokenKind, this.at + 1);
        break;
      case charClass.special:
        this.special(code);
        break;
      default:
        this.unexpected();
        break;
    }
  }

  private special(code: number): void {
    switch (code) {
      case char.apostrophe:
        if (this.text.startsWith("'''", this.at)) this.lines(this.at + 3, 0, this.at);
        else this.line(this.at + 1);
        break;
      case char.openBrace:
        if (this.openings.length > 0) this.openings.push(brace);
        this.push(tokenKind.openBrace, this.at + 1);
        break;
      case char.closeBrace:
        this.closeBrace();
        break;
      case char.slash:
        this.slash();
        break;
      case char.dollar:
        this.dollars();
        break;
      case char.hash:
        this.hash();
        break;
      default:
        this.compound(code);
        break;
    }
  }

  private compound(code: number): void {
    const symbol = compoundSymbol(this.text, this.at, code);
    if (symbol === undefined) this.unexpected();
    else this.push(symbol.kind, this.at + symbol.length);
  }

  private space(): void {
    let at = this.at + 1;
    for (let code = this.text.charCodeAt(at); code === char.space || code === char.tab; ) {
      code = this.text.charCodeAt(++at);
    }
    this.push(tokenKind.space, at);
  }

  private newline(): void {
    let end = this.at + 1;
    while (isLineEnd(this.text.charCodeAt(end))) end++;
    if (this.openings.length === 0) this.push(tokenKind.newline, end);
    else this.newlineInHole(end);
  }

  /** A line break ends strings of one line; in the holes of strings of many lines it is as wrong, but they go on. */
  private newlineInHole(end: number): void {
    const outermost = this.openings[0];
    const goesOn = outermost?.kind === 'lines';
    if (!goesOn) this.problem('The string is not closed', outermost?.start ?? this.at, this.at);
    else if (this.brokenHole !== outermost)
      this.problem('A line break cannot stand in the hole of a string', this.at, this.at);
    this.brokenHole = outermost;
    this.openings.length = goesOn ? 1 : 0;
    this.push(goesOn ? tokenKind.space : tokenKind.newline, end);
  }

  private word(): void {
    let at = this.at + 1;
    while (continuesWord(this.text.charCodeAt(at))) at++;
    if (at - this.at > maxNameLength) this.problem(`Names have ${maxNameLength} characters at most`, this.at, at);
    this.push(wordKind(this.text, this.at, at), at);
  }

  private integer(): void {
    let at = this.at + 1;
    for (let code = this.text.charCodeAt(at); code >= 48 && code <= 57; ) code = this.text.charCodeAt(++at);
    this.push(tokenKind.integer, at);
  }

  private slash(): void {
    const next = this.text.charCodeAt(this.at + 1);
    if (next === char.slash) this.lineComment();
    else if (next === char.asterisk) this.blockComment();
    else this.push(tokenKind.slash, this.at + 1);
  }

  private lineComment(): void {
    let at = this.at + 2;
    while (at < this.text.length && !isLineEnd(this.text.charCodeAt(at))) at++;
    this.push(tokenKind.lineComment, at);
  }

  private blockComment(): void {
    const close = this.noCommentEnds ? -1 : this.text.indexOf('*/', this.at + 2);
    if (close < 0) {
      this.noCommentEnds = true;
      this.problem("The comment is not closed by '*/'", this.at, this.at + 2);
    }
    this.push(tokenKind.blockComment, close < 0 ? nextDeclarationLine(this.text, this.at) : close + 2);
  }

  private hash(): void {
    const pragma = readPragma(this.text, this.at);
    if (pragma === undefined) {
      this.unexpected();
      return;
    }
    const { kind, codes, start, end } = pragma;
    if (codes.length === 0) this.problem(`Expected the code of a diagnostic after '#${kind}'`, start, end);
    this.pragmas.push(pragma);
    this.push(tokenKind.pragma, end);
  }

  private dollars(): void {
    let at = this.at + 1;
    while (this.text.charCodeAt(at) === char.dollar) at++;
    if (this.text.startsWith("'''", at)) this.lines(at + 3, at - this.at, this.at);
    else this.unexpected(at);
  }

  private closeBrace(): void {
    const opening = this.openings.pop();
    if (opening?.kind === 'line') this.line(this.at + 1, opening);
    else if (opening?.kind === 'lines') this.lines(this.at + 1, opening.dollars, opening.start, opening);
    else this.push(tokenKind.closeBrace, this.at + 1);
  }

  /** The text of a single-line string from `at` to its end or next hole. `opening` is that of the hole before. */
  private line(from: number, opening?: Opening): void {
    const { text } = this;
    for (let at = from; ; ) {
      const code = text.charCodeAt(at);
      if (code === char.apostrophe) {
        this.push(opening ? tokenKind.stringEnd : tokenKind.string, at + 1);
        return;
      }
      if (code === char.dollar && text.charCodeAt(at + 1) === char.openBrace) {
        this.openHole(opening ?? { kind: 'line', start: this.at, dollars: 1 }, opening === undefined, at + 2);
        return;
      }
      if (isLineEnd(code) || at >= text.length) {
        this.unclosedString(at, opening);
        return;
      }
      at = code === char.backslash ? this.escape(at) : at + 1;
    }
  }

  /** The same for a string of many lines, where quotes and dollars count in rows. */
  private lines(from: number, dollars: number, start: number, opening?: Opening): void {
    const { text } = this;
    for (let at = from; at < text.length; ) {
      const code = text.charCodeAt(at);
      const end = code === char.apostrophe || code === char.dollar ? this.endOfRow(at, code) : at + 1;
      if (code === char.apostrophe && end - at >= 3) {
        this.push(opening ? tokenKind.stringEnd : tokenKind.string, end);
        return;
      }
      const mayOpenHole = code === char.dollar && dollars > 0 && end - at >= dollars;
      if (mayOpenHole && text.charCodeAt(end) === char.openBrace) {
        this.openHole(opening ?? { kind: 'lines', start, dollars }, opening === undefined, end + 1);
        return;
      }
      at = end;
    }
    this.unclosedString(nextDeclarationLine(text, this.at), opening);
  }

  private openHole(opening: Opening, isFirst: boolean, end: number): void {
    this.openings.push(opening);
    this.push(isFirst ? tokenKind.stringStart : tokenKind.stringMiddle, end);
  }

  private endOfRow(start: number, code: number): number {
    let at = start + 1;
    while (this.text.charCodeAt(at) === code) at++;
    return at;
  }

  /** Strings that are not closed end with their line, or in front of the next declaration, and reading goes on. */
  private unclosedString(end: number, opening: Opening | undefined): void {
    this.problem('The string is not closed', opening?.start ?? this.at, end);
    this.openings.length = 0;
    this.unclosed.add(this.count);
    this.push(opening ? tokenKind.stringEnd : tokenKind.string, end);
  }

  /** Where reading goes on behind a backslash. */
  private escape(at: number): number {
    const length = escapeLength(this.text, at);
    if (length > 0) return at + length;
    const next = this.text.charCodeAt(at + 1);
    if (isLineEnd(next) || Number.isNaN(next)) return at + 1;
    this.problem(wrongEscape(this.text.slice(at, at + 2)), at, at + 2);
    return at + 2;
  }

  /** Characters that begin nothing. A row of them is one token and one problem. */
  private unexpected(end: number = endOfUnexpected(this.text, this.at, this.openings.length > 0)): void {
    this.problem(unexpectedMessage(this.text.slice(this.at, end)), this.at, end);
    this.push(tokenKind.unexpected, end);
  }

  private problem(message: string, start: number, end: number): void {
    this.problems.push({ message, start, end });
  }

  /** Ends the token that begins at the cursor. */
  private push(kind: TokenKind, end: number): void {
    const { count } = this;
    if (count === this.kinds.length) this.grow();
    this.kinds[count] = kind;
    this.starts[count] = this.at;
    this.count = count + 1;
    this.at = end;
  }

  private grow(): void {
    const { kinds, starts } = this;
    this.kinds = new Uint8Array(kinds.length * 2);
    this.kinds.set(kinds);
    this.starts = new Uint32Array(starts.length * 2);
    this.starts.set(starts);
  }
}

function wordKind(text: string, start: number, end: number): TokenKind {
  const length = end - start;
  if (length === 4) {
    if (text.startsWith('true', start)) return tokenKind.true;
    if (text.startsWith('null', start)) return tokenKind.null;
  } else if (length === 5 && text.startsWith('false', start)) return tokenKind.false;
  return tokenKind.identifier;
}
