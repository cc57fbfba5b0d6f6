// Holds a template evaluated without knowing its parameters against the same template with all of them.

import type { ContextFacts } from '../../../src/templates/context.ts';
import type { DeployedResource, EvaluatedDeployment, TemplateDeployment } from '../../../src/templates/deployment.ts';
import { toJson } from '../../../src/values/access.ts';
import type { Json } from '../../../src/values/json.ts';
import { pathSegments } from '../../../src/values/path.ts';
import type { Value } from '../../../src/values/value.ts';
import { evaluateTemplate } from '../../support/template.ts';
import { Terms, uncovered } from './contains.ts';
import type { Caller } from './parameters.ts';
import { deployable } from './repair.ts';

/** A template, and somebody who deploys it. */
export interface Trial {
  readonly template: Json;
  readonly caller: Caller;
}

/** Where every trial is deployed: what the context decides is known. */
export const facts: ContextFacts = {
  tenant: '11111111-1111-1111-1111-111111111111',
  subscription: '22222222-2222-2222-2222-222222222222',
  resourceGroup: 'contoso',
  location: 'westeurope',
  deployment: 'main',
  managementGroup: 'group',
};

/** What the abstract evaluation of a trial gets wrong, and how much of the trial was compared. */
export interface Comparison {
  readonly contradictions: readonly string[];
  /** Values that are known only to the one who deploys. */
  readonly covered: number;
}

/** Evaluates a trial without and with its arguments, and compares. Parts that this caller cannot deploy are replaced first. */
export function compare({ template, caller }: Trial): Comparison {
  const deployed = deployable(template, { arguments: caller.passed, facts });
  const abstract = evaluateTemplate(deployed.template, { arguments: caller.known, assume: caller.assume, facts });
  return compareEvaluated(abstract, deployed.evaluated);
}

function compareEvaluated(abstract: EvaluatedDeployment, concrete: EvaluatedDeployment): Comparison {
  const terms = new Terms(effectiveParameters(concrete.root));
  const contradictions: string[] = [];
  let covered = 0;
  const check = (where: string, wide: Value | undefined, narrow: Value | undefined): void => {
    if (wide === undefined || narrow === undefined) return;
    if (toJson(wide) === undefined && toJson(narrow) !== undefined) covered++;
    const reason = uncovered(wide, narrow, terms);
    if (reason !== undefined) contradictions.push(`${where}: ${reason}`);
  };
  const complain = (message: string): void => {
    contradictions.push(message);
  };
  // Terms that are met late decide guards that were met early.
  for (let round = 0; round < 2; round++) compareDeployments('', abstract.root, concrete.root, { check, complain });
  return { contradictions, covered };
}

/** Defaults are values too. */
function effectiveParameters(root: TemplateDeployment): Readonly<Record<string, Json>> {
  const { declarations, scope } = root.template;
  return Object.fromEntries(
    [...declarations.values()].flatMap(({ name }) => {
      const value = scope.parameter(name);
      const json = value && toJson(value);
      return json === undefined ? [] : [[name, json]];
    }),
  );
}

interface Check {
  readonly check: (where: string, wide: Value | undefined, narrow: Value | undefined) => void;
  readonly complain: (message: string) => void;
}

/** Every output and resource was foreseen, and every resource that certainly would be there is. */
function compareDeployments(within: string, wide: TemplateDeployment, narrow: TemplateDeployment, by: Check): void {
  const [wideOutputs, narrowOutputs] = [wide.outputs(), narrow.outputs()];
  if (wideOutputs?.kind === 'object' && narrowOutputs?.kind === 'object')
    for (const [name, { value }] of wideOutputs.entries)
      by.check(`${within}output ${name}`, value, narrowOutputs.entries.get(name)?.value);
  const foreseen = byPlace(wide.resources);
  // Where no source settles how many there are, nothing can be compared.
  for (const one of narrow.resources.filter((other) => isDeployed(other) && other.instance.copies === 'one')) {
    const other = foreseen.get(placeOf(one)) ?? foreseen.get(anyRoundOf(one));
    if (other === undefined) by.complain(`${within}${placeOf(one)} was not foreseen`);
    else compareResources(`${within}${placeOf(one)} `, other, one, by);
  }
  const deployed = byPlace(narrow.resources);
  for (const one of wide.resources)
    if (
      one.instance.copies === 'one' &&
      isDeployed(one) &&
      !deployed.has(placeOf(one)) &&
      !deployed.has(anyRoundOf(one))
    )
      by.complain(`${within}${placeOf(one)} is not there`);
}

function compareResources(place: string, wide: DeployedResource, narrow: DeployedResource, by: Check): void {
  const [a, b] = [wide.instance, narrow.instance];
  by.check(`${place}condition`, a.condition, b.condition);
  for (const part of ['name', 'id', 'scopeId'] as const) by.check(place + part, a.place[part], b.place[part]);
  by.check(place, a.body(), b.body());
  if (wide.nested !== undefined && narrow.nested !== undefined)
    compareDeployments(place, wide.nested, narrow.nested, by);
}

function isDeployed({ instance }: DeployedResource): boolean {
  return toJson(instance.condition) === true;
}

function byPlace(resources: readonly DeployedResource[]): ReadonlyMap<string, DeployedResource> {
  return new Map(resources.map((one) => [one.instance.copies === 'any' ? anyRoundOf(one) : placeOf(one), one]));
}

/** Where a resource is declared, and the round of its loop. */
function placeOf({ instance }: DeployedResource): string {
  return `${pathSegments(instance.path).join('.')}[${instance.round ?? ''}]`;
}

function anyRoundOf({ instance }: DeployedResource): string {
  return `${pathSegments(instance.path).join('.')}[*]`;
}
