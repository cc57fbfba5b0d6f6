// One template with its arguments: what its names mean. Everything is evaluated when first asked for, and once.

import type { Document } from '../values/document.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { childPath, type Path } from '../values/path.ts';
import { known, type Value } from '../values/value.ts';
import type { DeploymentContext } from './context.ts';
import { evaluateLoop, evaluateNode, propertyLoops } from './nodes.ts';
import {
  type Arguments,
  type Assumption,
  bindParameter,
  type ParameterDeclaration,
  readDeclarations,
} from './parameters.ts';
import { type Run, TemplateError } from './run.ts';
import type { ResourceLookup, Scope, UserFunction } from './scope.ts';

/** A template to evaluate. */
export interface TemplateInput {
  readonly document: Document;
  readonly template: JsonObject;
  /** Where the template stands in its document; nested ones stand inside another. */
  readonly path: Path;
  readonly context: DeploymentContext;
  readonly supplied: Arguments;
  readonly assume: Assumption;
  readonly isRoot: boolean;
  /** `any`: it is deployed any number of times. */
  readonly copies: Scope['copies'];
  readonly run: Run;
}

/** A template's names, ready to be asked. */
export interface OpenTemplate {
  readonly input: TemplateInput;
  readonly scope: Scope;
  readonly declarations: ReadonlyMap<string, ParameterDeclaration>;
  readonly variableNames: readonly string[];
  /** Gives `reference()` its resources once they are known; until then it finds none. */
  setResources(resources: ResourceLookup): void;
}

/** Makes the scope of a template. Nothing is evaluated yet. */
export function openTemplate(input: TemplateInput): OpenTemplate {
  const { document, template, path, context, run } = input;
  let resources: ResourceLookup = noResources;
  const declarations = readDeclarations(template, path);
  const variables = readVariables(template, path);
  const functions = readFunctions(template, path);
  const scope: Scope = {
    run,
    document,
    context,
    loops: undefined,
    copies: input.copies,
    resources: { find: (target) => resources.find(target), findAll: (symbol) => resources.findAll(symbol) },
    parameter: onceByName('parameter', run, (name) => {
      const declaration = declarations.get(name);
      return (
        declaration &&
        (() =>
          bindParameter({ declaration, supplied: input.supplied, assume: input.assume, isRoot: input.isRoot, scope }))
      );
    }),
    variable: onceByName('variable', run, (name) => {
      const variable = variables.get(name);
      return variable && (() => evaluateVariable(variable, scope));
    }),
    userFunction: (namespace, name) => functions(namespace, name, scope),
  };
  return {
    input,
    scope,
    declarations,
    variableNames: [...variables.keys()],
    setResources: (lookup) => {
      resources = lookup;
    },
  };
}

const noResources: ResourceLookup = { find: () => undefined, findAll: () => undefined };

/** Looks a name up without regard to case, evaluates it once, and refuses one that needs itself. */
function onceByName(
  what: string,
  run: Run,
  find: (name: string) => (() => Value) | undefined,
): (name: string) => Value | undefined {
  const done = new Map<string, Value | 'busy'>();
  return (name) => {
    const key = name.toLowerCase();
    const cached = done.get(key);
    if (cached === 'busy') throw new TemplateError(`The ${what} '${name}' needs its own value`);
    if (cached !== undefined) return cached;
    const evaluateIt = find(key);
    return evaluateIt && run.named({ key, done, evaluate: () => evaluateOnce(key, done, evaluateIt) });
  };
}

function evaluateOnce(key: string, done: Map<string, Value | 'busy'>, evaluateIt: () => Value): Value {
  done.set(key, 'busy');
  try {
    const value = evaluateIt();
    done.set(key, value);
    return value;
  } finally {
    if (done.get(key) === 'busy') done.delete(key);
  }
}

interface Variable {
  readonly name: string;
  readonly json: Json;
  readonly path: Path;
  readonly isLoop: boolean;
}

