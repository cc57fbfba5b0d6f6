// What a template deploys, in the notation of tests.

import type { DeployedResource, EvaluatedDeployment, TemplateDeployment } from '../../src/templates/deployment.ts';
import type { ResourceInstance } from '../../src/templates/resources.ts';
import type { Json } from '../../src/values/json.ts';
import { formatPath } from '../../src/values/path.ts';
import type { Value } from '../../src/values/value.ts';
import { evaluateTemplate, type TemplateSetting, template } from '../support/template.ts';
import { show } from './notation.ts';

/** A deployed template; whatever is a value is written in the notation of {@link show}. */
export interface Deployed {
  readonly evaluated: EvaluatedDeployment;
  /** All resources, those of nested deployments behind the deployment. */
  readonly instances: readonly ResourceInstance[];
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly conditions: readonly string[];
  /** `error at resources[0].name: message`, in order. */
  readonly messages: readonly string[];
  readonly notCovered: readonly string[];
  /** The value at a path of keys below `properties` of a resource. */
  readonly property: (index: number, ...keys: readonly string[]) => string;
  readonly output: (name: string) => string;
}

/** Evaluates a template of these parts. */
export function deploy(parts: Readonly<Record<string, Json>>, setting?: TemplateSetting): Deployed {
  const evaluated = evaluateTemplate(template(parts), setting);
  const instances = allResources(evaluated.root).map(({ instance }) => instance);
  return {
    evaluated,
    instances,
    ids: instances.map(({ place }) => show(place.id)),
    names: instances.map(({ place }) => show(place.name)),
    conditions: instances.map(({ condition }) => show(condition)),
    messages: evaluated.diagnostics.map(
      ({ severity, message, path, at }) =>
        `${severity} at ${formatPath(path)}${at === 'key' ? ' (key)' : ''}: ${message}`,
    ),
    notCovered: evaluated.notCovered.map(({ what, because, path }) => `${what} at ${formatPath(path)}: ${because}`),
    property: (index, ...keys) => {
      const body = instances[index]?.body();
      return show(keys.reduce(entry, entry(body, 'properties')));
    },
    output: (name) => show(entry(entry(evaluated.root.outputs(), name), 'value')),
  };
}

/** All resources of a deployment and of those nested in it. */
export function allResources(deployment: TemplateDeployment): readonly DeployedResource[] {
  return deployment.resources.flatMap((resource) => [
    resource,
    ...(resource.nested === undefined ? [] : allResources(resource.nested)),
  ]);
}

function entry(value: Value | undefined, key: string): Value {
  const found = value?.kind === 'object' ? value.entries.get(key)?.value : undefined;
  if (found === undefined) throw new Error(`There is no '${key}'`);
  return found;
}

/** A resource of a type nobody cares about. */
export function thing(parts: Readonly<Record<string, Json>> = {}): { readonly [key: string]: Json } {
  return { type: 'A.B/things', apiVersion: '2020-01-01', name: 'x', ...parts };
}

/** A nested deployment. */
export function nested(
  properties: Readonly<Record<string, Json>>,
  parts: Readonly<Record<string, Json>> = {},
): { readonly [key: string]: Json } {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: 'inner',
    properties: { mode: 'Incremental', ...properties },
    ...parts,
  };
}

/** What makes a nested template's names its own. */
export const innerScope: Json = { scope: 'inner' };
