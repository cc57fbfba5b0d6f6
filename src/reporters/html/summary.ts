// The top of the page: the one sentence that matters, and the numbers behind it.

import type { Report } from '../../model/report.ts';
import { severities } from '../../model/rule.ts';
import { count } from '../text.ts';
import { type Segment, stackedBar, trendChart } from './charts.ts';
import { dateText, momentText } from './dates.ts';
import type { HtmlExtras } from './extras.ts';
import { type HtmlNode, h, number } from './node.ts';
import { type Tally, tally } from './totals.ts';

/** Title and sentence. */
export function header(report: Report, extras: HtmlExtras): HtmlNode {
  const when = extras.generatedAt === undefined ? [] : [momentText(extras.generatedAt)];
  return h(
    'header',
    {},
    h('p', { class: 'brand' }, 'pratique'),
    h('h1', {}, pageTitle(extras)),
    h(
      'p',
      { class: 'quiet' },
      [...when, `version ${report.toolVersion}`, count(report.rules.length, 'rule')].join(' · '),
    ),
    h('p', { class: 'sentence' }, ...sentence(report)),
    ...incomplete(report),
  );
}

/** What the page is called. */
export function pageTitle({ title }: HtmlExtras): string {
  return title ?? 'Container registry compliance';
}

function sentence(report: Report): readonly HtmlNode[] {
  const { failing, fail, failsWhen, unknown } = tally(report.findings);
  const worst = fail.critical + fail.high;
  const rest = [
    ...(failsWhen > 0 ? [`${number(failsWhen)} may fail, depending on parameters`] : []),
    ...(unknown > 0 ? [`${number(unknown)} could not be decided`] : []),
  ];
  const first =
    failing === 0
      ? h('strong', {}, report.counts.pass > 0 ? 'Nothing fails.' : 'Nothing was found to fail, and nothing passed.')
      : h(
          'strong',
          {},
          `${number(failing)} ${failing === 1 ? 'finding fails' : 'findings fail'}${worst > 0 ? '' : '.'}`,
        );
  const severe =
    failing > 0 && worst > 0 ? [`, ${worst === failing ? 'all' : number(worst)} of them critical or high.`] : [];
  return [first, ...severe, ...(rest.length > 0 ? [` ${rest.join('; ')}.`] : [])];
}

/** What keeps the report from being the whole truth is said before anything else. */
function incomplete({ problems }: Report): readonly HtmlNode[] {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  if (errors === 0) return [];
  return [
    h(
      'p',
      { class: 'banner' },
      h('strong', {}, 'Not everything asked for could be judged. '),
      h('a', { href: '#problems' }, `${count(errors, 'error')}: see what is missing`),
    ),
  ];
}

/** The cards below the title. */
export function cards(report: Report, extras: HtmlExtras): HtmlNode {
  const found = tally(report.findings);
  return h(
    'section',
    { class: 'cards', 'aria-label': 'Totals' },
    severityCard(found),
    checksCard(report),
    ...changesCard(extras),
    coverageCard(report, found),
  );
}

function card(title: string, big: string, unit: string, ...content: readonly HtmlNode[]): HtmlNode {
  return h(
    'article',
    { class: 'card' },
    h('h2', {}, title),
    h('p', { class: 'big' }, big, h('span', {}, ` ${unit}`)),
    ...content,
  );
}

function severityCard({ fail, failing }: Tally): HtmlNode {
  const entries = severities.map((severity) =>
    h(
      'li',
      {},
      h('a', { href: `#verdict=fail&severity=${severity}` }, dot(severity), severity),
      h('b', {}, number(fail[severity])),
    ),
  );
  return card(
    'Failing',
    number(failing),
    failing === 1 ? 'finding' : 'findings',
    stackedBar(severities.map((name) => ({ name, value: fail[name] }))),
    h('ul', { class: 'legend' }, ...entries),
  );
}

function dot(name: string): HtmlNode {
  return h(
    'svg',
    { class: 'dot', viewBox: '0 0 10 10', 'aria-hidden': 'true' },
    h('circle', { class: `fill-${name}`, cx: 5, cy: 5, r: 5 }),
  );
}

function checksCard({ counts }: Report): HtmlNode {
  const judged = counts.pass + counts.fail + counts['fails-when'] + counts.unknown;
  const segments: readonly Segment[] = [
    { name: 'pass', value: counts.pass },
    { name: 'fail', value: counts.fail },
    { name: 'maybe', value: counts['fails-when'] },
    { name: 'unknown', value: counts.unknown },
  ];
  const names = ['pass', 'fail', 'may fail', 'unknown'];
  return card(
    'Checks',
    judged === 0 ? '–' : `${Math.floor((100 * counts.pass) / judged)}%`,
    'pass',
    stackedBar(segments),
    h(
      'ul',
      { class: 'legend' },
      ...segments.map(({ name, value }, i) =>
        h('li', {}, h('span', {}, dot(name), names[i] ?? name), h('b', {}, number(value))),
      ),
      h('li', {}, h('span', {}, 'not applicable'), h('b', {}, number(counts['not-applicable']))),
    ),
  );
}

