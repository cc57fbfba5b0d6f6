// Everything about one finding that its rule does not say already: evidence, trail, circumstances, history.

import type { Standing } from '../../history/history.ts';
import type { Finding, TrailStep } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import {
  assumptionText,
  becauseText,
  count,
  evidenceText,
  isResourceId,
  qualifiedName,
  trailText,
  witnessText,
} from '../text.ts';
import { azCommand } from './az-command.ts';
import { dateText } from './dates.ts';
import { excerpt, type SecretsOf } from './excerpt.ts';
import { type HtmlElement, type HtmlNode, h } from './node.ts';

/** More of a kind than this tells nobody more; the rest is counted. */
const most = { steps: 6, evidence: 8, names: 40 };

/** The evidence of a finding. */
export function findingView(finding: Finding, secretsOf: SecretsOf, standing: Standing | undefined): HtmlElement {
  return h(
    'div',
    { class: 'evidence' },
    figure(placeText(finding.place), excerpt(finding.place, secretsOf, { before: 2, marked: 4, after: 2 })),
    ...finding.trail.slice(0, most.steps).map((step) => stepView(step, secretsOf)),
    ...facts(finding, standing),
    ...command(finding),
  );
}

function figure(caption: string, code: HtmlNode): HtmlNode {
  return h('figure', {}, h('figcaption', {}, caption), code);
}

function placeText({ document, start }: TrailStep['place']): string {
  return isResourceId(document.name)
    ? `${document.name}, line ${start.line}`
    : `${document.name}:${start.line}:${start.column}`;
}

function stepView(step: TrailStep, secretsOf: SecretsOf): HtmlNode {
  const code = excerpt(step.place, secretsOf, { before: 0, marked: 1, after: 0 });
  return figure(`↳ ${trailText(step)} — ${placeText(step.place)}`, code);
}

function facts(finding: Finding, standing: Standing | undefined): readonly HtmlNode[] {
  const { causes, because, witness, resources, deployments, fingerprint } = finding;
  const evidence = [...new Set(finding.evidence.map(evidenceText).filter((text) => text !== ''))];
  const assumption = assumptionText(finding);
  const entries: readonly (readonly [string, readonly string[]])[] = [
    ['Seen', evidence.slice(0, most.evidence)],
    ['Fails when', witness === undefined ? [] : [witnessText(witness)]],
    ['Unknown because', because.slice(0, most.evidence).map(becauseText)],
    ['Cause', causes],
    ['Holds', assumption === '' ? [] : [assumption]],
    ['Resources', resources.length > 1 ? shortened(resources.map(qualifiedName)) : []],
    ['Deployments', deployments.length > 1 ? shortened(deployments) : []],
    ['History', standing === undefined ? [] : [standingText(standing)]],
    ['Fingerprint', [fingerprint]],
  ];
  const rows = entries.flatMap(([term, texts]) =>
    texts.length === 0 ? [] : [h('dt', {}, term), ...texts.map((text) => h('dd', {}, text))],
  );
  return [h('dl', { class: 'facts' }, ...rows)];
}

function shortened(texts: readonly string[]): readonly string[] {
  const left = texts.length - most.names;
  return left > 0 ? [...texts.slice(0, most.names), `… and ${count(left, 'more')}`.replace(/s$/, '')] : texts;
}

function standingText({ status, since, firstSeen }: Standing): string {
  if (status === 'reopened') return `back since ${dateText(since)}, first seen ${dateText(firstSeen)}`;
  return status === 'new' ? `new in this run` : `open since ${dateText(since)}`;
}

function command(finding: Finding): readonly HtmlNode[] {
  const az = azCommand(finding);
  if (az === undefined) return [];
  return [h('div', { class: 'az' }, h('h3', {}, 'Azure CLI'), ...careOf(finding.rule), commandView(az))];
}

/** Said wherever a fix is offered that is not safe. */
export function careOf({ fix }: Rule): readonly HtmlNode[] {
  return fix.safe
    ? []
    : [h('p', { class: 'care' }, 'This change can interrupt somebody; read the recommendation first.')];
}

/** A command line that can be copied. */
export function commandView(text: string): HtmlNode {
  return h('pre', { class: 'command', tabindex: 0 }, h('code', {}, text));
}
