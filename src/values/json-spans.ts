// Where each value of a JSON text stands. Built by a second reading, only when something is to be reported.

import type { Span } from './json.ts';
import { type JsonListener, parseJson } from './parse-json.ts';
import { type Path, pathSegments } from './path.ts';

/** Spans of a JSON text by path. */
export interface JsonSpans {
  /** The value at the path, or the deepest value above it that exists. */
  value(path: Path): Span;
  /** The property name in front of the value at the path; the value itself where it has none. */
  key(path: Path): Span;
}

/** Reads the text once and answers any number of look-ups. */
export function indexJson(text: string): JsonSpans {
  const tape = recordTape(text);
  return {
    value: (path) => {
      const node = find(tape, text, path);
      return { start: tape.start[node] ?? 0, end: tape.end[node] ?? text.length };
    },
    key: (path) => {
      const node = find(tape, text, path);
      const keyStart = tape.keyStart[node] ?? -1;
      if (keyStart < 0) return { start: tape.start[node] ?? 0, end: tape.end[node] ?? text.length };
      return { start: keyStart, end: tape.keyEnd[node] ?? keyStart };
    },
  };
}

/** Values in document order; `after[i]` is the first value behind i and everything inside it. */
interface Tape {
  readonly start: number[];
  readonly end: number[];
  readonly keyStart: number[];
  readonly keyEnd: number[];
  readonly after: number[];
}

function recordTape(text: string): Tape {
  const tape: Tape = { start: [], end: [], keyStart: [], keyEnd: [], after: [] };
  const open: number[] = [];
  const listener: JsonListener = {
    begin(start, keyStart, keyEnd) {
      open.push(tape.start.length);
      tape.start.push(start);
      tape.end.push(start);
      tape.keyStart.push(keyStart);
      tape.keyEnd.push(keyEnd);
      tape.after.push(-1);
    },
    end(end) {
      const node = open.pop() ?? 0;
      tape.end[node] = end;
      tape.after[node] = tape.start.length;
    },
  };
  parseJson(text, listener);
  return tape;
}

function find(tape: Tape, text: string, path: Path): number {
  let node = 0;
  for (const segment of pathSegments(path)) {
    const child = typeof segment === 'number' ? item(tape, node, segment) : property(tape, text, node, segment);
    if (child === undefined) return node;
    node = child;
  }
  return node;
}

function item(tape: Tape, parent: number, index: number): number | undefined {
  let remaining = index;
  for (const child of children(tape, parent)) {
    if (tape.keyStart[child] !== -1) return undefined;
    if (remaining-- === 0) return child;
  }
  return undefined;
}

/** The last property of that name: where one is written twice, the last one counts. */
function property(tape: Tape, text: string, parent: number, name: string): number | undefined {
  let found: number | undefined;
  for (const child of children(tape, parent)) {
    const keyStart = tape.keyStart[child] ?? -1;
    if (keyStart === -1) return undefined;
    const written = text.slice(keyStart, tape.keyEnd[child]);
    if (unquote(written) === name) found = child;
  }
  return found;
}

function unquote(written: string): string {
  if (!written.includes('\\')) return written.slice(1, -1);
  const { value } = parseJson(written);
  return typeof value === 'string' ? value : written;
}

function* children(tape: Tape, parent: number): Iterable<number> {
  const end = tape.after[parent] ?? 0;
  for (let child = parent + 1; child < end; child = tape.after[child] ?? end) yield child;
}
