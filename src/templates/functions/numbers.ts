// Integers: 64 bits, exact beyond 2^53.

import { elementsOf } from '../../values/access.ts';
import { isJsonArray, type Json } from '../../values/json.ts';
import { known, type Plain, type Value } from '../../values/value.ts';
import { TemplateError } from '../run.ts';
import {
  allJson,
  anyNumber,
  intArg,
  intFunction,
  maxInt64,
  plainFunction,
  stringArg,
  type TemplateFunction,
  Unsettled,
  unknownCall,
} from './definition.ts';

export const numberFunctions: readonly TemplateFunction[] = [
  arithmetic('add', (a, b) => a + b),
  arithmetic('sub', (a, b) => a - b),
  arithmetic('mul', (a, b) => a * b),
  arithmetic('div', (a, b) => a / nonZero(b, 'div')),
  arithmetic('mod', (a, b) => a % nonZero(b, 'mod')),
  extreme('min', (a, b) => a < b),
  extreme('max', (a, b) => a > b),
  intFunction('int', [1, 1], (args) => toInt(args)),
  // A whole number is an integer, whatever it was made by.
  { kind: 'pure', name: 'float', arity: [1, 1], returns: undefined, compute: (args) => toFloat(args) },
  plainFunction('range', [2, 2], range),
];

function arithmetic(name: string, compute: (a: bigint, b: bigint) => bigint): TemplateFunction {
  return intFunction(name, [2, 2], (args) => {
    const a = intArg(args, 0, name);
    const b = intArg(args, 1, name);
    return checkedInt64(compute(BigInt(a), BigInt(b)), name);
  });
}

/** Back to a plain number where that is exact; an error where Azure's 64 bits overflow. */
function checkedInt64(value: bigint, name: string): number | bigint {
  if (value > maxInt64 || value < -maxInt64 - 1n) throw new TemplateError(`${name}() overflows 64 bits`);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function nonZero(value: bigint, name: string): bigint {
  if (value === 0n) throw new TemplateError(`${name}() divides by zero`);
  return value;
}

/** Integers may be numbers and bigints side by side, which Math.min and Math.max do not take. */
function extreme(name: 'min' | 'max', wins: (a: number | bigint, b: number | bigint) => boolean): TemplateFunction {
  return intFunction(name, [1, anyNumber], (args) => {
    const numbers = args.flatMap((arg) => (isJsonArray(arg) ? arg : [arg]));
    if (numbers.length === 0) throw new TemplateError(`${name}() of an empty array`);
    return numbers.map((_, i) => intArg(numbers, i, name)).reduce((best, next) => (wins(next, best) ? next : best));
  });
}

function toInt(args: readonly Json[]): number | bigint {
  const [value] = args;
  if (typeof value === 'number' && !Number.isInteger(value)) throw new Unsettled('int() of a fraction');
  if (typeof value !== 'string') return intArg(args, 0, 'int');
  const text = value.trim();
  if (/^[+-]?\d+\.\d+$/.test(text)) throw new Unsettled('int() of a fraction');
  if (!/^[+-]?\d{1,30}$/.test(text)) throw new TemplateError(`int() cannot convert '${value.slice(0, 60)}'`);
  return checkedInt64(BigInt(text.replace(/^\+/, '')), 'int');
}

function toFloat(args: readonly Json[]): number {
  const [value] = args;
  const number =
    typeof value === 'string' && /^\s*[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\s*$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  if (typeof number === 'bigint') return Number(number);
  throw new TemplateError(
    `float() cannot convert ${typeof value === 'string' ? `'${stringArg(args, 0, 'float').slice(0, 60)}'` : 'this value'}`,
  );
}

/** At most 10,000 numbers, none beyond 2,147,483,647 (Bicep's description of the function). */
function range(
  args: readonly Plain[],
  { scope }: { readonly scope: { readonly run: { spend(steps: number): void } } },
): Value {
  const json = allJson(args);
  if (json === undefined) return unknownCall('range', args, 'array');
  const start = Number(intArg(json, 0, 'range'));
  const count = Number(intArg(json, 1, 'range'));
  if (count < 0 || count > 10_000)
    throw new TemplateError(`range() expects a count between 0 and 10000 but gets ${count}`);
  if (start + count > 2_147_483_647) throw new TemplateError('range() goes beyond 2147483647');
  scope.run.spend(count);
  return known(Array.from({ length: count }, (_, i) => start + i));
}

/** The number of items when it is certain. */
export function certainLength(value: Plain): number | undefined {
  if (value.kind === 'known') return isJsonArray(value.json) ? value.json.length : undefined;
  const elements = elementsOf(value);
  return elements === undefined || value.kind === 'unknown' || elements.some((element) => element.kind === 'spread')
    ? undefined
    : elements.length;
}
