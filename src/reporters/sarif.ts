// SARIF 2.1.0, shaped for GitHub code scanning and for whoever reads it with other tools.

import type { Location, Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';
import type { Finding, NotCovered, Place, Problem, Report } from '../model/report.ts';
import type { Rule, Severity } from '../model/rule.ts';
import { printedJson } from './json-text.ts';
import { ruleMarkdown } from './rule-page.ts';
import { becauseText, qualifiedName, reasonText, resourceText, trailText } from './text.ts';

/** GitHub refuses more results in one run, and more related locations or tags than these. */
const maxResults = 25_000;
const maxRelated = 100;
const maxTags = 20;

/** The report as SARIF text, ending in a line break. Only problems are results; what could not be read is a notification. */
export function sarifReport(report: Report): string {
  return printedJson(sarifLog(report));
}

function sarifLog(report: Report): Log {
  const indexes = new Map(report.rules.map((rule, i) => [rule.id, i]));
  const run: Run = {
    tool: {
      driver: {
        name: 'pratique',
        version: report.toolVersion,
        semanticVersion: report.toolVersion,
        rules: report.rules.map(ruleDescriptor),
        notifications: notificationDescriptors,
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The directory the command was run in.' } } },
    invocations: [
      {
        executionSuccessful: !report.problems.some(({ severity }) => severity === 'error'),
        toolExecutionNotifications: [
          ...report.problems.map(problemNotification),
          ...report.coverage.notCovered.map(notCoveredNotification),
          ...cutNotification(report),
        ],
      },
    ],
    results: report.findings
      .slice(0, maxResults)
      .map((finding) => resultOf(finding, indexes.get(finding.rule.id) ?? -1)),
  };
  return { version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json', runs: [run] };
}

function ruleDescriptor(rule: Rule): ReportingDescriptor {
  const aliases = Object.values(rule.aliases).flat();
  const tags = [
    rule.category,
    ...rule.tags,
    ...Object.entries(rule.controls).flatMap(([framework, ids]) => ids.map((id) => `${framework}/${id}`)),
  ];
  const [link] = rule.links;
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    help: { text: `${rule.recommendation}\n\n${rule.why}`, markdown: ruleMarkdown(rule, 2) },
    ...(link === undefined ? {} : { helpUri: link.url }),
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: {
      tags: tags.slice(0, maxTags),
      precision: 'very-high',
      'security-severity': securitySeverity[rule.severity],
      'problem.severity': problemSeverity[levelOf(rule.severity)],
      severity: rule.severity,
      category: rule.category,
      aliases,
      sets: [...rule.sets],
      ...(rule.preview ? { preview: true } : {}),
      ...(rule.deprecated === undefined ? {} : { deprecated: { ...rule.deprecated } }),
    },
  };
}

function resultOf(finding: Finding, ruleIndex: number): Result {
  const { rule, kind, witness, because, deployments, defaults, causes } = finding;
  const related = finding.trail.slice(0, maxRelated);
  return {
    ruleId: rule.id,
    ruleIndex,
    kind: kind === 'unknown' ? 'review' : 'fail',
    level: resultLevel(finding),
    message: { text: messageOf(finding) },
    locations: [{ ...physicalLocation(finding.place), logicalLocations: finding.resources.map(logicalLocation) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((step, i) => ({
            id: i + 1,
            ...physicalLocation(step.place),
            message: { text: trailText(step) },
          })),
        }),
    partialFingerprints: { 'pratique/v1': finding.fingerprint },
    properties: {
      verdict: kind,
      ...(witness === undefined ? {} : { witness }),
      ...(because.length === 0 ? {} : { because: because.map(becauseText) }),
      ...(causes.length === 0 ? {} : { causes: [...causes] }),
      ...(defaults.length === 0 ? {} : { defaults: [...defaults] }),
      deployments: [...deployments],
    },
  };
}

/** SARIF wants level `none` for whatever is no failure. */
function resultLevel({ kind, rule }: Finding): Result.level {
  if (kind === 'unknown') return 'none';
  const level = levelOf(rule.severity);
  return kind === 'fails-when' && level === 'error' ? 'warning' : level;
}

function messageOf(finding: Finding): string {
  const causes = finding.causes.map((cause) => ` ${cause}`).join('');
  return `${capitalized(resourceText(finding))}: ${reasonText(finding)}.${causes}`;
}

function logicalLocation(label: Finding['resources'][number]): {
  fullyQualifiedName: string;
  name: string;
  kind: string;
} {
  return { fullyQualifiedName: qualifiedName(label), name: label.name, kind: 'resource' };
}

function physicalLocation({ document, start, end }: Place): Location {
  const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  return { physicalLocation: { artifactLocation: { uri: uriOf(document.name), uriBaseId: '%SRCROOT%' }, region } };
}

/** A relative URI: characters that mean something in URIs are escaped in every segment. */
function uriOf(name: string): string {
  return name.split('/').map(encodeURIComponent).join('/');
}

const notificationDescriptors: ReportingDescriptor[] = [
  { id: 'input-problem', shortDescription: { text: 'Something is wrong with an input.' } },
  { id: 'not-covered', shortDescription: { text: 'Something was seen and not judged.' } },
];

function problemNotification({ severity, message, place, file }: Problem): Notification {
  return notification('input-problem', severity, message, place, file);
}

function notCoveredNotification({ what, because, place, file }: NotCovered): Notification {
  return notification('not-covered', 'note', `Not covered: ${what}, because ${because}.`, place, file);
}

function cutNotification({ findings }: Report): Notification[] {
  if (findings.length <= maxResults) return [];
  return [
    notification(
      'not-covered',
      'warning',
      `${findings.length - maxResults} findings are left out: SARIF consumers take ${maxResults} results.`,
      undefined,
      undefined,
    ),
  ];
}

function notification(
  id: string,
  level: Notification.level,
  text: string,
  place: Place | undefined,
  file: string | undefined,
): Notification {
  const location: Location | undefined =
    place !== undefined
      ? physicalLocation(place)
      : file === undefined
        ? undefined
        : { physicalLocation: { artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' } } };
  return { descriptor: { id }, level, message: { text }, ...(location === undefined ? {} : { locations: [location] }) };
}

function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  if (severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

const problemSeverity = { error: 'error', warning: 'warning', note: 'recommendation' } as const;

/** Within GitHub's bands: critical from 9.0, high from 7.0, medium from 4.0, low below. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
  info: '0.5',
};

function pascalCase(id: string): string {
  return id.split('-').map(capitalized).join('');
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
