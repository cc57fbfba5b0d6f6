// Nested and linked deployments: which template, in which scope, with which arguments.

import { memberOf, reasonsOf, toJson } from '../values/access.ts';
import { mapChoices } from '../values/choice.ts';
import { get, isJsonObject, type Json, type JsonObject, own } from '../values/json.ts';
import { termOf } from '../values/lattice.ts';
import { childPath, type Path, pathSegments } from '../values/path.ts';
import { known, type Plain, unknown, type Value } from '../values/value.ts';
import { type DeploymentContext, levelOfSchema, type ScopeLevel } from './context.ts';
import type { Nesting, TemplateDeployment } from './deployment.ts';
import { templateAddressPath } from './functions/context.ts';
import { evaluateNode } from './nodes.ts';
import { type Arguments, readArgument } from './parameters.ts';
import { resolvePath } from './relative-path.ts';
import type { ResourceInstance, Surroundings } from './resources.ts';
import { ownTerm } from './scope.ts';
import { type OpenTemplate, openTemplate } from './template.ts';

export interface NestedInput {
  readonly instance: ResourceInstance;
  /** The template around it. */
  readonly template: OpenTemplate;
  readonly around: Surroundings;
  readonly nesting: Nesting;
  /** Expands the nested template; passed in because expansion and nesting need each other. */
  readonly deploy: (template: OpenTemplate, around: Surroundings, nesting: Nesting) => TemplateDeployment;
}

/** Azure does not nest deeper in practice; circular links end here at the latest. */
const maxNesting = 40;

/** The deployment a `Microsoft.Resources/deployments` resource makes; undefined when its template is not at hand, which is noted. */
export function nestedDeployment(input: NestedInput): TemplateDeployment | undefined {
  const { instance, nesting } = input;
  const properties = get(instance.entry, 'properties');
  const at = childPath(instance.path, 'properties');
  const { run } = instance.scope;
  if (nesting.chain.length > maxNesting) {
    run.report(`Deployments are nested more than ${maxNesting} levels deep`, instance.document, instance.path);
    return undefined;
  }
  if (!isJsonObject(properties)) {
    run.skip('nested deployment', 'its properties are not written as an object', instance.document, instance.path);
    return undefined;
  }
  const template = get(properties, 'template');
  if (isJsonObject(template)) return inlineDeployment(input, template, properties, childPath(at, 'template'));
  if (template !== undefined) {
    run.skip(
      'nested deployment',
      'its template is computed by an expression',
      instance.document,
      childPath(at, 'template'),
    );
    return undefined;
  }
  return linkedDeployment(input, properties, at);
}

function inlineDeployment(
  input: NestedInput,
  template: JsonObject,
  properties: JsonObject,
  path: Path,
): TemplateDeployment {
  const { instance, template: outer, nesting } = input;
  const own = instance.document.embedded(template);
  const document = own ?? instance.document;
  const context = nestedContext(input, template, document.name);
  const supplied = nestedArguments(instance, properties);
  const inner = openTemplate({
    document,
    template,
    path: own === undefined ? path : undefined,
    context,
    supplied,
    assume: outer.input.assume,
    isRoot: false,
    copies: instance.scope.copies,
    run: instance.scope.run,
  });
  const deeper: Nesting = { ...nesting, chain: [...nesting.chain, document.name] };
  if (isInner(properties)) return input.deploy(inner, { scope: inner.scope, target: context }, deeper);
  // With outer scope, names mean what they mean around the deployment; only the target differs.
  const shared: OpenTemplate = { ...inner, scope: instance.scope, declarations: new Map(), variableNames: [] };
  return input.deploy(shared, { scope: instance.scope, target: context }, deeper);
}

/** Outer is the default. */
function isInner(properties: JsonObject): boolean {
  const options = get(properties, 'expressionEvaluationOptions');
  const scope = isJsonObject(options) ? get(options, 'scope') : undefined;
  return typeof scope === 'string' && scope.toLowerCase() === 'inner';
}

