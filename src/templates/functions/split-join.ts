// split() and join().

import { elementsOf, holdsSecret, toJson, typeOf } from '../../values/access.ts';
import { hasChar } from '../../values/char-set.ts';
import { isJsonArray } from '../../values/json.ts';
import { standsForMany } from '../../values/terms.ts';
import { arrayOf, known, type Plain, stringOf, type Unknown, type Value } from '../../values/value.ts';
import { TemplateError } from '../run.ts';
import {
  describe,
  plainFunction,
  stringArg,
  type TemplateFunction,
  Unsettled,
  unknownCall,
  wrongType,
} from './definition.ts';
import { textPart } from './text.ts';

export const splitJoinFunctions: readonly TemplateFunction[] = [
  plainFunction('split', [2, 2], split),
  plainFunction('join', [2, 2], join),
];

function split(args: readonly Plain[]): Value {
  const [text, delimiter] = args as [Plain, Plain];
  const delimiters = delimitersOf(delimiter);
  if (typeOf(text) !== 'string' && typeOf(text) !== undefined) throw wrongType('split', 0, 'a string', describe(text));
  if (delimiters === undefined) return unknownCall('split', args, 'array');
  if (text.kind === 'known' && typeof text.json === 'string')
    return known(splitText(text.json, delimiters), undefined, text.secret);
  const pieces = text.kind === 'string' ? splitParts(text.parts, delimiters) : undefined;
  if (pieces === undefined) return unknownCall('split', args, 'array');
  return arrayOf(
    pieces.map((piece) => holeOrString(piece, text.secret)),
    undefined,
    text.secret,
  );
}

function holeOrString(parts: readonly (string | Unknown)[], secret: boolean): Value {
  const [only] = parts;
  return parts.length === 1 && only !== undefined && typeof only !== 'string'
    ? only
    : stringOf(parts, undefined, secret);
}

function delimitersOf(value: Plain): readonly string[] | undefined {
  const type = typeOf(value);
  if (type !== undefined && type !== 'string' && type !== 'array')
    throw wrongType('split', 1, 'a string or an array of strings', describe(value));
  const json = toJson(value);
  if (json === undefined) return undefined;
  return isJsonArray(json) ? json.map((_, i) => stringArg(json, i, 'split')) : [stringArg([json], 0, 'split')];
}

function splitText(text: string, delimiters: readonly string[]): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; ) {
    const found = delimiters.find((delimiter) => delimiter !== '' && text.startsWith(delimiter, i));
    if (found === undefined) {
      i++;
      continue;
    }
    pieces.push(text.slice(start, i));
    i += found.length;
    start = i;
  }
  return [...pieces, text.slice(start)];
}

/** Splits at literal delimiters; undefined when a hole might hold one, or one might begin in a literal and end in a hole. */
function splitParts(
  parts: readonly (string | Unknown)[],
  delimiters: readonly string[],
): readonly (readonly (string | Unknown)[])[] | undefined {
  const single = delimiters.every((delimiter) => delimiter.length === 1);
  if (!single) return undefined;
  const pieces: (string | Unknown)[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string') {
      const alphabet = part.limits?.alphabet;
      if (alphabet === undefined || delimiters.some((delimiter) => hasChar(alphabet, delimiter.charCodeAt(0))))
        return undefined;
      pieces.at(-1)?.push(part);
      continue;
    }
    const [first = '', ...rest] = splitText(part, delimiters);
    pieces.at(-1)?.push(first);
    for (const piece of rest) pieces.push([piece]);
  }
  return pieces.map((piece) => (piece.some((part) => part !== '') ? piece.filter((part) => part !== '') : piece));
}

function join(args: readonly Plain[]): Value {
  const [items, delimiter] = args as [Plain, Plain];
  const elements = elementsOf(items);
  if (elements === undefined) throw wrongType('join', 0, 'an array', describe(items));
  if (delimiter.kind === 'known' && typeof delimiter.json !== 'string')
    throw wrongType('join', 1, 'a string', describe(delimiter));
  const parts: (string | Unknown)[] = [];
  for (const [i, element] of elements.entries()) {
    if (element.kind === 'spread' || element.kind === 'choice') return unknownCall('join', args, 'string');
    const type = typeOf(element);
    if (type === 'object')
      throw new TemplateError('join() expects an array of strings or numbers, but an item is an object');
    if (type === 'array' || type === 'null')
      throw new Unsettled(`join() with ${type === 'null' ? 'null' : 'an array'} inside`);
    if (i > 0) parts.push(...textPart(delimiter));
    parts.push(...textPart(element));
  }
  if (parts.some((part) => typeof part !== 'string' && standsForMany(part.term)))
    return unknownCall('join', args, 'string');
  return stringOf(parts, undefined, holdsSecret(items) || holdsSecret(delimiter));
}
