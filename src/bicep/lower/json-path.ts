// JSON paths, as the loading functions take them: `$.a.b[0]`, `.items[?(@.price > 3)].name`, `$..id`.

import { isJsonArray, isJsonObject, type Json, own } from '../../values/json.ts';
import { childPath, type Path } from '../../values/path.ts';
import { type Condition, type Operand, parseJsonPath, type Step } from './json-path-syntax.ts';

/** A value, and where it stands. */
export interface Token {
  readonly value: Json;
  readonly path: Path;
}

/** More than this is not collected. */
const maxTokens = 10_000;

/** What is at a path, in order; undefined for a path that is not understood. */
export function selectTokens(root: Json, path: string): readonly Token[] | undefined {
  const steps = parseJsonPath(path);
  if (steps === undefined) return undefined;
  const start: readonly Token[] = [{ value: root, path: undefined }];
  return steps.reduce<readonly Token[]>(
    (tokens, step) => tokens.flatMap((token) => take(token, step, root)).slice(0, maxTokens),
    start,
  );
}

function take(token: Token, step: Step, root: Json): readonly Token[] {
  switch (step.kind) {
    case 'names':
      return step.names.flatMap((name) => {
        const value = isJsonObject(token.value) ? own(token.value, name) : undefined;
        return value === undefined ? [] : [{ value, path: childPath(token.path, name) }];
      });
    case 'indexes':
      return step.indexes.flatMap((index) => {
        const value = isJsonArray(token.value) ? token.value[index] : undefined;
        return value === undefined ? [] : [{ value, path: childPath(token.path, index) }];
      });
    case 'all':
      return children(token);
    case 'slice':
      return sliceOf(children(token), step);
    case 'deep':
      return [token, ...children(token).flatMap((child) => take(child, step, root))];
    case 'filter':
      return children(token).filter((child) => holds(child.value, step.condition, root));
  }
}

function children({ value, path }: Token): readonly Token[] {
  if (isJsonArray(value)) return value.map((item, i) => ({ value: item, path: childPath(path, i) }));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([key, member]) => ({ value: member, path: childPath(path, key) }));
}

function sliceOf(
  items: readonly Token[],
  { start, end, step = 1 }: Step & { readonly kind: 'slice' },
): readonly Token[] {
  const at = (bound: number): number => (bound < 0 ? items.length + bound : bound);
  const result: Token[] = [];
  const [from, to] =
    step > 0
      ? [at(start ?? 0), at(end ?? items.length)]
      : [at(start ?? items.length - 1), end === undefined ? -1 : at(end)];
  for (let i = from; step > 0 ? i < to : i > to; i += step) {
    const item = items[i];
    if (item !== undefined) result.push(item);
    if (i > items.length + 1 || i < -1) break;
  }
  return result;
}

function holds(value: Json, condition: Condition, root: Json): boolean {
  if (condition.kind === 'and') return condition.parts.every((part) => holds(value, part, root));
  if (condition.kind === 'or') return condition.parts.some((part) => holds(value, part, root));
  const left = operandValues(condition.left, value, root);
  if (condition.kind === 'exists') return left.length > 0;
  const right = operandValues(condition.right, value, root);
  return left.some((a) => right.some((b) => compares(a, condition.operator, b)));
}

function operandValues(operand: Operand, value: Json, root: Json): readonly Json[] {
  if (operand.kind === 'literal') return [operand.value];
  const start: readonly Token[] = [{ value: operand.from === 'root' ? root : value, path: undefined }];
  return operand.steps
    .reduce<readonly Token[]>((tokens, step) => tokens.flatMap((token) => take(token, step, root)), start)
    .map((token) => token.value);
}

function compares(a: Json, operator: string, b: Json): boolean {
  if (operator === '==') return a === b;
  if (operator === '!=') return a !== b;
  const comparable =
    (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string');
  if (!comparable || a === null || b === null) return false;
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}
