// The parser's cursor over the tokens: what stands here, what comes next, what is wrong, and how to go on after that.

import { isLineEnd } from './characters.ts';
import { beginsDeclaration, isDeclarationKeyword } from './keywords.ts';
import { lineCounter } from './lines.ts';
import { closedLater, findInLine } from './look-ahead.ts';
import type { Missing, Node, SyntaxProblem } from './nodes.ts';
import { lastTrivia, type TokenKind, type Tokens, tokenKind, tokenKindCount } from './tokens.ts';

/** Deeper nesting is refused, so that neither the parser nor whoever walks the tree can exhaust the stack. */
export const maxDepth = 256;
/** Longer chains (`a + b + …`, `a.b.c…`, `T[][]…`) are refused for the same reason: they are deep trees as well. */
export const maxChain = 512;

/**
 * A class because all of the grammar advances the same cursor. Runs of line breaks count as one token; other trivia
 * are never seen.
 */
export class TokenReader {
  readonly text: string;
  readonly problems: SyntaxProblem[] = [];
  /** The token that is next to be read. */
  kind: TokenKind = tokenKind.endOfFile;
  start = 0;
  end = 0;
  /** Where the token before it ended, line breaks left aside: the end of what has been read. */
  previousEnd = 0;
  /** True after a problem until the parser knows again where it is. What else seems wrong meanwhile is not reported. */
  isLost = false;
  /** How many holes of single-line strings are open: they cannot hold line breaks. */
  holes = 0;
  /** False directly inside of holes, where Bicep takes neither arrays nor objects. */
  takesLiterals = true;
  /** The longest chain in the expression that is being read. See {@link link}. */
  chain = 0;
  /** The line of a place. */
  readonly lineOf: (offset: number) => number;
  private readonly tokens: Tokens;
  private readonly kinds: Uint8Array;
  private readonly starts: Uint32Array;
  private index = 0;
  /** Behind a run of line breaks, when one is next. */
  private nextLine = 0;
  private previousIndex = 0;
  private depth = 0;
  private saidTooDeep = false;
  /** Where a kind was looked for in vain last, so that the same search is not made at every level of nesting. */
  private readonly lostFrom = new Int32Array(tokenKindCount).fill(-1);
  /** Made when it is needed first. */
  private closings: Uint8Array | undefined;
  /** How many lists are open that a token of a kind closes. */
  private readonly awaited = new Uint16Array(tokenKindCount);

  constructor(tokens: Tokens) {
    this.tokens = tokens;
    this.text = tokens.text;
    this.kinds = tokens.kinds;
    this.starts = tokens.starts;
    this.lineOf = lineCounter(tokens.text);
    this.moveTo(0);
  }

  // ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

  advance(): void {
    if (this.kind === tokenKind.newline) this.moveTo(this.nextLine);
    else if (this.kind !== tokenKind.endOfFile) {
      this.previousEnd = this.end;
      this.previousIndex = this.index;
      this.moveTo(this.index + 1);
    }
  }

  private moveTo(from: number): void {
    const index = this.skip(from, lastTrivia);
    this.index = index;
    this.kind = this.kinds[index] as TokenKind;
    this.start = this.starts[index] ?? 0;
    this.end = this.starts[index + 1] ?? 0;
    if (this.kind === tokenKind.newline) this.nextLine = this.skip(index + 1, tokenKind.newline);
  }

  private skip(from: number, last: TokenKind): number {
    let index = from;
    while ((this.kinds[index] ?? tokenKind.endOfFile) <= last) index++;
    return index;
  }

  /** Reads a token of this kind, if it is next. */
  accept(kind: TokenKind): boolean {
    if (this.kind !== kind) return false;
    this.advance();
    return true;
  }

  /** Skips line breaks, except in the holes of single-line strings, which end there. */
  skipLines(): void {
    if (this.kind === tokenKind.newline && this.holes === 0) this.advance();
  }

  /** The same in the middle of something, which never goes on with a declaration. */
  skipLinesInside(): void {
    if (!this.nextLineBeginsDeclaration()) this.skipLines();
  }

