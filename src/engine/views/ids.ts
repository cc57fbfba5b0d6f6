// Views of resource ids: what they say of where a resource is and of what type.

import { reasonsOf } from '../../values/access.ts';
import { knownString } from '../../values/compare.ts';
import { known } from '../../values/value.ts';
import { parentScope, typeIn } from '../scopes.ts';
import { unknownView, type View } from './view.ts';

/** `$scope`: the id of what a resource extends or is in: of a role assignment, what it gives a role on. */
export const scope: View = (value) => {
  if (value.kind !== 'known' && value.kind !== 'string') return undefined;
  const above = parentScope(value);
  if (above !== undefined) return knownString(above) === '' ? undefined : above;
  return value.kind === 'known' ? undefined : unknownView(value, '$scope', reasonsOf(value));
};

/** `$type`: the resource type in an id. */
export const type: View = (value) => {
  if (value.kind !== 'known' && value.kind !== 'string') return undefined;
  const found = typeIn(value);
  if (found !== undefined) return known(found, value.origin);
  return value.kind === 'known' ? undefined : unknownView(value, '$type', reasonsOf(value));
};
