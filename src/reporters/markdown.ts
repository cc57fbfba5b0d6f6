// The report as Markdown: a job summary, or a comment on a pull request.

import type { Finding, Report } from '../model/report.ts';
import { type Rule, severities } from '../model/rule.ts';
import { ruleMarkdown } from './rule-page.ts';
import { harmless } from './style.ts';
import { assumptionText, byAzureTexts, count, lookedAt, parametersSentence, reasonText, resourceText } from './text.ts';

/** GitHub cuts comments at 65,536 characters; what does not fit is counted instead. */
const maxLength = 60_000;

/** What the parts in front of the rules may take; together less than all. */
const room = { table: 30_000, problems: 10_000, notCovered: 5_000 };

/** More rows or items nobody reads. */
const maxLines = 200;

/** Names in templates have no bounds; a cell does. */
const maxCell = 400;

/** The report as Markdown, ending in a line break. The first line lets a bot find its own comment again. */
export function markdownReport(report: Report): string {
  const fixed = [
    '<!-- pratique -->',
    `# ${title(report)}`,
    totals(report),
    ...table(report),
    ...problems(report),
    ...notCovered(report),
  ];
  const sections = failedRules(report).map((rule) => ruleSection(rule, report));
  const text = [...fixed, ...fitting(sections, maxLength - fixed.join('\n\n').length)].join('\n\n');
  return `${text}\n`;
}

function title({ findings, problems: found }: Report): string {
  const failing = findings.filter(({ kind }) => kind === 'fail').length;
  if (failing > 0) return `❌ pratique: ${count(failing, 'finding')}`;
  if (found.some(({ severity }) => severity === 'error')) return '⚠️ pratique: not everything could be judged';
  return findings.length > 0
    ? `⚠️ pratique: nothing fails, ${count(findings.length, 'finding')} to look at`
    : '✅ pratique: nothing to report';
}

