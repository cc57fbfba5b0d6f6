// One small change inside an expression: a literal, a name, the order of two arguments.

import type { Call, Expression } from '../../src/templates/expression.ts';
import { expressionIn, printExpression } from './expressions.ts';
import type { Random } from './random.ts';

/** The text with one part of its expression changed; undefined where nothing can be. */
export function mutateExpression(text: string, random: Random): string | undefined {
  const expression = expressionIn(text);
  if (expression === undefined) return undefined;
  const parts = partsOf(expression).filter((part) => changed(part) !== undefined);
  const part = random.pick(parts);
  if (part === undefined) return undefined;
  return `[${printExpression(replaced(expression, part, changed(part) ?? part))}]`;
}

function changed(part: Expression): Expression | undefined {
  switch (part.kind) {
    case 'string':
      return { ...part, value: `${part.value}x` };
    case 'number':
      return { ...part, value: Number(part.value) + 1 };
    case 'property':
      return { ...part, key: `${part.key}x` };
    case 'call':
      return changedCall(part);
    case 'index':
      return undefined;
  }
}

/** Exchanged where that means something else, or negated. */
function changedCall(call: Call): Call | undefined {
  const [first, second, third] = call.args;
  const name = call.name.toLowerCase();
  if (name === 'if' && first !== undefined && second !== undefined && third !== undefined)
    return { ...call, args: [first, third, second] };
  if (name === 'true' || name === 'false') return { ...call, name: name === 'true' ? 'false' : 'true' };
  const ordered = ['concat', 'createarray', 'coalesce', 'sub', 'div', 'less', 'greater'].includes(name);
  if (!ordered || first === undefined || second === undefined) return undefined;
  if (printExpression(first) === printExpression(second)) return undefined;
  return { ...call, args: [second, first, ...call.args.slice(2)] };
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'property':
      return [expression, ...partsOf(expression.target)];
    case 'index':
      return [...partsOf(expression.target), ...partsOf(expression.index)];
    case 'call':
      return [expression, ...expression.args.flatMap(partsOf)];
    default:
      return [expression];
  }
}

function replaced(expression: Expression, part: Expression, by: Expression): Expression {
  if (expression === part) return by;
  const within = (one: Expression): Expression => replaced(one, part, by);
  switch (expression.kind) {
    case 'property':
      return { ...expression, target: within(expression.target) };
    case 'index':
      return { ...expression, target: within(expression.target), index: within(expression.index) };
    case 'call':
      return { ...expression, args: expression.args.map(within) };
    default:
      return expression;
  }
}