function linkedDeployment(input: NestedInput, properties: JsonObject, at: Path): TemplateDeployment | undefined {
  const { instance, template: outer, nesting } = input;
  const { run } = instance.scope;
  const link = get(properties, 'templateLink');
  const linkPath = childPath(at, 'templateLink');
  if (!isJsonObject(link)) {
    run.skip('nested deployment', 'it has neither a template nor a link to one', instance.document, instance.path);
    return undefined;
  }
  const target = linkTarget(link, input, linkPath);
  if (target.kind === 'external') {
    run.skip('linked template', target.because, instance.document, linkPath);
    return undefined;
  }
  const document = nesting.loadLinked(target.path);
  if (document === undefined) {
    run.report(`The linked template '${target.path}' is not there`, instance.document, linkPath);
    return undefined;
  }
  if (nesting.chain.includes(document.name)) {
    run.report(`The linked template '${document.name}' links back to itself`, instance.document, linkPath);
    return undefined;
  }
  if (!isJsonObject(document.root)) {
    run.report(
      `The linked template '${document.name}' cannot be read: ${document.problems.at(-1)?.message ?? 'it is not a JSON object'}`,
      instance.document,
      linkPath,
    );
    return undefined;
  }
  const context = { ...nestedContext(input, document.root, document.name), linkedPath: target.path };
  const supplied = nestedArguments(instance, properties);
  const inner = openTemplate({
    document,
    template: document.root,
    path: undefined,
    context,
    supplied,
    assume: outer.input.assume,
    isRoot: false,
    copies: instance.scope.copies,
    run,
  });
  return input.deploy(
    inner,
    { scope: inner.scope, target: context },
    { ...nesting, chain: [...nesting.chain, document.name] },
  );
}

type LinkTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'external'; readonly because: string };

/** A relative path, or an address relative to the template's own, is a file beside it; any other address is not followed. */
function linkTarget(link: JsonObject, { instance, template }: NestedInput, path: Path): LinkTarget {
  const evaluateMember = (key: string): Value | undefined => {
    const json = own(link, key) ?? get(link, key);
    return json === undefined ? undefined : evaluateNode(json, instance.scope, childPath(path, key), 'property');
  };
  const relative = evaluateMember('relativePath');
  const relativePath = relative === undefined ? undefined : toJson(relative);
  if (typeof relativePath === 'string')
    return { kind: 'file', path: resolvePath(template.input.context.linkedPath ?? '', relativePath) };
  const uri = evaluateMember('uri');
  const beside = uri?.kind === 'unknown' ? templateAddressPath(uri.term) : undefined;
  if (beside !== undefined) return { kind: 'file', path: beside };
  const address = uri === undefined ? undefined : toJson(uri);
  if (typeof address === 'string') {
    const shown =
      uri?.secret === true
        ? 'its address, which holds a secret,'
        : `'${address.length > 120 ? `${address.slice(0, 119)}…` : address}'`;
    return { kind: 'external', because: `${shown} is not on this machine` };
  }
  const id = evaluateMember('id');
  if (id !== undefined) return { kind: 'external', because: 'a template spec is not on this machine' };
  const [reason] = uri === undefined ? [] : reasonsOf(uri);
  return {
    kind: 'external',
    because: `its address depends on ${reason === undefined ? 'something unknown' : 'name' in reason ? `parameter '${reason.name}'` : reason.what}`,
  };
}

/** The arguments of a deployment: evaluated around it, each when first asked for. */
function nestedArguments(instance: ResourceInstance, properties: JsonObject): Arguments {
  const { scope } = instance;
  const json = get(properties, 'parameters');
  const path = childPath(childPath(instance.path, 'properties'), 'parameters');
  if (json === undefined && get(properties, 'parametersLink') !== undefined) return argumentsElsewhere(instance);
  const done = new Map<string, Value | undefined>();
  const evaluateArgument = (name: string): Value | undefined => {
    const argument = argumentNamed(name, json, scope, path);
    return argument && readArgument(argument);
  };
  return {
    names: isJsonObject(json) ? Object.keys(json) : [],
    value: (name) => {
      const key = name.toLowerCase();
      if (!done.has(key)) done.set(key, evaluateArgument(name));
      return done.get(key);
    },
    report: (name, message) => {
      const at =
        isJsonObject(json) && get(json, name) !== undefined
          ? childPath(path, name)
          : json === undefined
            ? instance.path
            : path;
      scope.run.report(message, instance.document, at);
    },
  };
}

