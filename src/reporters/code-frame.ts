// Source lines with the exact characters marked: the heart of the terminal report.

import type { Place } from '../model/report.ts';
import type { Document } from '../values/document.ts';
import type { Span } from '../values/json.ts';
import { type LineWindow, lineWindow } from './line-window.ts';
import { harmless, type Style } from './style.ts';

/** One marked place. */
export interface FramePart {
  readonly place: Place;
  /** Said behind the mark. */
  readonly label: string;
  /** Lines of context in front of the first part only. */
  readonly isPrimary: boolean;
}

export interface FrameOptions {
  readonly style: Style;
  /** Columns available. */
  readonly width: number;
  /** Spans of a document that must not be shown. */
  readonly secretsOf: (document: Document) => readonly Span[];
}

const contextLines = 2;

/** The lines of a frame, without the lines below it. */
export function codeFrame(parts: readonly FramePart[], options: FrameOptions): string[] {
  const digits = Math.max(...parts.map(({ place }) => String(place.start.line).length), 1);
  return parts.flatMap((part, i) => framePart(part, i === 0, digits, options));
}

function framePart(
  { place, label, isPrimary }: FramePart,
  isFirst: boolean,
  digits: number,
  options: FrameOptions,
): string[] {
  const { style } = options;
  const { document, start } = place;
  const gutter = ' '.repeat(digits + 1);
  const corner = isFirst ? style.symbols.frameTop : style.symbols.frameMiddle;
  const lines = [
    `${gutter}${style.dim(corner)} ${style.path(harmless(`${document.name}:${start.line}:${start.column}`))}`,
  ];
  const from = isPrimary ? Math.max(1, start.line - contextLines) : start.line;
  for (let line = from; line <= start.line; line++) {
    const window = windowAt(place, line, options, digits);
    lines.push(
      `${style.dim(String(line).padStart(digits + 1))} ${style.dim(style.symbols.frameSide)} ${window.text}`.trimEnd(),
    );
    if (line !== start.line) continue;
    const mark = (isPrimary ? style.symbols.strongMark : style.symbols.weakMark).repeat(Math.max(1, window.markWidth));
    const paint = isPrimary ? style.strong : style.weak;
    lines.push(
      `${gutter} ${style.dim(style.symbols.frameSide)} ${' '.repeat(window.markStart)}${paint(mark)} ${paint(harmless(label))}`.trimEnd(),
    );
  }
  return lines;
}

/** A line of the place's document, marked where the place begins in it. */
function windowAt({ document, span, start }: Place, line: number, options: FrameOptions, digits: number): LineWindow {
  const { text } = document;
  const ownStart = span.start - start.column + 1;
  const isMarked = line === start.line;
  const lineStart = isMarked ? ownStart : startOfLine(document, line, start.line, ownStart);
  const lineEnd = endOfLine(text, lineStart);
  const mark = isMarked ? { start: span.start, end: Math.min(span.end, lineEnd) } : undefined;
  const room = Math.max(40, options.width - digits - 5);
  return lineWindow(
    { text, line: { start: lineStart, end: lineEnd }, mark, secrets: options.secretsOf(document) },
    room,
  );
}

/** The offset at which a line in front of the place's line begins. */
function startOfLine(document: Document, line: number, knownLine: number, knownStart: number): number {
  let start = knownStart;
  for (let current = knownLine; current > line; current--) {
    const end = document.text[start - 2] === '\r' && document.text[start - 1] === '\n' ? start - 2 : start - 1;
    const feed = document.text.lastIndexOf('\n', end - 1);
    const carriage = document.text.lastIndexOf('\r', end - 1);
    start = Math.max(feed, carriage) + 1;
  }
  return start;
}

function endOfLine(text: string, start: number): number {
  const found = text.slice(start).search(/[\r\n]/);
  return found < 0 ? text.length : start + found;
}
