// The views that rules may use: `properties.keyIdentifier.$keyVersion`.

import { reasonsOf } from '../../values/access.ts';
import type { Plain, Value } from '../../values/value.ts';
import { entries, listCalls, secret } from './objects.ts';
import { cidr, days, image, keyVersion, last, resourceGroup, subscription, url } from './texts.ts';
import { unknownView, type View } from './view.ts';

/** Every view, by the name that stands in a path. */
export const views: ReadonlyMap<string, View> = new Map([
  ['$cidr', cidr],
  ['$days', days],
  ['$entries', entries],
  ['$image', image],
  ['$keyVersion', keyVersion],
  ['$last', last],
  ['$listCalls', listCalls],
  ['$resourceGroup', resourceGroup],
  ['$secret', secret],
  ['$subscription', subscription],
  ['$url', url],
]);

/** Views that say something of unknown values too. */
const seesUnknown: ReadonlySet<string> = new Set(['$entries', '$listCalls', '$secret']);

/** True for a path segment that is a view. */
export function isView(segment: string | number): segment is string {
  return typeof segment === 'string' && segment.startsWith('$');
}

/** A value seen through a view; undefined where there is nothing to see. */
export function viewed(value: Plain, name: string): Value | undefined {
  const view = views.get(name);
  if (value.kind === 'unknown' && !seesUnknown.has(name)) return unknownView(value, name, reasonsOf(value));
  return view?.(value);
}
