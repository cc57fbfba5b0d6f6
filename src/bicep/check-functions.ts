// Functions that call themselves, directly or through each other: their calls would never end.

import type { Document } from '../values/document.ts';
import { Circles } from './circles.ts';
import type { Problems } from './problems.ts';
import type { BicepSymbol, FunctionSymbol } from './symbols.ts';
import type { Node } from './syntax/nodes.ts';
import { walk } from './walk.ts';

/** Reports the functions of a file that need themselves, and gives them. */
export function checkFunctions(
  functions: readonly FunctionSymbol[],
  uses: ReadonlyMap<Node, BicepSymbol>,
  document: Document,
  problems: Problems,
): ReadonlySet<FunctionSymbol> {
  const called = new Map(functions.map((symbol) => [symbol.name, functionsCalled(symbol, uses)]));
  const circles = new Circles((name) => called.get(name) ?? []);
  const endless = new Set<FunctionSymbol>();
  for (const symbol of functions) {
    const { name, declaration } = symbol;
    const ways = (called.get(name) ?? []).map((other) => circles.wayFrom(other, name));
    const way = ways.find((found) => found !== undefined);
    if (way === undefined) continue;
    endless.add(symbol);
    problems.report(`The function needs itself: ${[name, ...way].join(' -> ')}`, document, declaration.name);
  }
  return endless;
}

function functionsCalled({ declaration }: FunctionSymbol, uses: ReadonlyMap<Node, BicepSymbol>): readonly string[] {
  const names: string[] = [];
  walk(declaration.body, (node) => {
    const symbol = uses.get(node);
    if (symbol?.kind === 'function') names.push(symbol.name);
  });
  return names;
}
