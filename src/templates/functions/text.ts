// Strings: concatenation is with arrays in array.ts, formatting in format.ts.

import { typeOf } from '../../values/access.ts';
import { charSet, chars, foldCase, hasChar } from '../../values/char-set.ts';
import { ends } from '../../values/compare.ts';
import type { Json } from '../../values/json.ts';
import { jsonText } from '../../values/json-key.ts';
import { matches } from '../../values/pattern.ts';
import { compileLike } from '../../values/pattern-syntax.ts';
import { known, type Plain, stringOf, type Unknown, unknown, type Value } from '../../values/value.ts';
import { TemplateError } from '../run.ts';
import {
  boolFunction,
  countArg,
  stringArg,
  stringFunction,
  type TemplateFunction,
  truthValue,
  Unsettled,
  unknownCall,
} from './definition.ts';

export const textFunctions: readonly TemplateFunction[] = [
  stringFunction('toLower', [1, 1], (args) => stringArg(args, 0, 'toLower').toLowerCase(), {
    partial: ([text]) => text && changeCase(text, 'toLower'),
  }),
  stringFunction('toUpper', [1, 1], (args) => stringArg(args, 0, 'toUpper').toUpperCase(), {
    partial: ([text]) => text && changeCase(text, 'toUpper'),
  }),
  stringFunction('trim', [1, 1], (args) => stringArg(args, 0, 'trim').trim()),
  stringFunction('string', [1, 1], ([value = null]) => convertToString(value), {
    partial: ([value]) => (value === undefined ? undefined : asString(value)),
  }),
  boolFunction('startsWith', [2, 2], (args) => fold(args, 0, 'startsWith').startsWith(fold(args, 1, 'startsWith')), {
    partial: (args) => startsOrEnds('startsWith', args),
  }),
  boolFunction('endsWith', [2, 2], (args) => fold(args, 0, 'endsWith').endsWith(fold(args, 1, 'endsWith')), {
    partial: (args) => startsOrEnds('endsWith', args),
  }),
  boolFunction('like', [2, 2], (args) => like(stringArg(args, 0, 'like'), stringArg(args, 1, 'like'))),
  stringFunction('padLeft', [2, 3], padLeft),
  stringFunction(
    'replace',
    [3, 3],
    (args) => replace(stringArg(args, 0, 'replace'), stringArg(args, 1, 'replace'), stringArg(args, 2, 'replace')),
    { partial: replacePartly },
  ),
  stringFunction('substring', [2, 3], substring, { partial: substringPartly }),
];

/** A value as text the way `format`, `join` and `concat` write it: booleans with a capital letter. */
export function toText(value: Json): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (value === null) return '';
  return jsonText(value);
}

/** `string()` of a boolean: no official source shows whether it is written with a capital letter. */
function convertToString(value: Json): string {
  if (typeof value === 'boolean')
    throw new Unsettled('how string() writes a boolean', { allowed: value ? ['True', 'true'] : ['False', 'false'] });
  return typeof value === 'string' ? value : jsonText(value);
}

/** A value as a part of a string: a literal, or a hole where it is not known. */
export function textPart(value: Plain): readonly (string | Unknown)[] {
  if (value.kind === 'known') return [toText(value.json)];
  if (value.kind === 'string') return value.parts;
  if (value.kind === 'unknown') return [value.type === 'string' ? value : hole(value)];
  return [hole(value)];
}

/** A hole for a value that is not a string. Not what string() gives: that writes booleans and objects differently. */
function hole(value: Plain): Unknown {
  const text = unknownCall('text', [value], 'string');
  return text.kind === 'unknown' ? text : unknown([], 'text()', { type: 'string' });
}

function asString(value: Plain): Value | undefined {
  const type = typeOf(value);
  return type === 'string' ? value : undefined;
}

function fold(args: readonly Json[], position: number, name: string): string {
  return stringArg(args, position, name).toLowerCase();
}

function changeCase(value: Plain, name: 'toLower' | 'toUpper'): Value | undefined {
  const change = (text: string): string => (name === 'toLower' ? text.toLowerCase() : text.toUpperCase());
  if (value.kind === 'unknown')
    return value.type === 'string' || value.type === undefined ? changeHole(value, name, change) : undefined;
  if (value.kind !== 'string') return undefined;
  return stringOf(
    value.parts.map((part) => (typeof part === 'string' ? change(part) : changeHole(part, name, change))),
    undefined,
    value.secret,
  );
}

const lowerLetters = chars('a-z');
const upperLetters = chars('A-Z');

function changeHole(hole: Unknown, name: 'toLower' | 'toUpper', change: (text: string) => string): Unknown {
  const { allowed, alphabet, ...sizes } = hole.limits ?? {};
  const removed = name === 'toLower' ? upperLetters : lowerLetters;
  const folded = alphabet && charSet(foldCase(alphabet).flatMap((range) => withoutRange(range, removed)));
  const limits = {
    ...sizes,
    allowed: allowed?.map((json) => (typeof json === 'string' ? change(json) : json)),
    alphabet: folded,
  };
  const alreadySo = alphabet !== undefined && !removed.some(([low, high]) => overlaps(alphabet, low, high));
  return unknown(hole.because, alreadySo ? hole.term : `${name}(${hole.term})`, {
    type: 'string',
    limits,
    origin: hole.origin,
    secret: hole.secret,
  });
}