/** Arguments in a file that is not followed: each parameter has some value, or its default. */
function argumentsElsewhere({ scope, document, path }: ResourceInstance): Arguments {
  const at = childPath(childPath(path, 'properties'), 'parametersLink');
  scope.run.skip('linked parameters', 'the file with the arguments is not read', document, at);
  const because = [{ kind: 'external', what: 'a linked parameter file' }] as const;
  const term = ownTerm('linked', scope);
  return {
    names: [],
    value: (name) => unknown(because, `${term}.${name.toLowerCase()}`),
    report: (_, message) => scope.run.report(message, document, at),
  };
}

function argumentNamed(
  name: string,
  json: Json | undefined,
  scope: ResourceInstance['scope'],
  path: Path,
): Value | undefined {
  if (json === undefined) return undefined;
  if (isJsonObject(json)) {
    const key = Object.keys(json).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : evaluateNode(json[key] ?? null, scope, childPath(path, key), 'argument');
  }
  const all = evaluateNode(json, scope, path, 'argument');
  return mapChoices([all], ([plain]) => memberOf(plain as Plain, name)?.value);
}

/** Where a nested template deploys to: what the deployment says, otherwise where the template around it does. */
function nestedContext(
  { instance, around, template }: NestedInput,
  nested: JsonObject,
  documentName: string,
): DeploymentContext {
  const outer = around.target;
  const at = (key: string): Value | undefined => {
    const json = get(instance.entry, key);
    return json === undefined
      ? undefined
      : evaluateNode(json, instance.scope, childPath(instance.path, key), 'property');
  };
  const [subscription, group, scope] = [at('subscriptionId'), at('resourceGroup'), at('scope')];
  const schema = get(nested, '$schema');
  const declared = typeof schema === 'string' ? levelOfSchema(schema) : undefined;
  const level = targetLevel(subscription, group, scope, declared, outer.level);
  const where = `${documentName}:${pathSegments(instance.path).join('.')}`;
  return {
    ...outer,
    level,
    subscriptionId: plainOr(subscription, outer.subscriptionId),
    resourceGroup: plainOr(group, outer.resourceGroup),
    resourceGroupLocation:
      group === undefined ? outer.resourceGroupLocation : locationOf(group, subscription ?? outer.subscriptionId),
    deploymentLocation: plainOr(at('location'), outer.deploymentLocation),
    managementGroup: scope === undefined ? outer.managementGroup : managementGroupOf(scope),
    deploymentName: plainOr(
      instance.place.name,
      unknown([{ kind: 'context', what: 'deployment().name' }], `deployment().name@${where}`, { type: 'string' }),
    ),
    linkedPath: template.input.context.linkedPath,
  };
}

function targetLevel(
  subscription: Value | undefined,
  group: Value | undefined,
  scope: Value | undefined,
  declared: ScopeLevel | undefined,
  outer: ScopeLevel,
): ScopeLevel {
  if (group !== undefined) return 'resourceGroup';
  if (scope !== undefined) return toJson(scope) === '/' ? 'tenant' : (declared ?? 'managementGroup');
  if (subscription !== undefined) return 'subscription';
  return declared ?? outer;
}

/** The location of another group: not known, but the same for the same group. */
function locationOf(group: Value, subscription: Value): Plain {
  const term = `resourceGroup(${termOf(subscription)}, ${termOf(group)}).location`;
  const because = [{ kind: 'context', what: 'resourceGroup().location' }] as const;
  return unknown(because, term, { type: 'string', limits: { minLength: 1 } });
}

function managementGroupOf(scope: Value): Plain {
  const json = toJson(scope);
  if (typeof json === 'string') return known(json.split('/').at(-1) ?? json);
  const because = [{ kind: 'context', what: 'managementGroup().name' }] as const;
  return unknown(because, `managementGroup(${termOf(scope)}).name`, { type: 'string' });
}

/** A choice of targets is rare; then only its name is kept. */
function plainOr(value: Value | undefined, otherwise: Plain): Plain {
  if (value === undefined) return otherwise;
  return value.kind === 'choice'
    ? unknown(value.because, `choice(${value.options.length})[*]`, { type: 'string' })
    : value;
}
