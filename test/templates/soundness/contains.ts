// Whether what is known of a value before deployment covers what it is in one deployment.

import { elementsOf, keyNamed, membersOf, toJson, typeOf } from '../../../src/values/access.ts';
import type { Atom } from '../../../src/values/guard.ts';
import { get, isJsonArray, isJsonObject, type Json } from '../../../src/values/json.ts';
import { jsonEquals, jsonKey } from '../../../src/values/json-key.ts';
import { admits } from '../../../src/values/lattice.ts';
import { withinLimits } from '../../../src/values/limits.ts';
import { standsForMany } from '../../../src/values/terms.ts';
import type { Element, Option, PartialString, Plain, Unknown, Value } from '../../../src/values/value.ts';
import { show, showGuard } from '../notation.ts';

/** What terms stand for in one deployment: those of parameters from the start, the others as they are met. */
export class Terms {
  private readonly values: Map<string, Json>;

  constructor(parameters: Readonly<Record<string, Json>>) {
    this.values = new Map(Object.entries(parameters).map(([name, json]) => [`parameters('${name}')`, json]));
  }

  /** Undefined where it was not met yet. */
  valueOf(term: string): Json | undefined {
    return this.values.get(term) ?? this.inside(term);
  }

  /** A term has one value in one deployment; a second one is a contradiction. */
  meet(term: string, json: Json): string | undefined {
    if (standsForMany(term)) return undefined;
    const before = this.valueOf(term);
    if (before === undefined) this.values.set(term, json);
    return before === undefined || jsonEquals(before, json)
      ? undefined
      : `${term} is ${jsonKey(before)} at one place and ${jsonKey(json)} at another`;
  }

  /** Members of parameters: `parameters('o').k[0]`. */
  private inside(term: string): Json | undefined {
    const [, owner = '', steps = ''] = /^(parameters\('\w+'\))((?:\.\w+|\[\d+\])+)$/.exec(term) ?? [];
    let current = this.values.get(owner);
    for (const [, key, index] of steps.matchAll(/\.(\w+)|\[(\d+)\]/g)) {
      if (isJsonObject(current) && key !== undefined) current = get(current, key);
      else if (isJsonArray(current) && index !== undefined) current = current[Number(index)];
      else return undefined;
    }
    return current;
  }
}

/** Why the abstract value does not cover the concrete one; undefined when it does. What fails concretely is covered by anything. */
export function uncovered(abstract: Value, concrete: Value, terms: Terms): string | undefined {
  if (concrete.kind === 'choice' || isVague(concrete)) return undefined;
  const reason =
    abstract.kind === 'choice' ? choiceLacks(abstract.options, concrete, terms) : plainLacks(abstract, concrete, terms);
  return reason === undefined || reason.includes('\n') ? reason : `${reason}\n  ${show(abstract)}\n  ${show(concrete)}`;
}

/** With all parameters known, only what fails, or what no source settles, is not certain. */
function isVague(concrete: Plain): boolean {
  switch (concrete.kind) {
    case 'known':
      return false;
    case 'object':
      return concrete.open !== undefined || [...concrete.entries.values()].some(({ presence }) => presence === 'may');
    case 'array':
      return concrete.elements.some(isSpread);
    default:
      return true;
  }
}

/** Exactly one option's guard holds; where some guards speak of terms that were not met, one of those may. */
function choiceLacks(options: readonly Option[], concrete: Plain, terms: Terms): string | undefined {
  const possible = options.filter(({ guard }) => guard.every((atom) => atomHolds(atom, terms) !== false));
  const certain = possible.filter(({ guard }) => guard.every((atom) => atomHolds(atom, terms) === true));
  if (certain.length > 1)
    return `${certain.length} guards hold: ${certain.map(({ guard }) => showGuard(guard)).join('; ')}`;
  if (possible.length === 0) return 'no guard holds';
  const [only] = certain;
  if (only !== undefined) return uncovered(only.value, concrete, terms);
  return possible.some(({ value }) => coversSomehow(value, concrete)) ? undefined : 'no possible option covers it';
}

