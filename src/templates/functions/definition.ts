// How a template function is defined, and the checks its arguments share.

import { holdsSecret, jsonType, reasonsOf, toJson, typeOf } from '../../values/access.ts';
import { joinReasons } from '../../values/because.ts';
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import { termOf } from '../../values/lattice.ts';
import type { Limits } from '../../values/limits.ts';
import type { Truth } from '../../values/truth.ts';
import { known, type Plain, unknown, type Value, type ValueType } from '../../values/value.ts';
import type { Expression } from '../expression.ts';
import { TemplateError } from '../run.ts';
import type { Environment, Evaluate } from '../scope.ts';

/** A function of the template language. */
export type TemplateFunction = PureFunction | PlainFunction | SpecialFunction;

interface Named {
  readonly name: string;
  /** The least and the greatest number of arguments. */
  readonly arity: readonly [least: number, most: number];
}

/** Computed from JSON; with arguments that are not known, unknown but for what `partial` can say. */
export interface PureFunction extends Named {
  readonly kind: 'pure';
  readonly compute: (args: readonly Json[], environment: Environment) => Json;
  readonly returns: ValueType | undefined;
  readonly limits?: Limits;
  /** Undefined leaves it at unknown. */
  readonly partial?: (args: readonly Plain[], environment: Environment) => Value | undefined;
}

/** Computed from values, known or not, so that what is inside keeps its origin. Never sees a choice. */
export interface PlainFunction extends Named {
  readonly kind: 'plain';
  readonly apply: (args: readonly Plain[], environment: Environment) => Value;
}

/** Decides itself which arguments are evaluated, and when. */
export interface SpecialFunction extends Named {
  readonly kind: 'special';
  readonly evaluate: (args: readonly Expression[], environment: Environment, evaluate: Evaluate) => Value;
}

/** Raised where no source says what Azure does: the result is unknown, not guessed. */
export class Unsettled extends Error {
  readonly limits: Limits | undefined;
  constructor(what: string, limits?: Limits) {
    super(what);
    this.limits = limits;
  }
}

export const anyNumber: number = Number.POSITIVE_INFINITY;

type Compute = PureFunction['compute'];

/** A function of JSON that gives a string. */
export function stringFunction(
  name: string,
  arity: Named['arity'],
  compute: Compute,
  more: Partial<PureFunction> = {},
): PureFunction {
  return { kind: 'pure', name, arity, compute, returns: 'string', ...more };
}

/** A function of JSON that gives an integer. */
export function intFunction(
  name: string,
  arity: Named['arity'],
  compute: Compute,
  more: Partial<PureFunction> = {},
): PureFunction {
  return { kind: 'pure', name, arity, compute, returns: 'int', ...more };
}

/** A function of JSON that gives true or false. */
export function boolFunction(
  name: string,
  arity: Named['arity'],
  compute: Compute,
  more: Partial<PureFunction> = {},
): PureFunction {
  return { kind: 'pure', name, arity, compute, returns: 'bool', ...more };
}

/** A function of values. */
export function plainFunction(name: string, arity: Named['arity'], apply: PlainFunction['apply']): PlainFunction {
  return { kind: 'plain', name, arity, apply };
}

/** A function that evaluates its own arguments. */
export function specialFunction(
  name: string,
  arity: Named['arity'],
  evaluate: SpecialFunction['evaluate'],
): SpecialFunction {
  return { kind: 'special', name, arity, evaluate };
}

/** The result of a call whose arguments are not known: of the type, for the reasons of the arguments, equal to the same call. */
export function unknownCall(name: string, args: readonly Value[], type: ValueType | undefined, limits?: Limits): Value {
  const because = joinReasons(...args.map(reasonsOf));
  const reasons =
    because.length > 0 ? because : [{ kind: 'unsupported', what: `${name}() with these arguments` } as const];
  return unknown(reasons, callTerm(name, args), { type, limits, secret: args.some(holdsSecret) });
}

/** The term of a call: the same call of the same values has the same result. */
export function callTerm(name: string, args: readonly Value[]): string {
  return `${name}(${args.map(termOf).join(', ')})`;
}

/** A truth as a value. */
export function truthValue(truth: Truth, name: string, args: readonly Value[]): Value {
  return truth === 'unknown' ? unknownCall(name, args, 'bool') : known(truth, undefined, args.some(holdsSecret));
}

/** All arguments as JSON; undefined when one is not known. */
export function allJson(args: readonly Plain[]): readonly Json[] | undefined {
  const result: Json[] = [];
  for (const arg of args) {
    const json = toJson(arg);
    if (json === undefined) return undefined;
    result.push(json);
  }
  return result;
}

/** The error every function gives for an argument of the wrong type. */
export function wrongType(name: string, position: number, expected: string, actual: string): TemplateError {
  return new TemplateError(`${name}() expects ${expected} as argument ${position + 1} but gets ${actual}`);
}

const typeNames: Readonly<Record<ValueType, string>> = {
  string: 'a string',
  int: 'an integer',
  float: 'a number',
  bool: 'a boolean',
  object: 'an object',
  array: 'an array',
  null: 'null',
};

/** A value's type, with its article. */
export function describe(value: Plain | undefined): string {
  const type = value === undefined ? 'null' : typeOf(value);
  return type === undefined ? 'something unknown' : typeNames[type];
}

function describeJson(json: Json | undefined): string {
  return typeNames[jsonType(json ?? null)];
}

export function stringArg(args: readonly Json[], position: number, name: string): string {
  const value = args[position];
  if (typeof value !== 'string') throw wrongType(name, position, 'a string', describeJson(value));
  return value;
}

/** Azure's integers have 64 bits. */
export const maxInt64 = 0x7fffffffffffffffn;

export function intArg(args: readonly Json[], position: number, name: string): number | bigint {
  const value = args[position];
  if (typeof value === 'bigint' && (value > maxInt64 || value < -maxInt64 - 1n))
    throw new TemplateError(`${name}() is given ${value}, which does not fit into 64 bits`);
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) return value;
  throw wrongType(name, position, 'an integer', describeJson(value));
}

/** An integer small enough to count with. */
export function countArg(args: readonly Json[], position: number, name: string): number {
  return Number(intArg(args, position, name));
}

export function objectArg(args: readonly Json[], position: number, name: string): JsonObject {
  const value = args[position];
  if (!isJsonObject(value)) throw wrongType(name, position, 'an object', describeJson(value));
  return value;
}
