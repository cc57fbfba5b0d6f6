// What a declaration that can be imported needs of its file: other declarations, imports, loaded files.

import type { BicepSymbol, BoundFile, FunctionSymbol, TypeSymbol, VariableSymbol } from '../symbols.ts';
import type { Node, TypeExpression } from '../syntax/nodes.ts';
import { walk, walkType } from '../walk.ts';
import { eachExpression } from './loaded-values.ts';

/** A declaration that can be imported. */
export type Importable = TypeSymbol | VariableSymbol | FunctionSymbol;

export interface DeclaredReferences {
  readonly symbols: ReadonlySet<BicepSymbol>;
  /** Calls in it; some of them load files. */
  readonly calls: readonly Node[];
}

const found = new WeakMap<Importable, DeclaredReferences>();

/** What a declaration names, decorators and types included. */
export function referencesOf(symbol: Importable, bound: BoundFile): DeclaredReferences {
  const known = found.get(symbol);
  if (known !== undefined) return known;
  const references = findReferences(symbol, bound);
  found.set(symbol, references);
  return references;
}

function findReferences({ declaration }: Importable, bound: BoundFile): DeclaredReferences {
  const symbols = new Set<BicepSymbol>();
  const calls: Node[] = [];
  const visit = (node: Node): void => {
    const symbol = bound.uses.get(node);
    if (symbol !== undefined) symbols.add(symbol);
  };
  eachExpression(declaration, (root) =>
    walk(root, (node) => {
      visit(node);
      if (node.kind === 'call' || node.kind === 'methodCall') calls.push(node);
    }),
  );
  for (const type of typesOf(declaration)) walkType(type, visit);
  return { symbols, calls };
}

function typesOf(declaration: Importable['declaration']): readonly TypeExpression[] {
  switch (declaration.kind) {
    case 'type':
      return [declaration.type];
    case 'variable':
      return declaration.type === undefined ? [] : [declaration.type];
    case 'function':
      return [...declaration.parameters.map(({ type }) => type), declaration.returns];
  }
}