  /** True when a name is next and reads so. */
  isWord(word: string): boolean {
    return this.kind === tokenKind.identifier && this.isWordAt(this.index, word);
  }

  /** The text of the next token. */
  word(): string {
    return this.text.slice(this.start, this.end);
  }

  /** True when the token that was read last is a string without an end. */
  get endsInUnclosedString(): boolean {
    return this.tokens.unclosed.size > 0 && this.tokens.unclosed.has(this.previousIndex);
  }

  /** True when the next token is a string, or a piece of one, without an end. */
  get isUnclosed(): boolean {
    return this.tokens.unclosed.size > 0 && this.tokens.unclosed.has(this.index);
  }

  /** The place of what began at `start`: when nothing of it was there, the end of what was read before it. */
  placeFrom(start: number): Node {
    return { start: Math.min(start, this.previousEnd), end: this.previousEnd };
  }

  // ── Looking ahead ────────────────────────────────────────────────────────────────────────────────────────────────

  /** The kind of the token behind the next one. */
  peek(): TokenKind {
    return this.kinds[this.skip(this.index + 1, lastTrivia)] as TokenKind;
  }

  /** True when the token behind the next one, line breaks left aside, is this word. */
  peeksWord(word: string): boolean {
    const index = this.skip(this.index + 1, tokenKind.newline);
    return this.kinds[index] === tokenKind.identifier && this.isWordAt(index, word);
  }

  /** The kind of the first token of the next line, when a line break is next that may be skipped. */
  kindOnNextLine(): TokenKind | undefined {
    if (this.kind !== tokenKind.newline || this.holes > 0) return undefined;
    return this.kinds[this.nextLine] as TokenKind;
  }

  /** True when the first token of the next line is this word. */
  nextLineBeginsWith(word: string): boolean {
    return this.kindOnNextLine() === tokenKind.identifier && this.isWordAt(this.nextLine, word);
  }

  /** True when the next line begins with the key of a property. */
  nextLineBeginsProperty(): boolean {
    return this.kindOnNextLine() !== undefined && this.isPropertyKey(this.nextLine);
  }

  /** True when the next tokens are the key of a property and its colon. */
  beginsProperty(): boolean {
    return this.isPropertyKey(this.index);
  }

  /** True when the next line begins a declaration. */
  nextLineBeginsDeclaration(): boolean {
    return this.kindOnNextLine() !== undefined && this.isDeclaration(this.nextLine);
  }

  /** True when the next line begins, in column 1, with a word that begins declarations, whatever follows it. */
  nextLineBeginsKeyword(): boolean {
    if (this.kindOnNextLine() !== tokenKind.identifier || !this.isLineStart(this.nextLine)) return false;
    return isDeclarationKeyword(this.text.slice(this.starts[this.nextLine], this.starts[this.nextLine + 1]));
  }

  /** True when what is next stands in column 1 and can only be the beginning of a declaration. */
  atDeclaration(): boolean {
    return this.isDeclaration(this.index);
  }

  /** True when something was not found, and not because the text is out of order: because the next declaration begins. */
  isCutOff(): boolean {
    return this.isLost && this.atDeclaration();
  }

  /** True when the next token stands in column 1. */
  atLineStart(): boolean {
    return this.isLineStart(this.index);
  }

  private isWordAt(index: number, word: string): boolean {
    const start = this.starts[index] ?? 0;
    return (this.starts[index + 1] ?? 0) - start === word.length && this.text.startsWith(word, start);
  }

  private isPropertyKey(index: number): boolean {
    const kind = this.kinds[index];
    if (kind !== tokenKind.identifier && kind !== tokenKind.string) return false;
    return this.kinds[this.skip(index + 1, lastTrivia)] === tokenKind.colon;
  }

  private isDeclaration(index: number): boolean {
    if (!this.isLineStart(index)) return false;
    if (this.kinds[index] === tokenKind.at) return true;
    if (this.kinds[index] !== tokenKind.identifier) return false;
    const next = this.kinds[this.skip(index + 1, lastTrivia)] as TokenKind;
    return beginsDeclaration(this.text.slice(this.starts[index], this.starts[index + 1]), next);
  }

