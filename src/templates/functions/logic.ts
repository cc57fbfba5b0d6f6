// Comparison, logic and flow.

import { mayBe, reasonsOf, toJson, typeOf } from '../../values/access.ts';
import type { Because } from '../../values/because.ts';
import {
  type Candidate,
  choiceOfEquality,
  choiceOfTruth,
  mapChoices,
  optionsOf,
  possibleChoice,
} from '../../values/choice.ts';
import { compareJson, equal } from '../../values/compare.ts';
import type { Guard } from '../../values/guard.ts';
import { isJsonArray, type Json } from '../../values/json.ts';
import { join } from '../../values/lattice.ts';
import { originsOf } from '../../values/origin.ts';
import { known, type Plain, type Value, withOrigin, withSecret } from '../../values/value.ts';
import type { Expression } from '../expression.ts';
import { TemplateError } from '../run.ts';
import type { Environment, Evaluate } from '../scope.ts';
import {
  anyNumber,
  boolFunction,
  describe,
  plainFunction,
  specialFunction,
  stringArg,
  type TemplateFunction,
  truthValue,
  Unsettled,
  wrongType,
} from './definition.ts';

export const logicFunctions: readonly TemplateFunction[] = [
  plainFunction('equals', [2, 2], equals),
  comparison('less', (order) => order < 0),
  comparison('lessOrEquals', (order) => order <= 0),
  comparison('greater', (order) => order > 0),
  comparison('greaterOrEquals', (order) => order >= 0),
  plainFunction('not', [1, 1], ([value]) => not(value)),
  specialFunction('and', [1, anyNumber], (args, environment, evaluate) =>
    shortCircuit('and', args, environment, evaluate),
  ),
  specialFunction('or', [1, anyNumber], (args, environment, evaluate) =>
    shortCircuit('or', args, environment, evaluate),
  ),
  specialFunction('if', [3, 3], evaluateIf),
  specialFunction('coalesce', [1, anyNumber], coalesce),
  boolFunction('bool', [1, 1], ([value = null]) => toBool(value)),
  plainFunction('true', [0, 0], () => known(true)),
  plainFunction('false', [0, 0], () => known(false)),
  plainFunction('null', [0, 0], () => known(null)),
  {
    kind: 'pure',
    name: 'fail',
    arity: [1, 1],
    returns: undefined,
    compute: (args) => fail(stringArg(args, 0, 'fail')),
  },
];

function equals(args: readonly Plain[]): Value {
  const [a, b] = args as [Plain, Plain];
  const truth = equal(a, b);
  if (truth !== 'unknown') return truthValue(truth, 'equals', args);
  const [unknownSide, otherSide] = a.kind === 'unknown' ? [a, b] : [b, a];
  const json = toJson(otherSide);
  const choice = unknownSide.kind === 'unknown' && json !== undefined ? choiceOfEquality(unknownSide, json) : undefined;
  return choice === undefined ? truthValue('unknown', 'equals', args) : withSecret(choice, a.secret || b.secret);
}

function comparison(name: string, holds: (order: number) => boolean): TemplateFunction {
  return boolFunction(name, [2, 2], ([a = null, b = null]) => {
    checkComparable(name, a, b);
    const order = compareJson(a, b);
    if (order === undefined) throw new Unsettled(`the order ${name}() gives these strings`);
    return holds(order);
  });
}

function checkComparable(name: string, a: Json, b: Json): void {
  const isNumber = (value: Json): boolean => typeof value === 'number' || typeof value === 'bigint';
  if ((isNumber(a) && isNumber(b)) || (typeof a === 'string' && typeof b === 'string')) return;
  throw new TemplateError(`${name}() compares two integers or two strings`);
}

function not(value: Plain | undefined): Value {
  if (value?.kind === 'known' && typeof value.json === 'boolean') return known(!value.json, undefined, value.secret);
  if (value?.kind !== 'unknown' || !mayBe(value, 'bool')) throw wrongType('not', 0, 'a boolean', describe(value));
  const choice = choiceOfTruth(value);
  return choice === undefined
    ? truthValue('unknown', 'not', [value])
    : (mapChoices([choice], ([option]) => (option === undefined ? undefined : not(option))) ?? choice);
}

/** Stops at the first argument that decides; an unknown one does not keep later ones from deciding. */
function shortCircuit(
  name: 'and' | 'or',
  args: readonly Expression[],
  environment: Environment,
  evaluate: Evaluate,
): Value {
  const deciding = name === 'or';
  let result: Value = known(!deciding);
  for (const arg of args) {
    const value = attempt(() => asTruth(evaluate(arg, environment), name));
    if (value instanceof TemplateError) {
      if (result.kind === 'known') throw value;
      // Whoever gets here fails: what can be deployed was decided before.
      return known(deciding, undefined, result.secret);
    }
    result = orRefused(combineIn(name, deciding, result, value));
    if (result.kind === 'known' && result.json === deciding) return result;
  }
  return result;
}

/** Where the first one decides, nobody asks for the second, which may have no value there. */
function combineIn(name: string, deciding: boolean, first: Value, second: Value): Value | undefined {
  return mapChoices([first], ([a]) =>
    isDecided(a as Plain, deciding)
      ? a
      : mapChoices([second], ([b]) => combine(name, deciding, [a as Plain, b as Plain])),
  );
}

