// Tables as Markdown, for the terminal and for the documentation alike.

import type { Spread } from './measure.ts';

/** One table of results. */
export interface Section {
  readonly title: string;
  /** How it was measured. */
  readonly note: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A section as text. */
export function sectionText({ title, note, headings, rows }: Section): string {
  const widths = headings.map((heading, i) => Math.max(heading.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [`## ${title}`, '', note, '', line(headings), rule, ...rows.map(line)].join('\n');
}

export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return ms < 10 ? `${ms.toFixed(1)} ms` : `${ms.toFixed(0)} ms`;
}

export function times(ratio: number): string {
  return `${ratio.toFixed(2)}×`;
}

/** The least and the greatest ratio of the turns. */
export function range({ least, most }: Spread): string {
  return `${least.toFixed(2)} to ${most.toFixed(2)}`;
}

export function fileSize(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 100 ? `${kilobytes.toFixed(0)} kB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** A target, and whether the number keeps to it. */
export function target(value: number, most: number, unit: string): string {
  return `≤ ${most}${unit} ${value <= most ? 'met' : 'MISSED'}`;
}
