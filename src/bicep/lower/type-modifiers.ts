// What decorators say of a type: limits, secrecy, metadata (TemplateWriter.ApplyTypeModifiers).

import { isJsonObject, type Json, own, setKey } from '../../values/json.ts';
import { type Decorated, decorator, decoratorText, hasDecorator } from '../decorators.ts';
import type { TypeExpression } from '../syntax/nodes.ts';
import { literalText } from '../walk.ts';
import { type Lowering, place } from './lowering.ts';
import { resolvedType } from './type-references.ts';
import type { Members } from './values.ts';

/** Something that has a type, and decorators that say more of it. */
export interface Typed extends Decorated {
  readonly type: TypeExpression;
}

const limits = ['metadata', 'minLength', 'maxLength', 'minValue', 'maxValue'];

/** The type of something with what the decorators in front of it add: a new object. */
export function declaredType(lowering: Lowering, declared: Typed): Members {
  const result: Members = { ...lowering.type(declared.type, decoratorText(declared, 'discriminator')) };
  for (const key of ['type', '$ref']) if (Object.hasOwn(result, key)) place(lowering, result, key, declared.type);
  if (declared.decorators.length === 0) return result;
  if (hasDecorator(declared, 'secure')) makeSecure(lowering, result);
  if (hasDecorator(declared, 'sealed')) setKey(result, 'additionalProperties', false);
  for (const name of limits) {
    const [value] = decorator(declared, name) ?? [];
    if (value === undefined) continue;
    merge(result, name, lowering.value(value, undefined));
    place(lowering, result, name, value);
  }
  const validation = decorator(declared, 'validate');
  if (validation !== undefined)
    setKey(
      result,
      'validate',
      validation.map((arg) => lowering.value(arg, undefined)),
    );
  addDescription(lowering, result, declared);
  return result;
}

/** `metadata.description` from `@description()`. */
export function addDescription(lowering: Lowering, object: Members, decorated: Decorated): void {
  const description = descriptionOf(lowering, decorated);
  const [argument] = decorator(decorated, 'description') ?? [];
  if (description === undefined || argument === undefined) return;
  addMetadata(object, 'description', description);
  const metadata = own(object, 'metadata');
  if (isJsonObject(metadata)) place(lowering, metadata, 'description', argument);
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
