// Source lines around a place, with the very characters marked and secrets hidden.

import type { Place } from '../../model/report.ts';
import type { Document } from '../../values/document.ts';
import type { Span } from '../../values/json.ts';
import { hidden } from '../line-window.ts';
import { type HtmlNode, h } from './node.ts';

/** Spans of a document that must not be shown. */
export type SecretsOf = (document: Document) => readonly Span[];

/** How many lines are shown: in front of the mark, of it, and behind it. */
export interface Lines {
  readonly before: number;
  /** An object that lacks something can be long: its first lines tell which one it is. */
  readonly marked: number;
  readonly after: number;
}

/** Characters shown of a line; the mark stays in view. */
const maxLine = 240;

/** The lines of a place as `pre`. */
export function excerpt(place: Place, secretsOf: SecretsOf, wanted: Lines): HtmlNode {
  const marked = linesOf(place, wanted.marked);
  const first = marked[0] ?? place.span;
  const before = linesBefore(place.document.text, first.start, wanted.before);
  const last = marked.at(-1) ?? first;
  const left = place.end.line - place.start.line + 1 - marked.length;
  const after = left > 0 ? [] : linesAfter(place.document.text, last.end, wanted.after);
  const secrets = secretsOf(place.document);
  const firstNumber = place.start.line - before.length;
  const lines = [...before, ...marked, ...after].map((line, i) => lineNode(place, line, firstNumber + i, secrets));
  const more = left > 0 ? [h('span', { class: 'cut' }, `… ${left} more ${left === 1 ? 'line' : 'lines'}`)] : [];
  return h('pre', { class: 'code', tabindex: 0 }, h('code', {}, ...lines, ...more));
}

function lineNode({ document, span }: Place, line: Span, lineNumber: number, secrets: readonly Span[]): HtmlNode {
  const start = Math.max(firstInk(document.text, line), Math.min(span.start, line.end));
  const end = Math.max(start, Math.min(span.end, line.end));
  const show = (from: number, to: number): string => hidden(document.text.slice(from, to), from, secrets);
  const isMarked = start < end || (span.start === span.end && span.start === start);
  if (!isMarked)
    return h('span', { class: 'line', 'data-line': lineNumber }, clipped(show(line.start, line.end)), '\n');
  const lead = Math.max(line.start, start - maxLine / 2);
  const cut = Math.min(end, start + maxLine);
  return h(
    'span',
    { class: 'line hit', 'data-line': lineNumber },
    `${lead > line.start ? '…' : ''}${show(lead, start)}`,
    h('mark', {}, start === end ? ' ' : `${show(start, cut)}${cut < end ? '…' : ''}`),
    clipped(show(end, line.end)),
    '\n',
  );
}

/** Where a line begins to say something: its indentation is never what is marked. */
function firstInk(text: string, { start, end }: Span): number {
  const found = text.slice(start, end).search(/\S/);
  return found < 0 ? start : start + found;
}

function clipped(text: string): string {
  return text.length <= maxLine ? text : `${text.slice(0, maxLine)}…`;
}

/** The lines that a place touches, without their breaks, so many at most. */
function linesOf({ document, span }: Place, most: number): readonly Span[] {
  const { text } = document;
  const lines = [{ start: startOfLine(text, span.start), end: endOfLine(text, span.start) }];
  for (let line = lines[0]; line !== undefined && lines.length < most; line = lines.at(-1)) {
    const next = behindBreak(text, line.end);
    if (next === undefined || next >= span.end) break;
    lines.push({ start: next, end: endOfLine(text, next) });
  }
  return lines;
}

function linesBefore(text: string, offset: number, wanted: number): readonly Span[] {
  const lines: Span[] = [];
  for (let start = offset; start > 0 && lines.length < wanted; ) {
    const end = text[start - 1] === '\n' && text[start - 2] === '\r' ? start - 2 : start - 1;
    start = startOfLine(text, end);
    lines.unshift({ start, end });
  }
  return lines;
}

function linesAfter(text: string, offset: number, wanted: number): readonly Span[] {
  const lines: Span[] = [];
  for (let end = offset; lines.length < wanted; ) {
    const start = behindBreak(text, end);
    if (start === undefined) break;
    end = endOfLine(text, start);
    if (start < text.length) lines.push({ start, end });
  }
  return lines;
}

function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function endOfLine(text: string, offset: number): number {
  const lineBreak = /[\r\n]/g;
  lineBreak.lastIndex = offset;
  return lineBreak.exec(text)?.index ?? text.length;
}

/** Where the next line begins; undefined at the end of the text. */
function behindBreak(text: string, end: number): number | undefined {
  if (end >= text.length) return undefined;
  return text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
}
