// Evaluates expressions: a tree and the scope it stands in give a value.

import { adopt, elementsOf, holdsSecret, memberOf, membersOf, typeOf } from '../values/access.ts';
import { mapChoices } from '../values/choice.ts';
import { didYouMean } from '../values/nearest.ts';
import { computedAt, originsOf, type Role } from '../values/origin.ts';
import type { Path } from '../values/path.ts';
import { type Entry, known, type Plain, unknown, type Value, withOrigin } from '../values/value.ts';
import type { Call, Expression, IndexAccess, PropertyAccess } from './expression.ts';
import { parseExpression } from './expression.ts';
import {
  allJson,
  callTerm,
  describe,
  type PureFunction,
  type SpecialFunction,
  type TemplateFunction,
  Unsettled,
  unknownCall,
} from './functions/definition.ts';
import { itemAt } from './functions/members.ts';
import { functionNamed, functionNames } from './functions.ts';
import { BudgetExceeded, TemplateError } from './run.ts';
import { type Environment, ownTerm, type Scope } from './scope.ts';

/** Evaluates the expression `[…]` that stands at a path. A failure is reported there once and gives an unknown. */
export function evaluateExpression(text: string, scope: Scope, path: Path, role: Role): Value {
  const environment: Environment = { scope, path, role, lambdas: undefined, sources: [], decisions: [] };
  const value = guarded(() => evaluate(readExpression(text), environment), scope, path, role);
  const { sources, decisions } = environment;
  const from = value.origin === undefined ? originsOf(sources) : [value.origin];
  return withOrigin(value, computedAt(scope.document, path, role, from, originsOf(decisions)));
}

function readExpression(text: string): Expression {
  const parsed = parseExpression(text);
  if (parsed.kind === 'problem') throw new TemplateError(parsed.message, { start: parsed.start, end: parsed.end });
  return parsed;
}

/** Runs an evaluation; what goes wrong in it is reported at the path and becomes an unknown. */
export function guarded(inner: () => Value, scope: Scope, path: Path, role: Role): Value {
  try {
    return inner();
  } catch (error) {
    if (error instanceof TemplateError) {
      scope.run.report(error.message, scope.document, path, { part: error.part });
      return failed(error.message, scope, path, role);
    }
    if (error instanceof BudgetExceeded || error instanceof RangeError) {
      const what = error instanceof BudgetExceeded ? error.what : 'the stack is exhausted';
      scope.run.report(`The evaluation was stopped: ${what}`, scope.document, path, { severity: 'warning' });
      return unknown([{ kind: 'budget', what }], ownTerm('budget', scope), {
        origin: computedAt(scope.document, path, role, []),
      });
    }
    throw error;
  }
}

function failed(message: string, scope: Scope, path: Path, role: Role): Value {
  return unknown([{ kind: 'failed', what: message }], ownTerm('failed', scope), {
    origin: computedAt(scope.document, path, role, []),
  });
}

/** Evaluates a part of an expression. Throws {@link TemplateError} where Azure would refuse it. */
export function evaluate(expression: Expression, environment: Environment): Value {
  switch (expression.kind) {
    case 'string':
    case 'number':
      return known(expression.value);
    case 'call': {
      const { run } = environment.scope;
      run.enter();
      try {
        return run.accept(call(expression, environment));
      } finally {
        run.leave();
      }
    }
    case 'property':
      return property(expression, environment);
    case 'index':
      return index(expression, environment);
  }
}

function call(expression: Call, environment: Environment): Value {
  const { run } = environment.scope;
  run.spend(1);
  if (expression.namespace !== undefined) return callUserFunction(expression, expression.namespace, environment);
  const definition = functionNamed(expression.name);
  if (definition === undefined) return unresolved(expression, environment);
  checkArity(definition, expression);
  if (definition.kind === 'special') return definition.evaluate(expression.args, environment, evaluate);
  const args = expression.args.map((arg) => evaluate(arg, environment));
  if (args.some(isChoice))
    return applyToChoices(`${definition.name}()`, args, (plain) => apply(definition, plain, environment));
  const plain = args as readonly Plain[];
  try {
    return apply(definition, plain, environment);
  } catch (error) {
    throw discreet(error, `${definition.name}()`, plain);
  }
}

function isChoice(value: Value): boolean {
  return value.kind === 'choice';
}

/** Applies a function to every combination of options; one that fails cannot be deployed and drops out. */
function applyToChoices(name: string, args: readonly Value[], function_: (plain: readonly Plain[]) => Value): Value {
  let failure: TemplateError | undefined;
  const value = mapChoices(args, (plain) => {
    try {
      return function_(plain);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      failure = discreet(error, name, plain);
      return undefined;
    }
  });
  if (value !== undefined) return value;
  throw failure ?? new TemplateError('No combination of values can be deployed');
}

