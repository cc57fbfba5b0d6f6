// Whether a template lists its resources by symbolic name: `languageVersion` 2.0 (EmitterSettings).

import { hasDecorator } from '../decorators.ts';
import type { BoundFile, ModuleSymbol } from '../symbols.ts';
import type { Expression, TypeExpression } from '../syntax/nodes.ts';
import { memberOf, walk, walkType } from '../walk.ts';
import type { ModuleTemplate } from './lowering.ts';

/** Experimental features for which the engine has a language version of its own (IFeatureProvider). */
const experimentalFeatures: ReadonlySet<string> = new Set([
  'resourceInfoCodegen',
  'assertions',
  'waitAndRetry',
  'waitUntil',
  'localDeploy',
  'moduleExtensionConfigs',
  'userDefinedConstraints',
  'deployCommands',
  'runtimeValuesInTagsAndSku',
  'azExtensionConfig',
]);

/** The experimental language version, where something asks for it. */
export function experimentalVersion(bound: BoundFile, features: ReadonlySet<string>): string | undefined {
  if (features.has('moduleExtensionConfigs')) return '2.2-experimental';
  const asks =
    [...features].some((feature) => experimentalFeatures.has(feature)) ||
    bound.resources.some(({ declaration }) => hasDecorator(declaration, 'nullIfNotFound')) ||
    (bound.source.document.text.includes('this.') && expressionsOf(bound).some((root) => usesThis(root, bound)));
  return asks ? '2.1-experimental' : undefined;
}

/** True when something in the file needs symbolic names. */
export function needsSymbolicNames(
  bound: BoundFile,
  features: ReadonlySet<string>,
  modules: ReadonlyMap<ModuleSymbol, ModuleTemplate>,
): boolean {
  return (
    features.has('symbolicNameCodegen') ||
    bound.extensions.length + bound.types.length + bound.functions.length + bound.imports.length > 0 ||
    bound.variables.some(({ declaration }) => declaration.type !== undefined) ||
    bound.modules.some(({ body }) => memberOf(body, 'name') === undefined) ||
    bound.outputs.some((output) => hasDecorator(output, 'secure')) ||
    [...modules.values()].some(({ secureOutputs }) => secureOutputs.size > 0) ||
    hasSpecialResource(bound) ||
    [...bound.parameters.map(({ declaration }) => declaration), ...bound.outputs].some(({ type }) =>
      isStructured(type),
    ) ||
    usesWholeLoop(bound)
  );
}

function hasSpecialResource({ resources }: BoundFile): boolean {
  return resources.some(
    ({ declaration, existing, extension, body, container }) =>
      extension !== undefined ||
      hasDecorator(declaration, 'onlyIfNotExists') ||
      (container === undefined && hasDecorator(declaration, 'retryOn')) ||
      (existing && memberOf(body, 'dependsOn') !== undefined),
  );
}

const structured = new Set<TypeExpression['kind']>([
  'typeObject',
  'typeArray',
  'typeTuple',
  'typeUnion',
  'typeNullable',
]);

function isStructured(type: TypeExpression): boolean {
  let found = false;
  walkType(type, ({ kind }) => {
    found ||= structured.has(kind);
    return !found;
  });
  return found;
}

/** True when a looped resource or module is used as a whole, other than in `dependsOn` (RequiresReferencesFunctionVisitor). */
function usesWholeLoop(bound: BoundFile): boolean {
  return expressionsOf(bound).some((root) => {
    const dependsOn = dependsOnIn(root);
    let found = false;
    walk(root, (node, around) => {
      const symbol = node.kind === 'variable' ? bound.uses.get(node) : undefined;
      const isLoop = (symbol?.kind === 'resource' || symbol?.kind === 'module') && symbol.loop !== undefined;
      if (isLoop && around?.kind !== 'propertyAccess' && around?.kind !== 'indexAccess') found = true;
      return !found && node !== dependsOn;
    });
    return found;
  });
}

function dependsOnIn(root: Expression): Expression | undefined {
  const inLoop = root.kind === 'for' ? root.body : root;
  const body = inLoop.kind === 'if' ? inLoop.body : inLoop;
  return body.kind === 'object' ? memberOf(body, 'dependsOn') : undefined;
}

/** The values of all declarations that have one. */
function expressionsOf(bound: BoundFile): readonly Expression[] {
  const inDeclarations = bound.source.syntax.declarations.flatMap(
    (declaration): readonly (Expression | undefined)[] => {
      if (declaration.kind === 'parameter') return [declaration.defaultValue];
      return declaration.kind === 'variable' || declaration.kind === 'output' || declaration.kind === 'assert'
        ? [declaration.value]
        : [];
    },
  );
  return [
    ...inDeclarations.filter((value) => value !== undefined),
    ...bound.resources.map(({ declaration }) => declaration.value),
    ...bound.modules.map(({ declaration }) => declaration.value),
  ];
}

function usesThis(root: Expression, bound: BoundFile): boolean {
  let found = false;
  walk(root, (node) => {
    const symbol = node.kind === 'methodCall' ? bound.uses.get(node.target) : undefined;
    found ||= symbol?.kind === 'namespace' && symbol.name === 'this';
    return !found;
  });
  return found;
}