  private isLineStart(index: number): boolean {
    const start = this.starts[index] ?? 0;
    return start === 0 || isLineEnd(this.text.charCodeAt(start - 1));
  }

  // ── Problems ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Something is wrong, but it is clear what is meant: reading goes on as if it were right. */
  report(message: string, start: number = this.start, end: number = this.end): void {
    if (!this.isLost) this.problems.push({ message, start, end });
  }

  /** What is next cannot be what belongs here. Nothing more is reported until the parser knows again where it is. */
  fail(message: string): void {
    if (!this.isLost && !this.isReported()) {
      const isElsewhere = this.kind === tokenKind.newline || this.kind === tokenKind.endOfFile;
      if (isElsewhere) this.problems.push({ message, start: this.previousEnd, end: this.previousEnd });
      else this.problems.push({ message, start: this.start, end: this.end });
    }
    this.isLost = true;
  }

  /** The same for something that should stand behind what was read last. */
  failBehind(message: string): void {
    if (!this.isLost && !this.isReported()) {
      this.problems.push({ message, start: this.previousEnd, end: this.previousEnd });
    }
    this.isLost = true;
  }

  /** True when the lexer has said already what is wrong here. */
  private isReported(): boolean {
    const ends = this.kind === tokenKind.newline || this.kind === tokenKind.endOfFile;
    if (ends && (this.holes > 0 || this.endsInUnclosedString)) return true;
    for (let index = this.index - 1; (this.kinds[index] ?? tokenKind.endOfFile) <= tokenKind.newline; index--) {
      if (this.kinds[index] === tokenKind.unexpected) return true;
    }
    return false;
  }

  /** An expression that is not there, at the end of what has been read. */
  missing(): Missing {
    return { kind: 'missing', start: this.previousEnd, end: this.previousEnd };
  }

  // ── Depth ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** One level deeper, unless that is too deep; then nothing may be read. */
  enter(): boolean {
    if (this.depth < maxDepth) {
      this.depth++;
      return true;
    }
    this.sayTooDeep(`Nested more than ${maxDepth} levels deep`);
    return false;
  }

  leave(): void {
    this.depth--;
  }

  /**
   * Counts a node that is put on top of what has been read so far in this expression. The count never falls below the
   * height that such nodes give the tree, whichever operand they are in.
   */
  link(): boolean {
    if (this.chain < maxChain) {
      this.chain++;
      return true;
    }
    this.sayTooDeep(`More than ${maxChain} operations in one expression`);
    return false;
  }

  private sayTooDeep(message: string): void {
    if (this.saidTooDeep) this.isLost = true;
    else this.fail(message);
    this.saidTooDeep = true;
  }

  // ── Going on ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** From here to {@link stopAwaiting}, a token of this kind belongs to a list that is open. */
  startAwaiting(kind: TokenKind): void {
    this.awaited[kind] = (this.awaited[kind] ?? 0) + 1;
  }

  stopAwaiting(kind: TokenKind): void {
    this.awaited[kind] = (this.awaited[kind] ?? 0) - 1;
  }

  /** True when a list is open that such a token closes. */
  isAwaiting(kind: TokenKind): boolean {
    return (this.awaited[kind] ?? 0) > 0;
  }

  /** True when a list is open that the next token ends. */
  closesAwaited(): boolean {
    return this.isAwaiting(this.kind === tokenKind.stringMiddle ? tokenKind.stringEnd : this.kind);
  }

  /**
   * True when some brace that is open here is closed behind here. Tells a resource in column 1 that is nested in another
   * from one that follows another without an end.
   */
  isClosedLater(): boolean {
    this.closings ??= closedLater(this.tokens);
    return this.closings[this.index] === 1;
  }

  /** Moves to a token of this kind further on in the same line and list, if there is one. */
  skipTo(kind: TokenKind): boolean {
    if (this.atDeclaration() || this.lostFrom[kind] === this.index) return false;
    const index = findInLine(this.tokens, this.index, kind);
    if (index === undefined) this.lostFrom[kind] = this.index;
    else this.moveTo(index);
    return index !== undefined;
  }
}