/** The variables a template declares, loops included, by lower-case name. */
function readVariables(template: JsonObject, path: Path): ReadonlyMap<string, Variable> {
  const result = new Map<string, Variable>();
  const variables = get(template, 'variables');
  if (!isJsonObject(variables)) return result;
  const at = childPath(path, 'variables');
  for (const [name, json] of Object.entries(variables)) {
    const loops = name.toLowerCase() === 'copy' ? propertyLoops(json) : undefined;
    if (loops === undefined) result.set(name.toLowerCase(), { name, json, path: childPath(at, name), isLoop: false });
    else
      for (const [i, loop] of loops.entries()) {
        const item = isJsonArray(json) ? (json[i] ?? null) : null;
        result.set(loop.name.toLowerCase(), {
          name: loop.name,
          json: item,
          path: childPath(childPath(at, name), i),
          isLoop: true,
        });
      }
  }
  return result;
}

function evaluateVariable({ json, path, isLoop }: Variable, scope: Scope): Value {
  const [loop] = isLoop ? (propertyLoops([json]) ?? []) : [];
  return loop === undefined ? evaluateNode(json, scope, path, 'variable') : evaluateLoop(loop, scope, path, 'variable');
}

type FindFunction = (namespace: string, name: string, scope: Scope) => UserFunction | undefined;

/**
 * The functions a template defines. A body sees its own parameters, the template's other functions, and since language
 * version 2.0 its variables, which Bicep makes use of.
 */
function readFunctions(template: JsonObject, path: Path): FindFunction {
  const namespaces = get(template, 'functions');
  if (!isJsonArray(namespaces)) return () => undefined;
  const seesVariables = String(get(template, 'languageVersion') ?? '').startsWith('2');
  const definitions = new Map<string, { name: string; definition: JsonObject; path: Path }>();
  for (const [i, item] of namespaces.entries()) {
    const [namespace, members] = isJsonObject(item) ? [get(item, 'namespace'), get(item, 'members')] : [];
    if (typeof namespace !== 'string' || !isJsonObject(members)) continue;
    const at = childPath(childPath(childPath(path, 'functions'), i), 'members');
    for (const [name, definition] of Object.entries(members)) {
      if (isJsonObject(definition))
        definitions.set(`${namespace}.${name}`.toLowerCase(), {
          name: `${namespace}.${name}`,
          definition,
          path: childPath(at, name),
        });
    }
  }
  return (namespace, name, scope) => {
    const found = definitions.get(`${namespace}.${name}`.toLowerCase());
    if (found === undefined) return undefined;
    const visible: Scope = seesVariables ? scope : { ...scope, variable: () => undefined };
    return userFunction(found.name, found.definition, found.path, visible);
  };
}

function userFunction(name: string, definition: JsonObject, path: Path, scope: Scope): UserFunction {
  const declared = get(definition, 'parameters');
  const parameters = isJsonArray(declared)
    ? declared.map((item) => (isJsonObject(item) ? String(get(item, 'name') ?? '') : ''))
    : [];
  const output = get(definition, 'output');
  const body = isJsonObject(output) ? get(output, 'value') : undefined;
  const at = childPath(childPath(path, 'output'), 'value');
  return {
    name,
    parameters,
    call: (args, copies) => {
      if (body === undefined) throw new TemplateError(`The function '${name}' has no output value`);
      const byName = new Map(parameters.map((parameter, i) => [parameter.toLowerCase(), args[i] ?? known(null)]));
      const inner: Scope = {
        ...scope,
        parameter: (parameter) => byName.get(parameter.toLowerCase()),
        loops: undefined,
        copies,
      };
      return scope.run.nested(() => evaluateNode(body, inner, at, 'function'));
    },
  };
}

/** The value of one output. */
export function evaluateOutput(name: string, json: JsonObject, template: OpenTemplate): Value {
  const { scope, input } = template;
  const path = childPath(childPath(input.path, 'outputs'), name);
  const copy = get(json, 'copy');
  if (isJsonObject(copy)) {
    const [count, inputJson] = [get(copy, 'count') ?? null, get(copy, 'input') ?? null];
    return evaluateLoop({ name, count, input: inputJson }, scope, childPath(path, 'copy'), 'output');
  }
  return evaluateNode(get(json, 'value') ?? null, scope, childPath(path, 'value'), 'output');
}