function changesCard({ history }: HtmlExtras): readonly HtmlNode[] {
  const last = history?.runs.at(-1);
  const before = history?.runs.at(-2);
  if (last === undefined) return [];
  const lines = [
    ['new', last.new, true],
    ['reopened', last.reopened, true],
    ['resolved', last.resolved, false],
    ['persisting', last.persisting, true],
    ...(last.unconfirmed > 0 ? [['not confirmed', last.unconfirmed, false] as const] : []),
  ] as const;
  const entries = lines.map(([name, value, canFilter]) =>
    h('li', {}, canFilter ? h('a', { href: `#status=${name}` }, name) : h('span', {}, name), h('b', {}, number(value))),
  );
  const change = last.new + last.reopened - last.resolved;
  const since = before === undefined ? 'first run' : `since ${dateText(before.at)}`;
  const big =
    before === undefined
      ? number(last.new)
      : change > 0
        ? `+${number(change)}`
        : change < 0
          ? `−${number(-change)}`
          : '±0';
  return [card('Change', big, since, h('ul', { class: 'legend' }, ...entries))];
}

function coverageCard({ coverage, counts, problems }: Report, { unknown }: Tally): HtmlNode {
  const lines: readonly (readonly [string, number])[] = [
    ...(coverage.files.length > 0 ? [['files', coverage.files.length] as const] : []),
    ['deployments', coverage.deployments.length],
    ['unknown', unknown],
    ['not covered', coverage.notCovered.length + coverage.withoutRule.reduce((sum, one) => sum + one.count, 0)],
    ['problems', problems.length],
  ];
  const judged = counts.pass + counts.fail + counts['fails-when'] + counts.unknown + counts['not-applicable'];
  return card(
    'Coverage',
    number(coverage.resources),
    coverage.resources === 1 ? 'resource' : 'resources',
    h('p', { class: 'quiet' }, `${number(judged)} verdicts. `, h('a', { href: '#coverage' }, 'What was not judged')),
    h(
      'ul',
      { class: 'legend' },
      ...lines.map(([name, value]) => h('li', {}, h('span', {}, name), h('b', {}, number(value)))),
    ),
  );
}

/** How the failures developed; nothing when there is one run only. */
export function trend({ history }: HtmlExtras): readonly HtmlNode[] {
  const runs = history?.runs ?? [];
  if (runs.length < 2) return [];
  const titles = ['Run', ...severities, 'new', 'resolved', 'reopened', 'unknown', 'complete'];
  const rows = runs
    .toReversed()
    .map((run) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, momentText(run.at)),
        ...[
          ...severities.map((severity) => run.failing[severity]),
          run.new,
          run.resolved,
          run.reopened,
          run.unknown,
        ].map((value) => h('td', { class: 'number' }, number(value))),
        h('td', {}, run.complete ? 'yes' : 'no'),
      ),
    );
  return [
    h(
      'section',
      { class: 'panel', 'aria-labelledby': 'trend-title' },
      h('h2', { id: 'trend-title' }, 'Trend'),
      h(
        'p',
        { class: 'quiet' },
        `Failing findings by severity, ${count(runs.length, 'run')} since ${dateText(runs[0]?.at ?? 0)}.`,
      ),
      trendChart(runs),
      h(
        'details',
        {},
        h('summary', {}, 'The numbers'),
        h(
          'div',
          { class: 'table-frame' },
          h(
            'table',
            {},
            h('thead', {}, h('tr', {}, ...titles.map((title) => h('th', { scope: 'col' }, title)))),
            h('tbody', {}, ...rows),
          ),
        ),
      ),
      ...resolved(history?.resolved ?? []),
    ),
  ];
}

/** Resolved findings named at most. */
const mostResolved = 100;

function resolved(findings: NonNullable<HtmlExtras['history']>['resolved']): readonly HtmlNode[] {
  if (findings.length === 0) return [];
  const left = findings.length - mostResolved;
  return [
    h(
      'details',
      {},
      h('summary', {}, `Resolved in this run: ${number(findings.length)}`),
      h(
        'ul',
        { class: 'links' },
        ...findings
          .slice(0, mostResolved)
          .map(({ title, resource, file, since }) =>
            h('li', {}, `${title} — ${resource}, ${file}, open since ${dateText(since)}`),
          ),
        ...(left > 0 ? [h('li', {}, `… and ${number(left)} more`)] : []),
      ),
    ),
  ];
}
