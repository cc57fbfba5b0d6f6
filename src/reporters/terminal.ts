// The report for a person at a terminal: what is wrong, where exactly, why, and what to do.

import type { Finding, NotCovered, Problem, Report } from '../model/report.ts';
import { severities } from '../model/rule.ts';
import { codeFrame, type FrameOptions, type FramePart } from './code-frame.ts';
import { secretSpans } from './secret-spans.ts';
import type { Style } from './style.ts';
import { harmless, wrap } from './style.ts';
import {
  assumptionText,
  becauseText,
  byAzureTexts,
  count,
  evidenceText,
  lookedAt,
  parametersText,
  resourceText,
  templateFixText,
  trailText,
  witnessText,
} from './text.ts';

export interface TerminalOptions {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
  /** Findings shown with their source; the others get a line each. */
  readonly show: number;
}

/** The whole report as text, ending in a line break. */
export function terminalReport(report: Report, options: TerminalOptions): string {
  const context: Context = { report, options, frame: frameOptions(report, options) };
  const decided = report.findings.filter(({ kind }) => kind !== 'unknown');
  const unknown = report.findings.filter(({ kind }) => kind === 'unknown');
  const sections = [
    ...report.problems.map((problem) => problemSection(problem, context)),
    ...decided.slice(0, options.show).map((finding) => findingSection(finding, context)),
    ...(decided.length > options.show ? [compactSection(decided.slice(options.show), context)] : []),
    ...(unknown.length > 0 ? [unknownSection(unknown, context)] : []),
    summarySection(context),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

interface Context {
  readonly report: Report;
  readonly options: TerminalOptions;
  readonly frame: FrameOptions;
}

/** More steps of a trail than this tell nobody more. */
const maxTrail = 6;

function frameOptions(report: Report, { style, width }: TerminalOptions): FrameOptions {
  return { style, width, secretsOf: secretSpans(report) };
}

function findingSection(finding: Finding, context: Context): string[] {
  const { style } = context.options;
  const heading = ` ${kindLabel(finding, style)}  ${style.bold(finding.rule.id)}  ${headline(finding)}`;
  const body = codeFrame(frameParts(finding), context.frame);
  return [heading, ...body, ...explanation(finding, context)];
}

function headline(finding: Finding): string {
  const [first] = finding.evidence;
  return harmless(`${resourceText(finding)}: ${first === undefined ? finding.rule.title : evidenceText(first)}`);
}

function kindLabel({ kind, rule, witness }: Finding, style: Style): string {
  if (kind === 'fails-when') return style.warning(harmless(`fails when ${witnessText(witness ?? {})}`));
  if (kind === 'unknown') return style.note('unknown');
  const { severity } = rule;
  const paint =
    severity === 'critical' || severity === 'high' ? style.error : severity === 'medium' ? style.warning : style.note;
  return paint(severity);
}

function frameParts(finding: Finding): readonly FramePart[] {
  const [first] = finding.evidence;
  const lacks = first?.subject.kind === 'test' && first.actual === undefined;
  const primary: FramePart = { place: finding.place, label: lacks ? 'not set here' : '', isPrimary: true };
  const steps = finding.trail
    .slice(0, maxTrail)
    .map((step): FramePart => ({ place: step.place, label: trailText(step), isPrimary: false }));
  return [primary, ...steps];
}

/** The lines below a frame: why it matters, what to do, where to read more. */
function explanation(finding: Finding, { options }: Context): string[] {
  const { style, width } = options;
  const { rule } = finding;
  const fix = templateFixText(finding);
  const entries: (readonly [string, string])[] = [
    ...moreEvidence(finding),
    ...finding.causes.map((cause) => ['cause', cause] as const),
    ['why', firstSentence(rule.why)],
    ['fix', fix === '' ? firstSentence(rule.recommendation) : fix],
    ...(rule.deprecated === undefined ? [] : [['note', `deprecated; use ${rule.deprecated.replacedBy}`] as const]),
    ...assumptionEntries(finding),
    ['more', `pratique explain ${rule.id}`],
  ];
  const gutter = ' '.repeat(String(finding.place.start.line).length + 1);
  return entries.flatMap(([label, text], i) => {
    const lines = wrap(harmless(text), Math.max(40, width - gutter.length - 9));
    return lines.map(
      (line, j) =>
        `${gutter}${style.dim(i === 0 && j === 0 ? style.symbols.frameBottom : ' ')} ${style.bold((j === 0 ? label : '').padEnd(5))} ${line}`,
    );
  });
}

/** What else failed, besides the test in the headline. */
function moreEvidence(finding: Finding): readonly (readonly [string, string])[] {
  return [...new Set(finding.evidence.slice(1).map(evidenceText))].slice(0, 3).map((text) => ['and', text] as const);
}

function assumptionEntries(finding: Finding): readonly (readonly [string, string])[] {
  const assumptions = assumptionText(finding);
  const where =
    finding.deployments.length > 1
      ? `${assumptions}: ${finding.deployments.slice(0, 6).join(', ')}${finding.deployments.length > 6 ? ', …' : ''}`
      : assumptions;
  return where === '' ? [] : [['holds', where]];
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;
}

/** One line a finding, for those beyond the number that is shown in full. */
function compactSection(findings: readonly Finding[], { options: { style } }: Context): string[] {
  return findings.map(
    (finding) =>
      ` ${kindLabel(finding, style)}  ${style.bold(finding.rule.id)}  ${style.path(placeText(finding))}  ${headline(finding)}`,
  );
}

function placeText({ place }: Finding): string {
  return harmless(`${place.document.name}:${place.start.line}:${place.start.column}`);
}

/** Unknowns by their reason: one missing value often keeps several rules from deciding. */
function unknownSection(findings: readonly Finding[], { options: { style } }: Context): string[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const reason = finding.because.slice(0, 3).map(becauseText).join('; ');
    groups.set(reason, [...(groups.get(reason) ?? []), finding]);
  }
  const width = Math.max(...findings.map(({ rule }) => rule.id.length));
  return [...groups].flatMap(([reason, members], i) => [
    ...(i === 0 ? [] : ['']),
    ` ${style.note('unknown')}  ${harmless(reason)}`,
    ...members.map(
      (finding) =>
        `   ${finding.rule.id.padEnd(width)}  ${style.path(placeText(finding))}  ${harmless(resourceText(finding))}`,
    ),
  ]);
}

function problemSection({ severity, message, place, file }: Problem, { frame, options: { style } }: Context): string[] {
  const label = severity === 'error' ? style.error('error') : style.warning('warning');
  if (place === undefined)
    return [` ${label}  ${harmless(`${message}${file === undefined || message.includes(file) ? '' : ` (${file})`}`)}`];
  return [` ${label}  ${harmless(message)}`, ...codeFrame([{ place, label: '', isPrimary: true }], frame)];
}

function summarySection({ report, options: { style } }: Context): string[] {
  const { coverage, counts } = report;
  const assumed = parametersText(report);
  const looked = ` ${[...lookedAt(report), ...(assumed === undefined ? [] : [style.dim(assumed)])].join('   ')}`;
  const verdicts = ` ${findingCounts(report, style)}   ${style.good(`${counts.pass} passed`)}   ${counts['not-applicable']} not applicable`;
  const shares = byAzureTexts(coverage).map((text) => ` ${style.dim('judged by Azure:')} ${harmless(text)}`);
  return [looked, verdicts, ...shares, ...notCoveredLines(report, style)];
}

function findingCounts({ findings, problems }: Report, style: Style): string {
  const failures = findings.filter(({ kind }) => kind === 'fail');
  const bySeverity = severities.flatMap((severity) => {
    const number = failures.filter(({ rule }) => rule.severity === severity).length;
    return number === 0 ? [] : [style.error(`${number} ${severity}`)];
  });
  const maybe = findings.filter(({ kind }) => kind === 'fails-when').length;
  const unknown = findings.filter(({ kind }) => kind === 'unknown').length;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const parts = [
    ...(failures.length > 0 || errors > 0 ? bySeverity : [style.good(`${style.symbols.check} nothing fails`)]),
    ...(maybe > 0 ? [style.warning(`${maybe} fail${maybe === 1 ? 's' : ''} when`)] : []),
    ...(unknown > 0 ? [style.note(`${unknown} unknown`)] : []),
    ...(errors > 0 ? [style.error(count(errors, 'error'))] : []),
  ];
  return parts.join('   ');
}

/** More lines of what was not covered than this are counted; the machine formats have them all. */
const maxNotCovered = 12;

function notCoveredLines({ coverage }: Report, style: Style): string[] {
  const types = coverage.withoutRule.slice(0, 8).map(({ type, count: number }) => `${type} (${number})`);
  const moreTypes = coverage.withoutRule.length > 8 ? [`and ${coverage.withoutRule.length - 8} more types`] : [];
  const left = coverage.notCovered.length - maxNotCovered;
  return [
    ...(types.length > 0 ? [` ${style.dim('no rule for:')} ${harmless([...types, ...moreTypes].join(', '))}`] : []),
    ...coverage.notCovered.slice(0, maxNotCovered).map((one) => ` ${style.dim('not covered:')} ${notCoveredText(one)}`),
    ...(left > 0 ? [` ${style.dim('not covered:')} ${left} more; -f json lists them`] : []),
  ];
}

function notCoveredText({ what, because, place, file }: NotCovered): string {
  return harmless(`${what} at ${file}${place === undefined ? '' : `:${place.start.line}`}: ${because}`);
}
