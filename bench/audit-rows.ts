// Rows of a tenant of any size: what Azure would answer, made up from numbers, each row with values of its own.

import type { JsonObject } from '../src/values/json.ts';
import {
  cluster,
  containerApp,
  containerGroup,
  hex,
  job,
  locations,
  type Place,
  pick,
  privateEndpoint,
  registry,
  roleAssignment,
  site,
  teams,
} from './audit-kinds.ts';
import { cacheRule, federatedCredential, replication, scopeMap, task, token, webhook } from './audit-parts.ts';

/** The n-th row of a tenant of so many subscriptions. About one in fifty has something wrong with it. */
export function tenantRow(n: number, subscriptions: number): JsonObject {
  const random = randomOf(n);
  const kind = kindAt(random());
  const subscription = `${hex(Math.floor(random() * subscriptions), 8)}-0000-4000-8000-000000000000`;
  const group = `rg-${teams[pick(random, teams.length)]}-${hex(n % 977, 3)}`;
  const place: Place = {
    n,
    random,
    subscription,
    scope: `/subscriptions/${subscription}/resourceGroups/${group}`,
    location: locations[pick(random, locations.length)] ?? '',
    isWrong: random() < 0.02,
  };
  return kind(place);
}

/** How many of a hundred rows are of a kind. */
const shares: readonly (readonly [share: number, kind: (place: Place) => JsonObject])[] = [
  [2, registry],
  [34, roleAssignment],
  [12, containerApp],
  [4, job],
  [8, containerGroup],
  [10, site],
  [9, privateEndpoint],
  [3, cluster],
  [4, token],
  [3, scopeMap],
  [2, cacheRule],
  [3, webhook],
  [2, replication],
  [3.7, federatedCredential],
  [0.3, task],
];

function kindAt(random: number): (place: Place) => JsonObject {
  let left = random * 100;
  for (const [share, kind] of shares) {
    if (left < share) return kind;
    left -= share;
  }
  return roleAssignment;
}

/** A sequence of numbers below one that depends on nothing but the first (mulberry32). */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
