// What is shown of a source line: all of it where it fits, otherwise the part around the mark. Counted in columns.

import type { Span } from '../values/json.ts';
import { displayWidth, harmless } from './style.ts';

/** A line of a text, and what of it is marked; offsets count from the beginning of the text. */
export interface MarkedLine {
  readonly text: string;
  readonly line: Span;
  /** Undefined for lines of context. */
  readonly mark: Span | undefined;
  /** Characters that must not be shown. */
  readonly secrets: readonly Span[];
}

/** A line cut to the columns there are. */
export interface LineWindow {
  readonly text: string;
  /** Columns in front of the mark, and of the mark. */
  readonly markStart: number;
  readonly markWidth: number;
}

const ellipsis = '…';

/** Cuts a line to `room` columns. */
export function lineWindow(marked: MarkedLine, room: number): LineWindow {
  const { line, mark } = marked;
  const near = nearby(marked, room);
  const cells = cellsOf(marked, near);
  const inFront = mark === undefined ? 0 : widthOf(cells.filter(({ at }) => at < mark.start));
  const lead = Math.min(inFront - Math.floor(room / 3), widthOf(cells) - room + ellipsis.length);
  const isWhole = near.start === line.start && widthOf(cells) <= room;
  const first = isWhole ? 0 : indexAtColumn(cells, lead);
  const before = first > 0 || near.start > line.start ? ellipsis : '';
  const rest = cells.slice(first);
  const fits = near.end === line.end && widthOf(rest) <= room - before.length;
  const after = fits ? '' : ellipsis;
  const shown = fits ? rest : fitting(rest, room - before.length - after.length);
  return {
    text: `${before}${shown.map(({ text }) => text).join('')}${after}`,
    markStart: before.length + widthOf(shown.filter(({ at }) => mark !== undefined && at < mark.start)),
    markWidth: widthOf(shown.filter(({ at }) => mark !== undefined && at >= mark.start && at < mark.end)),
  };
}

/** A character as it is shown. */
interface Cell {
  readonly text: string;
  readonly width: number;
  readonly at: number;
}

/** So much of a line that no more can be shown: some files are one line of millions of characters. */
function nearby({ text, line, mark }: MarkedLine, room: number): Span {
  const middle = mark?.start ?? line.start;
  const start = Math.max(line.start, middle - 2 * room);
  const end = Math.min(line.end, middle + 2 * room);
  return { start: splitsPair(text, start) ? start + 1 : start, end: splitsPair(text, end) ? end - 1 : end };
}

function splitsPair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

function cellsOf({ text, secrets }: MarkedLine, { start, end }: Span): readonly Cell[] {
  const cells: Cell[] = [];
  let at = start;
  for (const character of harmless(hidden(text.slice(start, end), start, secrets))) {
    const shown = character === '\t' ? '  ' : character;
    cells.push({ text: shown, width: displayWidth(shown), at });
    at += character.length;
  }
  return cells;
}

/** A part of a text, `offset` characters from its beginning, with secrets replaced one for one. */
export function hidden(text: string, offset: number, secrets: readonly Span[]): string {
  let result = text;
  for (const { start, end } of secrets) {
    const from = Math.max(0, start - offset);
    const to = Math.min(text.length, end - offset);
    if (from < to) result = result.slice(0, from) + '•'.repeat(to - from) + result.slice(to);
  }
  return result;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

/** The first cell that has at least so many columns in front of it. */
function indexAtColumn(cells: readonly Cell[], columns: number): number {
  let used = 0;
  for (const [i, { width }] of cells.entries()) {
    if (used >= columns) return i;
    used += width;
  }
  return cells.length;
}

/** The first cells, as many as fit. */
function fitting(cells: readonly Cell[], columns: number): readonly Cell[] {
  let used = 0;
  return cells.filter(({ width }) => {
    used += width;
    return used <= columns;
  });
}
