// take() and skip(): parts of arrays and strings, whatever of them is known.

import { elementsOf, typeOf } from '../../values/access.ts';
import { type CharSet, charSet } from '../../values/char-set.ts';
import { ends } from '../../values/compare.ts';
import { arrayOf, known, type Plain, stringOf, type Unknown, unknown, type Value } from '../../values/value.ts';
import { describe, plainFunction, type TemplateFunction, unknownCall, wrongType } from './definition.ts';

export const partFunctions: readonly TemplateFunction[] = [
  plainFunction('take', [2, 2], (args) => part('take', args)),
  plainFunction('skip', [2, 2], (args) => part('skip', args)),
];

/** Never fails: less than nothing takes nothing, more than there is takes all. */
function part(name: 'take' | 'skip', args: readonly Plain[]): Value {
  const [value, countValue] = args as [Plain, Plain];
  const type = typeOf(value);
  if (type !== undefined && type !== 'array' && type !== 'string')
    throw wrongType(name, 0, 'an array or a string', describe(value));
  if (countValue.kind === 'known' && typeof countValue.json !== 'number')
    throw wrongType(name, 1, 'an integer', describe(countValue));
  if (countValue.kind !== 'known' || type === undefined) return unknownCall(name, args, type);
  const count = Math.max(0, Number(countValue.json));
  return type === 'string' ? partOfText(name, value, count, args) : partOfArray(name, value, count, args);
}

function partOfText(name: 'take' | 'skip', value: Plain, count: number, args: readonly Plain[]): Value {
  if (value.kind === 'known')
    return known(
      name === 'take' ? String(value.json).slice(0, count) : String(value.json).slice(count),
      undefined,
      value.secret,
    );
  const { prefix, least, most } = ends(value);
  if (name === 'take' && (count <= prefix.length || most <= count))
    return most <= count ? value : known(prefix.slice(0, count), undefined, value.secret);
  if (name === 'skip' && count === 0) return value;
  if (name === 'skip' && value.kind === 'string' && count <= prefix.length)
    return stringOf([prefix.slice(count), ...value.parts.slice(1)], undefined, value.secret);
  const limits =
    name === 'take'
      ? { minLength: Math.min(least, count), maxLength: count }
      : { minLength: Math.max(0, least - count) };
  const alphabet = value.kind === 'unknown' ? value.limits?.alphabet : undefined;
  const call = unknownCall(name, args, 'string', { ...limits, alphabet });
  return name === 'take' && value.kind === 'string' ? takeParts(value.parts, count, call) : call;
}

/** As many whole parts as fit, then a hole for the rest: `take('acr${x}', 10)` still begins with `acr`. */
function takeParts(parts: readonly (string | Unknown)[], count: number, rest: Value): Value {
  const [first] = parts;
  if (typeof first !== 'string' || rest.kind !== 'unknown') return rest;
  const { minLength = 0 } = rest.limits ?? {};
  const limits = {
    minLength: Math.max(0, minLength - first.length),
    maxLength: count - first.length,
    alphabet: sharedAlphabet(parts.slice(1)),
  };
  return stringOf(
    [first, unknown(rest.because, `${rest.term}#rest`, { type: 'string', limits, secret: rest.secret })],
    undefined,
    rest.secret,
  );
}

/** What the characters of these parts are among; undefined when they may be any. */
function sharedAlphabet(parts: readonly (string | Unknown)[]): CharSet | undefined {
  const sets = parts.map((piece) =>
    typeof piece === 'string'
      ? charSet([...piece].map((letter) => [letter.charCodeAt(0), letter.charCodeAt(0)]))
      : piece.limits?.alphabet,
  );
  return sets.some((set) => set === undefined) ? undefined : charSet(sets.flatMap((set) => set ?? []));
}

function partOfArray(name: 'take' | 'skip', value: Plain, count: number, args: readonly Plain[]): Value {
  if (value.kind === 'unknown') return unknownCall(name, args, 'array');
  const elements = elementsOf(value) ?? [];
  const head = elements.slice(0, count);
  if (head.some((element) => element.kind === 'spread')) return unknownCall(name, args, 'array');
  return arrayOf(name === 'take' ? head : elements.slice(count), undefined, value.secret);
}
