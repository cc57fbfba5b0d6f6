// Expressions of a compiled template under other names: variables, functions, loops.

import { classify, type Expression, parseExpression } from '../../templates/expression.ts';
import { isJsonArray, isJsonObject, type Json, setKey } from '../../values/json.ts';
import { type Arm, accessTo, call, number, text } from './arm.ts';
import { printString } from './print-arm.ts';

/** New names; undefined where one stays. Functions go by their full names. */
export interface ArmRenaming {
  readonly variable: (name: string) => string | undefined;
  readonly function: (name: string) => string | undefined;
  readonly loop: { readonly from: string; readonly to: string } | undefined;
}

/** A value with its expressions renamed. */
export function renamed(json: Json, renaming: ArmRenaming): Json {
  if (typeof json === 'string') return renamedText(json, renaming);
  if (isJsonArray(json)) return json.map((item) => renamed(item, renaming));
  if (!isJsonObject(json)) return json;
  const object: Record<string, Json> = {};
  for (const [key, member] of Object.entries(json))
    setKey(object, renamedText(key, renaming), renamed(member, renaming));
  return object;
}

function renamedText(value: string, renaming: ArmRenaming): string {
  const expression = expressionOf(value);
  return expression === undefined ? value : printString(rename(expression, renaming));
}

/** Only these can name something of the template. */
const mayName = /variables\s*\(|copyIndex\s*\(|\.\s*[\w]+\s*\(/i;

function expressionOf(value: string): Expression | undefined {
  if (classify(value) !== 'expression' || !mayName.test(value)) return undefined;
  const parsed = parseExpression(value);
  return parsed.kind === 'problem' ? undefined : parsed;
}

function rename(expression: Expression, renaming: ArmRenaming): Arm {
  switch (expression.kind) {
    case 'string':
      return text(expression.value);
    case 'number':
      return number(expression.value);
    case 'property':
      return accessTo(rename(expression.target, renaming), text(expression.key));
    case 'index':
      return accessTo(rename(expression.target, renaming), rename(expression.index, renaming));
    case 'call': {
      const args = renamedArguments(expression, renaming) ?? expression.args.map((arg) => rename(arg, renaming));
      const name = fullName(expression);
      return call(expression.namespace === undefined ? name : (renaming.function(name) ?? name), ...args);
    }
  }
}

type CallExpression = Expression & { readonly kind: 'call' };

function fullName({ namespace, name }: CallExpression): string {
  return namespace === undefined ? name : `${namespace}.${name}`;
}

function renamedArguments(expression: CallExpression, { variable, loop }: ArmRenaming): readonly Arm[] | undefined {
  const [first, ...others] = expression.args;
  if (expression.namespace !== undefined || first?.kind !== 'string' || others.length > 0) return undefined;
  switch (expression.name.toLowerCase()) {
    case 'variables':
      return [text(variable(first.value) ?? first.value)];
    case 'copyindex':
      return loop?.from.toLowerCase() === first.value.toLowerCase() ? [text(loop.to)] : undefined;
    default:
      return undefined;
  }
}

/** The variables and functions of the template that a value needs. */
export function namesIn(json: Json): { readonly variables: readonly string[]; readonly functions: readonly string[] } {
  const variables = new Set<string>();
  const functions = new Set<string>();
  renamed(json, {
    variable: (name) => {
      variables.add(name);
      return undefined;
    },
    function: (name) => {
      functions.add(name);
      return undefined;
    },
    loop: undefined,
  });
  return { variables: [...variables], functions: [...functions] };
}
