// How the page looks: one style for light, dark, small screens and paper. No fonts, no images, nothing fetched.

import { findingsStyle } from './findings-style.ts';

const theme = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --surface: #ffffff; --raised: #fbfbfd; --line: #e1e4ea; --line-strong: #c7ccd6;
  --ink: #171a21; --quiet: #596273; --accent: #2f55d4; --accent-soft: #e9eefc;
  --critical: #b4123c; --high: #d9480f; --medium: #c98a00; --low: #3878c7; --info: #8791a3;
  --critical-ink: #9b0d33; --high-ink: #a93709; --medium-ink: #7a5200; --low-ink: #1f5c9f; --info-ink: #4d5665;
  --critical-soft: #fde8ed; --high-soft: #feece1; --medium-soft: #fcf1d4; --low-soft: #e5f0fc; --info-soft: #edeff3;
  --pass: #1f8a55; --fail: #b4123c; --maybe: #c98a00; --unknown: #8b7fc7; --unknown-ink: #574a9c; --unknown-soft: #efecfb;
  --pass-ink: #146c41; --pass-soft: #e2f5ea; --track: #e9ecf1;
  --mark: #ffe3e8; --mark-line: #b4123c; --code: #f4f5f8; --shadow: 0 1px 2px rgb(16 24 40 / 5%), 0 1px 3px rgb(16 24 40 / 4%);
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Inter, Roboto, "Helvetica Neue", Arial, sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1116; --surface: #161a22; --raised: #1a1f29; --line: #282f3b; --line-strong: #3d4656;
    --ink: #e8ebf1; --quiet: #9aa5b7; --accent: #8fabff; --accent-soft: #1d2947;
    --critical: #f0436b; --high: #f07a3c; --medium: #e0ae2e; --low: #5b9fee; --info: #76829a;
    --critical-ink: #ff8fa8; --high-ink: #ffac80; --medium-ink: #f0cd74; --low-ink: #95c4ff; --info-ink: #b6c0d0;
    --critical-soft: #3b1621; --high-soft: #3a2115; --medium-soft: #352a10; --low-soft: #142b47; --info-soft: #252c38;
    --pass: #3fb27c; --fail: #f0436b; --maybe: #e0ae2e; --unknown: #9c8fe6; --unknown-ink: #c3b9ff; --unknown-soft: #27224a;
    --pass-ink: #7fdcae; --pass-soft: #12301f; --track: #262d39;
    --mark: #4a1a28; --mark-line: #ff6f8f; --code: #11151c; --shadow: none;
  }
}`;

const layout = `
*, *::before, *::after { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 var(--sans); }
main { max-width: 1280px; margin: 0 auto; padding: 2.5rem clamp(1rem, 3vw, 2.5rem) 4rem; }
h1, h2, h3, p, ul, dl, figure { margin: 0; }
a { color: var(--accent); text-underline-offset: 2px; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code, pre { font-family: var(--mono); font-size: .86em; }
code { overflow-wrap: anywhere; }
.quiet { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999rem; padding: .6rem 1rem; background: var(--surface); }
.skip:focus { left: 1rem; top: 1rem; z-index: 9; }
header { margin-bottom: 1.75rem; }
.brand { font: 600 .8rem/1 var(--mono); letter-spacing: .04em; color: var(--accent); margin-bottom: .9rem; }
h1 { font-size: clamp(1.6rem, 1.2rem + 1.6vw, 2.25rem); line-height: 1.15; letter-spacing: -.022em; font-weight: 680; text-wrap: balance; }
h1 + .quiet { margin-top: .45rem; font-size: .9rem; }
.sentence { margin-top: 1.1rem; font-size: 1.12rem; max-width: 60ch; }
.banner { margin-top: 1rem; padding: .7rem 1rem; border: 1px solid var(--critical); border-left-width: 4px; border-radius: 8px; background: var(--critical-soft); }
h2 { font-size: 1.05rem; font-weight: 640; letter-spacing: -.008em; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(15.5rem, 1fr)); gap: 1rem; margin-bottom: 1rem; }
.card, .panel { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; box-shadow: var(--shadow); min-width: 0; }
.card { padding: 1.1rem 1.25rem 1.15rem; }
.card h2 { font-size: .82rem; font-weight: 600; color: var(--quiet); letter-spacing: 0; }
.big { font-size: 2.3rem; font-weight: 680; line-height: 1.15; letter-spacing: -.03em; font-variant-numeric: tabular-nums; margin: .15rem 0 .55rem; }
.big span { font-size: .95rem; font-weight: 450; letter-spacing: 0; color: var(--quiet); }
.legend { list-style: none; padding: 0; margin-top: .75rem; font-size: .9rem; }
.legend li { display: flex; justify-content: space-between; gap: 1rem; padding: .13rem 0; }
.legend a { color: inherit; text-decoration: none; }
.legend a:hover { text-decoration: underline; }
.legend b { font-weight: 600; font-variant-numeric: tabular-nums; }
.dot { width: .62rem; height: .62rem; margin-right: .55rem; }
.bar { display: block; width: 100%; height: .6rem; border-radius: 99px; overflow: hidden; }
.track { fill: var(--track); }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); gap: 1rem; align-items: start; }
.panel { padding: 1.2rem 1.25rem 1.3rem; margin-bottom: 1rem; }
.panels .panel { margin-bottom: 0; }
@media (min-width: 68rem) { .panels > :last-child:nth-child(odd) { grid-column: 1 / -1; } }
.panel > h2 { margin-bottom: .7rem; }
.panel > p.quiet { font-size: .86rem; margin-top: .6rem; }
#trend-title + p.quiet { margin: -.4rem 0 .4rem; }
.trend { display: block; width: 100%; max-height: 15rem; }
.grid { stroke: var(--line); stroke-width: 1; }
.tick { fill: var(--quiet); font: 14px var(--sans); }
.fill-critical { fill: var(--critical); } .fill-high { fill: var(--high); } .fill-medium { fill: var(--medium); }
.fill-low { fill: var(--low); } .fill-info { fill: var(--info); } .fill-pass { fill: var(--pass); }
.fill-fail { fill: var(--fail); } .fill-maybe { fill: var(--maybe); } .fill-unknown { fill: var(--unknown); }
.table-frame { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th { text-align: left; font-weight: 500; }
thead th { font-size: .8rem; font-weight: 600; color: var(--quiet); white-space: nowrap; }
th, td { padding: .42rem .6rem .42rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
tbody tr:last-child > * { border-bottom-color: transparent; }
.number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 0; padding-left: .8rem; white-space: nowrap; }
.zero { color: var(--quiet); }
.tally th[scope=row] { overflow-wrap: anywhere; min-width: 9rem; }
.tally th a { color: inherit; text-decoration-color: var(--line-strong); }
.bar-cell { width: 30%; min-width: 5rem; position: relative; }
summary { cursor: pointer; padding: .35rem 0; border-radius: 6px; }
details > summary:hover { color: var(--accent); }
.panel > details { border-top: 1px solid var(--line); margin-top: .35rem; }
.panel > details > summary { padding: .55rem 0; font-weight: 500; }
.framework > summary { display: grid; grid-template-columns: 1fr auto; gap: .1rem 1rem; align-items: baseline; }
.framework > summary .bar { grid-column: 1 / -1; }
.framework > summary::before, .rule > summary::before { content: "▸"; position: absolute; margin-left: -.95rem; color: var(--quiet); font-size: .8rem; }
.framework[open] > summary::before, .rule[open] > summary::before { content: "▾"; }
.framework-name { font-weight: 550; }
.framework .quiet { font-size: .86rem; }
.lines { padding: 0 0 .4rem 1.1rem; font-size: .9rem; max-height: 26rem; overflow: auto; }
.links { padding-left: 1.1rem; }
.rule > summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .7rem; padding: .6rem 0; }
.rule-title { font-weight: 550; }
.rule > summary .quiet { margin-left: auto; font-size: .86rem; }
.rule-body { max-width: 78ch; padding: .2rem 0 1rem; }
`;

const paper = `
@media screen and (max-width: 40rem) {
  main { padding-top: 1.5rem; }
  .card, .panel { border-radius: 12px; }
  .cards { grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); }
  .rule > summary .quiet { margin-left: 0; }
  .tick { font-size: 22px; }
  .framework > summary { grid-template-columns: 1fr; }
  .tally .bar-cell { display: none; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) { .badge, .status { border: 1px solid; } rect, circle { forced-color-adjust: none; } }
