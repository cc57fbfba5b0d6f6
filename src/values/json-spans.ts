// Where each value of a JSON text stands. Looked up only when something is to be reported, and only along the way to it:
// what stands beside is passed over, not read.

import type { Span } from './json.ts';
import { parseJson } from './parse-json.ts';
import { type Path, type PathSegment, pathSegments } from './path.ts';

/** Spans of a JSON text by path. The text is one that {@link parseJson} reads; in any other, spans still lie inside it. */
export interface JsonSpans {
  /** The value at the path, or the deepest value above it that exists. */
  value(path: Path): Span;
  /** The property name in front of the value at the path; the value itself where it has none. */
  key(path: Path): Span;
}

/** A value, and the property name in front of it. */
interface Node {
  readonly value: Span;
  readonly key: Span | undefined;
}

/** Answers any number of look-ups; the members of each value are found once. */
export function indexJson(text: string): JsonSpans {
  const known = new Map<Node, readonly Node[]>();
  const start = afterSpace(text, 0);
  const root: Node = { value: { start, end: afterValue(text, start) }, key: undefined };
  const membersOf = (node: Node): readonly Node[] => {
    const members = known.get(node) ?? [...membersIn(text, node.value.start)];
    known.set(node, members);
    return members;
  };
  const find = (path: Path): Node => {
    let node = root;
    for (const segment of pathSegments(path)) {
      const child = childOf(text, membersOf(node), segment);
      if (child === undefined) break;
      node = child;
    }
    return node;
  };
  return {
    value: (path) => find(path).value,
    key: (path) => {
      const { key, value } = find(path);
      return key ?? value;
    },
  };
}

function childOf(text: string, members: readonly Node[], segment: PathSegment): Node | undefined {
  if (typeof segment === 'number') return members[0]?.key === undefined ? members[segment] : undefined;
  // Where a name is written twice, the last one counts.
  return members.findLast(({ key }) => key !== undefined && unquote(text.slice(key.start, key.end)) === segment);
}

function unquote(written: string): string {
  if (!written.includes('\\')) return written.slice(1, -1);
  const { value } = parseJson(written);
  return typeof value === 'string' ? value : written;
}

/** The members of the object or the items of the array that begins there. */
function* membersIn(text: string, start: number): Iterable<Node> {
  const isObject = text[start] === '{';
  if (!isObject && text[start] !== '[') return;
  for (let at = afterSpace(text, start + 1); at < text.length && !isClosing(text, at); ) {
    let key: Span | undefined;
    if (isObject) {
      key = { start: at, end: afterValue(text, at) };
      at = afterSpace(text, key.end);
      if (text[at] !== ':') return;
      at = afterSpace(text, at + 1);
    }
    const end = afterValue(text, at);
    yield { value: { start: at, end }, key };
    at = afterSpace(text, end);
    if (text[at] !== ',') return;
    at = afterSpace(text, at + 1);
  }
}

function isClosing(text: string, at: number): boolean {
  return text[at] === '}' || text[at] === ']';
}

/** Behind the value that begins there: an object or array with everything inside, a string, or a word or number. */
function afterValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    switch (text[at]) {
      case '"':
      case "'":
        at = afterString(text, at);
        break;
      case '{':
      case '[':
        depth++;
        at++;
        break;
      case '}':
      case ']':
        depth--;
        at++;
        break;
      default:
        at = depth === 0 ? afterWord(text, at) : afterFiller(text, at);
    }
  } while (depth > 0 && at < text.length);
  return at;
}

/** Behind the quote that closes what the one there opens. */
function afterString(text: string, start: number): number {
  const quote = text[start] ?? '"';
  for (let end = text.indexOf(quote, start + 1); end >= 0; end = text.indexOf(quote, end + 1)) {
    let first = end;
    while (text[first - 1] === '\\') first--;
    // A backslash that is escaped itself escapes nothing.
    if ((end - first) % 2 === 0) return end + 1;
  }
  return text.length;
}

const word = /[^\s,:{}[\]"'/\u00a0\ufeff]*/y;

function afterWord(text: string, start: number): number {
  return behind(word, text, start);
}

/** What stands between strings and brackets inside of a value: words, numbers, commas, colons, blanks. */
const filler = /[^{}[\]"'/]+/y;

function afterFiller(text: string, start: number): number {
  return text[start] === '/' ? afterComment(text, start) : behind(filler, text, start);
}

const space = /[\s\u00a0\ufeff]*/y;

/** Behind blanks and comments. */
function afterSpace(text: string, start: number): number {
  let at = behind(space, text, start);
  while (text[at] === '/') at = behind(space, text, afterComment(text, at));
  return at;
}

function afterComment(text: string, start: number): number {
  const isLine = text[start + 1] === '/';
  if (!isLine && text[start + 1] !== '*') return start + 1;
  const end = isLine ? behind(restOfLine, text, start) : text.indexOf('*/', start + 2) + 2;
  return end < start + 2 ? text.length : end;
}

const restOfLine = /[^\n\r]*/y;

function behind(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}
