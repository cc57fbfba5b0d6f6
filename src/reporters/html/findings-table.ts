// The table of findings: written out for the first ones, and sent as data for the page's script, which shows them all.

import type { ReportHistory, Standing } from '../../history/history.ts';
import type { Finding, Report } from '../../model/report.ts';
import { reasonText, resourceText } from '../text.ts';
import { ageText } from './dates.ts';
import type { SecretsOf } from './excerpt.ts';
import type { HtmlExtras } from './extras.ts';
import { findingView } from './finding-view.ts';
import { groupOf, whereText } from './group.ts';
import { breakable, type HtmlElement, type HtmlNode, h, number } from './node.ts';
import { ruleAnchor } from './rule-view.ts';

/** Findings that are written out: enough to read without script, and no burden with it. */
export const writtenOut = 100;

/** The section with the table, its filters empty until the script fills them. */
export function findingsSection(report: Report, secretsOf: SecretsOf, extras: HtmlExtras): HtmlElement {
  const { findings } = report;
  const shown = findings.slice(0, writtenOut);
  const left = findings.length - shown.length;
  const columns = columnTitles(extras.history);
  return h(
    'section',
    { id: 'findings', 'aria-labelledby': 'findings-title' },
    h('h2', { id: 'findings-title' }, 'Findings'),
    h('form', { class: 'filters', hidden: true, role: 'search', 'aria-label': 'Filter findings' }),
    h('p', { class: 'count', id: 'count', role: 'status' }, countText(findings.length, shown.length)),
    h(
      'div',
      { class: 'table-frame' },
      h(
        'table',
        { class: 'findings' },
        h(
          'thead',
          {},
          h('tr', {}, ...columns.map(([key, title]) => h('th', { scope: 'col', 'data-sort': key }, title))),
        ),
        h('tbody', { id: 'rows' }, ...shown.flatMap((finding) => writtenRows(finding, secretsOf, extras))),
      ),
    ),
    ...(left > 0
      ? [
          h(
            'p',
            { class: 'without-script quiet' },
            `${number(left)} more findings are in this file and need its script to be shown; the rules below and the JSON report count them all.`,
          ),
        ]
      : []),
    h('p', { id: 'more', hidden: true }),
  );
}

function countText(all: number, shown: number): string {
  if (all === 0) return 'There are no findings.';
  return shown < all ? `The first ${number(shown)} of ${number(all)} findings.` : `${number(all)} in all.`;
}

function columnTitles(history: ReportHistory | undefined): readonly (readonly [string, string])[] {
  return [
    ['severity', 'Severity'],
    ['finding', 'Requirement'],
    ['resource', 'Resource'],
    ['where', 'Where'],
    ...(history === undefined ? [] : [['age', 'Age'] as const]),
  ];
}

/** A row, and one that can be opened. The page's script makes rows of the same form. */
function writtenRows(finding: Finding, secretsOf: SecretsOf, extras: HtmlExtras): readonly HtmlNode[] {
  const { rule, kind } = finding;
  const standing = extras.history?.standings.get(finding.fingerprint);
  const cells = [
    h(
      'td',
      { class: 'severity' },
      badge(finding),
      ...(kind === 'fail' ? [] : [h('span', { class: 'kind' }, kindText(kind))]),
    ),
    h(
      'th',
      { scope: 'row' },
      h('span', { class: 'title' }, rule.title),
      h('span', { class: 'reason' }, reasonText(finding)),
      h('code', {}, rule.id),
    ),
    h('td', { class: 'resource' }, resourceText(finding)),
    h(
      'td',
      { class: 'where' },
      ...breakable(whereText(finding)),
      h('span', { class: 'quiet' }, groupLine(finding, extras)),
    ),
    ...(extras.history === undefined ? [] : [ageCell(standing, nowOf(extras))]),
  ];
  const advice = h(
    'div',
    { class: 'advice' },
    h('h3', {}, 'Recommendation'),
    h('p', {}, rule.recommendation.trim()),
    h('p', {}, h('a', { href: `#${ruleAnchor(rule)}` }, 'Why, fix and links')),
  );
  return [
    h('tr', { class: `finding ${kind}` }, ...cells),
    h(
      'tr',
      { class: 'detail' },
      h(
        'td',
        { colspan: cells.length },
        h(
          'details',
          {},
          h('summary', {}, 'Evidence, recommendation and command'),
          h('div', { class: 'panes' }, findingView(finding, secretsOf, standing), advice),
        ),
      ),
    ),
  ];
}

function badge({ kind, rule }: Finding): HtmlNode {
  return h('span', { class: `badge ${kind === 'unknown' ? 'unknown' : rule.severity}` }, rule.severity);
}

function kindText(kind: Finding['kind']): string {
  return kind === 'fails-when' ? 'may fail' : kind === 'unknown' ? 'unknown' : 'fails';
}

/** The subscription, where the place alone does not say it. */
function groupLine(finding: Finding, { subscriptionNames }: HtmlExtras): string {
  const group = groupOf(finding);
  return group.kind === 'file' ? '' : (subscriptionNames?.get(group.name) ?? group.name);
}

function ageCell(standing: Standing | undefined, now: number): HtmlNode {
  if (standing === undefined) return h('td', { class: 'age' });
  const age = standing.status === 'new' ? '' : ageText(standing.since, now);
  return h('td', { class: 'age' }, h('span', { class: `status ${standing.status}` }, standing.status), age);
}

/** The moment ages are counted to: that of the run. */
export function nowOf({ generatedAt, history }: HtmlExtras): number {
  return history?.runs.at(-1)?.at ?? generatedAt ?? 0;
}
