// A deployment: a template with everything nested in it, evaluated to resources.

import type { Document } from '../values/document.ts';
import { get, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { childPath, type Path } from '../values/path.ts';
import { type Entry, known, must, objectOf, type Value } from '../values/value.ts';
import { type ContextFacts, levelOfSchema, rootContext, type ScopeLevel } from './context.ts';
import { lookUpIn } from './declared-resources.ts';
import { type NestedInput, nestedDeployment } from './nested.ts';
import type { Arguments, Assumption } from './parameters.ts';
import { instantiateResources, once, type ResourceInstance, type Surroundings } from './resources.ts';
import { type Budget, type Diagnostic, type NotCovered, Run, UnexpectedError } from './run.ts';
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
