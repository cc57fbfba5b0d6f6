// What decorators say of a type: limits, secrecy, metadata (TemplateWriter.ApplyTypeModifiers).

import { isJsonObject, type Json, type JsonObject, own, setKey } from '../../values/json.ts';
import { type Decorated, decorator, hasDecorator } from '../decorators.ts';
import { literalText } from '../walk.ts';
import type { Lowering } from './lowering.ts';
import { resolvedType } from './type-references.ts';
import type { Members } from './values.ts';

/** A type with what the decorators in front of it add. */
export function withModifiers(lowering: Lowering, decorated: Decorated, type: JsonObject): JsonObject {
  if (decorated.decorators.length === 0) return type;
  const result: Members = { ...type };
  if (hasDecorator(decorated, 'secure')) makeSecure(lowering, result);
  if (hasDecorator(decorated, 'sealed')) setKey(result, 'additionalProperties', false);
  for (const name of ['metadata', 'minLength', 'maxLength', 'minValue', 'maxValue']) {
    const [value] = decorator(decorated, name) ?? [];
    if (value !== undefined) merge(result, name, lowering.value(value, undefined));
  }
  const validation = decorator(decorated, 'validate');
  if (validation !== undefined)
    setKey(
      result,
      'validate',
      validation.map((arg) => lowering.value(arg, undefined)),
    );
  const text = descriptionOf(lowering, decorated);
  if (text !== undefined) addMetadata(result, 'description', text);
  return result;
}

/** A secure type; of a type by name it is asked what it is, of one derived from a resource a text is assumed. */
function makeSecure(lowering: Lowering, type: Members): void {
  const name = own(resolvedType(lowering, type), 'type');
  setKey(
    type,
    'type',
    name === 'object' ? 'secureObject' : name === 'string' || name === undefined ? 'securestring' : name,
  );
}

/** The text of `@description()`, its lines moved to the left together. */
export function descriptionOf(lowering: Lowering, decorated: Decorated): Json | undefined {
  const [argument] = decorator(decorated, 'description') ?? [];
  if (argument === undefined) return undefined;
  const text = literalText(argument);
  const lowered = lowering.value(argument, undefined);
  return text === undefined || typeof lowered !== 'string' ? lowered : withoutIndent(lowered);
}

/** Source: StringUtils.NormalizeIndent. */
function withoutIndent(text: string): string {
  const [first = '', ...rest] = text.split(/\r\n|\n|\r/);
  const indents = rest.filter((line) => line.length > 0).map((line) => line.length - line.trimStart().length);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return [first, ...rest.map((line) => line.slice(common))].join('\n');
}

export function addMetadata(object: Members, key: string, value: Json): void {
  const metadata: Members = {};
  setKey(metadata, key, value);
  merge(object, 'metadata', metadata);
}

/** Sets a member; objects are merged. */
function merge(object: Members, key: string, value: Json): void {
  const before = own(object, key);
  if (!isJsonObject(before) || !isJsonObject(value)) {
    setKey(object, key, value);
    return;
  }
  const merged: Members = { ...before };
  for (const [name, member] of Object.entries(value)) merge(merged, name, member);
  setKey(object, key, merged);
}