function totals(report: Report): string {
  const { findings, counts, coverage } = report;
  const bySeverity = severities.map(
    (severity) =>
      [severity, findings.filter(({ kind, rule }) => kind === 'fail' && rule.severity === severity).length] as const,
  );
  const failures = bySeverity.filter(([, number]) => number > 0).map(([severity, number]) => `${number} ${severity}`);
  const maybe = findings.filter(({ kind }) => kind === 'fails-when').length;
  const unknown = findings.filter(({ kind }) => kind === 'unknown').length;
  const parts = [
    failures.length > 0 ? `**${failures.join(', ')}**` : 'no failure',
    ...(maybe > 0 ? [`${maybe} fails when`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
    `${counts.pass} passed`,
    `${counts['not-applicable']} not applicable`,
  ];
  const looked = `${lookedAt(report).join(', ')}.`;
  const shares = byAzureTexts(coverage).map((text) => ` Judged by Azure: ${escapeText(text)}.`);
  return `${parts.join(' · ')}\n\n${looked}${parametersSentence(report)}${shares.join('')}`;
}

function table({ findings }: Report): readonly string[] {
  if (findings.length === 0) return [];
  const kept = fittingLines(findings.slice(0, maxLines).map(tableRow), room.table);
  const more = findings.length - kept.length;
  return [
    ['| | Rule | Resource | Place | Reason | Recommendation |', '|---|---|---|---|---|---|', ...kept].join('\n'),
    ...(more > 0 ? [`…and ${more} more.`] : []),
  ];
}

function tableRow(finding: Finding): string {
  const { rule, place, kind } = finding;
  const assumption = assumptionText(finding);
  const cells = [
    kindLabel(kind, rule),
    code(rule.id),
    cell(resourceText(finding)),
    code(`${place.document.name}:${place.start.line}`),
    cell(`${reasonText(finding)}${assumption === '' ? '' : ` (${assumption})`}`),
    cell(rule.recommendation),
  ];
  return `| ${cells.join(' | ')} |`;
}

function kindLabel(kind: Finding['kind'], rule: Rule): string {
  if (kind === 'unknown') return '❔ unknown';
  if (kind === 'fails-when') return '⚠️ fails when';
  return `❌ ${rule.severity}`;
}

function problems({ problems: found }: Report): readonly string[] {
  if (found.length === 0) return [];
  const lines = found.map(({ severity, message, place, file }) => {
    const where = place === undefined ? file : `${place.document.name}:${place.start.line}`;
    return `- ${severity}: ${where === undefined ? '' : `${code(where)} `}${escapeText(shortened(message))}`;
  });
  return ['## What could not be read', list(lines, room.problems)];
}

function notCovered({ coverage }: Report): readonly string[] {
  const skipped = coverage.notCovered.map(
    ({ what, because, place, file }) =>
      `- ${escapeText(what)} at ${code(place === undefined ? file : `${file}:${place.start.line}`)}: ${escapeText(shortened(because))}`,
  );
  const types = coverage.withoutRule
    .slice(0, maxLines)
    .map(({ type, count: number }) => `${escapeText(type)} (${number})`);
  const lines = [
    ...(types.length > 0 ? [`- resources of types that no rule is about: ${types.join(', ')}`] : []),
    ...skipped,
  ];
  return lines.length === 0 ? [] : ['## Not covered', list(lines, room.notCovered)];
}

/** The rules with findings, in the order of their first one. */
function failedRules({ findings }: Report): readonly Rule[] {
  return [...new Set(findings.filter(({ kind }) => kind !== 'unknown').map(({ rule }) => rule))];
}

function ruleSection(rule: Rule, { findings }: Report): string {
  const own = findings.filter((finding) => finding.rule === rule && finding.kind !== 'unknown');
  const places = own
    .slice(0, 20)
    .map(
      (finding) =>
        `- ${code(`${finding.place.document.name}:${finding.place.start.line}`)} ${escapeText(shortened(resourceText(finding)))}`,
    );
  const more = own.length > 20 ? [`- …and ${own.length - 20} more`] : [];
  return `## ${rule.id}\n\n**${escapeText(rule.title)}** (${rule.severity}, ${rule.category})\n\n${[...places, ...more].join('\n')}\n\n<details><summary>Description, recommendation and examples</summary>\n\n${ruleMarkdown(rule, 3)}\n\n</details>`;
}

/** As many sections as fit, and how many do not. */
function fitting(sections: readonly string[], length: number): readonly string[] {
  const kept: string[] = [];
  let used = 0;
  for (const section of sections) {
    used += section.length + 2;
    if (used > length - 100) break;
    kept.push(section);
  }
  const left = sections.length - kept.length;
  return left === 0 ? kept : [...kept, `…and ${count(left, 'more rule')}; \`pratique explain <rule>\` shows them.`];
}

/** As many lines as fit. */
function fittingLines(lines: readonly string[], length: number): readonly string[] {
  let used = 0;
  return lines.slice(0, maxLines).filter((line) => {
    used += line.length + 1;
    return used <= length;
  });
}

function list(lines: readonly string[], length: number): string {
  const kept = fittingLines(lines, length);
  const more = lines.length - kept.length;
  return [...kept, ...(more > 0 ? [`- …and ${more} more`] : [])].join('\n');
}

function shortened(text: string): string {
  return text.length <= maxCell ? text : `${text.slice(0, maxCell - 1)}…`;
}

/** A text in a cell of a table. */
export function cell(text: string): string {
  return escapeText(shortened(text)).replaceAll('|', '\\|');
}

/** Text that comes from files must not become markup. */
function escapeText(text: string): string {
  return harmless(text.replace(/\s+/g, ' '))
    .replace(/[\\`*_[\]<>#]/g, (symbol) => (symbol === '<' ? '&lt;' : symbol === '>' ? '&gt;' : `\\${symbol}`))
    .replaceAll('@', '@\u200b');
}

/** A text as it is written. */
export function code(text: string): string {
  const safe = harmless(text).replace(/[`|]/g, ' ');
  return `\`${safe}\``;
}
