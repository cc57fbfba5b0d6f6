// Evaluates JSON in which expressions stand: objects, arrays, keys that are expressions, property loops.

import { reasonsOf, toJson } from '../values/access.ts';
import { joinReasons } from '../values/because.ts';
import { mapChoices } from '../values/choice.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { termOf } from '../values/lattice.ts';
import { computedAt, originsOf, type Role, writtenAt } from '../values/origin.ts';
import { childPath, type Path } from '../values/path.ts';
import {
  arrayOf,
  type Element,
  type Entry,
  known,
  must,
  type Open,
  objectOf,
  type Plain,
  unknown,
  type Value,
} from '../values/value.ts';
import { insideLoop, roundsOf } from './copy.ts';
import { evaluateExpression, guarded } from './evaluate.ts';
import { classify } from './expression.ts';
import { TemplateError } from './run.ts';
import type { Scope } from './scope.ts';

/** Evaluates a piece of a template. A part that fails is unknown and reported; the rest is there. */
export function evaluateNode(json: Json, scope: Scope, path: Path, role: Role): Value {
  if (typeof json === 'string') return evaluateString(json, scope, path, role);
  if (typeof json !== 'object' || json === null || isLiteral(json))
    return known(json, writtenAt(scope.document, path, role));
  return guarded(() => evaluateContainer(json, scope, path, role), scope, path, role);
}

function evaluateContainer(json: JsonObject | readonly Json[], scope: Scope, path: Path, role: Role): Value {
  const { run } = scope;
  run.enter();
  try {
    return run.accept(
      isJsonArray(json) ? evaluateArray(json, scope, path, role) : evaluateObject(json, scope, path, role),
    );
  } finally {
    run.leave();
  }
}

/** Evaluates a string: an expression, or text in which a doubled opening bracket stands for one. */
export function evaluateString(text: string, scope: Scope, path: Path, role: Role): Value {
  switch (classify(text)) {
    case 'expression':
      return evaluateExpression(text, scope, path, role);
    case 'escaped':
      return known(text.slice(1), writtenAt(scope.document, path, role));
    case 'text':
      return known(text, writtenAt(scope.document, path, role));
  }
}

/** True when nothing inside needs evaluating. Asked once for each object: templates are read through many parameter files. */
export function isLiteral(json: JsonObject | readonly Json[]): boolean {
  const cached = literals.get(json);
  if (cached !== undefined) return cached;
  const literal = isJsonArray(json) ? json.every(isLiteralMember) : isLiteralObject(json);
  literals.set(json, literal);
  return literal;
}

const literals = new WeakMap<object, boolean>();

function isLiteralObject(object: JsonObject): boolean {
  for (const key of Object.keys(object)) {
    if (classify(key) !== 'text' || !isLiteralMember(object[key] ?? null)) return false;
    if (key.toLowerCase() === 'copy' && propertyLoops(object[key]) !== undefined) return false;
  }
  return true;
}

function isLiteralMember(json: Json): boolean {
  if (typeof json === 'string') return classify(json) === 'text';
  return typeof json !== 'object' || json === null || isLiteral(json);
}

function evaluateArray(items: readonly Json[], scope: Scope, path: Path, role: Role): Value {
  scope.run.spend(items.length);
  return arrayOf(
    items.map((item, i) => evaluateNode(item, scope, childPath(path, i), role)),
    writtenAt(scope.document, path, role),
  );
}

function evaluateObject(object: JsonObject, scope: Scope, path: Path, role: Role): Value {
  const keys = Object.keys(object);
  scope.run.spend(keys.length);
  const entries = new Map<string, Entry>();
  let open: Open | undefined;
  for (const key of keys) {
    const json = object[key] ?? null;
    const loops = key.toLowerCase() === 'copy' ? propertyLoops(json) : undefined;
    if (loops !== undefined) {
      for (const [i, loop] of loops.entries())
        entries.set(loop.name, must(evaluateLoop(loop, scope, childPath(childPath(path, key), i), role)));
      continue;
    }
    const at = childPath(path, key);
    const name = classify(key) === 'text' ? key : evaluateKey(key, scope, at);
    const member = evaluateNode(json, scope, at, role);
    if (typeof name === 'string') entries.set(name, must(member));
    else open = withUnknownKey(open, name, member);
  }
  return objectOf(entries, { open, origin: writtenAt(scope.document, path, role) });
}

/** A member under a name that is not known may be any member. */
function withUnknownKey(open: Open | undefined, name: Value, member: Value): Open {
  const { term } = unknown([], `${open?.term ?? ''}{${termOf(name)}: ${termOf(member)}}`);
  const named = [...(open?.named ?? []), { name, value: member }];
  return { because: joinReasons(open?.because ?? [], reasonsOf(name)), term, named };
}

/** A key that is an expression; the value itself where it is not known. */
function evaluateKey(key: string, scope: Scope, path: Path): string | Value {
  const value = evaluateString(key, scope, path, 'property');
  const json = toJson(value);
  if (json === undefined) return value;
  if (typeof json === 'string') return json;
  scope.run.report('A property name must be a string', scope.document, path, { at: 'key' });
  return key;
}

/** `{ name, count, input }`: makes an array under the name. */
export interface PropertyLoop {
  readonly name: string;
  readonly count: Json;
  readonly input: Json;
}

/** The property loops of a `copy` member; undefined when the member is an ordinary property of that name. */
export function propertyLoops(json: Json | undefined): readonly PropertyLoop[] | undefined {
  if (!isJsonArray(json) || json.length === 0) return undefined;
  const loops = json.map((item) => {
    if (!isJsonObject(item)) return undefined;
    const [name, count, input] = [get(item, 'name'), get(item, 'count'), get(item, 'input')];
    return typeof name === 'string' && count !== undefined && input !== undefined ? { name, count, input } : undefined;
  });
  return loops.every((loop) => loop !== undefined) ? loops : undefined;
}

/** The array a property loop makes. */
export function evaluateLoop(loop: PropertyLoop, scope: Scope, path: Path, role: Role): Value {
  return guarded(
    () => {
      const count = evaluateNode(loop.count, scope, childPath(path, 'count'), role);
      const value = mapChoices([count], ([plain]) => repeat(loop, plain as Plain, scope, path, role));
      if (value === undefined) throw new TemplateError(`The copy loop '${loop.name}' has no count`);
      return value;
    },
    scope,
    path,
    role,
  );
}

function repeat(loop: PropertyLoop, count: Plain, scope: Scope, path: Path, role: Role): Value {
  const rounds = roundsOf(count, loop.name);
  const round = (index: Value | number): Value =>
    evaluateNode(loop.input, insideLoop(scope, loop.name, false, index), childPath(path, 'input'), role);
  const elements: Element[] = [];
  if (rounds.kind === 'any') elements.push({ kind: 'spread', item: round(rounds.index), because: rounds.because });
  else for (let i = 0; i < rounds.count; i++) elements.push(round(i));
  return scope.run.accept(arrayOf(elements, computedAt(scope.document, path, role, [], originsOf([count.origin]))));
}
