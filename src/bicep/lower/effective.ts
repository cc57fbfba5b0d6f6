// Looks through what has no counterpart in a template: parentheses, `!`, any(), variables that are inlined.

import type { Expression } from '../syntax/nodes.ts';
import type { Environment } from './environment.ts';
import type { Lowering } from './lowering.ts';

/** An expression and what the local names in it stand for. */
export interface Located {
  readonly node: Expression;
  readonly environment: Environment;
}

/** Chains of inlined variables are followed at most this far; circles end here. */
const maxSteps = 100;

/** The expression that stands for this one. */
export function effective(lowering: Lowering, node: Expression, environment: Environment): Located {
  let at: Located = { node, environment };
  for (let i = 0; i < maxSteps; i++) {
    const next = lookThrough(lowering, at.node);
    if (next === undefined) return at;
    at = next.kind === 'inlined' ? { node: next.node, environment: undefined } : { ...at, node: next.node };
  }
  return at;
}

function lookThrough(
  lowering: Lowering,
  node: Expression,
): { readonly kind: 'same' | 'inlined'; readonly node: Expression } | undefined {
  switch (node.kind) {
    case 'parenthesised':
      return { kind: 'same', node: node.value };
    case 'nonNull':
      return { kind: 'same', node: node.target };
    case 'call':
    case 'methodCall': {
      const [only] = node.args;
      return node.name.text === 'any' && only !== undefined && node.args.length === 1 && isBuiltin(lowering, node)
        ? { kind: 'same', node: only }
        : undefined;
    }
    case 'variable': {
      const symbol = lowering.bound.uses.get(node);
      return symbol?.kind === 'variable' && lowering.template.inlined.has(symbol)
        ? { kind: 'inlined', node: symbol.declaration.value }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** True for a call of a function that every file has: `name(…)`, `sys.name(…)`, `az.name(…)`. */
export function isBuiltin(lowering: Lowering, node: Expression & { readonly kind: 'call' | 'methodCall' }): boolean {
  if (node.kind === 'call') return !lowering.bound.uses.has(node);
  const target = lowering.bound.uses.get(node.target);
  return target?.kind === 'namespace' && target.name !== 'this';
}
