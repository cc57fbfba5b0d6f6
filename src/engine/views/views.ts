// The views that rules may use: `properties.keyIdentifier.$keyVersion`.

import { reasonsOf } from '../../values/access.ts';
import type { Plain, Value } from '../../values/value.ts';
import { scope, type } from './ids.ts';
import { keyVersion } from './key-addresses.ts';
import { labels, parent } from './names.ts';
import { entries, listCalls, secret } from './objects.ts';
import { references } from './references.ts';
import { repo } from './repositories.ts';
import { task } from './task.ts';
import { cidr, days, image, last, resourceGroup, subscription, url } from './texts.ts';
import { used } from './usage.ts';
import { unknownView, type View } from './view.ts';

/** Every view, by the name that stands in a path. */
export const views: ReadonlyMap<string, View> = new Map([
  ['$cidr', cidr],
  ['$days', days],
  ['$entries', entries],
  ['$image', image],
  ['$keyVersion', keyVersion],
  ['$labels', labels],
  ['$last', last],
  ['$listCalls', listCalls],
  ['$parent', parent],
  ['$references', references],
  ['$repo', repo],
  ['$resourceGroup', resourceGroup],
  ['$scope', scope],
  ['$secret', secret],
  ['$subscription', subscription],
  ['$task', task],
  ['$type', type],
  ['$url', url],
  ['$used', used],
]);

/** Views that say something of unknown values too. */
const seesUnknown: ReadonlySet<string> = new Set(['$entries', '$keyVersion', '$listCalls', '$references', '$secret']);

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
