// The table of all template functions by name.

import { arrayFunctions } from './functions/arrays.ts';
import { contextFunctions } from './functions/context.ts';
import { dateFunctions } from './functions/dates.ts';
import type { TemplateFunction } from './functions/definition.ts';
import { encodingFunctions } from './functions/encoding.ts';
import { formatFunctions } from './functions/format.ts';
import { hashFunctions } from './functions/hash.ts';
import { lambdaFunctions } from './functions/lambdas.ts';
import { logicFunctions } from './functions/logic.ts';
import { memberFunctions } from './functions/members.ts';
import { nameFunctions } from './functions/names.ts';
import { networkFunctions } from './functions/network.ts';
import { numberFunctions } from './functions/numbers.ts';
import { objectFunctions } from './functions/objects.ts';
import { partFunctions } from './functions/parts.ts';
import { listFunction, resourceFunctions } from './functions/resources.ts';
import { splitJoinFunctions } from './functions/split-join.ts';
import { textFunctions } from './functions/text.ts';

/** Every function of the template language, but the open family `list*`. */
export const allFunctions: readonly TemplateFunction[] = [
  ...arrayFunctions,
  ...contextFunctions,
  ...dateFunctions,
  ...encodingFunctions,
  ...formatFunctions,
  ...hashFunctions,
  ...lambdaFunctions,
  ...logicFunctions,
  ...memberFunctions,
  ...nameFunctions,
  ...networkFunctions,
  ...numberFunctions,
  ...objectFunctions,
  ...partFunctions,
  ...resourceFunctions,
  ...splitJoinFunctions,
  ...textFunctions,
];

/** By name as documented, which most templates use, and in lower case. */
const byName = new Map(
  allFunctions.flatMap((definition) => [
    [definition.name, definition],
    [definition.name.toLowerCase(), definition],
  ]),
);

/** A function by name, without regard to case; undefined when there is none. */
export function functionNamed(name: string): TemplateFunction | undefined {
  const found = byName.get(name) ?? byName.get(name.toLowerCase());
  if (found !== undefined || !/^list[a-z]*$/i.test(name)) return found;
  const list = listFunction(name);
  byName.set(name.toLowerCase(), list);
  return list;
}

/** The names of functions, for suggestions. */
export function functionNames(): readonly string[] {
  return allFunctions.map((definition) => definition.name);
}
