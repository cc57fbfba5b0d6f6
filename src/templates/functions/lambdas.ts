// Functions that take a lambda, and lambda() itself.

import { adopt, elementsOf, membersOf, toJson, typeOf } from '../../values/access.ts';
import type { Because } from '../../values/because.ts';
import { optionsOf } from '../../values/choice.ts';
import { join } from '../../values/lattice.ts';
import { standsForMany } from '../../values/terms.ts';
import {
  arrayOf,
  type Element,
  type Entry,
  known,
  must,
  objectOf,
  type Plain,
  unknown,
  type Value,
  type ValueType,
} from '../../values/value.ts';
import type { Call, Expression } from '../expression.ts';
import { TemplateError } from '../run.ts';
import { type Binding, type Environment, type Evaluate, ownTerm, type Scope } from '../scope.ts';
import { describe, specialFunction, type TemplateFunction, unknownCall, wrongType } from './definition.ts';

export const lambdaFunctions: readonly TemplateFunction[] = [
  specialFunction('map', [2, 2], map),
  specialFunction('filter', [2, 2], filter),
  specialFunction('reduce', [3, 3], reduce),
  specialFunction('sort', [2, 2], sort),
  specialFunction('toObject', [2, 3], toObject),
  specialFunction('groupBy', [2, 3], groupBy),
  specialFunction('mapValues', [2, 2], mapValues),
  specialFunction('lambda', [1, 5], () => {
    throw new TemplateError('lambda() may only stand as an argument of a function that takes one');
  }),
  specialFunction('lambdaVariables', [1, 1], lambdaVariable),
];

/** A lambda applied to values; more values than it has variables for are dropped. */
type Body = (...values: readonly Value[]) => Value;

function bodyOf(
  name: string,
  position: number,
  expression: Expression | undefined,
  environment: Environment,
  evaluate: Evaluate,
  arity: readonly [number, number],
): Body {
  if (expression?.kind !== 'call' || expression.name.toLowerCase() !== 'lambda')
    throw wrongType(name, position, 'a lambda', 'something else');
  const parameters = lambdaParameters(expression, name, arity);
  const body = expression.args.at(-1);
  if (body === undefined) throw new TemplateError('lambda() has no body');
  return (...values) => {
    environment.scope.run.spend(1);
    // Of items of which there may be any number, the index is not known either.
    const many = values.some((value) => value.kind === 'unknown' && standsForMany(value.term));
    const scope: Scope = many ? { ...environment.scope, copies: 'any' } : environment.scope;
    let lambdas: Binding | undefined = environment.lambdas;
    for (const [i, parameter] of parameters.entries())
      lambdas = { name: parameter, value: values[i] ?? known(null), outer: lambdas };
    return evaluate(body, { ...environment, scope, lambdas });
  };
}

function lambdaParameters(lambda: Call, name: string, [least, most]: readonly [number, number]): readonly string[] {
  const parameters = lambda.args.slice(0, -1).map((arg) => {
    if (arg.kind !== 'string') throw new TemplateError('lambda() expects the names of its variables as text');
    return arg.value.toLowerCase();
  });
  if (parameters.length < least || parameters.length > most)
    throw new TemplateError(
      `${name}() expects a lambda with ${least === most ? least : `${least} or ${most}`} variables but gets ${parameters.length}`,
    );
  return parameters;
}

function prepare(
  name: string,
  args: readonly Expression[],
  environment: Environment,
  evaluate: Evaluate,
  arity: readonly [number, number],
): { elements: readonly Element[]; body: Body } {
  const elements = arrayElements(name, evaluate(args[0] as Expression, environment));
  return { elements, body: bodyOf(name, 1, args[1], environment, evaluate, arity) };
}

/** What a lambda makes of its arguments is not said by them alone: each evaluation has a name of its own. */
function unknownResult(
  name: string,
  args: readonly Value[],
  type: ValueType | undefined,
  environment: Environment,
): Value {
  const call = unknownCall(name, args, type);
  return call.kind === 'unknown' ? { ...call, term: ownTerm(name, environment.scope) } : call;
}

