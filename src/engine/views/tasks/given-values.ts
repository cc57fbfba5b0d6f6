// The values that a task gives to its file: `{{.Values.name}}`.

import { elementsOf, memberOf, reasonsOf } from '../../../values/access.ts';
import { type Because, joinReasons } from '../../../values/because.ts';
import { knownString } from '../../../values/compare.ts';
import { get, isJsonObject, type Json } from '../../../values/json.ts';
import { type Element, known, type Plain, type Value } from '../../../values/value.ts';
import { fromBase64, isMarked, type ValueOf } from './task-text.ts';
import { NotUnderstood } from './yaml-lines.ts';
import { readYamlSubset } from './yaml-subset.ts';

/** The values of a step. */
export interface GivenValues {
  /** What they depend on: {@link read} takes one plain value for each. */
  readonly parts: readonly Value[];
  readonly read: (parts: readonly Plain[]) => ValueOf;
  /** Why some of them are not known. */
  readonly because: readonly Because[];
}

/** One of `values`. */
interface Named {
  readonly name: string;
  readonly value: Value;
  readonly isSecret: boolean;
}

/** Reads `values` and `encodedValuesContent` of a step. */
export function givenValues(step: Plain): GivenValues {
  const file = memberOf(step, 'encodedValuesContent')?.value ?? known(null);
  const list = memberOf(step, 'values')?.value ?? known([]);
  const named = list.kind === 'choice' ? [undefined] : (elementsOf(list) ?? []).map(namedValue);
  const entries = named.filter((entry) => entry !== undefined);
  // Some of them have names that are not known: then any name may be one of them.
  const isOpen = entries.length < named.length;
  return {
    parts: [file, ...entries.map(({ value }) => value)],
    read: ([content, ...values]) => {
      const defaults = isOpen ? undefined : valuesFile(content);
      return (path) => {
        const at = path.length === 1 ? entries.findLastIndex(({ name }) => name === path[0]) : -1;
        const value = values[at];
        if (value === undefined) return defaults === undefined ? { kind: 'hole' } : textAt(defaults, path);
        return (entries[at]?.isSecret ? undefined : knownString(value)) ?? { kind: 'hole' };
      };
    },
    because: joinReasons(reasonsOf(file), reasonsOf(list)),
  };
}

/** Undefined where its name is not known. */
function namedValue(element: Element): Named | undefined {
  if (element.kind === 'spread' || element.kind === 'choice') return undefined;
  const name = memberOf(element, 'name')?.value;
  const text = name === undefined || name.kind === 'choice' ? undefined : knownString(name);
  const value = memberOf(element, 'value');
  if (text === undefined || value?.presence !== 'must') return undefined;
  const secret = memberOf(element, 'isSecret')?.value;
  return { name: text, value: value.value, isSecret: !(secret === undefined || isFalse(secret)) };
}

function isFalse(value: Value): boolean {
  return value.kind === 'known' && (value.json === false || value.json === null);
}

/** What the file of values says; undefined where that is not known. */
function valuesFile(content: Plain | undefined): Json | undefined {
  if (content?.kind !== 'known') return undefined;
  if (content.json === null) return {};
  if (typeof content.json !== 'string') return undefined;
  try {
    return readYamlSubset(fromBase64(content.json)) ?? undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

function textAt(file: Json, path: readonly string[]): ReturnType<ValueOf> {
  let value: Json | undefined = file;
  for (const segment of path) value = isJsonObject(value) ? get(value, segment) : undefined;
  if (value === undefined || value === null) return undefined;
  // Numbers and the like are written anew when they are put in; what is no plain word may come out otherwise.
  const isPlain =
    typeof value === 'string' && !isMarked(value) && !/^[-+.\d]|^(?:true|false|yes|no|on|off|y|n)$/i.test(value);
  return isPlain && typeof value === 'string' ? value : { kind: 'hole' };
}
