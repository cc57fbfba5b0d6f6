// What an evaluated deployment deploys, nested deployments included: one item a resource.

import type { DeployedResource, EvaluatedDeployment, TemplateDeployment } from '../../src/templates/deployment.ts';
import { evaluateNode } from '../../src/templates/nodes.ts';
import { readArgument } from '../../src/templates/parameters.ts';
import type { ResourceInstance } from '../../src/templates/resources.ts';
import { get, isJsonArray, isJsonObject, type Json, setKey } from '../../src/values/json.ts';
import { jsonKey } from '../../src/values/json-key.ts';
import { childPath } from '../../src/values/path.ts';
import { known } from '../../src/values/value.ts';
import type { Item } from './compare.ts';
import { formOf, shortened, shownForm } from './form.ts';

/** Everything that is compared of one evaluation. */
export interface Facts {
  readonly resources: readonly Item[];
  /** Those of nested deployments too, as the variables. */
  readonly outputs: readonly Item[];
  readonly variables: readonly Item[];
  /** Why the evaluation was stopped: what is missing then says nothing. */
  readonly stopped: string | undefined;
}

/** Reads an evaluation. Resources that exist already are left out. */
export function factsOf({ root, diagnostics }: EvaluatedDeployment): Facts {
  const stop = diagnostics.find(({ message }) => message.startsWith('The evaluation was stopped'));
  const facts: Collected = { resources: [], outputs: [], variables: [], stopped: stop?.message };
  collect(root, '', facts);
  return facts;
}

interface Collected extends Facts {
  readonly resources: Item[];
  readonly outputs: Item[];
  readonly variables: Item[];
}

function collect(deployment: TemplateDeployment, inside: string, into: Collected): void {
  into.outputs.push(...outputsOf(deployment, inside));
  into.variables.push(...variablesOf(deployment, inside));
  for (const resource of deployment.resources) {
    if (resource.instance.existing) continue;
    const item = itemOf(resource, inside);
    into.resources.push(item);
    if (resource.nested !== undefined) collect(resource.nested, `${item.shown} / `, into);
  }
}

function outputsOf({ outputs }: TemplateDeployment, inside: string): readonly Item[] {
  const form = formOf(outputs() ?? known(null));
  return Object.entries(isJsonObject(form) ? form : {}).map(([name, output]) =>
    valueItem(`${inside}output ${name}`, output),
  );
}

/** Not those that the compiler names: it inlines and numbers them as its version has it, so only their effect counts. */
function variablesOf({ template }: TemplateDeployment, inside: string): readonly Item[] {
  return template.variableNames
    .filter((name) => /^\w+$/.test(name))
    .map((name) => valueItem(`${inside}variable ${name}`, variableForm(template, name)));
}

function variableForm({ scope }: TemplateDeployment['template'], name: string): Json {
  try {
    return formOf(scope.variable(name) ?? known(null));
  } catch (error) {
    return String(error);
  }
}

function valueItem(shown: string, form: Json): Item {
  return { key: shown, shown, form };
}

/** Ids are compared without regard to case, as Azure does; the name in them is compared by case on its own. */
function itemOf({ instance, nested }: DeployedResource, inside: string): Item {
  const { place, apiVersion, condition, copies } = instance;
  const isDeployment = place.type.toLowerCase() === 'microsoft.resources/deployments';
  const id = folded(formOf(place.id));
  const form: Record<string, Json> = {
    '(inside)': inside,
    '(id)': id,
    '(scope)': folded(formOf(place.scopeId)),
    '(condition)': formOf(condition),
    '(copies)': copies,
    type: place.type.toLowerCase(),
    name: formOf(place.name),
    ...bodyOf(instance),
  };
  // The compiler's version decides it (§4.9: 2019-10-01 to 2025-04-01), the source cannot.
  if (!isDeployment) form.apiVersion = formOf(apiVersion);
  if (isDeployment) form['(arguments)'] = argumentsOf(instance);
  if (nested !== undefined) form['(nested)'] = nested.resources.filter((one) => !one.instance.existing).length;
  const shown = `${inside}${place.type}/${shortened(shownForm(formOf(place.name)), 120)}`;
  return { key: `${inside} ${form.type} ${jsonKey(id)}`, shown, form };
}

/** Where a resource goes was written in different ways over time; the resolved scope is compared instead. */
const placeProperties = new Set(['type', 'name', 'apiVersion', 'scope', 'subscriptionId', 'resourceGroup']);

function bodyOf(instance: ResourceInstance): Readonly<Record<string, Json>> {
  const body = instance.body();
  const form = body === undefined ? null : formOf(body);
  if (!isJsonObject(form)) return {};
  return Object.fromEntries(Object.entries(form).filter(([key]) => !placeProperties.has(key)));
}

/** What a deployment passes to its template, each argument as the template receives it. */
function argumentsOf(instance: ResourceInstance): Json {
  const properties = get(instance.entry, 'properties');
  const parameters = isJsonObject(properties) ? get(properties, 'parameters') : undefined;
  const path = childPath(childPath(instance.path, 'properties'), 'parameters');
  const result: Record<string, Json> = {};
  for (const [name, json] of isJsonObject(parameters) ? Object.entries(parameters) : []) {
    const value = readArgument(evaluateNode(json, instance.scope, childPath(path, name), 'argument'));
    if (value !== undefined) setKey(result, name, formOf(value));
  }
  return result;
}

function folded(form: Json): Json {
  if (typeof form === 'string') return form.toLowerCase();
  if (isJsonArray(form)) return form.map(folded);
  if (!isJsonObject(form)) return form;
  return Object.fromEntries(Object.entries(form).map(([key, member]) => [key.toLowerCase(), folded(member)]));
}
