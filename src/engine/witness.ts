// Finds parameter values that make a rule fail, and proves them by evaluating the template again.

import type { Assignment, Estate, FreeParameter, Resource } from '../model/resource.ts';
import type { Guard } from '../values/guard.ts';
import type { Json } from '../values/json.ts';
import { jsonKey } from '../values/json-key.ts';
import { withinLimits } from '../values/limits.ts';
import { parameterTerm } from '../values/terms.ts';

/** Whether the rule definitely fails for the resource under an assignment. */
export type FailsUnder = (assignment: Assignment) => boolean;

/** How many assignments are tried for one rule and one resource. */
const maxTries = 48;

/** A smallest assignment under which the rule fails, tried from guards that say when it does; undefined when none is confirmed. */
export function findWitness(
  estate: Estate,
  guards: readonly Guard[],
  failsUnder: FailsUnder,
): Readonly<Record<string, Json>> | undefined {
  let tries = 0;
  const attempt = (assignment: Assignment): boolean => tries++ < maxTries && failsUnder(assignment);
  for (const guard of guards) {
    for (const assignment of assignmentsFor(guard, estate.freeParameters)) {
      if (!attempt(assignment)) continue;
      const smallest = shrink(assignment, failsUnder);
      return Object.fromEntries(namesOf(smallest, estate.freeParameters));
    }
  }
  return undefined;
}

/** Leaves out every value that is not needed. */
function shrink(assignment: Assignment, failsUnder: FailsUnder): Assignment {
  let smallest = assignment;
  for (const name of assignment.keys()) {
    if (smallest.size === 1) break;
    const without = new Map([...smallest].filter(([other]) => other !== name));
    if (failsUnder(without)) smallest = without;
  }
  return smallest;
}

/** With the spelling of the declaration, in the order of declaration. */
function namesOf(assignment: Assignment, parameters: readonly FreeParameter[]): readonly (readonly [string, Json])[] {
  return parameters.flatMap(({ name }) => {
    const value = assignment.get(name.toLowerCase());
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** Assignments that may satisfy a guard: exact where it speaks of parameters, candidates where it speaks of what is computed from them. */
function* assignmentsFor(guard: Guard, parameters: readonly FreeParameter[]): Iterable<Assignment> {
  const choices = new Map<string, readonly Json[]>();
  for (const parameter of parameters) {
    const values = candidatesFor(parameter, guard);
    if (values.length > 0) choices.set(parameter.name.toLowerCase(), values);
  }
  if (choices.size === 0) return;
  yield* combinations([...choices]);
}

function* combinations(choices: readonly (readonly [string, readonly Json[]])[]): Iterable<Assignment> {
  const [first, ...rest] = choices;
  if (first === undefined) {
    yield new Map();
    return;
  }
  const [name, values] = first;
  for (const value of values) for (const others of combinations(rest)) yield new Map([[name, value], ...others]);
}

/** Values of one parameter worth trying for a guard; none when the guard does not speak of it. */
function candidatesFor(parameter: FreeParameter, guard: Guard): readonly Json[] {
  const term = parameterTerm(parameter.name);
  const own = guard.find((atom) => atom.term === term);
  if (own !== undefined) {
    const values = own.negated ? othersThan(parameter, own.values) : own.values;
    return values.filter((value) => fits(value, parameter)).slice(0, 4);
  }
  const mentioning = guard.filter((atom) => atom.term.includes(term));
  if (mentioning.length === 0) return [];
  const literals = mentioning.flatMap((atom) => [...atom.values, ...literalsIn(atom.term)]);
  const values = [...literals, ...othersThan(parameter, literals), ...usual(parameter)];
  return unique(values.filter((value) => fits(value, parameter))).slice(0, 8);
}

/** Values a guard excludes nothing of: other allowed ones, or made-up ones. */
function othersThan(parameter: FreeParameter, excluded: readonly Json[]): readonly Json[] {
  const keys = new Set(excluded.map(jsonKey));
  return usual(parameter).filter((value) => !keys.has(jsonKey(value)));
}

/** A few values of the parameter's type, the least remarkable first. */
function usual({ type, allowed, min, max, minLength = 0 }: FreeParameter): readonly Json[] {
  if (allowed !== undefined) return allowed;
  switch (type) {
    case 'bool':
      return [true, false];
    case 'int':
      return unique([min, max, 0, 1, 30].flatMap((value) => value ?? []));
    case 'string':
      return ['', 'other', 'another'].map((text) => text.padEnd(minLength, 'x'));
    case 'array':
      return [[]];
    case 'object':
      return [{}];
    default:
      return [];
  }
}

/** The strings and numbers written in a term: what a parameter is compared with is worth trying. */
function literalsIn(term: string): readonly Json[] {
  const literals: Json[] = [];
  for (const match of term.matchAll(/"((?:[^"\\]|\\.)*)"|(?<![\w.'"-])(-?\d{1,9})(?![\w.'"])/g)) {
    const [, text, number] = match;
    if (text !== undefined) literals.push(text);
    if (number !== undefined) literals.push(Number(number), Number(number) + 1, Number(number) - 1);
  }
  return unique(literals).slice(0, 12);
}

function fits(value: Json, { type, allowed, min, max, minLength, maxLength, nullable }: FreeParameter): boolean {
  if (value === null) return nullable;
  const types: Record<string, boolean> = {
    bool: typeof value === 'boolean',
    int: typeof value === 'number',
    string: typeof value === 'string',
    array: Array.isArray(value),
    object: typeof value === 'object' && !Array.isArray(value),
  };
  return (
    (type === undefined || (types[type] ?? false)) && withinLimits(value, { allowed, min, max, minLength, maxLength })
  );
}

function unique(values: readonly Json[]): readonly Json[] {
  return [...new Map(values.map((value) => [jsonKey(value), value])).values()];
}

/** The line of a resource's key for a loop of which it is not known how often it runs. */
export const anyRound = '*';

/** The same resource in an estate that was evaluated anew, or the first of those it stands for; undefined when none is deployed there. */
export function sameResource(estate: Estate, { key, copies }: Resource): Resource | undefined {
  const exact = estate.resources.find((candidate) => candidate.key === key);
  if (exact !== undefined || copies === 'one') return exact;
  const lines = key.split('\n');
  return estate.resources.find((candidate) => {
    const others = candidate.key.split('\n');
    return lines.length === others.length && lines.every((line, i) => line === anyRound || line === others[i]);
  });
}
