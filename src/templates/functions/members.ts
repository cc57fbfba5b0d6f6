// Steps into objects and arrays: tryGet(), and the items that indexes lead to.

import { elementsOf, memberOf, membersOf, toJson, typeOf } from '../../values/access.ts';
import { equal } from '../../values/compare.ts';
import { get, isJsonArray, isJsonObject, type JsonObject } from '../../values/json.ts';
import { memberOrigin } from '../../values/origin.ts';
import {
  type Entry,
  isConcrete,
  type Known,
  known,
  must,
  type Plain,
  unknown,
  type Value,
} from '../../values/value.ts';
import { TemplateError } from '../run.ts';
import {
  anyNumber,
  describe,
  plainFunction,
  type TemplateFunction,
  Unsettled,
  unknownCall,
  wrongType,
} from './definition.ts';

export const memberFunctions: readonly TemplateFunction[] = [
  plainFunction('tryGet', [2, anyNumber], (args) => tryGet(args)),
];

/** Null when the first step finds nothing; the steps behind it then are not taken (it compiles `a.?b.c`). */
function tryGet(args: readonly Plain[]): Value {
  const [target, first, ...rest] = args as [Plain, Plain, ...Plain[]];
  if (target.kind === 'known' && target.json === null) return known(null);
  const step = stepInto(target, first);
  if (step === undefined) return known(null);
  let current: Value = step.value;
  if (step.presence === 'may' && rest.length > 0) return unknownCall('tryGet', args, undefined);
  for (const key of rest) {
    if (current.kind === 'choice') return unknownCall('tryGet', args, undefined);
    const next = stepInto(current, key);
    if (next === undefined) throw new Unsettled('tryGet() of a later step that is missing');
    if (next.presence === 'may' && next.value.kind !== 'unknown') return unknownCall('tryGet', args, undefined);
    current = next.value;
  }
  return step.presence === 'may' ? unknownCall('tryGet', args, undefined) : current;
}

/** One step into an object by name or into an array by index. */
function stepInto(target: Plain, key: Plain): Entry | undefined {
  if (!isConcrete(key)) {
    if (hasNoMember(target, key)) return undefined;
    return { value: unknownCall('tryGet', [target, key], undefined), presence: 'may' };
  }
  const json = toJson(key) ?? null;
  if (typeof json === 'string') return memberOf(target, json);
  if (isJsonObject(json)) return fromEndStep(target, json);
  if (typeof json !== 'number') throw wrongType('tryGet', 1, 'a property name or an index', describe(key));
  return itemAt(target, json);
}

/** Whether a name, of which only a part is known, is none of an object's members. */
function hasNoMember(target: Plain, name: Plain): boolean {
  const members = typeOf(target) === 'object' && typeOf(name) === 'string' ? membersOf(target) : undefined;
  if (members === undefined || members.open !== undefined) return false;
  return [...members.entries.keys()].every((key) => equal(known(key), name, 'ignore') === false);
}

/** The index form `{ value, fromEnd: true }` counts from the end, 1 being the last. */
function fromEndStep(target: Plain, index: JsonObject): Entry | undefined {
  const position = get(index, 'value');
  const elements = target.kind === 'unknown' ? undefined : elementsOf(target);
  if (typeof position !== 'number') throw new TemplateError('An index from the end needs a number');
  if (get(index, 'fromEnd') !== true) return itemAt(target, position);
  if (elements === undefined || elements.some((element) => element.kind === 'spread'))
    return { value: unknownCall('item', [target, known(position)], undefined), presence: 'may' };
  return itemAt(target, elements.length - position);
}

/** The item at an index, as certain as the items in front of it. */
export function itemAt(target: Plain, index: number): Entry | undefined {
  if (target.kind === 'known') return knownItemAt(target, index);
  const elements = elementsOf(target);
  if (target.kind === 'unknown') {
    if (elements === undefined) return undefined;
    return {
      value: unknown(target.because, `${target.term}[${index}]`, { secret: target.secret, origin: target.origin }),
      presence: 'may',
    };
  }
  if (elements === undefined || index < 0) return undefined;
  const before = elements.slice(0, index + 1);
  if (before.some((element) => element.kind === 'spread'))
    return { value: unknownCall('item', [target, known(index)], undefined), presence: 'may' };
  const item = elements[index];
  return item === undefined || item.kind === 'spread' ? undefined : must(item);
}

function knownItemAt(target: Known, index: number): Entry | undefined {
  if (!isJsonArray(target.json)) return undefined;
  const item = target.json[index];
  return item === undefined ? undefined : must(known(item, memberOrigin(target.origin, index), target.secret));
}
