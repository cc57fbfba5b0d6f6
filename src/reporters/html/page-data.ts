// The findings as the page's script reads them: what is filtered and sorted by, and, line by line, what opens.

import type { Finding, Report } from '../../model/report.ts';
import type { Rule } from '../../model/rule.ts';
import { reasonText, resourceText } from '../text.ts';
import type { SecretsOf } from './excerpt.ts';
import type { HtmlExtras } from './extras.ts';
import { findingView } from './finding-view.ts';
import { nowOf } from './findings-table.ts';
import { groupOf, whereText } from './group.ts';
import { embeddedJson } from './node.ts';
import type { FindingRow, PageData, PageRule } from './page/data.ts';
import { frameworkName } from './totals.ts';

/** A page with more evidence than this opens slowly; the JSON report has all of it. */
export const mostDetails = 20_000;

/** All findings, as JSON that can stand in the page. */
export function findingsJson({ findings }: Report, extras: HtmlExtras): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  const groups = findings.map(groupOf);
  const names = [...new Set(groups.map(({ name }) => name))];
  const isLive = groups.some(({ kind }) => kind !== 'file');
  const data: PageData = {
    rules: rules.map(pageRule),
    frameworks: Object.fromEntries(
      rules.flatMap(({ controls }) => Object.keys(controls)).map((name) => [name, frameworkName(name)]),
    ),
    groups: names.map((name) => [name, extras.subscriptionNames?.get(name) ?? name]),
    groupTitle: isLive ? 'Subscription' : 'File',
    showsGroup: isLive,
    hasHistory: extras.history !== undefined,
    rows: findingRows(findings, rules, names, extras),
  };
  return embeddedJson(data);
}

function pageRule({ id, title, severity, category, controls }: Rule): PageRule {
  const served = Object.entries(controls).flatMap(([framework, ids]) => ids.map((name) => `${framework} ${name}`));
  return { id, title, severity, category, controls: served };
}

function findingRows(
  findings: readonly Finding[],
  rules: readonly Rule[],
  groups: readonly string[],
  extras: HtmlExtras,
): readonly FindingRow[] {
  const ruleIndex = new Map(rules.map((rule, i) => [rule, i]));
  const groupIndex = new Map(groups.map((name, i) => [name, i]));
  const now = nowOf(extras);
  return findings.map((finding) => {
    const { rule, kind, fingerprint } = finding;
    const standing = extras.history?.standings.get(fingerprint);
    return [
      ruleIndex.get(rule) ?? 0,
      kind,
      groupIndex.get(groupOf(finding).name) ?? 0,
      resourceText(finding),
      whereText(finding),
      reasonText(finding),
      fingerprint,
      standing?.status ?? '',
      standing === undefined ? 0 : Math.max(0, now - standing.since),
    ];
  });
}

/** What opens below a row, a line each: the script reads a line when somebody looks. */
export function detailsJson(
  { findings }: Report,
  secretsOf: SecretsOf,
  extras: HtmlExtras,
  most: number = mostDetails,
): string {
  return findings
    .slice(0, most)
    .map((finding) => findingView(finding, secretsOf, extras.history?.standings.get(finding.fingerprint)))
    .map(embeddedJson)
    .join('\n');
}
