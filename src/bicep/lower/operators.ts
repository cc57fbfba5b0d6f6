// Operators as functions (ExpressionConverter.ConvertUnary, ConvertBinary).

import type { BinaryOperation, BinaryOperator, Expression, UnaryOperation } from '../syntax/nodes.ts';
import { type Arm, call, integer, number } from './arm.ts';

type Lower = (part: Expression) => Arm;

/** `!x`, `-x`; the sign of a literal becomes part of it. */
export function lowerUnary({ operator, operand }: UnaryOperation, lower: Lower): Arm {
  if (operator === '!') return call('not', lower(operand));
  return operand.kind === 'integer' ? integer(negated(operand.value)) : call('sub', number(0), lower(operand));
}

/** The negative of an integer; zero stays positive. */
export function negated(value: number | bigint): number | bigint {
  return typeof value === 'bigint' ? -value : 0 - value;
}

/** `a + b`, `a == b`, … */
export function lowerBinary({ operator, left, right }: BinaryOperation, lower: Lower): Arm {
  const [a, b] = [lower(left), lower(right)];
  switch (operator) {
    case '!=':
      return call('not', call('equals', a, b));
    case '=~':
      return call('equals', call('toLower', a), call('toLower', b));
    case '!~':
      return call('not', call('equals', call('toLower', a), call('toLower', b)));
    default:
      return call(functions[operator], a, b);
  }
}

const functions: Readonly<Record<Exclude<BinaryOperator, '!=' | '=~' | '!~'>, string>> = {
  '==': 'equals',
  '<': 'less',
  '<=': 'lessOrEquals',
  '>': 'greater',
  '>=': 'greaterOrEquals',
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '&&': 'and',
  '||': 'or',
  '??': 'coalesce',
};
