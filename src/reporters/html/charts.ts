// Charts as SVG: attributes alone, so that no style needs an exception; every chart's numbers also stand beside it as text.

import type { RunRecord } from '../../history/history.ts';
import { severities } from '../../model/rule.ts';
import { dateText } from './dates.ts';
import { type HtmlElement, type HtmlNode, h, number } from './node.ts';

/** A part of a bar. */
export interface Segment {
  /** Names the class that paints it. */
  readonly name: string;
  readonly value: number;
}

const width = 1000;

const height = 10;

/** A bar whose parts are as long as their values; `whole` fills it. Decoration: the numbers stand beside it. */
export function stackedBar(segments: readonly Segment[], whole: number = sumOf(segments)): HtmlNode {
  let x = 0;
  const parts = segments.flatMap(({ name, value }) => {
    if (value === 0) return [];
    const length = (value / whole) * width;
    const part = h('rect', { class: `fill-${name}`, x: rounded(x), y: 0, width: rounded(Math.max(length, 4)), height });
    x += length;
    return [part];
  });
  return svg('bar', width, height, 'none', [h('rect', { class: 'track', x: 0, y: 0, width, height }), ...parts]);
}

function sumOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { value }) => sum + value, 0);
}

const plot = { width: 720, height: 200, left: 52, right: 8, top: 12, bottom: 30 };

/** Runs shown at most: the latest ones. */
const mostRuns = 60;

/** Failing findings run by run, by severity. */
export function trendChart(allRuns: readonly RunRecord[]): HtmlElement {
  const runs = allRuns.slice(-mostRuns);
  const totals = runs.map(({ failing }) => severities.reduce((sum, severity) => sum + failing[severity], 0));
  const top = niceCeiling(Math.max(1, ...totals));
  const inner = plot.height - plot.top - plot.bottom;
  const y = (value: number): number => plot.top + inner * (1 - value / top);
  const step = (plot.width - plot.left - plot.right) / runs.length;
  const barWidth = Math.min(step * 0.72, 46);
  const bars = runs.flatMap(({ failing }, i) => {
    const x = plot.left + step * (i + 0.5) - barWidth / 2;
    let below = 0;
    return severities.toReversed().flatMap((severity) => {
      const value = failing[severity];
      if (value === 0) return [];
      const bottom = y(below);
      below += value;
      return [
        h('rect', {
          class: `fill-${severity}`,
          x: rounded(x),
          y: rounded(y(below)),
          width: rounded(barWidth),
          height: rounded(bottom - y(below)),
        }),
      ];
    });
  });
  return svg('trend', plot.width, plot.height, 'xMidYMid meet', [
    ...gridLines(top, y),
    ...bars,
    ...dateLabels(runs, step),
  ]);
}

function gridLines(top: number, y: (value: number) => number): readonly HtmlNode[] {
  const marks = top >= 2 ? [0, top / 2, top] : [0, top];
  return marks.flatMap((value) => [
    h('line', {
      class: 'grid',
      x1: plot.left,
      x2: plot.width - plot.right,
      y1: rounded(y(value)),
      y2: rounded(y(value)),
    }),
    h('text', { class: 'tick', x: plot.left - 8, y: rounded(y(value) + 4), 'text-anchor': 'end' }, number(value)),
  ]);
}

/** The first and the last run, and, where there is room, some in between. */
function dateLabels(runs: readonly RunRecord[], step: number): readonly HtmlNode[] {
  const every = Math.max(1, Math.ceil(110 / step));
  return runs.flatMap(({ at }, i) => {
    const fromEnd = runs.length - 1 - i;
    if (fromEnd % every !== 0) return [];
    const x = plot.left + step * (i + 0.5);
    return [
      h('text', { class: 'tick', x: rounded(x), y: plot.height - 6, 'text-anchor': 'middle' }, dateText(at).slice(5)),
    ];
  });
}

/** The next of 2, 4, 10, 20, 40, 100, …: halves of it are whole. */
function niceCeiling(value: number): number {
  for (let power = 1; ; power *= 10) for (const digit of [2, 4, 10]) if (digit * power >= value) return digit * power;
}

function svg(name: string, w: number, height: number, aspect: string, parts: readonly HtmlNode[]): HtmlElement {
  return h(
    'svg',
    {
      class: name,
      viewBox: `0 0 ${w} ${height}`,
      preserveAspectRatio: aspect,
      'aria-hidden': 'true',
      focusable: 'false',
    },
    ...parts,
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
