// Sentences: what evidence, reasons and trails say to a person. Every reporter says it in these words.

import { valueLabel } from '../engine/labels.ts';
import type { Coverage, Finding, Report, ResourceLabel, TrailStep } from '../model/report.ts';
import type { Evidence } from '../model/verdict.ts';
import type { Because } from '../values/because.ts';
import type { Json } from '../values/json.ts';
import { jsonText } from '../values/json-key.ts';
import { known } from '../values/value.ts';
import { subjectText, wantedText } from './condition-text.ts';

/** `Microsoft.ContainerRegistry/registries/contoso`, as other programs expect it. */
export function qualifiedName({ type, name }: ResourceLabel): string {
  return `${type}/${name}`;
}

/** `registry 'contoso'`, with the number of others that the finding is about too. */
export function resourceText({ resources }: Finding): string {
  const [first, ...others] = resources;
  if (first === undefined) return 'a resource';
  const type = singular(first.type.slice(first.type.lastIndexOf('/') + 1));
  const more = others.length === 0 ? '' : ` and ${count(others.length, 'other')}`;
  return `${type} '${first.name}'${more}`;
}

/** What was looked at: `12 subscriptions`, `39 resources`, `3 rules`; for templates the files and deployments. */
export function lookedAt({ coverage, rules }: Report): readonly string[] {
  const { files, deployments, resources } = coverage;
  const read = isLive(coverage)
    ? [count(files.length, 'subscription')]
    : [...(files.length > 0 ? [count(files.length, 'file')] : []), count(deployments.length, 'deployment')];
  return [...read, count(resources, 'resource'), count(rules.length, 'rule')];
}

/** How parameters without a value were treated, as a clause; undefined for what runs in Azure, which has none. */
export function parametersText({ coverage, assume }: Report): string | undefined {
  if (isLive(coverage)) return undefined;
  return assume === 'defaults'
    ? 'parameters without a value take their defaults'
    : 'parameters without a value may be anything';
}

/** The same as a sentence behind another one. */
export function parametersSentence(report: Report): string {
  const text = parametersText(report);
  return text === undefined ? '' : ` ${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

/** Whether resources of Azure were judged, not files. */
function isLive({ files }: Coverage): boolean {
  return files.length > 0 && files.every(isResourceId);
}

/** Whether a document is what Azure answered about a resource. */
export function isResourceId(name: string): boolean {
  return /^\/(subscriptions|providers)\//i.test(name);
}

/** What Azure judged itself, a clause for each type: `5000 of registries by 3 rules, of which 429 were read`. */
export function byAzureTexts({ byAzure }: Coverage): readonly string[] {
  return (byAzure?.types ?? []).map(({ type, rules, resources, read }) => {
    const types = type.slice(type.indexOf('/') + 1);
    return `${resources} of ${types} by ${count(rules.length, 'rule')}, of which ${read} ${read === 1 ? 'was' : 'were'} read`;
  });
}

/** `registries` → `registry`, `webhooks` → `webhook` */
function singular(type: string): string {
  return type.endsWith('ies') ? `${type.slice(0, -3)}y` : type.replace(/(?<!s)s$/, '');
}

/** What is wrong, in one sentence without a full stop. */
export function reasonText(finding: Finding): string {
  const facts = finding.evidence.map(evidenceText).filter((text) => text !== '');
  const text = [...new Set(facts)].slice(0, 3).join(', and ');
  switch (finding.kind) {
    case 'fail':
      return text;
    case 'fails-when':
      return `fails when ${witnessText(finding.witness ?? {})}: ${text}`;
    case 'unknown':
      return unknownText(finding);
  }
}

/** `environment = "dev" and sku = "Basic"` */
export function witnessText(witness: Readonly<Record<string, Json>>): string {
  return Object.entries(witness)
    .map(([name, value]) => `${name} = ${jsonText(value)}`)
    .join(' and ');
}

function unknownText({ evidence, because }: Finding): string {
  const [first] = evidence;
  const reasons = because.slice(0, 3).map(becauseText).join('; ');
  const field = first?.subject.kind === 'test' ? subjectText(first.subject.test) : (first?.subject.what ?? 'it');
  return `cannot tell what ${field} is: ${reasons}`;
}

/** What one test saw, and what it wanted. */
export function evidenceText(evidence: Evidence): string {
  const { subject, actual, assumed } = evidence;
  if (subject.kind === 'count') return countText(subject);
  if (subject.kind === 'seen') return actual === undefined ? '' : `${subject.what} is ${valueLabel(actual)}`;
  const { test } = subject;
  const field = subjectText(test);
  const wanted = wantedText(test);
  if (actual !== undefined) return `${field} is ${valueLabel(actual)}${wanted === '' ? '' : `, must ${wanted}`}`;
  const taken = assumed === undefined ? '' : `, and Azure takes ${valueLabel(known(assumed))}`;
  return `${field} is not set${taken}${wanted === '' ? '' : `; must ${wanted}`}`;
}

function countText({ what, least, most, wanted }: Extract<Evidence['subject'], { kind: 'count' }>): string {
  const found =
    least === most ? String(least) : Number.isFinite(most) ? `between ${least} and ${most}` : `at least ${least}`;
  // The path of items stands in quotes, a type of resources does not.
  return `${found}${what.startsWith("'") ? ' of' : ''} ${what} match, must be ${wanted}`;
}

/** A reason for not knowing, as a clause. */
export function becauseText(because: Because): string {
  switch (because.kind) {
    case 'parameter':
      return `parameter '${because.name}' has no value`;
    case 'runtime':
      return `${because.what} is only known after deployment`;
    case 'secret':
      return `the secret '${because.name}' is in a Key Vault`;
    case 'context':
      return `${because.what} depends on where the template is deployed`;
    case 'nondeterministic':
      return `${because.what} is different in every deployment`;
    case 'external':
      return `${because.what} is not at hand`;
    case 'elsewhere':
    case 'version':
      return because.what;
    case 'unsupported':
      return because.what;
    case 'budget':
      return `the evaluation was stopped: ${because.what}`;
    case 'failed':
      return `the expression fails: ${because.what}`;
  }
}

/** What a step of a trail is. */
export function trailText({ role, name }: TrailStep): string {
  switch (role) {
    case 'property':
      return 'from here';
    case 'variable':
      return `variable ${name}`;
    case 'parameter':
      return `parameter ${name}`;
    case 'default':
      return `the default of parameter ${name}`;
    case 'argument':
      return `the value given to ${name}`;
    case 'output':
      return `output ${name}`;
    case 'function':
      return 'a function of the template';
    case 'call':
      return `deployed by ${name}`;
  }
}

/** Under which circumstances the finding holds; empty when under all. */
export function assumptionText({ defaults, conditional, deployments }: Finding): string {
  const parts = [
    ...(defaults.length > 0 ? [`with the default of ${defaults.join(', ')}`] : []),
    ...(conditional ? ['if it is deployed'] : []),
    ...(deployments.length > 1 ? [`in ${deployments.length} deployments`] : []),
  ];
  return parts.join(', ');
}

/** What to set in a template; empty when the rule has no such fix. */
export function templateFixText({ rule, causes }: Finding): string {
  const steps = rule.fix.set.map(({ field, value }) => `set ${field.text} to ${jsonText(value)}`).join(', ');
  return steps === '' || causes.length === 0 ? steps : `remove the cause, then ${steps}`;
}

/** `1 finding`, `2 findings` */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
