// Plain JSON, as it was loaded from a file, in a template: as a value and as an expression.

import { isJsonArray, isJsonObject, type Json, setKey } from '../../values/json.ts';
import { type Arm, armNull, call, integer, text } from './arm.ts';
import { escapeText } from './print-arm.ts';

/** The JSON as a value of a template: texts that look like expressions are escaped, and `copy` is not a loop. */
export function jsonValue(json: Json): Json {
  if (typeof json === 'string') return escapeText(json);
  if (typeof json === 'number' && !Number.isInteger(json)) return `[json('${json}')]`;
  if (isJsonArray(json)) return json.map(jsonValue);
  if (!isJsonObject(json)) return json;
  const object: Record<string, Json> = {};
  for (const [key, member] of Object.entries(json)) setKey(object, escapeKey(escapeText(key)), jsonValue(member));
  return object;
}

/** A property really called `copy` is written as an expression, or it would be a loop (ExpressionEmitter.EmitPropertyInternal). */
export function escapeKey(key: string): string {
  return key.toLowerCase() === 'copy' ? `[string('${key}')]` : key;
}

/** The JSON as an expression. */
export function jsonExpression(json: Json): Arm {
  if (json === null) return armNull;
  if (typeof json === 'string') return text(json);
  if (typeof json === 'boolean') return call(json ? 'true' : 'false');
  if (typeof json === 'number' || typeof json === 'bigint')
    return typeof json === 'number' && !Number.isInteger(json) ? call('json', text(String(json))) : integer(json);
  if (isJsonArray(json)) return call('createArray', ...json.map(jsonExpression));
  return call('createObject', ...Object.entries(json).flatMap(([key, member]) => [text(key), jsonExpression(member)]));
}
