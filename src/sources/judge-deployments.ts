// Deployments one after another: each is evaluated and judged, and of it is kept what the report tells. What was evaluated
// is let go: of many deployments in one scan, only one is in memory at a time.

import { checkEstate } from '../engine/check.ts';
import { countVerdicts } from '../engine/counts.ts';
import type { DeploymentVerdicts } from '../engine/findings.ts';
import { placeAt } from '../engine/places.ts';
import { secretPlaces, secretTexts } from '../engine/secrets.ts';
import { type TemplateEstate, templateEstate } from '../engine/template-estate.ts';
import type { SecretPlace, VerdictCounts } from '../model/report.ts';
import type { Estate } from '../model/resource.ts';
import type { EvaluatedDeployment } from '../templates/deployment.ts';
import type { Document } from '../values/document.ts';
import { type Deployment, deploymentArguments, deploymentName } from './deployments.ts';
import type { Notes } from './notes.ts';
import { joinPaths, parentOf } from './paths.ts';
import type { ScanInput } from './scan.ts';
import type { SourceFiles } from './source-files.ts';
import { trustPolicyEstate } from './trust-policies.ts';

/** What the report tells of one estate. Of its verdicts, those that are findings. */
export interface JudgedEstate extends DeploymentVerdicts {
  readonly counts: VerdictCounts;
  /** The types of its resources, one for each that it declares. */
  readonly types: readonly string[];
  /** The files that it is made of. */
  readonly files: readonly string[];
  readonly secrets: readonly SecretPlace[];
  readonly secretTexts: readonly string[];
  /** Only where somebody observes the scan. */
  readonly estate: Estate | undefined;
}

/**
 * Judges every deployment. A template that others link to is judged there, with the arguments it gets,
 * unless somebody named it or a parameter file is for it.
 */
export function judgeDeployments(
  deployments: readonly Deployment[],
  input: ScanInput,
  sources: SourceFiles,
  notes: Notes,
): readonly JudgedEstate[] {
  const linked = new Set(sources.all('template').flatMap(({ uses }) => uses));
  const isOnlyLinked = ({ template, parameters }: Deployment): boolean =>
    linked.has(template.path) && !template.named && parameters === undefined;
  const judged = deployments.flatMap((deployment) => {
    if (isOnlyLinked(deployment)) return [];
    const { evaluated, estate } = evaluate(deployment, input, sources, linked, notes);
    const { diagnostics, notCovered, root } = evaluated;
    const files = filesOf(deployment, estate, sources);
    const kept = { files, secrets: secretPlaces(root), secretTexts: secretTexts(root) };
    return [{ deployment, diagnostics, notCovered, result: { ...judgeEstate(estate, input), ...kept } }];
  });
  const whole = judged.filter(({ deployment }) => !isOnlyLinked(deployment));
  for (const one of whole) keepDiagnostics(one, notes);
  return whole.map(({ result }) => result);
}

/** Judges a trust policy of the Notary Project. */
export function judgePolicy(document: Document, input: ScanInput, notes: Notes): JudgedEstate {
  const estate = trustPolicyEstate(document, (message, path) => notes.at('error', message, document, path));
  return { ...judgeEstate(estate, input), files: [document.name], secrets: [], secretTexts: [] };
}

function judgeEstate(
  estate: Estate,
  { rules, now, observe }: ScanInput,
): Pick<JudgedEstate, 'deployment' | 'judged' | 'counts' | 'types' | 'estate'> {
  const judged = checkEstate(estate, rules, { now });
  return {
    deployment: estate.name,
    judged: judged.filter(({ verdict: { kind } }) => kind !== 'pass' && kind !== 'not-applicable'),
    counts: countVerdicts(judged),
    types: estate.resources.flatMap(({ existing, type }) => (existing ? [] : [type])),
    estate: observe && estate,
  };
}

function evaluate(
  deployment: Deployment,
  { assume, facts }: ScanInput,
  sources: SourceFiles,
  linked: Set<string>,
  notes: Notes,
): TemplateEstate {
  const { template } = deployment;
  const loadLinked = (relative: string): Document | undefined => {
    const found = sources.template(joinPaths(parentOf(template.path), relative));
    // A template that links back to itself is still deployed by itself.
    if (found !== undefined && found !== template) linked.add(found.path);
    return found?.document;
  };
  const { supplied, diagnostics } = deploymentArguments(deployment, notes);
  const { document } = template;
  const result = templateEstate({ name: deploymentName(deployment), document, supplied, assume, facts, loadLinked });
  for (const diagnostic of diagnostics) notes.diagnostic(diagnostic);
  return result;
}

function keepDiagnostics(
  { diagnostics, notCovered }: Pick<EvaluatedDeployment, 'diagnostics' | 'notCovered'>,
  notes: Notes,
): void {
  for (const diagnostic of diagnostics) notes.diagnostic(diagnostic);
  for (const { what, because, document, path } of notCovered)
    notes.skip(what, because, placeAt(document, path), document.name);
}

/** Template and parameter file, what was read for them, and the linked templates that resources stand in. */
function filesOf({ template, parameters }: Deployment, { resources }: Estate, sources: SourceFiles): readonly string[] {
  const own = [template, parameters].flatMap((source) =>
    source === undefined ? [] : [source.document.name, ...source.uses.map((path) => sources.shown(path))],
  );
  const linked = resources.flatMap(({ origin }) => (origin === undefined ? [] : [origin.document.name]));
  return [...own, ...new Set(linked)];
}
