// What was looked at, and, at least as loud, what was not.

import type { Finding, NotCovered, Place, Problem, Report } from '../../model/report.ts';
import { becauseText, byAzureTexts, count, lookedAt, parametersSentence } from '../text.ts';
import { type HtmlNode, h, number } from './node.ts';

/** More lines than this nobody reads; the others are counted, and the JSON report has them. */
const most = 500;

/** Problems, unknowns and what no rule is about. */
export function coverageSections(report: Report): readonly HtmlNode[] {
  return [...problemsSection(report.problems), coverageSection(report)];
}

function problemsSection(problems: readonly Problem[]): readonly HtmlNode[] {
  if (problems.length === 0) return [];
  const lines = problems.map(({ severity, message, place, file }) => {
    const where = place === undefined ? (file ?? '') : placeText(place);
    return h(
      'li',
      {},
      h('span', { class: `badge ${severity === 'error' ? 'critical' : 'medium'}` }, severity),
      ` ${message} `,
      h('code', {}, where),
    );
  });
  return [
    h(
      'section',
      { class: 'panel', id: 'problems', 'aria-labelledby': 'problems-title' },
      h('h2', { id: 'problems-title' }, 'What could not be read'),
      list(lines),
    ),
  ];
}

function coverageSection(report: Report): HtmlNode {
  const { coverage, findings, rules } = report;
  return h(
    'section',
    { class: 'panel', id: 'coverage', 'aria-labelledby': 'coverage-title' },
    h('h2', { id: 'coverage-title' }, 'Coverage'),
    h('p', {}, `Judged: ${lookedAt(report).join(', ')}.${parametersSentence(report)}`),
    ...byAzureTexts(coverage).map((text) => h('p', {}, `Judged by Azure: ${text}.`)),
    ...unknowns(findings),
    ...folded(
      'Resources of types that no rule of this run is about',
      coverage.withoutRule.map(({ type, count: times }) => h('li', {}, h('code', {}, type), ` ${number(times)}`)),
    ),
    ...folded('Seen and not judged', coverage.notCovered.map(notCoveredLine)),
    ...folded(
      'Files',
      coverage.files.map((name) => h('li', {}, h('code', {}, name))),
    ),
    ...folded(
      'Deployments',
      coverage.deployments.map((name) => h('li', {}, h('code', {}, name))),
    ),
    ...folded(
      'Rules of this run',
      rules.map(({ id, title }) => h('li', {}, h('code', {}, id), ` ${title}`)),
    ),
  );
}

/** Why verdicts are unknown: one missing value often keeps several rules from deciding. */
function unknowns(findings: readonly Finding[]): readonly HtmlNode[] {
  const reasons = new Map<string, number>();
  for (const { kind, because } of findings) {
    if (kind !== 'unknown') continue;
    const reason = because.slice(0, 3).map(becauseText).join('; ');
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const lines = [...reasons]
    .sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))
    .map(([reason, times]) => h('li', {}, `${reason} — ${count(times, 'finding')}`));
  return folded('Why verdicts are unknown', lines, true);
}

function notCoveredLine({ what, because, place, file }: NotCovered): HtmlNode {
  return h('li', {}, `${what}: ${because} `, h('code', {}, place === undefined ? file : placeText(place)));
}

function placeText({ document, start }: Place): string {
  return `${document.name}:${start.line}:${start.column}`;
}

function folded(title: string, lines: readonly HtmlNode[], open = false): readonly HtmlNode[] {
  if (lines.length === 0) return [];
  return [h('details', open ? { open: true } : {}, h('summary', {}, `${title}: ${number(lines.length)}`), list(lines))];
}

function list(lines: readonly HtmlNode[]): HtmlNode {
  const left = lines.length - most;
  return h(
    'ul',
    { class: 'lines' },
    ...lines.slice(0, most),
    ...(left > 0 ? [h('li', {}, `… and ${number(left)} more`)] : []),
  );
}
