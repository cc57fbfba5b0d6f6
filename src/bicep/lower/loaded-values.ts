// Calls that load a file while compiling: loadTextContent(), loadJsonContent() and their like.

import type { Document } from '../../values/document.ts';
import type { Json } from '../../values/json.ts';
import type { Path } from '../../values/path.ts';
import type { BoundFile } from '../symbols.ts';
import type { Call, Declaration, Decorator, Expression, MethodCall, Node } from '../syntax/nodes.ts';
import { walk, walkType } from '../walk.ts';
import type { Workspace } from '../workspace.ts';
import { isLoadFunction, load } from './load.ts';

export type LoadedValue =
  | {
      readonly kind: 'loaded';
      /** The variable that keeps the value; undefined where it stands in place. */
      readonly variable: string | undefined;
      readonly value: Json;
      /** The document that holds the value, and where; undefined for values that are put together. */
      readonly document: Document | undefined;
      readonly path: Path;
    }
  | { readonly kind: 'failed'; readonly at: Node; readonly message: string };

/**
 * Loads what a file loads, in the order it is written; each gets a variable `$fxv#0`, `$fxv#1`, … except texts that are
 * the whole value of a variable, and what stands in functions, which see no variables (FunctionVariableGeneratorVisitor).
 */
export function loadValues(bound: BoundFile, workspace: Workspace): ReadonlyMap<Node, LoadedValue> {
  const loads = new Map<Node, LoadedValue>();
  let variables = 0;
  const visit = (declaration: Declaration, root: Expression): void =>
    walk(root, (node) => {
      if (!isLoad(node, bound)) return;
      const result = load(node, bound, workspace);
      const inPlace =
        declaration.kind === 'function' ||
        (result.kind === 'loaded' && result.isText && declaration.kind === 'variable' && declaration.value === node);
      const variable = result.kind === 'loaded' && !inPlace ? `$fxv#${variables++}` : undefined;
      loads.set(node, result.kind === 'loaded' ? { ...result, variable } : result);
    });
  for (const declaration of bound.source.syntax.declarations)
    eachExpression(declaration, (root) => visit(declaration, root));
  return loads;
}

function isLoad(node: Expression, bound: BoundFile): node is Call | MethodCall {
  if (node.kind === 'call') return isLoadFunction(node.name.text) && !bound.uses.has(node);
  return (
    node.kind === 'methodCall' && isLoadFunction(node.name.text) && bound.uses.get(node.target)?.kind === 'namespace'
  );
}

/** The expressions of a declaration in the order they are written, those of its decorators and nested resources included. */
export function eachExpression(declaration: Declaration, visit: (root: Expression) => void): void {
  decoratorArguments(declaration.decorators, visit);
  if ('type' in declaration && declaration.type !== undefined && declaration.type.kind !== 'string')
    walkType(declaration.type, (type) => {
      const members = type.kind === 'typeObject' ? type.properties : type.kind === 'typeTuple' ? type.items : [];
      for (const member of members) decoratorArguments(member.decorators, visit);
    });
  switch (declaration.kind) {
    case 'function':
      visit(declaration.body);
      return;
    case 'parameter':
      declaration.defaultValue && visit(declaration.defaultValue);
      return;
    case 'extension':
    case 'extensionConfig':
    case 'using':
      declaration.config && visit(declaration.config);
      return;
    case 'resource':
      visit(declaration.value);
      nestedIn(declaration.value, visit);
      return;
    case 'type':
    case 'import':
    case 'extends':
      return;
    default:
      visit(declaration.value);
  }
}

function decoratorArguments(decorators: readonly Decorator[], visit: (root: Expression) => void): void {
  for (const { call } of decorators)
    if (call.kind === 'call' || call.kind === 'methodCall') for (const arg of call.args) visit(arg);
}

function nestedIn(value: Expression, visit: (root: Expression) => void): void {
  walk(value, (node) => {
    if (node.kind !== 'object') return;
    for (const member of node.members) if (member.kind === 'resource') eachExpression(member, visit);
  });
}
