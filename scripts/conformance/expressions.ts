// Rewriting expressions: a tree becomes text again, calls are replaced from the inside out.

import { type Call, classify, type Expression, parseExpression } from '../../src/templates/expression.ts';

/** The text of an expression, brackets not included. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'string':
      return `'${expression.value.replaceAll("'", "''")}'`;
    case 'number':
      return String(expression.value);
    case 'property':
      return `${printExpression(expression.target)}.${expression.key}`;
    case 'index':
      return `${printExpression(expression.target)}[${printExpression(expression.index)}]`;
    case 'call': {
      const name = expression.namespace === undefined ? expression.name : `${expression.namespace}.${expression.name}`;
      return `${name}(${expression.args.map(printExpression).join(', ')})`;
    }
  }
}

/** Gives another expression for a call or an access by name, or undefined to leave it; what is inside is rewritten already. */
export type Rewrite = (one: Call | PropertyAccess) => Expression | undefined;

export type PropertyAccess = Extract<Expression, { kind: 'property' }>;

/** Rewrites the expression in a string of a template. Text that is no expression stays as it is. */
export function rewriteText(text: string, rewrite: Rewrite): string {
  const expression = expressionIn(text);
  return expression === undefined ? text : `[${printExpression(rewriteExpression(expression, rewrite))}]`;
}

export function rewriteExpression(expression: Expression, rewrite: Rewrite): Expression {
  const inside = (one: Expression): Expression => rewriteExpression(one, rewrite);
  switch (expression.kind) {
    case 'property': {
      const access = { ...expression, target: inside(expression.target) };
      return rewrite(access) ?? access;
    }
    case 'index':
      return { ...expression, target: inside(expression.target), index: inside(expression.index) };
    case 'call': {
      const call = { ...expression, args: expression.args.map(inside) };
      return rewrite(call) ?? call;
    }
    default:
      return expression;
  }
}

/** The expression that a string of a template holds; undefined when it is text. */
export function expressionIn(text: string): Expression | undefined {
  if (classify(text) !== 'expression') return undefined;
  const parsed = parseExpression(text);
  return parsed.kind === 'problem' ? undefined : parsed;
}

/** A string of a template as an expression: text becomes a literal. */
export function asExpression(text: string): Expression {
  return expressionIn(text) ?? literal(classify(text) === 'escaped' ? text.slice(1) : text);
}

export function literal(value: string): Expression {
  return { kind: 'string', value, ...nowhere };
}

export function number(value: number): Expression {
  return { kind: 'number', value, ...nowhere };
}

export function call(name: string, ...args: readonly Expression[]): Call {
  return { kind: 'call', namespace: undefined, name, args, ...nowhere };
}

export function property(target: Expression, key: string): Expression {
  return { kind: 'property', target, key, ...nowhere };
}

export function item(target: Expression, index: Expression): Expression {
  return { kind: 'index', target, index, ...nowhere };
}

/** Whether a call is to a template function of this name: functions are found without regard to case. */
export function isCallTo(expression: Expression | undefined, name: string): expression is Call {
  return (
    expression?.kind === 'call' &&
    expression.namespace === undefined &&
    expression.name.toLowerCase() === name.toLowerCase()
  );
}

/** The value of a string literal. */
export function literalText(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'string' ? expression.value : undefined;
}

const nowhere = { start: 0, end: 0 };
