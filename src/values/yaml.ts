// YAML with positions, for rule and configuration files. The only file that knows the YAML library.

import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Document as YamlDocument } from 'yaml';
import { type Document, documentOf } from './document.ts';
import { type Json, type Span, setKey } from './json.ts';
import type { TextProblem } from './parse-json.ts';
import { type Path, pathSegments } from './path.ts';

/** Aliases could make a small file huge; rule files need none. */
const maxAliases = 100;

/** Reads one YAML text. Never throws; a text that cannot be read has problems and the value null. */
export function yamlDocument(name: string, text: string): Document {
  const lineCounter = new LineCounter();
  const parsed = parseDocument(text, { lineCounter, intAsBigInt: false, prettyErrors: false });
  const problems = [...parsed.errors, ...parsed.warnings].map((problem): TextProblem => {
    const [start, end] = problem.pos;
    return {
      severity: problem.name === 'YAMLWarning' ? 'warning' : 'error',
      message: problem.message,
      span: { start: Math.min(start, text.length), end: Math.min(end, text.length) },
    };
  });
  const root = parsed.contents;
  const failed = problems.some((problem) => problem.severity === 'error');
  const value = failed
    ? undefined
    : readValue(parsed, (message) => {
        problems.push({ severity: 'error', message, span: rangeOf(root) ?? { start: 0, end: text.length } });
      });
  const document: Document = {
    ...documentOf(name, text, { value, problems }),
    language: 'yaml',
    sourceOf: () => document,
    spanOf: (path) => spanAt(root, path, 'value', text),
    keySpanOf: (path) => spanAt(root, path, 'key', text),
  };
  return document;
}

/** Aliases are followed only now: to nothing, to what they stand in, or too many of them. */
function readValue(parsed: YamlDocument, complain: (message: string) => void): Json | undefined {
  try {
    return toJson(parsed.toJS({ maxAliasCount: maxAliases }));
  } catch (error) {
    complain(error instanceof ReferenceError ? error.message : 'An alias stands inside what it names');
    return undefined;
  }
}

/** A plain value from the library's, with keys as text and dates as they are written. */
function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Date) return value.toISOString();
  const object: Record<string, Json> = {};
  const entries: Iterable<[unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
  for (const [key, member] of entries) setKey(object, String(key), toJson(member));
  return object;
}

/** The node at a path, or the deepest one above it. */
function spanAt(root: unknown, path: Path, at: 'value' | 'key', text: string): Span {
  let node: unknown = root;
  let span = rangeOf(root) ?? { start: 0, end: text.length };
  let keySpan = span;
  for (const segment of pathSegments(path)) {
    const next = child(node, segment);
    if (next === undefined) break;
    node = next.value;
    span = rangeOf(next.value) ?? rangeOf(next.key) ?? span;
    keySpan = rangeOf(next.key) ?? span;
  }
  return at === 'key' ? keySpan : span;
}

function child(
  node: unknown,
  segment: string | number,
): { readonly key: unknown; readonly value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment));
    return pair && { key: pair.key, value: pair.value };
  }
  if (isSeq(node) && typeof segment === 'number') {
    const item: unknown = node.items[segment];
    return item === undefined ? undefined : { key: item, value: item };
  }
  return undefined;
}

/** From the first character to the last that is not white space. */
function rangeOf(node: unknown): Span | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range === null || range === undefined ? undefined : { start: range[0], end: range[1] };
}
