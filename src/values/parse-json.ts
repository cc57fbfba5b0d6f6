// Reads JSON as Azure does: comments, trailing commas, raw line breaks in strings, single quotes and a BOM are accepted.

import { type Json, type JsonObject, type Span, setKey } from './json.ts';

/** Something wrong with a text, at a place. An `error` means the text has no value. */
export interface TextProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: Span;
}

export interface JsonResult {
  readonly value: Json | undefined;
  readonly problems: readonly TextProblem[];
  /** Where the objects and arrays of a text stand that could be read. */
  readonly brackets?: Brackets | undefined;
}

/** Where objects and arrays begin, in order, and behind which character each of them ends. */
export interface Brackets {
  readonly opening: readonly number[];
  readonly behind: readonly number[];
}

/** Deeper nesting is refused: Azure's own limit is far lower, and the readers above recurse. */
const maxDepth = 512;

/** Reads one JSON text. Never throws; an unreadable text gives `value: undefined` and one error. */
export function parseJson(text: string): JsonResult {
  const reader = new JsonReader(text);
  try {
    return { value: reader.document(), problems: reader.problems, brackets: reader.brackets };
  } catch (error) {
    if (error instanceof JsonSyntaxError) return { value: undefined, problems: [...reader.problems, error.problem] };
    throw error;
  }
}

