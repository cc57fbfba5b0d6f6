// Where each value of a JSON text stands. Looked up only when something is to be reported, and only along the way to it:
// what stands beside is passed over from bracket to bracket, not read.

import type { Span } from './json.ts';
import { type Brackets, type JsonResult, parseJson } from './parse-json.ts';
import { type Path, type PathSegment, pathSegments } from './path.ts';

/** Spans of a JSON text by path, as far as {@link parseJson} could read it; in any case they lie inside the text. */
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

/** A text that could not be read has no places in it. */
const noBrackets: Brackets = { opening: [], behind: [] };

/** Answers any number of look-ups; the members of each value are found once. */
export function indexJson(text: string, { brackets = noBrackets }: JsonResult = parseJson(text)): JsonSpans {
  const known = new Map<Node, readonly Node[]>();
  const start = afterSpace(text, 0);
  const root: Node = { value: { start, end: afterValue(text, start, brackets) }, key: undefined };
  const membersOf = (node: Node): readonly Node[] => {
    const members = known.get(node) ?? [...membersIn(text, node.value.start, brackets)];
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

/** Behind what the bracket there opens. */
function afterBracket({ opening, behind }: Brackets, start: number): number {
  let low = 0;
  let high = opening.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((opening[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return opening[low] === start ? (behind[low] ?? start + 1) : start + 1;
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
function* membersIn(text: string, start: number, brackets: Brackets): Iterable<Node> {
  const isObject = text[start] === '{';
  if (!isObject && text[start] !== '[') return;
  for (let at = afterSpace(text, start + 1); at < text.length && !isClosing(text, at); ) {
    let key: Span | undefined;
    if (isObject) {
      key = { start: at, end: afterValue(text, at, brackets) };
      at = afterSpace(text, key.end);
      if (text[at] !== ':') return;
      at = afterSpace(text, at + 1);
    }
    const end = afterValue(text, at, brackets);
    yield { value: { start: at, end }, key };
    at = afterSpace(text, end);
    if (text[at] !== ',') return;
    at = afterSpace(text, at + 1);
  }
}

function isClosing(text: string, at: number): boolean {
  return text[at] === '}' || text[at] === ']';
}

/** Behind the value that begins there. */
function afterValue(text: string, start: number, brackets: Brackets): number {
  switch (text[start]) {
    case '"':
    case "'":
      return afterString(text, start);
    case '{':
    case '[':
      return afterBracket(brackets, start);
    default:
      return behind(word, text, start);
  }
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
