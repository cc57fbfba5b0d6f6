// The report as one page: everything in one file, nothing fetched, readable without its script.

import { createHash } from 'node:crypto';
import type { Report } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import { secretSpans } from '../secret-spans.ts';
import { breakdowns } from './breakdown.ts';
import { coverageSections } from './coverage-view.ts';
import type { HtmlExtras } from './extras.ts';
import { findingsSection } from './findings-table.ts';
import { type HtmlNode, h, markup } from './node.ts';
import { detailsJson, findingsJson } from './page-data.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { ruleSection } from './rule-view.ts';
import { cards, header, pageTitle, trend } from './summary.ts';
import { tally } from './totals.ts';

/** The page as text, ending in a line break. */
export function htmlReport(report: Report, extras: HtmlExtras = {}): string {
  const secretsOf = secretSpans(report);
  const main = h(
    'main',
    { id: 'main' },
    header(report, extras),
    cards(report, extras),
    h('div', { class: 'panels' }, ...trend(extras), ...breakdowns(report, extras)),
    findingsSection(report, secretsOf, extras),
    ...rulesSection(report),
    ...coverageSections(report),
  );
  const parts = [
    '<!doctype html>',
    '<html lang="en">',
    `<head>${headTags(extras).map(markup).join('')}<style>${pageStyle}</style></head>`,
    '<body>',
    markup(h('a', { class: 'skip', href: '#findings' }, 'Skip to the findings')),
    markup(main),
    `<script type="application/json" id="data">${findingsJson(report, extras)}</script>`,
    `<script type="application/json" id="details">${detailsJson(report, secretsOf, extras)}</script>`,
    `<script>${pageScript}</script>`,
    '</body>',
    '</html>',
  ];
  return `${parts.join('\n')}\n`;
}

/** What the page may do: show its own style, run its own script, and nothing else. */
function contentPolicy(): string {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `style-src ${hash(pageStyle)}`,
    `script-src ${hash(pageScript)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function headTags(extras: HtmlExtras): readonly HtmlNode[] {
  return [
    h('meta', { charset: 'utf-8' }),
    h('meta', { 'http-equiv': 'Content-Security-Policy', content: contentPolicy() }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'referrer', content: 'no-referrer' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'generator', content: 'pratique' }),
    h('title', {}, pageTitle(extras)),
  ];
}

/** The rules with findings, in the order of their first one. */
function rulesSection({ findings }: Report): readonly HtmlNode[] {
  const byRule = new Map<Rule, Report['findings'][number][]>();
  for (const finding of findings) {
    const members = byRule.get(finding.rule);
    if (members === undefined) byRule.set(finding.rule, [finding]);
    else members.push(finding);
  }
  if (byRule.size === 0) return [];
  return [
    h(
      'section',
      { class: 'panel', id: 'rules', 'aria-labelledby': 'rules-title' },
      h('h2', { id: 'rules-title' }, 'Rules with findings'),
      ...[...byRule].map(([rule, members]) => ruleSection(rule, { name: rule.id, tally: tally(members) })),
    ),
  ];
}