function atomHolds({ term, values, negated }: Atom, terms: Terms): boolean | undefined {
  const value = terms.valueOf(term);
  return value === undefined ? undefined : values.some((candidate) => jsonEquals(candidate, value)) !== negated;
}

/** Without learning anything about terms: it is not known that this option is the one. */
function coversSomehow(value: Value, concrete: Plain): boolean {
  const json = toJson(concrete);
  return json === undefined || admits(value, json);
}

function plainLacks(abstract: Plain, concrete: Plain, terms: Terms): string | undefined {
  const json = toJson(concrete);
  switch (abstract.kind) {
    case 'unknown':
      return unknownLacks(abstract, concrete, json, terms);
    case 'string':
      return stringLacks(abstract, json, terms);
    default:
      if (typeOf(abstract) !== typeOf(concrete)) return `${typeOf(abstract)} is not ${typeOf(concrete)}`;
      if (typeOf(abstract) === 'object') return objectLacks(abstract, concrete, terms);
      if (typeOf(abstract) === 'array') return arrayLacks(abstract, concrete, terms);
      return json === undefined || admits(abstract, json) ? undefined : 'another value';
  }
}

function unknownLacks(
  { type, limits, term, because }: Unknown,
  concrete: Plain,
  json: Json | undefined,
  terms: Terms,
): string | undefined {
  if (because.length === 0) return 'unknown for no reason';
  if (type !== undefined && typeOf(concrete) !== type) return `${type} is not ${typeOf(concrete)}`;
  if (json === undefined) return undefined;
  return withinLimits(json, limits) ? terms.meet(term, json) : 'outside the limits';
}

/** One hole alone is what the literals around it leave over. */
function stringLacks(abstract: PartialString, json: Json | undefined, terms: Terms): string | undefined {
  if (json === undefined) return undefined;
  if (!admits(abstract, json)) return 'another text';
  const holes = abstract.parts.filter((part): part is Unknown => typeof part !== 'string');
  const [hole, ...others] = holes;
  if (hole === undefined || others.length > 0 || typeof json !== 'string') return undefined;
  const at = abstract.parts.indexOf(hole);
  const [before, after] = [abstract.parts.slice(0, at).join('').length, abstract.parts.slice(at + 1).join('').length];
  const text = json.slice(before, json.length - after);
  return withinLimits(text, hole.limits) ? terms.meet(hole.term, text) : 'a hole outside its limits';
}

function objectLacks(abstract: Plain, concrete: Plain, terms: Terms): string | undefined {
  const [wide, narrow] = [membersOf(abstract), membersOf(concrete)];
  if (wide === undefined || narrow === undefined) return 'not an object';
  const keys = new Map([...narrow.entries].map(([key, entry]) => [key, entry.value]));
  for (const [key, { value, presence }] of wide.entries) {
    const name = keyNamed(keys, key) ?? key;
    const member = keys.get(name);
    keys.delete(name);
    const reason =
      member === undefined ? (presence === 'must' ? 'missing' : undefined) : uncovered(value, member, terms);
    if (reason !== undefined) return `member '${key}': ${reason}`;
  }
  return wide.open === undefined && keys.size > 0 ? `unexpected members ${[...keys.keys()].join(', ')}` : undefined;
}

function arrayLacks(abstract: Plain, concrete: Plain, terms: Terms): string | undefined {
  const [wide, narrow] = [elementsOf(abstract) ?? [], elementsOf(concrete) ?? []];
  if (wide.some(isSpread)) return coversSomehow(abstract, concrete) ? undefined : 'other items';
  if (wide.length !== narrow.length) return `${narrow.length} items instead of ${wide.length}`;
  for (const [i, element] of wide.entries()) {
    const item = narrow[i];
    if (item === undefined || isSpread(item) || isSpread(element)) return 'a spread in a concrete array';
    const reason = uncovered(element, item, terms);
    if (reason !== undefined) return `item ${i}: ${reason}`;
  }
  return undefined;
}

function isSpread(element: Element): element is Extract<Element, { kind: 'spread' }> {
  return element.kind === 'spread';
}
