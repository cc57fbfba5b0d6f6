// What a rule says, told once for all of its findings.

import type { Rule } from '../../model/rule.ts';
import { deprecationText, templateOf } from '../rule-page.ts';
import { careOf, commandView } from './finding-view.ts';
import { type HtmlElement, type HtmlNode, h, link, number } from './node.ts';
import { frameworkName, type NamedTally } from './totals.ts';

/** A rule that can be opened, for the list of rules. */
export function ruleSection(rule: Rule, { tally }: NamedTally): HtmlElement {
  const numbers = [
    ...(tally.failing > 0 ? [`${number(tally.failing)} failing`] : []),
    ...(tally.failsWhen > 0 ? [`${number(tally.failsWhen)} may fail`] : []),
    ...(tally.unknown > 0 ? [`${number(tally.unknown)} unknown`] : []),
  ];
  return h(
    'details',
    { class: 'rule', id: ruleAnchor(rule) },
    h(
      'summary',
      {},
      h('span', { class: `badge ${rule.severity}` }, rule.severity),
      h('span', { class: 'rule-title' }, rule.title),
      h('code', {}, rule.id),
      h('span', { class: 'quiet' }, numbers.join(' · ')),
    ),
    ruleView(rule),
  );
}

/** Where the section of a rule is. */
export function ruleAnchor({ id }: Rule): string {
  return `rule-${id}`;
}

function ruleView(rule: Rule): HtmlNode {
  const { fix, links } = rule;
  return h(
    'div',
    { class: 'rule-body' },
    h('h3', {}, 'Recommendation'),
    h('p', {}, rule.recommendation.trim()),
    ...(rule.deprecated === undefined ? [] : [h('p', { class: 'care' }, deprecationText(rule))]),
    ...(fix.az === undefined
      ? []
      : [h('div', { class: 'az' }, h('h3', {}, 'Azure CLI'), ...careOf(rule), commandView(fix.az))]),
    ...(fix.set.length === 0
      ? []
      : [h('h3', {}, 'In a template'), ...(fix.az === undefined ? careOf(rule) : []), commandView(templateOf(fix))]),
    ...(fix.none === undefined ? [] : [h('h3', {}, 'Fix'), h('p', {}, fix.none)]),
    h('h3', {}, 'Why it matters'),
    h('p', {}, rule.why.trim()),
    ...controls(rule),
    ...(links.length === 0 ? [] : [h('h3', {}, 'Read more')]),
    h('ul', { class: 'links' }, ...links.map(({ title, url }) => h('li', {}, link(url, title)))),
  );
}

function controls(rule: Rule): readonly HtmlNode[] {
  const lines = Object.entries(rule.controls).map(([framework, ids]) =>
    h('li', {}, `${frameworkName(framework)}: ${ids.join(', ')}`),
  );
  return lines.length === 0 ? [] : [h('h3', {}, 'Controls'), h('ul', { class: 'links' }, ...lines)];
}