function isDecided(value: Plain, deciding: boolean): boolean {
  return value.kind === 'known' && value.json === deciding;
}

/** Whether two conditions hold; where no circumstances allow both to be asked, they do not. */
export function conjunction(a: Value, b: Value): Value {
  return combineIn('and', false, asTruth(a, 'and'), asTruth(b, 'and')) ?? known(false);
}

function combine(name: string, deciding: boolean, pair: readonly Plain[]): Value {
  const [a, b] = pair as [Plain, Plain];
  for (const side of pair) if (isDecided(side, deciding)) return side;
  for (const [side, other] of [
    [a, b],
    [b, a],
  ] as const)
    if (side.kind === 'known') return other;
  return truthValue('unknown', name, pair);
}

function asTruth(value: Value, name: string): Value {
  return truthOf(value, (wrong) => `${name}() expects a boolean but gets ${describe(wrong)}`);
}

/**
 * An unknown boolean becomes a choice between its two values, so that what depends on it stays correlated.
 * Options of another type cannot be deployed and drop out; when none is left, it is an error.
 */
export function truthOf(value: Value, complaint: (wrong: Plain | undefined) => string): Value {
  let wrong: Plain | undefined;
  const truth = mapChoices([value], ([option]) => {
    const plain = option as Plain;
    if (!mayBe(plain, 'bool')) {
      wrong = plain;
      return undefined;
    }
    return plain.kind === 'unknown' ? (choiceOfTruth(plain) ?? plain) : plain;
  });
  if (truth === undefined) throw new TemplateError(complaint(wrong));
  return withOrigin(truth, value.origin);
}

/** Only the branch that is taken is evaluated; where the condition is not known, both are, and the result is a choice. */
function evaluateIf(args: readonly Expression[], environment: Environment, evaluate: Evaluate): Value {
  const [conditionPart, thenPart, elsePart] = args as [Expression, Expression, Expression];
  const condition = asTruth(evaluate(conditionPart, environment), 'if');
  environment.decisions.push(...originsOf([condition.origin]));
  if (condition.kind === 'known') return evaluate(condition.json === true ? thenPart : elsePart, environment);
  const branch = (part: Expression): Value | TemplateError => attempt(() => evaluate(part, environment));
  const [whenTrue, whenFalse] = [branch(thenPart), branch(elsePart)];
  return choose(condition, whenTrue, whenFalse);
}

/** A branch that cannot be deployed drops out; when neither can, the expression fails. */
function choose(condition: Value, whenTrue: Value | TemplateError, whenFalse: Value | TemplateError): Value {
  if (whenTrue instanceof TemplateError) {
    if (whenFalse instanceof TemplateError) throw whenTrue;
    return whenFalse;
  }
  if (whenFalse instanceof TemplateError) return whenTrue;
  if (condition.kind !== 'choice') return join([whenTrue, whenFalse]);
  const candidates = condition.options.flatMap((option): { guard: Guard; value: Value }[] => {
    if (option.value.kind === 'known')
      return [{ guard: option.guard, value: option.value.json === true ? whenTrue : whenFalse }];
    return [{ guard: option.guard, value: join([whenTrue, whenFalse]) }];
  });
  return possible(candidates, condition.because, condition.secret);
}

function possible(candidates: readonly Candidate[], because: readonly Because[], secret: boolean): Value {
  return orRefused(possibleChoice(candidates, because, { secret }));
}

function orRefused(value: Value | undefined): Value {
  if (value === undefined) throw new TemplateError('No combination of values can be deployed');
  return value;
}

function attempt(evaluate: () => Value): Value | TemplateError {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

/** The first argument that is not null; later ones are evaluated only when the earlier ones may be null. */
function coalesce(args: readonly Expression[], environment: Environment, evaluate: Evaluate): Value {
  const [first, ...rest] = args;
  if (first === undefined) return known(null);
  const value = evaluate(first, environment);
  if (rest.length === 0 || optionsOf(value).every((option) => isNotNull(option.value))) return value;
  environment.decisions.push(...originsOf([value.origin]));
  const fallback = attempt(() => coalesce(rest, environment, evaluate));
  const options = optionsOf(value).flatMap((option) => {
    const chosen = orElse(option.value, fallback);
    return chosen instanceof TemplateError ? [] : [{ guard: option.guard, value: chosen }];
  });
  if (options.length === 0 && fallback instanceof TemplateError) throw fallback;
  if (value.kind !== 'choice' && options[0] !== undefined) return options[0].value;
  return possible(options, reasonsOf(value), value.secret);
}

function orElse(value: Plain, fallback: Value | TemplateError): Value | TemplateError {
  if (isNotNull(value)) return value;
  if (value.kind === 'known') return fallback;
  return fallback instanceof TemplateError ? value : join([value, fallback]);
}

function isNotNull(value: Plain): boolean {
  const type = typeOf(value);
  return type !== undefined && type !== 'null';
}

function toBool(value: Json): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value) !== 0;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new TemplateError(isJsonArray(value) ? 'bool() cannot convert an array' : 'bool() cannot convert this value');
}

function fail(message: string): never {
  throw new TemplateError(`fail() says: ${message.slice(0, 300)}`);
}