@page { margin: 14mm 12mm; }
@media print {
  :root {
    color-scheme: light; --ground: #fff; --surface: #fff; --raised: #fff; --line: #d5d9e0; --ink: #000; --quiet: #444c59;
    --accent: #14307a; --code: #f6f6f8; --mark: #ffe3e8; --mark-line: #b4123c; --shadow: none;
    --critical: #b4123c; --high: #d9480f; --medium: #c98a00; --low: #3878c7; --info: #8791a3;
    --critical-ink: #9b0d33; --high-ink: #a93709; --medium-ink: #7a5200; --low-ink: #1f5c9f; --info-ink: #4d5665;
    --critical-soft: #fff; --high-soft: #fff; --medium-soft: #fff; --low-soft: #fff; --info-soft: #fff;
    --pass: #1f8a55; --fail: #b4123c; --maybe: #c98a00; --unknown: #8b7fc7; --unknown-ink: #574a9c; --unknown-soft: #fff;
    --pass-ink: #146c41; --pass-soft: #fff; --track: #e9ecf1;
  }
  * { print-color-adjust: exact; }
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .skip, .filters, .copy, .permalink, #more, .clear { display: none !important; }
  .card, .panel { border-radius: 6px; }
  .card, .panels > .panel, figure, tr:not(.detail) { break-inside: avoid; }
  h2, h3, summary, tr.finding:has(+ .detail) { break-after: avoid; }
  .findings { min-width: 0; font-size: 8pt; line-height: 1.4; }
  .findings th, .findings td { padding: .35rem .5rem; }
  .findings thead th:first-child, .findings thead th:nth-child(5) { width: 5rem; }
  .findings thead th:nth-child(3), .findings thead th:nth-child(4) { width: 19%; }
  tr.finding code, .badge, .status, .reason, .where .quiet, .where, .age { font-size: 7.5pt; }
  .findings thead button::after, button.title::before { content: none !important; }
  .scripted .findings th[scope=row], .scripted .findings thead th:nth-child(2) { padding-left: .5rem; }
  #findings { break-before: page; }
  #findings .table-frame { border: 0; }
  .cards { grid-template-columns: repeat(2, 1fr); }
  .panels { grid-template-columns: 1fr; }
  .panels > .panel { margin: 0; }
  .lines { max-height: none; }
  .table-frame { overflow: visible; }
  .code, .command { white-space: pre-wrap; overflow-wrap: anywhere; }
  a { text-decoration: none; }
}`;

/** The style of the page. */
export const pageStyle: string = [theme, layout, findingsStyle, paper].join('\n').replace(/\n\s*/g, '\n').trim();
