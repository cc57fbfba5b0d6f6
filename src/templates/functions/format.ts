// format(): .NET composite formatting, as far as its result is certain.

import { holdsSecret, toJson } from '../../values/access.ts';
import { isJsonArray, type Json } from '../../values/json.ts';
import { type Plain, stringOf, type Unknown, type Value } from '../../values/value.ts';
import { TemplateError } from '../run.ts';
import { describe, plainFunction, type TemplateFunction, unknownCall, wrongType } from './definition.ts';
import { textPart } from './text.ts';

export const formatFunctions: readonly TemplateFunction[] = [
  plainFunction('format', [1, Number.POSITIVE_INFINITY], format),
];

function format(args: readonly Plain[]): Value {
  const [template, ...values] = args as [Plain, ...Plain[]];
  if (template.kind !== 'known') return unknownCall('format', args, 'string');
  if (typeof template.json !== 'string') throw wrongType('format', 0, 'a string', describe(template));
  const parts: (string | Unknown)[] = [];
  for (const piece of readComposite(template.json)) {
    if (typeof piece === 'string') {
      parts.push(piece);
      continue;
    }
    const value = values[piece.index];
    if (value === undefined) throw new TemplateError(`format() has no value for {${piece.index}}`);
    const formatted = formatItem(piece, value);
    if (formatted === undefined) return unknownCall('format', args, 'string');
    parts.push(...formatted);
  }
  return stringOf(parts, undefined, args.some(holdsSecret));
}

interface FormatItem {
  readonly index: number;
  /** Least width; negative aligns left. */
  readonly width: number;
  readonly specifier: string;
}

const compositeCache = new Map<string, readonly (string | FormatItem)[]>();

/** Literal text and items of a composite format string. */
function readComposite(text: string): readonly (string | FormatItem)[] {
  const cached = compositeCache.get(text);
  if (cached !== undefined) return cached;
  if (compositeCache.size > 10_000) compositeCache.clear();
  const pieces: (string | FormatItem)[] = [];
  const item = /\{\{|\}\}|\{(\d{1,6})\s*(?:,\s*(-?\d{1,6})\s*)?(?::([^{}]*))?\}|[{}]/g;
  let literal = 0;
  for (let match = item.exec(text); match !== null; match = item.exec(text)) {
    pieces.push(text.slice(literal, match.index));
    literal = item.lastIndex;
    const [whole, index, width = '0', specifier = ''] = match;
    if (whole === '{{' || whole === '}}') pieces.push(whole.charAt(0));
    else if (index === undefined)
      throw new TemplateError(`format() cannot read its format string at position ${match.index}`);
    else pieces.push({ index: Number(index), width: Number(width), specifier });
  }
  pieces.push(text.slice(literal));
  compositeCache.set(text, pieces);
  return pieces;
}

/** Undefined where the result is not certain. */
function formatItem({ width, specifier }: FormatItem, value: Plain): readonly (string | Unknown)[] | undefined {
  const json = toJson(value);
  if (json === undefined) return width === 0 && specifier === '' ? textPart(value) : undefined;
  const text = formatJson(json, specifier);
  if (text === undefined || Math.abs(width) > 10_000) return undefined;
  return [width < 0 ? text.padEnd(-width) : text.padStart(width)];
}

function formatJson(json: Json, specifier: string): string | undefined {
  if (typeof json === 'number' || typeof json === 'bigint')
    return specifier === '' ? String(json) : formatNumber(json, specifier);
  if (typeof json === 'string') return json;
  if (typeof json === 'boolean') return json ? 'True' : 'False';
  return json === null ? '' : singleQuoted(json);
}

/** Objects and arrays come out with single quotes: `{'a':'b','!c':2}` (recorded from Microsoft's engine). */
function singleQuoted(json: Json): string {
  if (typeof json === 'string') return `'${json.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (json === null || typeof json !== 'object') return String(json);
  if (isJsonArray(json)) return `[${json.map(singleQuoted).join(',')}]`;
  return `{${Object.entries(json)
    .map(([key, value]) => `${singleQuoted(key)}:${singleQuoted(value)}`)
    .join(',')}}`;
}

/** Standard numeric formats of integers, and custom ones made of zeros only; undefined for any other. */
function formatNumber(value: number | bigint, specifier: string): string | undefined {
  if (typeof value === 'number' && !Number.isInteger(value)) return undefined;
  const integer = BigInt(value);
  const zeros = /^0{1,99}$/.exec(specifier);
  if (zeros !== null) return padDigits(integer, specifier.length);
  const standard = /^([A-Za-z])(\d{0,2})$/.exec(specifier);
  if (standard === null) return undefined;
  const [, letter = '', digits = ''] = standard;
  const precision = digits === '' ? undefined : Number(digits);
  switch (letter) {
    case 'D':
    case 'd':
      return padDigits(integer, precision ?? 1);
    case 'N':
    case 'n':
      return groupThousands(integer) + decimals(precision ?? 2);
    case 'F':
    case 'f':
      return String(integer) + decimals(precision ?? 2);
    case 'X':
    case 'x': {
      if (integer < 0n) return undefined;
      const hex = integer.toString(16).padStart(precision ?? 1, '0');
      return letter === 'X' ? hex.toUpperCase() : hex;
    }
    case 'G':
    case 'g':
      return precision === undefined ? String(integer) : undefined;
    default:
      return undefined;
  }
}

function padDigits(value: bigint, width: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(width, '0');
  return value < 0n ? `-${digits}` : digits;
}

function groupThousands(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return value < 0n ? `-${digits}` : digits;
}

function decimals(count: number): string {
  return count === 0 ? '' : `.${'0'.repeat(count)}`;
}
