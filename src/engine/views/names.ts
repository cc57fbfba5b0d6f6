// Views of names that are made of names: host names, ids of resources.

import { reasonsOf } from '../../values/access.ts';
import { textParts } from '../../values/compare.ts';
import { stringOf } from '../../values/value.ts';
import { textView } from './texts.ts';
import { unknownView, type View } from './view.ts';

/** `$labels`: what stands between the dots of a host name, first to last. */
export const labels: View = textView('$labels', (text) => (text === '' ? undefined : text.split('.')));

/** `$parent`: the id of the resource that an id is below: of a subnet, its network. */
export const parent: View = (value) => {
  const parts = textParts(value);
  if (parts === undefined) return undefined;
  let slashes = 0;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    for (let at = lastSlash(part); at >= 0; at = lastSlash(part, at - 1)) {
      if (++slashes < 2 || typeof part !== 'string') continue;
      return stringOf([...parts.slice(0, i), part.slice(0, at)], value.origin, value.secret);
    }
  }
  return value.kind === 'string' ? unknownView(value, '$parent', reasonsOf(value)) : undefined;
};

function lastSlash(part: unknown, before = Number.POSITIVE_INFINITY): number {
  return typeof part === 'string' && before >= 0 ? part.lastIndexOf('/', before) : -1;
}
