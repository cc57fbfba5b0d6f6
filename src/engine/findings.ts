// From verdicts to findings: one for each cause, however many deployments and copies lead to it.

import { createHash } from 'node:crypto';
import type { Finding, FindingKind, Place, ResourceLabel } from '../model/report.ts';
import { severities } from '../model/rule.ts';
import type { Evidence, Judged, Verdict } from '../model/verdict.ts';
import { type Because, joinReasons } from '../values/because.ts';
import type { Origin } from '../values/origin.ts';
import { nameLabel } from './labels.ts';
import { assumedDefaults, originKey, originPlace, trailOf } from './places.ts';

/** The verdicts of one deployment. */
export interface DeploymentVerdicts {
  readonly deployment: string;
  readonly judged: readonly Judged[];
}

type Telling = Exclude<Verdict, { kind: 'pass' } | { kind: 'not-applicable' }>;

/** Findings of all deployments, merged where rule, kind and place are the same, in a fixed order. */
export function findingsOf(deployments: readonly DeploymentVerdicts[]): readonly Finding[] {
  const merged = new Map<string, Finding>();
  for (const { deployment, judged } of deployments) {
    for (const one of judged) {
      const { verdict } = one;
      if (verdict.kind === 'pass' || verdict.kind === 'not-applicable') continue;
      const origin = primaryOrigin(one, verdict);
      if (origin === undefined) continue;
      const key = `${one.rule.id}\n${verdict.kind}\n${originKey(origin)}`;
      const other = merged.get(key);
      merged.set(
        key,
        other === undefined ? newFinding(one, verdict, origin, deployment) : mergeFinding(other, one, deployment),
      );
    }
  }
  return withFingerprints([...merged.values()].sort(inOrder));
}

function newFinding({ rule, resource }: Judged, verdict: Telling, origin: Origin, deployment: string): Finding {
  const evidence = decidingEvidence(verdict);
  return {
    rule,
    kind: verdict.kind,
    resources: [labelOf({ rule, resource, verdict })],
    place: originPlace(origin),
    trail: trailOf(origin, resource),
    evidence,
    witness: verdict.kind === 'fails-when' ? verdict.witness : undefined,
    because: becauseOf(verdict),
    causes: verdict.kind === 'unknown' ? [] : verdict.causes,
    defaults: [...new Set(evidence.flatMap((one) => (one.origin === undefined ? [] : assumedDefaults(one.origin))))],
    conditional: resource.condition.kind !== 'known',
    deployments: [deployment],
    fingerprint: '',
  };
}

function mergeFinding(finding: Finding, one: Judged, deployment: string): Finding {
  const label = labelOf(one);
  const isNew = !finding.resources.some((other) => other.type === label.type && other.name === label.name);
  const resources = isNew ? [...finding.resources, label] : finding.resources;
  const deployments = finding.deployments.includes(deployment)
    ? finding.deployments
    : [...finding.deployments, deployment].sort();
  return { ...finding, resources, deployments };
}

function labelOf({ resource }: Judged): ResourceLabel {
  return { type: resource.type, name: nameLabel(resource.name) };
}

function becauseOf(verdict: Telling): readonly Because[] {
  return verdict.kind === 'unknown' ? joinReasons(verdict.because) : [];
}

/** The tests that made the verdict, those with a place first. */
function decidingEvidence(verdict: Telling): readonly Evidence[] {
  const wanted = verdict.kind === 'unknown' ? 'unknown' : false;
  const deciding = verdict.evidence.filter((evidence) => evidence.truth === wanted);
  const all = deciding.length > 0 ? deciding : verdict.evidence;
  const telling = all.filter((evidence) => !isAboutType(evidence));
  return unique(telling.length > 0 ? telling : all);
}

/** A rule about several types asks for the type where its parts differ; what a resource is, is never what is wrong with it. */
function isAboutType({ subject }: Evidence): boolean {
  return subject.kind === 'test' && subject.test.subject.kind === 'field' && subject.test.subject.path.text === 'type';
}

function unique(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Map<string, Evidence>();
  for (const one of evidence) {
    const what =
      one.subject.kind === 'test'
        ? `${JSON.stringify(one.subject.test.subject)}${one.subject.test.operator}`
        : one.subject.what;
    const key = `${what}\n${one.origin === undefined ? '' : originKey(one.origin)}`;
    if (!seen.has(key)) seen.set(key, one);
  }
  return [...seen.values()];
}

/** Where the finding is: the value that decided, or the object that lacks it, otherwise the resource. */
function primaryOrigin({ resource }: Judged, verdict: Telling): Origin | undefined {
  return decidingEvidence(verdict).find((evidence) => evidence.origin !== undefined)?.origin ?? resource.origin;
}

const kinds: readonly FindingKind[] = ['fail', 'fails-when', 'unknown'];

/** Failures first, the severest first, then by file and place. */
function inOrder(a: Finding, b: Finding): number {
  return (
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    severities.indexOf(a.rule.severity) - severities.indexOf(b.rule.severity) ||
    comparePlaces(a.place, b.place) ||
    compareText(a.rule.id, b.rule.id)
  );
}

function comparePlaces(a: Place, b: Place): number {
  return compareText(a.document.name, b.document.name) || a.span.start - b.span.start || a.span.end - b.span.end;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Rule, file, resource and field, without lines: the same finding keeps its fingerprint when the file is edited elsewhere. */
function withFingerprints(findings: readonly Finding[]): readonly Finding[] {
  const used = new Map<string, number>();
  return findings.map((finding) => {
    const [resource] = finding.resources;
    const [evidence] = finding.evidence;
    const field =
      evidence?.subject.kind === 'test' && evidence.subject.test.subject.kind === 'field'
        ? evidence.subject.test.subject.path.text
        : (evidence?.subject.kind ?? '');
    const text = [
      finding.rule.id,
      finding.place.document.name,
      resource?.type.toLowerCase() ?? '',
      resource?.name.toLowerCase() ?? '',
      field,
    ].join('\n');
    const serial = used.get(text) ?? 0;
    used.set(text, serial + 1);
    const fingerprint = createHash('sha256').update(`${text}\n${serial}`).digest('hex').slice(0, 32);
    return { ...finding, fingerprint };
  });
}
