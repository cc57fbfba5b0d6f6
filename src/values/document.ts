// A text somebody wrote: its name, its value, and how to turn a path into lines and columns.

import type { Json, JsonObject, Span } from './json.ts';
import { jsonLines } from './json-key.ts';
import { indexJson, type JsonSpans } from './json-spans.ts';
import { type JsonResult, parseJson, type TextProblem } from './parse-json.ts';
import type { Path } from './path.ts';

/** A file, or a part of one that was read as one. Spans are looked up only when something is reported. */
export interface Document {
  /** As people see it: relative to where the command runs, with `/`. */
  readonly name: string;
  readonly language: 'json' | 'yaml' | 'bicep';
  readonly text: string;
  /** Null when the text could not be read; `problems` then says why. */
  readonly root: Json;
  readonly problems: readonly TextProblem[];
  /** The value at a path, or the deepest value above it that exists. */
  spanOf(path: Path): Span;
  /** The property name in front of the value at a path. */
  keySpanOf(path: Path): Span;
  /** The document whose text the spans of a path are in: this one, unless the value was brought in from another file. */
  sourceOf(path: Path): Document;
  /** The document of a template that stands inside this one but was written elsewhere: a Bicep module. */
  embedded(template: JsonObject): Document | undefined;
  /** Lines and columns of an offset. */
  positionOf(offset: number): Position;
}

/** What is wrong with a value that a document holds. */
export interface Mistake {
  readonly message: string;
  readonly path: Path;
  /** Whether the property name is wrong rather than its value. */
  readonly at: 'value' | 'key';
}

/** A place as editors count: both from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Reads a JSON text into a document. */
export function jsonDocument(name: string, text: string): Document {
  return documentOf(name, text, parseJson(text));
}

/** A document around a value that was read already. */
export function documentOf(name: string, text: string, result: JsonResult): Document {
  const { value, problems } = result;
  let spans: JsonSpans | undefined;
  let lines: readonly number[] | undefined;
  const index = (): JsonSpans => {
    spans ??= indexJson(text, result);
    return spans;
  };
  const document: Document = {
    name,
    language: 'json',
    text,
    root: value ?? null,
    problems,
    spanOf: (path) => index().value(path),
    keySpanOf: (path) => index().key(path),
    sourceOf: () => document,
    embedded: () => undefined,
    positionOf: (offset) => {
      lines ??= lineStarts(text);
      return positionIn(lines, offset);
    },
  };
  return document;
}

/** A value that no text wrote, such as an answer of Azure, as a document: its text is printed when somebody looks. */
export function printedDocument(name: string, root: Json): Document {
  const inner = (): Document => printedLately(document);
  const document: Document = {
    name,
    language: 'json',
    get text() {
      return inner().text;
    },
    root,
    problems: [],
    spanOf: (path) => inner().spanOf(path),
    keySpanOf: (path) => inner().keySpanOf(path),
    sourceOf: () => document,
    embedded: () => undefined,
    positionOf: (offset) => inner().positionOf(offset),
  };
  return document;
}

/** The text of a document that nobody wrote. Those that are looked at are kept for a while: of thousands, all at once would be too many. */
function printedLately(document: Document): Document {
  const known = lately.get(document);
  if (known !== undefined) return known;
  const printed = jsonDocument(document.name, jsonLines(document.root));
  if (lately.size >= maxPrinted) lately.clear();
  lately.set(document, printed);
  return printed;
}

const lately = new Map<Document, Document>();
const maxPrinted = 32;

/** Offsets at which lines begin; `\r\n`, `\n` and `\r` end a line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  let lineFeed = text.indexOf('\n');
  let carriageReturn = text.indexOf('\r');
  while (lineFeed >= 0 || carriageReturn >= 0) {
    const isFeed = carriageReturn < 0 || (lineFeed >= 0 && lineFeed <= carriageReturn + 1);
    const next = (isFeed ? lineFeed : carriageReturn) + 1;
    starts.push(next);
    if (lineFeed >= 0 && lineFeed < next) lineFeed = text.indexOf('\n', next);
    if (carriageReturn >= 0 && carriageReturn < next) carriageReturn = text.indexOf('\r', next);
  }
  return starts;
}

/** The line and column of an offset, by binary search over {@link lineStarts}. */
export function positionIn(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
