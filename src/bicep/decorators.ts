// Decorators in front of declarations and type members: `@description('…')`, `@sys.secure()`.

import type { Span } from '../values/json.ts';
import type { Decorator, Expression, Node } from './syntax/nodes.ts';
import { literalText } from './walk.ts';

/** Something decorators can stand in front of. */
export interface Decorated {
  readonly decorators: readonly Decorator[];
}

/** The arguments of a decorator; undefined when it is not there. The one written last counts. */
export function decorator({ decorators }: Decorated, name: string): readonly Expression[] | undefined {
  for (let i = decorators.length - 1; i >= 0; i--) {
    const call = decorators[i]?.call;
    if ((call?.kind === 'call' || call?.kind === 'methodCall') && call.name.text === name) return call.args;
  }
  return undefined;
}

export function hasDecorator(decorated: Decorated, name: string): boolean {
  return decorator(decorated, name) !== undefined;
}

/** The text of a decorator with one argument that is written out. */
export function decoratorText(decorated: Decorated, name: string): string | undefined {
  return literalText(decorator(decorated, name)?.[0]);
}

/** A declaration without the decorators in front of it: from its keyword on. */
export function undecorated(declaration: Decorated & Node, text: string): Span {
  const { decorators, start, end } = declaration;
  const last = decorators.at(-1);
  if (last === undefined) return { start, end };
  trivia.lastIndex = last.end;
  trivia.test(text);
  return { start: Math.min(trivia.lastIndex, end), end };
}

const trivia = /(?:\s+|\/\/.*|\/\*[\s\S]*?\*\/)*/y;
