// A deployment: a template with everything nested in it, evaluated to resources.

import { elementsOf, membersOf, toJson } from '../values/access.ts';
import type { Because } from '../values/because.ts';
import { identityOf } from '../values/compare.ts';
import type { Document } from '../values/document.ts';
import { get, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { childPath, type Path, pathSegments } from '../values/path.ts';
import { memberTerm, referenceTerm } from '../values/terms.ts';
import {
  arrayOf,
  type Entry,
  known,
  must,
  type Open,
  objectOf,
  type PartialObject,
  type Plain,
  type Value,
} from '../values/value.ts';
import { type ContextFacts, levelOfSchema, rootContext, type ScopeLevel } from './context.ts';
import { type NestedInput, nestedDeployment } from './nested.ts';
import type { Arguments, Assumption } from './parameters.ts';
import { instantiateResources, once, type ResourceInstance, type Surroundings } from './resources.ts';
import { type Budget, type Diagnostic, type NotCovered, Run, UnexpectedError } from './run.ts';
import type { ReferencedResource, ResourceLookup } from './scope.ts';
import { evaluateOutput, type OpenTemplate, openTemplate } from './template.ts';

/** What to evaluate, and under which assumptions. */
export interface DeploymentInput {
  readonly document: Document;
  readonly supplied: Arguments;
  readonly assume: Assumption;
  readonly facts: ContextFacts;
  /** Reads a linked template by its path below the deployed one; undefined when there is none. */
  readonly loadLinked: LoadLinked;
  readonly budget?: Budget;
  /** The errors that may occur; without it, all. */
  readonly expects?: (error: Diagnostic) => boolean;
}

export type LoadLinked = (path: string) => Document | undefined;

/** An evaluated deployment. */
export interface EvaluatedDeployment {
  readonly root: TemplateDeployment;
  readonly diagnostics: readonly Diagnostic[];
  readonly notCovered: readonly NotCovered[];
}

/** One template's part of a deployment. */
export interface TemplateDeployment {
  readonly template: OpenTemplate;
  readonly resources: readonly DeployedResource[];
  readonly outputs: () => Value | undefined;
}

/** A resource, and what it deploys itself when it is a deployment. */
export interface DeployedResource {
  readonly instance: ResourceInstance;
  readonly nested: TemplateDeployment | undefined;
}

/**
 * Evaluates a template with its arguments. What goes wrong is in the diagnostics; nothing is thrown but an
 * {@link UnexpectedError}, where the input says which errors it expects.
 */
export function evaluateDeployment(input: DeploymentInput): EvaluatedDeployment {
  const run = new Run(input.budget, input.expects);
  const { document, supplied, assume } = input;
  const template = isJsonObject(document.root) ? document.root : {};
  const level = templateLevel(template, document, run) ?? 'resourceGroup';
  const open = openTemplate({
    document,
    template,
    path: undefined,
    context: rootContext(level, input.facts),
    supplied,
    assume,
    isRoot: true,
    copies: 'one',
    run,
  });
  const root = deployTemplate(open, { loadLinked: input.loadLinked, chain: [document.name] });
  evaluateAll(root);
  return { root, diagnostics: run.diagnostics, notCovered: run.notCovered };
}

/** The level a template's schema names; a schema that names none is reported. */
export function templateLevel(template: JsonObject, document: Document, run: Run, path?: Path): ScopeLevel | undefined {
  const schema = get(template, '$schema');
  const level = typeof schema === 'string' ? levelOfSchema(schema) : undefined;
  if (level !== undefined) return level;
  const at = schema === undefined ? path : childPath(path, '$schema');
  const message =
    schema === undefined
      ? 'The template has no $schema; it is read as a template for a resource group'
      : `'${String(schema)}' is not the schema of a deployment template; it is read as a template for a resource group`;
  run.report(message, document, at, { severity: 'warning' });
  return undefined;
}

/** What nested deployments need of those around them. */
export interface Nesting {
  readonly loadLinked: LoadLinked;
  /** Documents on the way from the root, so that circular links end. */
  readonly chain: readonly string[];
}

/** Expands a template whose names have a meaning of their own. */
export function deployTemplate(template: OpenTemplate, nesting: Nesting): TemplateDeployment {
  const { scope, input } = template;
  return deployIn(template, { scope, target: input.context }, nesting);
}

/** Expands a template's resources in surroundings that may not be its own: names of the template around it, another target. */
export function deployIn(template: OpenTemplate, around: Surroundings, nesting: Nesting): TemplateDeployment {
  const { input } = template;
  const resources: DeployedResource[] = [];
  template.setResources(lookUpIn(resources));
  for (const instance of instantiateResources(input.template, input.path, around)) {
    resources.push({ instance, nested: nestedIn(instance, template, around, nesting) });
  }
  return { template, resources, outputs: once(() => outputsOf(template)) };
}

function nestedIn(
  instance: ResourceInstance,
  template: OpenTemplate,
  around: Surroundings,
  nesting: Nesting,
): TemplateDeployment | undefined {
  const isDeployment = instance.place.type.toLowerCase() === 'microsoft.resources/deployments';
  if (!isDeployment || instance.existing) return undefined;
  const input: NestedInput = { instance, template, around, nesting, deploy: deployIn };
  return nestedDeployment(input);
}

function outputsOf(template: OpenTemplate): Value {
  const outputs = get(template.input.template, 'outputs');
  const entries = new Map<string, Entry>();
  for (const [name, output] of isJsonObject(outputs) ? Object.entries(outputs) : []) {
    if (!isJsonObject(output)) continue;
    const type: Json = get(output, 'type') ?? null;
    entries.set(
      name,
      must(
        objectOf(
          new Map([
            ['type', must(known(type))],
            ['value', must(evaluateOutput(name, output, template))],
          ]),
        ),
      ),
    );
  }
  return objectOf(entries);
}

/** Finds resources of one template by symbolic name, by id, or by a name that only one has. */
function lookUpIn(resources: readonly DeployedResource[]): ResourceLookup {
  let byKey: Map<string, DeployedResource | 'several'> | undefined;
  let indexed = 0;
  const index = (): Map<string, DeployedResource | 'several'> => {
    if (byKey !== undefined && indexed === resources.length) return byKey;
    indexed = resources.length;
    byKey = indexResources(resources);
    return byKey;
  };
  return {
    find: (target) => {
      const identity = identityOf(target);
      const found = identity === undefined ? undefined : index().get(identity);
      return found === undefined || found === 'several' ? undefined : referenced(found);
    },
    findAll: (symbol) => {
      const all = resources.filter(({ instance }) => instance.symbol?.toLowerCase() === symbol.toLowerCase());
      return all.length === 0 || all.some(({ instance }) => instance.copies === 'any')
        ? undefined
        : all.map(referenced);
    },
  };
}

function indexResources(resources: readonly DeployedResource[]): Map<string, DeployedResource | 'several'> {
  const index = new Map<string, DeployedResource | 'several'>();
  const add = (value: Value, resource: DeployedResource): void => {
    const key = identityOf(value);
    if (key !== undefined) index.set(key, index.has(key) ? 'several' : resource);
  };
  for (const resource of resources) {
    const { symbol, round, place, copies } = resource.instance;
    if (copies === 'any') continue;
    if (symbol !== undefined) add(known(round === undefined ? symbol : `${symbol}[${round}]`), resource);
    add(place.id, resource);
  }
  addNames(index, resources);
  return index;
}

/** A plain name finds a resource only when nothing else answers to it. */
function addNames(index: Map<string, DeployedResource | 'several'>, resources: readonly DeployedResource[]): void {
  const byName = new Set<string>();
  for (const resource of resources) {
    const key = resource.instance.copies === 'one' ? identityOf(resource.instance.place.name) : undefined;
    if (key === undefined) continue;
    if (byName.has(key)) index.set(key, 'several');
    else if (!index.has(key)) {
      index.set(key, resource);
      byName.add(key);
    }
  }
}

function referenced({ instance, nested }: DeployedResource): ReferencedResource {
  const target = identityOf(instance.place.id) ?? pathSegments(instance.path).join('.');
  const because: readonly Because[] = [
    { kind: 'runtime', what: `reference('${String(toJson(instance.place.name) ?? instance.place.type)}')` },
  ];
  const open: Open = { because, term: referenceTerm(target, false) };
  const properties = (): Value | undefined => {
    if (nested !== undefined) {
      const outputs = nested.outputs();
      return outputs && objectOf(new Map([['outputs', must(outputs)]]), { open });
    }
    const body = bodyOf(instance);
    return body && openDeep(body.entries.get('properties')?.value ?? objectOf(new Map()), open);
  };
  const full = (): Value | undefined => {
    const body = bodyOf(instance);
    const own = properties();
    if (body === undefined) return undefined;
    const entries = own === undefined ? body.entries : new Map([...body.entries, ['properties', must(own)]]);
    return openDeep(objectOf(entries, { origin: body.origin }), { because, term: referenceTerm(target, true) });
  };
  return { properties, full };
}

/** What the template says of a resource: nothing of one that exists already. */
function bodyOf({ existing, body }: ResourceInstance): PartialObject | undefined {
  return existing ? objectOf(new Map()) : body();
}

/** The service adds members at every level: a public IP address declared with `dnsSettings.domainNameLabel` has `dnsSettings.fqdn` too. */
function openDeep(value: Value, open: Open): Value {
  if (value.kind !== 'choice') return openPlain(value, open);
  return { ...value, options: value.options.map((option) => ({ ...option, value: openPlain(option.value, open) })) };
}

function openPlain(value: Plain, open: Open): Plain {
  if (value.kind === 'unknown') return value;
  const members = membersOf(value);
  if (members !== undefined) {
    const entries = [...members.entries].flatMap(([key, { value: member, presence }]): readonly [string, Entry][] => {
      // What is declared null is not declared; the service may set it.
      if (member.kind === 'known' && member.json === null) return [];
      const inner = { because: open.because, term: memberTerm(open.term, key) };
      return [[key, { value: openDeep(member, inner), presence }]];
    });
    const both = members.open && { ...members.open, named: undefined };
    return objectOf(new Map(entries), { open: both ?? open, origin: value.origin, secret: value.secret });
  }
  const elements = elementsOf(value);
  if (elements === undefined) return value;
  const items = elements.map((element, i) =>
    element.kind === 'spread' ? element : openDeep(element, { because: open.because, term: `${open.term}[${i}]` }),
  );
  return arrayOf(items, value.origin, value.secret);
}

/** Evaluates what nobody has asked for yet, so that every failing expression is reported. */
function evaluateAll(deployment: TemplateDeployment): void {
  const { template, resources } = deployment;
  for (const name of template.declarations.keys()) attempt(() => template.scope.parameter(name));
  for (const name of template.variableNames) attempt(() => template.scope.variable(name));
  for (const { instance, nested } of resources) {
    instance.body();
    if (nested !== undefined) evaluateAll(nested);
  }
  deployment.outputs();
}

/** A name that needs itself was reported where it is used; here it only must not end the evaluation. */
function attempt(ask: () => unknown): void {
  try {
    ask();
  } catch (error) {
    if (error instanceof UnexpectedError) throw error;
    // Reported at the expression that asked.
  }
}