class JsonSyntaxError extends Error {
  readonly problem: TextProblem;
  constructor(problem: TextProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Character codes the reader tests; `char` keeps them readable and fast. */
const char = {
  tab: 9,
  lineFeed: 10,
  carriageReturn: 13,
  space: 32,
  quote: 34,
  apostrophe: 39,
  asterisk: 42,
  comma: 44,
  minus: 45,
  dot: 46,
  slash: 47,
  zero: 48,
  nine: 57,
  colon: 58,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  openBrace: 123,
  closeBrace: 125,
  nonBreakingSpace: 0xa0,
  byteOrderMark: 0xfeff,
} as const;

/** The state of one reading: a class because every step advances the same cursor. */
class JsonReader {
  readonly problems: TextProblem[] = [];
  readonly brackets: { readonly opening: number[]; readonly behind: number[] } = { opening: [], behind: [] };
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    if (this.text.charCodeAt(0) === char.byteOrderMark) this.at = 1;
    this.skipSpace();
    if (this.at >= this.text.length) this.fail('The file is empty', this.at, this.at);
    const value = this.value();
    this.skipSpace();
    if (this.at < this.text.length) this.fail('Expected the end of the file', this.at, this.at + 1);
    return value;
  }

  private value(): Json {
    const code = this.text.charCodeAt(this.at);
    switch (code) {
      case char.quote:
      case char.apostrophe:
        return this.string(code);
      case char.openBrace:
        return this.object();
      case char.openBracket:
        return this.array();
      default:
        if (code === char.minus || code === char.dot || (code >= char.zero && code <= char.nine)) return this.number();
        return this.word();
    }
  }

  private object(): JsonObject {
    const open = this.enter();
    const object: Record<string, Json> = {};
    for (;;) {
      this.skipSpace();
      const code = this.text.charCodeAt(this.at);
      if (code === char.closeBrace) break;
      if (code !== char.quote && code !== char.apostrophe) this.failExpecting("a property name in quotes or '}'", open);
      const keyStart = this.at;
      const key = this.string(code);
      const keyEnd = this.at;
      this.skipSpace();
      if (this.text.charCodeAt(this.at) !== char.colon) this.failExpecting("':' after the property name", open);
      this.at++;
      this.skipSpace();
      const value = this.value();
      if (object[key] !== undefined && Object.hasOwn(object, key)) this.warnDuplicate(key, keyStart, keyEnd);
      setKey(object, key, value);
      if (!this.comma(char.closeBrace, open)) break;
    }
    this.leave(open);
    return object;
  }

  private array(): readonly Json[] {
    const open = this.enter();
    const items: Json[] = [];
    for (;;) {
      this.skipSpace();
      if (this.text.charCodeAt(this.at) === char.closeBracket) break;
      items.push(this.value());
      if (!this.comma(char.closeBracket, open)) break;
    }
    this.leave(open);
    return items;
  }

  /** True when a comma was read and more may follow; false when the closing character is next. */
  private comma(close: number, open: number): boolean {
    this.skipSpace();
    const code = this.text.charCodeAt(this.at);
    if (code === char.comma) {
      this.at++;
      return true;
    }
    if (code !== close) this.failExpecting(`',' or '${String.fromCharCode(close)}'`, open);
    return false;
  }

  /** Goes into an object or array. Gives its number; {@link leave} wants it back. */
  private enter(): number {
    if (++this.depth > maxDepth) this.fail(`Nested more than ${maxDepth} levels deep`, this.at, this.at + 1);
    const { opening, behind } = this.brackets;
    behind.push(-1);
    return opening.push(this.at++) - 1;
  }

  private leave(number: number): void {
    this.depth--;
    this.brackets.behind[number] = ++this.at;
  }

  private string(quote: number): string {
    const start = ++this.at;
    for (let i = start; ; i++) {
      const code = this.text.charCodeAt(i);
      if (code === quote) {
        this.at = i + 1;
        return this.text.slice(start, i);
      }
      if (code === char.backslash) return this.escapedString(start, i, quote);
      if (Number.isNaN(code)) this.fail('The string is not closed', start - 1, this.text.length);
    }
  }

  private escapedString(start: number, firstEscape: number, quote: number): string {
    let result = this.text.slice(start, firstEscape);
    let plain = firstEscape;
    for (let i = firstEscape; ; ) {
      const code = this.text.charCodeAt(i);
      if (code === quote) {
        this.at = i + 1;
        return result + this.text.slice(plain, i);
      }
      if (Number.isNaN(code)) this.fail('The string is not closed', start - 1, this.text.length);
      if (code !== char.backslash) {
        i++;
        continue;
      }
      result += this.text.slice(plain, i) + this.escape(i);
      i += this.text[i + 1] === 'u' ? 6 : 2;
      plain = i;
    }
  }

  private escape(at: number): string {
    const letter = this.text[at + 1] ?? '';
    const simple = simpleEscapes[letter];
    if (simple !== undefined) return simple;
    const hex = this.text.slice(at + 2, at + 6);
    if (letter !== 'u' || !/^[0-9a-fA-F]{4}$/.test(hex)) this.fail(`Unknown escape '\\${letter}'`, at, at + 2);
    return String.fromCharCode(Number.parseInt(hex, 16));
  }

  private number(): number | bigint {
    numberPattern.lastIndex = this.at;
    const match = numberPattern.exec(this.text);
    if (match === null) this.fail('Expected a number', this.at, this.at + 1);
    const [whole, fraction] = match;
    this.at += whole.length;
    const value = Number(whole);
    if (!Number.isFinite(value)) this.fail('The number is too large', this.at - whole.length, this.at);
    return fraction === undefined && !Number.isSafeInteger(value) ? BigInt(whole) : value;
  }

  private word(): Json {
    wordPattern.lastIndex = this.at;
    const word = wordPattern.exec(this.text)?.[0] ?? '';
    const value = words.get(word);
    if (value === undefined) {
      if (this.at >= this.text.length) this.fail('The file ends where a value was expected', this.at, this.at);
      this.fail('Expected a value', this.at, this.at + Math.max(1, word.length));
    }
    this.at += word.length;
    return value;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === char.space || code === char.lineFeed || code === char.carriageReturn || code === char.tab) this.at++;
      else if (code === char.slash) this.comment();
      else if (code === char.nonBreakingSpace || code === char.byteOrderMark) this.at++;
      else return;
    }
  }

  private comment(): void {
    const start = this.at;
    const next = this.text.charCodeAt(start + 1);
    if (next !== char.slash && next !== char.asterisk) this.fail("Unexpected '/'", start, start + 1);
    if (next === char.slash) {
      lineEnd.lastIndex = start;
      this.at = lineEnd.test(this.text) ? lineEnd.lastIndex : this.text.length;
      return;
    }
    const end = this.text.indexOf('*/', start + 2);
    if (end < 0) this.fail('The comment is not closed', start, this.text.length);
    this.at = end + 2;
  }

  private warnDuplicate(key: string, start: number, end: number): void {
    const message = `Property ${JSON.stringify(key)} is written twice in one object; the last one counts`;
    this.problems.push({ severity: 'warning', message, span: { start, end } });
  }

  private failExpecting(what: string, open: number): never {
    if (this.at < this.text.length) this.fail(`Expected ${what}`, this.at, this.at + 1);
    const start = this.brackets.opening[open] ?? 0;
    this.fail(`The file ends before '${this.text[start]}' is closed`, start, start + 1);
  }

  private fail(message: string, start: number, end: number): never {
    throw new JsonSyntaxError({ severity: 'error', message, span: { start, end: Math.min(end, this.text.length) } });
  }
}

const simpleEscapes: Record<string, string | undefined> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const numberPattern = /-?(?:(?:0|[1-9]\d*)(?=[^.]|\.\d|$)|(?=\.\d))(\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)?/y;
const wordPattern = /[A-Za-z]+/y;
const lineEnd = /[\r\n]/g;
const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
