// `$used`: how much of a quota is used.

import { reasonsOf, toJson } from '../../values/access.ts';
import { get, isJsonObject, type Json } from '../../values/json.ts';
import { known } from '../../values/value.ts';
import { unknownView, type View } from './view.ts';

/** `$used`: the percentage that `currentValue` is of `limit`; absent where there is no limit. */
export const used: View = (value) => {
  if (value.kind !== 'object' && value.kind !== 'known') return undefined;
  const usage = toJson(value);
  if (usage === undefined) return unknownView(value, '$used', reasonsOf(value));
  if (!isJsonObject(usage)) return undefined;
  const [current, limit] = [numberAt(get(usage, 'currentValue')), numberAt(get(usage, 'limit'))];
  if (current === undefined || limit === undefined || limit <= 0) return undefined;
  return known((100 * current) / limit, value.origin, value.secret);
};

function numberAt(value: Json | undefined): number | undefined {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}