/** Messages quote arguments; those about secrets must not. */
function discreet<E>(error: E, name: string, args: readonly Plain[]): E | TemplateError {
  const tells = error instanceof TemplateError && args.some(holdsSecret);
  return tells ? new TemplateError(`${name} fails on a secret value`) : error;
}

function apply(
  definition: Exclude<TemplateFunction, SpecialFunction>,
  args: readonly Plain[],
  environment: Environment,
): Value {
  try {
    return definition.kind === 'plain' ? definition.apply(args, environment) : compute(definition, args, environment);
  } catch (error) {
    if (!(error instanceof Unsettled)) throw error;
    const type = definition.kind === 'pure' ? definition.returns : undefined;
    const secret = args.some(holdsSecret);
    const what = secret ? `what ${definition.name}() makes of a secret value` : error.message;
    const because = [{ kind: 'unsupported', what: `no source settles ${what}` }] as const;
    return unknown(because, callTerm(definition.name, args), { type, limits: error.limits, secret });
  }
}

function compute(definition: PureFunction, args: readonly Plain[], environment: Environment): Value {
  const json = allJson(args);
  if (json === undefined)
    return (
      definition.partial?.(args, environment) ??
      unknownCall(definition.name, args, definition.returns, definition.limits)
    );
  const result = definition.compute(json, environment);
  if (typeof result === 'string') environment.scope.run.spend(result.length / 100);
  return known(result, undefined, args.some(holdsSecret));
}

function callUserFunction(expression: Call, namespace: string, environment: Environment): Value {
  const { scope } = environment;
  const found = scope.userFunction(namespace, expression.name);
  if (found === undefined)
    throw new TemplateError(`The template defines no function '${namespace}.${expression.name}'`);
  if (found.parameters.length !== expression.args.length) {
    throw new TemplateError(
      `${found.name}() expects ${count(found.parameters.length, 'argument')} but gets ${expression.args.length}`,
    );
  }
  return found.call(
    expression.args.map((arg) => evaluate(arg, environment)),
    scope.copies,
  );
}

function checkArity({ name, arity }: TemplateFunction, { args }: Call): void {
  if (args.length >= arity[0] && args.length <= arity[1]) return;
  const [least, most] = arity;
  const expected =
    least === most
      ? count(least, 'argument')
      : most === Number.POSITIVE_INFINITY
        ? `at least ${count(least, 'argument')}`
        : `${least} to ${most} arguments`;
  throw new TemplateError(`${name}() expects ${expected} but gets ${args.length}`);
}

/** What a Bicep file leaves open stands in its template as a call that no template can make; the file told why. */
function unresolved({ name, args }: Call, { scope }: Environment): Value {
  const [why] = args;
  if (name !== 'unresolved' || scope.document.language !== 'bicep' || why?.kind !== 'string')
    throw unknownFunction(name);
  return unknown([{ kind: 'failed', what: why.value }], ownTerm('unresolved', scope));
}

function unknownFunction(name: string): TemplateError {
  return new TemplateError(`There is no function '${name}'${didYouMean(name, functionNames())}`);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function property(expression: PropertyAccess, environment: Environment): Value {
  const target = evaluate(expression.target, environment);
  return applyToChoices(`.${expression.key}`, [target], ([plain]) => readMember(plain as Plain, expression.key));
}

function index(expression: IndexAccess, environment: Environment): Value {
  const target = evaluate(expression.target, environment);
  const key = evaluate(expression.index, environment);
  return applyToChoices('[…]', [target, key], ([plain, at]) => readAt(plain as Plain, at as Plain));
}

function readAt(target: Plain, key: Plain): Value {
  if (key.kind !== 'known') return unknownCall('item', [target, key], undefined);
  if (typeof key.json === 'string') return readMember(target, key.json);
  if (typeof key.json !== 'number')
    throw new TemplateError(`An index is a number or a property name, not ${describe(key)}`);
  const item = itemAt(target, key.json);
  if (item !== undefined) return item.value;
  const length = elementsOf(target)?.length;
  if (length === undefined) throw new TemplateError(`${describe(target)} has no item ${key.json}`);
  throw new TemplateError(`The array has ${count(length, 'item')}; there is no item ${key.json}`);
}

function readMember(target: Plain, key: string): Value {
  const entry = memberOf(target, key);
  if (entry !== undefined) return present(target, entry, key);
  const members = membersOf(target);
  if (members === undefined) throw new TemplateError(`${describe(target)} has no property '${key}'`);
  const names = [...members.entries.keys()];
  throw new TemplateError(
    `There is no property '${key}'; the object has ${names.length === 0 ? 'none' : names.slice(0, 12).join(', ')}`,
  );
}

/** Reading a member that may be missing succeeds or the deployment fails: the value is what it would be if it is there. */
function present(target: Plain, entry: Entry, key: string): Value {
  if (target.kind === 'object' || entry.presence === 'must') return entry.value;
  return typeOf(target) === 'null'
    ? unknownCall('member', [target, known(key)], undefined)
    : adopt(target, entry.value);
}
