// A parameter file: what it gives to parameters, and the variables and functions that the values are made of.

import { type Json, type JsonObject, setKey } from '../../values/json.ts';
import type { Problems } from '../problems.ts';
import type { AssignmentSymbol, BoundFile } from '../symbols.ts';
import type { Call, Expression, MethodCall } from '../syntax/nodes.ts';
import type { Workspace } from '../workspace.ts';
import { call, format, text } from './arm.ts';
import { createLowering } from './create.ts';
import { effective, isBuiltin } from './effective.ts';
import { ImportClosure } from './import-closure.ts';
import { nameItems, namingFor } from './import-names.ts';
import type { ImportLowering } from './imported-declarations.ts';
import { type Lowering, newBudget, place, placeDeclaration, type TemplateInProgress } from './lowering.ts';
import { printString } from './print-arm.ts';
import { definitionsOf, lowerDefinitions, lowerFunctions, Variables } from './sections.ts';
import { SourceMap } from './source-map.ts';
import type { LoweredTemplate } from './template.ts';
import { loopOf, type Members, put } from './values.ts';

/**
 * Lowers a parameter file and those it continues, the nearest first. The result looks like a JSON parameter file, but
 * its values are expressions over the `variables` and `functions` beside them.
 */
export function lowerParameterFile(
  file: BoundFile,
  extended: readonly BoundFile[],
  workspace: Workspace,
  problems: Problems,
): LoweredTemplate {
  const files = [file, ...extended];
  const closure = new ImportClosure(files, workspace, problems);
  const names = nameItems(file, closure);
  const template: TemplateInProgress = {
    file,
    symbolic: false,
    resourceInfo: false,
    extensionConfigs: false,
    inlined: new Set(),
    modules: new Map(),
    definition: (name) => definitions.get(name),
    map: new SourceMap(),
    problems,
    budget: newBudget(),
  };
  const lowerings = files.map((bound, i) => {
    const naming = namingFor((name) => inLayer(name, i), closure, names, baseOf(files, i));
    return createLowering({ workspace, bound, naming, template, loads: workspace.loads(bound) });
  });
  const [main] = lowerings as [Lowering];
  const imports: ImportLowering = { closure, names, template, workspace, lowerings: new Map() };
  const definitions = definitionsOf(main, imports);
  return { root: buildRoot(main, lowerings, imports), map: template.map, modules: new Map() };
}

/** The name that something of a file has: that of the file it continues is `base.name`, as it is written. */
function inLayer(name: string, layer: number): string {
  return 'base.'.repeat(layer) + name;
}

/** What `base` means in one of the files. */
function baseOf(files: readonly BoundFile[], layer: number): ReadonlyMap<string, string> {
  const base = new Map<string, string>();
  for (const [i, { assignments }] of files.entries())
    for (const { name } of i > layer ? assignments : []) if (!base.has(name)) base.set(name, inLayer(name, i));
  return base;
}

function buildRoot(main: Lowering, lowerings: readonly Lowering[], imports: ImportLowering): JsonObject {
  const root: Members = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#',
    contentVersion: '1.0.0.0',
  };
  const variables = new Variables();
  for (const [layer, lowering] of lowerings.entries()) putVariables(lowering, layer, variables);
  variables.putImported(imports);
  setKey(root, 'definitions', lowerDefinitions(main, imports));
  setKey(root, 'functions', lowerFunctions(main, imports));
  setKey(root, 'variables', variables.section());
  const parameters: Members = {};
  for (const lowering of lowerings)
    for (const symbol of lowering.bound.assignments)
      if (!Object.hasOwn(parameters, symbol.name)) putArgument(lowering, parameters, symbol);
  setKey(root, 'parameters', parameters);
  const { using } = main.bound;
  if (using !== undefined) place(main, root, 'parameters', using);
  return root;
}

/** Variables, and values of parameters that something else refers to. */
function putVariables(lowering: Lowering, layer: number, variables: Variables): void {
  const { bound, naming } = lowering;
  variables.putLoaded(lowering);
  for (const { name, declaration } of bound.variables) variables.put(lowering, naming.own(name), declaration);
  for (const symbol of bound.assignments)
    if (isVariable(lowering, layer, symbol) && secretIn(lowering, symbol.declaration.value) === undefined)
      variables.put(lowering, naming.own(symbol.name), symbol.declaration);
}

/** A loop has a name there; what a later file continues may be asked for as `base.name`. */
function isVariable(lowering: Lowering, layer: number, symbol: AssignmentSymbol): boolean {
  if (layer > 0 || loopOf(lowering, symbol.declaration.value, undefined) !== undefined) return true;
  for (const used of lowering.bound.uses.values()) if (used === symbol) return true;
  return false;
}

function putArgument(lowering: Lowering, parameters: Members, symbol: AssignmentSymbol): void {
  const { name, declaration } = symbol;
  const argument: Members = {};
  const secret = secretIn(lowering, declaration.value);
  if (secret !== undefined) {
    setKey(argument, 'reference', secretReference(lowering, secret));
    place(lowering, argument, 'reference', declaration.value, declaration.name);
  } else if (loopOf(lowering, declaration.value, undefined) !== undefined) {
    setKey(argument, 'value', printString(call('variables', text(lowering.naming.own(name)))));
    place(lowering, argument, 'value', declaration.value, declaration.name);
  } else put(lowering, argument, 'value', declaration.value, undefined, declaration.name);
  setKey(parameters, name, argument);
  placeDeclaration(lowering, parameters, name, declaration);
}

/** `getSecret(subscription, resourceGroup, vault, secret[, version])` as the whole value of a parameter. */
function secretIn(lowering: Lowering, value: Expression): Call | MethodCall | undefined {
  const { node } = effective(lowering, value, undefined);
  if (node.kind !== 'call' && node.kind !== 'methodCall') return undefined;
  return node.name.text === 'getSecret' && node.args.length >= secretArguments && isBuiltin(lowering, node)
    ? node
    : undefined;
}

const secretArguments = 4;

function secretReference(lowering: Lowering, { args }: Call | MethodCall): Json {
  const [subscription, group, vault, name, version] = args.map((arg) => lowering.expression(arg, undefined));
  const id = format(
    ['/subscriptions/', '/resourceGroups/', '/providers/Microsoft.KeyVault/vaults/', ''],
    [subscription, group, vault].filter((part) => part !== undefined),
  );
  const reference: Members = { keyVault: { id: printString(id) } };
  if (name !== undefined) setKey(reference, 'secretName', printString(name));
  if (version !== undefined) setKey(reference, 'secretVersion', printString(version));
  return reference;
}
