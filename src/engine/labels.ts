// Short texts for values that may not be known.

import { holdsSecret, toJson } from '../values/access.ts';
import { jsonText } from '../values/json-key.ts';
import type { Unknown, Value } from '../values/value.ts';

/** A name for people: what is not known stands in braces. */
export function nameLabel(value: Value): string {
  if (holdsSecret(value)) return '{secret}';
  switch (value.kind) {
    case 'known':
      return typeof value.json === 'string' ? value.json : jsonText(value.json);
    case 'string':
      return value.parts.map((part) => (typeof part === 'string' ? part : holeLabel(part))).join('');
    case 'unknown':
      return holeLabel(value);
    case 'choice':
      return value.options.map((option) => nameLabel(option.value)).join('|');
    default:
      return `{${value.kind}}`;
  }
}

/** `{registryName}` for a parameter, `{uniqueString(…)}` for a call. */
function holeLabel({ term }: Unknown): string {
  const parameter = /^parameters\('([^']+)'\)$/.exec(term)?.[1];
  if (parameter !== undefined) return `{${parameter}}`;
  const call = /^([A-Za-z]+)\(/.exec(term)?.[1];
  if (call !== undefined) return `{${call}(…)}`;
  return /^[A-Za-z().]+$/.test(term) ? `{${term}}` : '{…}';
}

/** Longer values are cut: a report is read, not parsed. */
const maxLength = 120;

/** A value for people: JSON where it is known, its shape where it is not, never a secret. */
export function valueLabel(value: Value): string {
  if (holdsSecret(value)) return 'a secret value';
  const json = toJson(value);
  const text = json === undefined ? partialLabel(value) : jsonText(json);
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

function partialLabel(value: Value): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(nameLabel(value));
    case 'choice':
      return [...new Set(value.options.map((option) => valueLabel(option.value)))].join(' or ');
    case 'object':
      return 'an object that is known in part';
    case 'array':
      return 'an array that is known in part';
    default:
      return nameLabel(value);
  }
}
