// `$keyVersion`: the version in the address of a key, secret or certificate of a vault.

import { reasonsOf } from '../../values/access.ts';
import { textParts } from '../../values/compare.ts';
import { termOf } from '../../values/lattice.ts';
import { memberTerm } from '../../values/terms.ts';
import {
  known,
  type PartialString,
  type Plain,
  stringOf,
  type Unknown,
  unknown,
  type Value,
} from '../../values/value.ts';
import { unknownView, type View } from './view.ts';

const name = '$keyVersion';

/** `$keyVersion`: the version that the address names; absent where it names none, so that the newest is used. */
export const keyVersion: View = (value) => {
  if (value.kind === 'unknown') return ofReference(value);
  const parts = textParts(value);
  const version = parts && behindName(parts);
  if (version !== undefined) return versionOf(version, value);
  // A name that is not known may go on with a version.
  return value.kind === 'string' && !isNameWrittenOut(value.parts) ? notKnown(value) : undefined;
};

type Part = PartialString['parts'][number];

/** What follows the slash behind the name of the key; undefined where there is none. */
function behindName([first, ...rest]: readonly Part[]): readonly Part[] | undefined {
  const [next, ...others] = rest;
  if (typeof first === 'object' && isKeyUri(first) && typeof next === 'string' && next.startsWith('/'))
    return [next.slice(1), ...others];
  const match = typeof first === 'string' ? withName.exec(first) : null;
  if (match !== null && typeof first === 'string') return [first.slice(match[0].length), ...rest];
  return rest.length === 0 ? undefined : behindName(rest);
}

const withName = /^(?:.*\/)?(?:keys|secrets|certificates)\/[^/]+\//i;

function isNameWrittenOut(parts: readonly Part[]): boolean {
  const end = parts.at(-1);
  return typeof end === 'string' && /(?:^|\/)(?:keys|secrets|certificates)\/[^/]+$/i.test(end);
}

/** A version that may turn out to be empty may be none. */
function versionOf(parts: readonly Part[], value: Plain): Value | undefined {
  const text = parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  const holes = parts.filter((part) => typeof part !== 'string');
  if (holes.length === 0) return /[^/]/.test(text) ? known(text.replace(/\/$/, ''), value.origin) : undefined;
  const isCertain = /[^/]/.test(text) || holes.some(({ limits }) => (limits?.minLength ?? 0) > 0);
  return isCertain ? stringOf(parts, value.origin, value.secret) : notKnown(value);
}

/** `reference(key).keyUri` never names a version, `keyUriWithVersion` always does. */
function ofReference(value: Unknown): Value | undefined {
  if (isKeyUri(value)) return undefined;
  if (!isAsked(value) || !/\.(?:key|secret)uriwithversion$/.test(value.term)) return notKnown(value);
  const { because, origin, secret } = value;
  return unknown(because, memberTerm(termOf(value), name), { type: 'string', origin, secret });
}

function isKeyUri(value: Unknown): boolean {
  return isAsked(value) && /\.(?:key|secret)uri$/.test(value.term);
}

/** No resource but keys and secrets of a vault has members of these names. */
function isAsked({ because }: Unknown): boolean {
  return because.every((reason) => reason.kind === 'runtime' && reason.what.startsWith('reference('));
}

function notKnown(value: Plain): Value {
  return unknownView(value, name, reasonsOf(value));
}