function withoutRange(
  [low, high]: readonly [number, number],
  removed: readonly (readonly [number, number])[],
): [number, number][] {
  const kept: [number, number][] = [];
  for (let code = low; code <= high; code++) {
    if (hasChar(removed, code)) continue;
    const last = kept.at(-1);
    if (last !== undefined && last[1] === code - 1) last[1] = code;
    else kept.push([code, code]);
  }
  return kept;
}

function overlaps(set: readonly (readonly [number, number])[], low: number, high: number): boolean {
  return set.some(([from, to]) => from <= high && to >= low);
}

function startsOrEnds(name: 'startsWith' | 'endsWith', args: readonly Plain[]): Value | undefined {
  const [text, affix] = args;
  if (text === undefined || affix?.kind !== 'known' || typeof affix.json !== 'string') return undefined;
  const { prefix, suffix, most } = ends(text);
  const wanted = affix.json.toLowerCase();
  const certain = (name === 'startsWith' ? prefix : suffix).toLowerCase();
  const length = Math.min(certain.length, wanted.length);
  const same =
    name === 'startsWith'
      ? certain.slice(0, length) === wanted.slice(0, length)
      : length === 0 || certain.slice(-length) === wanted.slice(-length);
  if (!same || wanted.length > most) return known(false);
  return truthValue(certain.length >= wanted.length ? true : 'unknown', name, args);
}

/** Bicep's description: `*` is a wildcard, the comparison ignores case. */
function like(text: string, wildcards: string): boolean {
  const pattern = compileLike(wildcards.replaceAll('?', '\\?'));
  if (pattern.kind === 'problem') throw new TemplateError(`like(): ${pattern.message}`);
  return matches(pattern, known(text)) === true;
}

function padLeft(args: readonly Json[]): string {
  const [value] = args;
  const text = typeof value === 'number' || typeof value === 'bigint' ? String(value) : stringArg(args, 0, 'padLeft');
  const length = countArg(args, 1, 'padLeft');
  const padding = args.length > 2 ? stringArg(args, 2, 'padLeft') : ' ';
  if (padding.length !== 1) throw new TemplateError('padLeft() expects one character as argument 3');
  if (length < 0 || length > maxPadding)
    throw new TemplateError(`padLeft() expects a length between 0 and ${maxPadding}`);
  return text.padStart(length, padding);
}

/** Azure's own limit is not documented; a literal in a template has at most 131,072 characters. */
const maxPadding = 131_072;

function replace(text: string, old: string, replacement: string): string {
  if (old === '') throw new Unsettled('replace() with an empty text to look for');
  return text.replaceAll(old, () => replacement);
}

/** The literal parts can be replaced in when no occurrence can reach into a hole: for single characters that holes do not hold. */
function replacePartly(args: readonly Plain[]): Value | undefined {
  const [text, old, replacement] = args;
  if (text?.kind !== 'string' || old?.kind !== 'known' || typeof old.json !== 'string' || old.json.length !== 1)
    return undefined;
  if (replacement?.kind !== 'known' || typeof replacement.json !== 'string') return undefined;
  const code = old.json.charCodeAt(0);
  const [from, to] = [old.json, replacement.json];
  if (
    text.parts.some(
      (part) =>
        typeof part !== 'string' && (part.limits?.alphabet === undefined || hasChar(part.limits.alphabet, code)),
    )
  )
    return undefined;
  return stringOf(
    text.parts.map((part) => (typeof part === 'string' ? part.replaceAll(from, () => to) : part)),
    undefined,
    text.secret,
  );
}

function substring(args: readonly Json[]): string {
  const text = stringArg(args, 0, 'substring');
  const start = countArg(args, 1, 'substring');
  const length = args.length > 2 ? countArg(args, 2, 'substring') : text.length - start;
  if (start < 0 || length < 0 || start + length > text.length) {
    throw new TemplateError(
      `substring() asks for ${length} characters from position ${start} of a string of ${text.length} characters`,
    );
  }
  return text.slice(start, start + length);
}

/** Inside the literal text a string begins with, the answer is certain. */
function substringPartly(args: readonly Plain[]): Value | undefined {
  const [text, start, length] = args;
  if (text?.kind !== 'string' || start?.kind !== 'known' || length?.kind !== 'known') return undefined;
  const { prefix } = ends(text);
  const [from, count] = [Number(start.json), Number(length.json)];
  return from >= 0 && count >= 0 && from + count <= prefix.length
    ? known(prefix.slice(from, from + count), undefined, text.secret)
    : undefined;
}
