// How the table of findings looks, and what opens below its rows.

/** The part of the style that is about findings; put in front of what paper changes. */
export const findingsStyle = `
#findings { margin: 2rem 0 1.5rem; }
#findings > h2 { font-size: 1.3rem; margin-bottom: .8rem; }
.filters { display: flex; flex-wrap: wrap; gap: .7rem; align-items: end; margin-bottom: .8rem; }
.filters[hidden] { display: none; }
.filters label { display: grid; gap: .2rem; font-size: .8rem; color: var(--quiet); flex: 1 1 7rem; min-width: 0; max-width: 14rem; }
.filters .wide { flex: 3 1 14rem; max-width: none; }
.filters input, .filters select, .clear, .copy {
  font: inherit; font-size: .9rem; color: var(--ink); background: var(--surface); border: 1px solid var(--line-strong);
  border-radius: 8px; padding: .42rem .65rem; width: 100%; min-width: 0;
}
.filters input::placeholder { color: var(--quiet); opacity: 1; }
.clear, .copy { width: auto; cursor: pointer; font-weight: 500; }
.clear:hover:enabled, .copy:hover { border-color: var(--accent); color: var(--accent); }
.clear:disabled { opacity: .5; cursor: default; }
.count { font-size: .88rem; color: var(--quiet); margin-bottom: .5rem; font-variant-numeric: tabular-nums; }
#findings .table-frame { background: var(--surface); border: 1px solid var(--line); border-radius: 14px; box-shadow: var(--shadow); }
.findings { table-layout: fixed; min-width: 44rem; }
.findings th, .findings td { padding: .75rem 1rem; vertical-align: top; }
.findings thead th { padding: .6rem 1rem; background: var(--raised); }
.findings thead th:first-child { width: 7.6rem; border-top-left-radius: 14px; }
.findings thead th:last-child { border-top-right-radius: 14px; }
.findings thead th:nth-child(3) { width: 22%; }
.findings thead th:nth-child(4) { width: 24%; }
.findings thead th:nth-child(5) { width: 7.6rem; }
.findings thead button { font: inherit; color: inherit; background: none; border: 0; padding: .1rem 0; cursor: pointer; }
.findings thead button::after { content: "↕"; margin-left: .35rem; opacity: .45; }
.findings th[aria-sort] button { color: var(--ink); }
.findings th[aria-sort=ascending] button::after { content: "↓"; opacity: 1; }
.findings th[aria-sort=descending] button::after { content: "↑"; opacity: 1; }
.scripted tr.finding { cursor: pointer; }
.scripted tr.finding:hover > * { background: var(--raised); }
.scripted .without-script { display: none; }
tr.finding td, tr.finding th { overflow-wrap: anywhere; }
tr.finding:has(+ .detail) > * { border-bottom-color: transparent; }
.title { display: block; font: inherit; font-weight: 570; color: inherit; text-align: left; background: none; border: 0; padding: 0; }
button.title { cursor: pointer; }
button.title::before { content: "▸"; display: inline-block; width: 1.05rem; margin-left: -1.05rem; color: var(--quiet); font-size: .8em; }
button.title[aria-expanded=true]::before { content: "▾"; }
.scripted .findings th[scope=row], .scripted .findings thead th:nth-child(2) { padding-left: 1.5rem; }
.reason { display: block; color: var(--quiet); font-weight: 400; margin: .1rem 0 .15rem; }
tr.finding code { font-size: .78rem; color: var(--quiet); font-weight: 400; }
.where { font-size: .86rem; }
.where .quiet, .kind { display: block; font-size: .78rem; }
.kind { color: var(--quiet); margin-top: .25rem; }
.age { font-size: .86rem; font-variant-numeric: tabular-nums; }
.badge, .status { display: inline-block; font-size: .78rem; font-weight: 600; line-height: 1.4; padding: .08rem .55rem; border-radius: 99px; }
.badge.critical { color: var(--critical-ink); background: var(--critical-soft); }
.badge.high { color: var(--high-ink); background: var(--high-soft); }
.badge.medium { color: var(--medium-ink); background: var(--medium-soft); }
.badge.low { color: var(--low-ink); background: var(--low-soft); }
.badge.info { color: var(--info-ink); background: var(--info-soft); }
.badge.unknown { color: var(--unknown-ink); background: var(--unknown-soft); }
.status { display: block; width: max-content; padding: 0; margin-bottom: .1rem; }
.status.new { color: var(--critical-ink); }
.status.reopened { color: var(--high-ink); }
.status.persisting { color: var(--quiet); font-weight: 500; }
tr.detail > td { padding-top: 0; }
tr.detail summary { color: var(--accent); font-size: .86rem; padding: 0; }
.panes { display: grid; grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr); gap: 1rem 2rem; padding: .6rem 0 .8rem; }
.panes h3, .rule-body h3 { font-size: .84rem; font-weight: 620; margin: .95rem 0 .25rem; }
.panes > * > :first-child, .rule-body > :first-child { margin-top: 0; }
.panes p, .rule-body p, .panes .links, .rule-body .links { font-size: .92rem; }
.permalink { display: inline-block; margin-top: 1rem; font-size: .86rem; }
.care { color: var(--high-ink); }
figure { margin-bottom: .7rem; }
figcaption { font: .78rem/1.5 var(--mono); color: var(--quiet); overflow-wrap: anywhere; margin-bottom: .2rem; }
.code, .command { margin: 0; padding: .6rem .75rem; background: var(--code); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; font-size: .82rem; line-height: 1.6; tab-size: 2; }
.code code, .command code { font-size: inherit; overflow-wrap: normal; }
.command { white-space: pre-wrap; overflow-wrap: anywhere; }
.line::before { content: attr(data-line); display: inline-block; min-width: 2.2rem; padding-right: .8rem; text-align: right; color: var(--quiet); opacity: .8; user-select: none; }
.line.hit::before { color: var(--mark-line); opacity: 1; font-weight: 600; }
.cut { color: var(--quiet); padding-left: 2.2rem; }
mark { color: inherit; background: var(--mark); box-shadow: inset 0 -2px 0 var(--mark-line); border-radius: 2px; padding: .06rem 0; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem .9rem; font-size: .88rem; margin: .8rem 0 0; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; grid-column: 2; overflow-wrap: anywhere; }
.copyable { position: relative; }
.copyable .command { padding-right: 5.2rem; }
.copy { position: absolute; top: .35rem; right: .35rem; font-size: .78rem; padding: .2rem .6rem; }
#more { text-align: center; padding: 1rem; }
@media screen and (max-width: 52rem) {
  .findings { min-width: 0; table-layout: auto; display: block; }
  .findings thead { display: block; }
  .findings thead tr { display: flex; flex-wrap: wrap; gap: 0 1.1rem; padding: .35rem 1rem; background: var(--raised); border-bottom: 1px solid var(--line); border-radius: 14px 14px 0 0; }
  .findings thead th, .findings thead th:nth-child(n) { width: auto; padding: .2rem 0; border: 0; }
  html:not(.scripted) .findings thead { display: none; }
  .findings tbody, .findings tr.detail, .findings tr.detail > td { display: block; }
  tr.finding { display: grid; grid-template-columns: 1fr auto; gap: .2rem .8rem; padding: .8rem 1rem; border-bottom: 1px solid var(--line); }
  tr.finding > *, .scripted .findings th[scope=row] { padding: 0; border: 0; }
  .findings tr.finding > td, .findings tr.finding > th { padding: 0; border: 0; }
  tr.finding > th, tr.finding > .resource, tr.finding > .where { grid-column: 1 / -1; }
  tr.finding > .severity { grid-row: 1; display: flex; gap: .5rem; align-items: center; }
  tr.finding > .age { grid-row: 1; grid-column: 2; text-align: right; display: flex; gap: .4rem; align-items: baseline; }
  .kind { margin: 0; }
  tr.finding > .resource { font-size: .86rem; }
  button.title::before { margin: 0; }
  .findings tr.detail > td { padding: .1rem 1rem .8rem; }
  .panes { grid-template-columns: minmax(0, 1fr); }
  .filters label { max-width: none; }
}
`;
