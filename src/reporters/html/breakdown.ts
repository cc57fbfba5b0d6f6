// Findings by subscription, by file, and by control.

import type { Report } from '../../model/report.ts';
import { severities } from '../../model/rule.ts';
import { stackedBar } from './charts.ts';
import type { HtmlExtras } from './extras.ts';
import { breakable, type HtmlNode, h, number } from './node.ts';
import {
  type ControlTally,
  type FrameworkTally,
  frameworkName,
  type NamedTally,
  tallyByFramework,
  tallyByGroup,
} from './totals.ts';

/** Rows in view; the others are behind a click. */
const inView = 8;

/** Rows at all; more are counted. */
const most = 2000;

/** The panels between the totals and the table. */
export function breakdowns(report: Report, { subscriptionNames }: HtmlExtras): readonly HtmlNode[] {
  const azure = tallyByGroup(report.findings, 'azure');
  const files = tallyByGroup(report.findings, 'file');
  return [
    ...frameworkPanel(tallyByFramework(report)),
    ...(azure.length > 0
      ? [groupPanel('By subscription', 'Subscription', azure, (name) => subscriptionNames?.get(name) ?? name)]
      : []),
    ...(files.length > 0 ? [groupPanel('By file', 'File', files, (name) => name)] : []),
  ];
}

function groupPanel(
  title: string,
  column: string,
  groups: readonly NamedTally[],
  nameOf: (name: string) => string,
): HtmlNode {
  const worst = worstOf(groups);
  const row = (group: NamedTally): HtmlNode =>
    tallyRow(nameOf(group.name), `#group=${encodeURIComponent(group.name)}`, group, worst);
  const rest = groups.slice(inView, most);
  const left = groups.length - most;
  return panel(
    title,
    tallyTable(column, groups.slice(0, inView).map(row)),
    ...(rest.length === 0
      ? []
      : [
          h(
            'details',
            {},
            h('summary', {}, `${number(groups.length - inView)} more`),
            tallyTable(column, rest.map(row)),
          ),
        ]),
    ...(left > 0 ? [h('p', { class: 'quiet' }, `… and ${number(left)} more that are not listed.`)] : []),
  );
}

function panel(title: string, ...content: readonly HtmlNode[]): HtmlNode {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return h('section', { class: 'panel', 'aria-labelledby': id }, h('h2', { id }, title), ...content);
}

function tallyTable(column: string, rows: readonly HtmlNode[]): HtmlNode {
  const titles = ['Fails', 'May fail', 'Unknown'];
  return h(
    'div',
    { class: 'table-frame' },
    h(
      'table',
      { class: 'tally' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, column),
          h('th', { scope: 'col', class: 'bar-cell' }, 'Severity'),
          ...titles.map((title) => h('th', { scope: 'col', class: 'number' }, title)),
        ),
      ),
      h('tbody', {}, ...rows),
    ),
  );
}

/** Bars are as long as their numbers, beside the worst of the table. */
function tallyRow(name: string, href: string, { tally }: NamedTally, worst: number): HtmlNode {
  const numbers = [tally.failing, tally.failsWhen, tally.unknown];
  const severe = severities
    .filter((severity) => tally.fail[severity] > 0)
    .map((severity) => `${tally.fail[severity]} ${severity}`);
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, ...(tally.total === 0 ? breakable(name) : [h('a', { href }, ...breakable(name))])),
    h(
      'td',
      { class: 'bar-cell' },
      ...(tally.failing === 0
        ? []
        : [
            stackedBar(
              severities.map((severity) => ({ name: severity, value: tally.fail[severity] })),
              worst,
            ),
          ]),
      h('span', { class: 'unseen' }, severe.join(', ')),
    ),
    ...numbers.map((value) => h('td', { class: value === 0 ? 'number zero' : 'number' }, number(value))),
  );
}

function frameworkPanel(frameworks: readonly FrameworkTally[]): readonly HtmlNode[] {
  if (frameworks.length === 0) return [];
  const worst = Math.max(1, ...frameworks.map(({ tally }) => tally.failing));
  const parts = frameworks.flatMap(({ framework, controls, tally }) => {
    const broken = controls.filter((control) => control.tally.failing > 0).length;
    return [
      h(
        'details',
        { class: 'framework' },
        h(
          'summary',
          {},
          h('span', { class: 'framework-name' }, frameworkName(framework)),
          h('span', { class: 'quiet' }, `${number(broken)} of ${number(controls.length)} controls have failures`),
          ...(tally.failing === 0
            ? []
            : [
                stackedBar(
                  severities.map((name) => ({ name, value: tally.fail[name] })),
                  worst,
                ),
              ]),
        ),
        tallyTable(
          'Control',
          controls.map((control) => controlRow(framework, control, worstOf(controls))),
        ),
      ),
    ];
  });
  const note =
    'Controls are those that the rules of this run serve. A control without failures is not thereby met: its rules may have been not applicable.';
  return [panel('By control framework', ...parts, h('p', { class: 'quiet' }, note))];
}

function controlRow(framework: string, control: ControlTally, worst: number): HtmlNode {
  const name = `${control.name} (${control.rules} ${control.rules === 1 ? 'rule' : 'rules'})`;
  return tallyRow(name, `#control=${encodeURIComponent(`${framework} ${control.name}`)}`, control, worst);
}

function worstOf(tallies: readonly NamedTally[]): number {
  return Math.max(1, ...tallies.map(({ tally }) => tally.failing));
}