/** The items of an array; of a choice of arrays, one item that stands for any of them. */
function arrayElements(name: string, value: Value): readonly Element[] {
  const plain = value.kind === 'choice' ? join(optionsOf(value).map((option) => option.value)) : value;
  const elements = elementsOf(plain);
  if (elements === undefined) throw wrongType(name, 0, 'an array', describe(plain));
  return elements;
}

/** The position of an item, unknown behind items of which there may be any number. */
function indexOf(elements: readonly Element[], index: number): Value {
  const spread = elements.slice(0, index + 1).find((element) => element.kind === 'spread');
  return spread === undefined ? known(index) : unknown(spread.because, 'index[*]', { type: 'int', limits: { min: 0 } });
}

function map(args: readonly Expression[], environment: Environment, evaluate: Evaluate): Value {
  const { elements, body } = prepare('map', args, environment, evaluate, [1, 2]);
  const mapped = elements.flatMap((element, i): readonly Element[] => {
    if (element.kind !== 'spread') return [body(element, indexOf(elements, i))];
    const item = ifAny(() => body(element.item, indexOf(elements, i)));
    return item === undefined ? [] : [{ kind: 'spread', item, because: element.because }];
  });
  return arrayOf(mapped);
}

/** What fails for items of which there may be none fails only if there are any: what can be deployed has none. */
function ifAny<T>(apply: () => T): T | undefined {
  try {
    return apply();
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

/** An item whose condition is not known may be there or not. */
function filter(args: readonly Expression[], environment: Environment, evaluate: Evaluate): Value {
  const { elements, body } = prepare('filter', args, environment, evaluate, [1, 2]);
  const kept: Element[] = [];
  for (const [i, element] of elements.entries()) {
    const item = element.kind === 'spread' ? element.item : element;
    const test = (): ReturnType<typeof certainTruth> => certainTruth('filter', body(item, indexOf(elements, i)));
    const keeps = element.kind === 'spread' ? (ifAny(test) ?? false) : test();
    if (keeps === true) kept.push(element);
    else if (keeps !== false)
      kept.push({ kind: 'spread', item, because: element.kind === 'spread' ? element.because : keeps });
  }
  return arrayOf(kept);
}

/** True or false when certain; otherwise why it is not. */
function certainTruth(name: string, value: Value): boolean | readonly Because[] {
  if (value.kind === 'known') {
    if (typeof value.json !== 'boolean')
      throw new TemplateError(`${name}() expects its lambda to give true or false but gets ${describe(value)}`);
    return value.json;
  }
  return value.kind === 'unknown' || value.kind === 'choice' ? value.because : [];
}

function reduce(args: readonly Expression[], environment: Environment, evaluate: Evaluate): Value {
  const [list, start, lambda] = args as [Expression, Expression, Expression];
  const elements = arrayElements('reduce', evaluate(list, environment));
  const initial = evaluate(start, environment);
  const body = bodyOf('reduce', 2, lambda, environment, evaluate, [2, 3]);
  if (elements.some((element) => element.kind === 'spread'))
    return unknownResult('reduce', [arrayOf(elements), initial], undefined, environment);
  return elements.reduce<Value>(
    (current, next, i) => (next.kind === 'spread' ? current : body(current, next, known(i))),
    initial,
  );
}

/** The lambda says whether its first variable comes before its second; equal items keep their order. */
function sort(args: readonly Expression[], environment: Environment, evaluate: Evaluate): Value {
  const { elements, body } = prepare('sort', args, environment, evaluate, [2, 2]);
  const plain = elements.filter((element): element is Value => element.kind !== 'spread');
  let undecided: readonly Because[] | undefined = elements.find((element) => element.kind === 'spread')?.because;
  const before = (a: Value, b: Value): boolean => {
    const truth = undecided === undefined ? certainTruth('sort', body(a, b)) : false;
    if (typeof truth !== 'boolean') undecided = truth;
    return truth === true;
  };
  const sorted = [...plain].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
  if (undecided === undefined) return arrayOf(sorted);
  if (elements.length === 0) return arrayOf([]);
  const item = join(elements.map((element) => (element.kind === 'spread' ? element.item : element)));
  return arrayOf([
    { kind: 'spread', item: item.kind === 'unknown' ? { ...item, term: `${item.term}[*]` } : item, because: undecided },
  ]);
}

function toObject(args: readonly Expression[], environment: Environment, evaluate: Evaluate): Value {
  const { elements, body } = prepare('toObject', args, environment, evaluate, [1, 2]);
  const valueFor =
    args.length > 2 ? bodyOf('toObject', 2, args[2], environment, evaluate, [1, 2]) : (item: Value): Value => item;
  const entries = new Map<string, Entry>();
  for (const [i, element] of elements.entries()) {
    const key = element.kind === 'spread' ? undefined : keyOf('toObject', body(element, known(i)));
    if (element.kind === 'spread' || key === undefined)
      return unknownResult('toObject', [arrayOf(elements)], 'object', environment);
    entries.set(key, must(valueFor(element, known(i))));
  }
  return objectOf(entries);
}

function groupBy(args: readonly Expression[], environment: Environment, evaluate: Evaluate): Value {
  const { elements, body } = prepare('groupBy', args, environment, evaluate, [1, 2]);
  const valueFor =
    args.length > 2 ? bodyOf('groupBy', 2, args[2], environment, evaluate, [1, 2]) : (item: Value): Value => item;
  const groups = new Map<string, Value[]>();
  for (const [i, element] of elements.entries()) {
    const key = element.kind === 'spread' ? undefined : keyOf('groupBy', body(element, known(i)));
    if (element.kind === 'spread' || key === undefined)
      return unknownResult('groupBy', [arrayOf(elements)], 'object', environment);
    groups.set(key, [...(groups.get(key) ?? []), valueFor(element, known(i))]);
  }
  return objectOf(new Map([...groups].map(([key, items]) => [key, must(arrayOf(items))])));
}

/** A known key; undefined when it is not known. */
function keyOf(name: string, value: Value): string | undefined {
  const json = toJson(value);
  if (json === undefined) return undefined;
  if (typeof json !== 'string') throw new TemplateError(`${name}() expects its lambda to give a string as the key`);
  return json;
}

function mapValues(args: readonly Expression[], environment: Environment, evaluate: Evaluate): Value {
  const object = evaluate(args[0] as Expression, environment);
  const body = bodyOf('mapValues', 1, args[1], environment, evaluate, [1, 1]);
  const plain: Plain = object.kind === 'choice' ? join(optionsOf(object).map((option) => option.value)) : object;
  const members = membersOf(plain);
  if (members === undefined) throw wrongType('mapValues', 0, 'an object', describe(plain));
  if (typeOf(plain) === undefined) return unknownResult('mapValues', [plain], 'object', environment);
  const entries = new Map<string, Entry>();
  for (const [key, entry] of members.entries) {
    const apply = (): Value => body(adopt(plain, entry.value));
    const value = entry.presence === 'may' ? ifAny(apply) : apply();
    if (value !== undefined) entries.set(key, { ...entry, value });
  }
  const open = members.open && {
    because: members.open.because,
    term: ownTerm('mapValues', environment.scope),
  };
  return objectOf(entries, { open });
}

function lambdaVariable(args: readonly Expression[], environment: Environment): Value {
  const [name] = args;
  if (name?.kind !== 'string') throw new TemplateError('lambdaVariables() expects the name of a variable as text');
  const wanted = name.value.toLowerCase();
  for (let binding = environment.lambdas; binding !== undefined; binding = binding.outer) {
    if (binding.name === wanted) return binding.value;
  }
  throw new TemplateError(`There is no lambda variable '${name.value}' here`);
}
