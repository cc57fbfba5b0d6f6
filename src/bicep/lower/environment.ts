// What the local names around an expression stand for: loop items and indexes, lambda variables, function parameters.

import type { LocalSymbol, LoopSymbols } from '../symbols.ts';
import type { Expression } from '../syntax/nodes.ts';
import { type Arm, call, text } from './arm.ts';

/**
 * Local names and their meaning, innermost first. It is carried along: the name of `one[i + 1]` is the name expression
 * of `one`, lowered where its loop index means `i + 1`. Nothing is rewritten for that.
 */
export type Environment = Binding | undefined;

interface Binding {
  readonly symbol: LocalSymbol;
  readonly value: LocalValue;
  readonly outer: Environment;
}

export type LocalValue =
  | { readonly kind: 'arm'; readonly arm: Arm }
  /** One of the items that a loop goes through; they are lowered where the loop stands. */
  | { readonly kind: 'item'; readonly items: Expression; readonly environment: Environment; readonly index: Arm };

/** What a local name stands for; undefined outside of the part of the file where it means something. */
export function localValue(environment: Environment, symbol: LocalSymbol): LocalValue | undefined {
  for (let binding = environment; binding !== undefined; binding = binding.outer)
    if (binding.symbol === symbol) return binding.value;
  return undefined;
}

/** The environment of a loop's body in the round with this index. */
export function inRound(loop: LoopSymbols, index: Arm, environment: Environment): Environment {
  const items = loop.item.items;
  const withItem: Environment =
    items === undefined
      ? environment
      : { symbol: loop.item, value: { kind: 'item', items, environment, index }, outer: environment };
  return loop.index === undefined
    ? withItem
    : { symbol: loop.index, value: { kind: 'arm', arm: index }, outer: withItem };
}

/** The environment of a lambda's body. */
export function inLambda(variables: readonly LocalSymbol[], environment: Environment): Environment {
  return bindCalls(variables, 'lambdaVariables', environment);
}

/** The environment of a function's body. */
export function inFunction(parameters: readonly LocalSymbol[]): Environment {
  return bindCalls(parameters, 'parameters', undefined);
}

function bindCalls(symbols: readonly LocalSymbol[], function_: string, environment: Environment): Environment {
  return symbols.reduce<Environment>(
    (outer, symbol) => ({ symbol, value: { kind: 'arm', arm: call(function_, text(symbol.name)) }, outer }),
    environment,
  );
}
