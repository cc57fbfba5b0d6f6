// The report as JSON, for programs. The shape is published as schemas/report.schema.json and versioned.

import type { Finding, NotCovered, Place, Problem, Report, TrailStep } from '../model/report.ts';
import type { Evidence } from '../model/verdict.ts';
import { printedJson } from './json-text.ts';
import { becauseText, evidenceText, qualifiedName, reasonText, trailText } from './text.ts';

/** Raised when a reader of an earlier version would misunderstand the report. */
export const reportVersion = 1;

/** The report as JSON text, ending in a line break. */
export function jsonReport(report: Report): string {
  const { findings, counts, coverage, problems, rules, assume, toolVersion } = report;
  const json = {
    version: reportVersion,
    tool: { name: 'pratique', version: toolVersion },
    assume,
    counts,
    findings: findings.map(findingJson),
    problems: problems.map(problemJson),
    coverage: {
      files: coverage.files,
      deployments: coverage.deployments,
      resources: coverage.resources,
      rules: rules.map(({ id }) => id),
      withoutRule: coverage.withoutRule,
      notCovered: coverage.notCovered.map(notCoveredJson),
      ...(coverage.byAzure === undefined ? {} : { byAzure: coverage.byAzure }),
    },
  };
  return printedJson(json);
}

function findingJson(finding: Finding): unknown {
  const {
    rule,
    kind,
    resources,
    place,
    trail,
    witness,
    because,
    causes,
    defaults,
    conditional,
    deployments,
    fingerprint,
  } = finding;
  return {
    rule: rule.id,
    verdict: kind,
    severity: rule.severity,
    title: rule.title,
    reason: reasonText(finding),
    resources: resources.map((label) => ({ type: label.type, name: label.name, qualifiedName: qualifiedName(label) })),
    location: placeJson(place),
    trail: trail.map(stepJson),
    evidence: finding.evidence.map(evidenceJson),
    ...(witness === undefined ? {} : { witness }),
    ...(because.length === 0 ? {} : { because: because.map((reason) => ({ ...reason, text: becauseText(reason) })) }),
    ...(causes.length === 0 ? {} : { causes }),
    defaults,
    conditional,
    deployments,
    recommendation: rule.recommendation,
    fingerprint,
  };
}

function evidenceJson(evidence: Evidence): unknown {
  const { subject, truth, assumed } = evidence;
  const field =
    subject.kind === 'test' && subject.test.subject.kind === 'field' ? subject.test.subject.path.text : null;
  return { field, truth, text: evidenceText(evidence), ...(assumed === undefined ? {} : { assumed }) };
}

function stepJson(step: TrailStep): unknown {
  return { role: step.role, name: step.name, text: trailText(step), location: placeJson(step.place) };
}

function placeJson({ document, start, end }: Place): unknown {
  return {
    file: document.name,
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

function problemJson({ severity, message, place, file }: Problem): unknown {
  return { severity, message, file: file ?? null, location: place === undefined ? null : placeJson(place) };
}

function notCoveredJson({ what, because, place, file }: NotCovered): unknown {
  return { what, because, file, location: place === undefined ? null : placeJson(place) };
}
