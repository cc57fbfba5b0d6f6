// What no snapshot has, whatever went well: what cannot be read, what was not asked for, what may be elsewhere.

import type { Rule } from '../model/rule.ts';
import type { Gap } from './gaps.ts';
import { needsOf, wantedBy } from './needs.ts';
import { pushedGaps } from './pushed-types.ts';
import type { SnapshotHeader } from './snapshot.ts';
import { isLocal, sourceOf } from './type-sources.ts';

/** What no audit reads, what this snapshot was not taken for, and what may exist outside of its subscriptions. */
export function standingGaps(header: SnapshotHeader, finished: boolean, rules: readonly Rule[]): readonly Gap[] {
  const planned = new Set(header.types);
  const needed = needsOf(rules).types;
  const all = (types: readonly string[], because: string, avoidable: boolean): readonly Gap[] =>
    types.map((type) => ({ types: [type], scope: '/', because, avoidable }));
  const unread = needed.flatMap((type) => {
    const source = sourceOf(type);
    return source.kind === 'none' ? all([type], source.because, false) : [];
  });
  const unplanned = needed.filter((type) => sourceOf(type).kind !== 'none' && !planned.has(type));
  const sought = [...new Set(rules.flatMap((rule) => wantedBy(rule).map(({ type }) => type)))];
  const elsewhere = header.scope.kind === 'tenant' ? [] : sought.filter((type) => planned.has(type) && !isLocal(type));
  const interrupted = finished ? [] : all(header.types, 'reading was interrupted', false);
  return [
    ...unread,
    ...interrupted,
    ...pushedGaps(header.pushDown, rules),
    ...all(unplanned, 'the snapshot was taken for other rules and does not have them', true),
    ...all(elsewhere, 'others may be in subscriptions that were not read', false),
  ];
}
