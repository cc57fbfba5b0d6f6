// Source lines with the exact characters marked: the heart of the terminal report.

import type { Place } from '../model/report.ts';
import type { Document } from '../values/document.ts';
import type { Span } from '../values/json.ts';
import { displayWidth, type Style } from './style.ts';

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
  const lines = [`${gutter}${style.dim(corner)} ${style.path(`${document.name}:${start.line}:${start.column}`)}`];
  const from = isPrimary ? Math.max(1, start.line - contextLines) : start.line;
  for (let line = from; line <= start.line; line++) {
    const window = lineWindow(place, line, options, digits);
    lines.push(
      `${style.dim(String(line).padStart(digits + 1))} ${style.dim(style.symbols.frameSide)} ${window.text}`.trimEnd(),
    );
    if (line !== start.line) continue;
    const mark = (isPrimary ? style.symbols.strongMark : style.symbols.weakMark).repeat(Math.max(1, window.markWidth));
    const paint = isPrimary ? style.strong : style.weak;
    lines.push(
      `${gutter} ${style.dim(style.symbols.frameSide)} ${' '.repeat(window.markStart)}${paint(mark)} ${paint(label)}`.trimEnd(),
    );
  }
  return lines;
}

interface LineWindow {
  readonly text: string;
  /** Columns in front of the mark, and of the mark. */
  readonly markStart: number;
  readonly markWidth: number;
}

/** What is shown of a line: all of it where it fits, otherwise the part around the mark. */
function lineWindow(
  { document, span, start }: Place,
  line: number,
  { width, secretsOf }: FrameOptions,
  digits: number,
): LineWindow {
  const lineStart =
    line === start.line
      ? span.start - start.column + 1
      : startOfLine(document, line, start.line, span.start - start.column + 1);
  const lineEnd = endOfLine(document.text, lineStart);
  const text = masked(document.text.slice(lineStart, lineEnd), lineStart, secretsOf(document));
  const markFrom = line === start.line ? span.start - lineStart : 0;
  const markTo = line === start.line ? Math.min(span.end - lineStart, text.length) : 0;
  const room = Math.max(40, width - digits - 5);
  const isMarked = line === start.line;
  if (displayWidth(text) <= room) return measure(text, markFrom, markTo, '');
  const lead = isMarked ? Math.max(0, Math.min(markFrom - Math.floor(room / 3), text.length - room)) : 0;
  const shown = text.slice(lead, lead + room - 2);
  const before = lead > 0 ? '…' : '';
  const after = lead + room - 2 < text.length ? '…' : '';
  return measure(
    `${before}${shown}${after}`,
    markFrom - lead + before.length,
    Math.min(markTo - lead + before.length, before.length + shown.length),
    '',
  );
}

function measure(text: string, from: number, to: number, prefix: string): LineWindow {
  const plain = text.replaceAll('\t', '  ');
  const head = text.slice(0, from).replaceAll('\t', '  ');
  const marked = text.slice(from, Math.max(from, to)).replaceAll('\t', '  ');
  return { text: prefix + plain, markStart: displayWidth(head), markWidth: displayWidth(marked) };
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

/** The line with secrets and control characters replaced, one for one. */
function masked(text: string, offset: number, secrets: readonly Span[]): string {
  let result = text;
  for (const { start, end } of secrets) {
    const from = Math.max(0, start - offset);
    const to = Math.min(text.length, end - offset);
    if (from < to) result = result.slice(0, from) + '•'.repeat(to - from) + result.slice(to);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences in a file must not reach the terminal
  return result.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
