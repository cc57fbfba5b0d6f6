// Texts that are known while compiling: paths of files may be made of them.

import type { BoundFile } from './symbols.ts';
import type { Expression, TypeExpression } from './syntax/nodes.ts';
import type { Workspace } from './workspace.ts';

/** Variables that stand for variables are followed at most this far. */
const maxDepth = 64;

/** The text of an expression, also through variables and imports; undefined when it is not known or is no text. */
export function constantText(node: Expression, bound: BoundFile, workspace: Workspace, depth = 0): string | undefined {
  if (depth > maxDepth) return undefined;
  switch (node.kind) {
    case 'string': {
      const holes = node.holes.map((hole) => constantText(hole, bound, workspace, depth + 1));
      if (holes.includes(undefined)) return undefined;
      return node.texts.map((text, i) => text + (holes[i] ?? '')).join('');
    }
    case 'parenthesised':
      return constantText(node.value, bound, workspace, depth + 1);
    case 'nonNull':
      return constantText(node.target, bound, workspace, depth + 1);
    case 'variable':
      return constantVariable(node, bound, workspace, depth);
    default:
      return undefined;
  }
}

function constantVariable(node: Expression, bound: BoundFile, workspace: Workspace, depth: number): string | undefined {
  const symbol = bound.uses.get(node);
  if (symbol?.kind === 'variable' && (symbol.declaration.type === undefined || isLiteral(symbol.declaration.type)))
    return constantText(symbol.declaration.value, bound, workspace, depth + 1);
  if (symbol?.kind !== 'imported') return undefined;
  const source = workspace.importSource(symbol, bound);
  if (source?.kind === 'bicep') {
    const variable = source.bound.symbols.get(symbol.original);
    return variable?.kind === 'variable'
      ? constantText(variable.declaration.value, source.bound, workspace, depth + 1)
      : undefined;
  }
  return undefined;
}

/** A variable declared as a string is no longer known by its text. */
function isLiteral(type: TypeExpression): boolean {
  return type.kind === 'typeLiteral';
}
