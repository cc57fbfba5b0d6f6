// What runs, as templates are compared with it: the resources of a snapshot within its scope, and what it may lack.

import { liveEstate } from '../engine/live-estate.ts';
import type { Resource } from '../model/resource.ts';
import { isAsked, scopeText } from './audit-scope.ts';
import { estateResources } from './estate-resources.ts';
import { idOf } from './judge-gaps.ts';
import { isPushed } from './pushed-types.ts';
import type { Snapshot } from './snapshot.ts';
import { showsAll, sourceOf } from './type-sources.ts';

/** One side of a comparison; the other one is a template. */
export interface LiveSide {
  readonly resources: readonly Resource[];
  /** Where they were looked for, in words. */
  readonly where: string;
  /** Why a resource that was not found may be there nevertheless; undefined when it is not there. */
  readonly doubt: (type: string, hasLocation: boolean) => Doubt | undefined;
}

/** Why something is not known of what runs. */
export interface Doubt {
  readonly because: string;
  /** Whether a reader with more rights, or more time, would know. */
  readonly avoidable: boolean;
}

/** The side of a snapshot. */
export function liveSide({ header, units, finished }: Snapshot): LiveSide {
  const { scope, subscriptions } = header;
  const planned = new Set(header.types);
  const gaps = new Map([...units].flatMap((unit) => unit.gaps).flatMap((gap) => gap.types.map((type) => [type, gap])));
  return {
    resources: liveEstate('', estateResources(units, [])).resources.filter((resource) =>
      isAsked(scope, idOf(resource)),
    ),
    where: scope.kind === 'tenant' ? 'Azure' : scopeText(scope, subscriptions.length),
    doubt: (type, hasLocation) => {
      const lower = type.toLowerCase();
      const source = sourceOf(lower);
      if (source.kind === 'none') return { because: source.because, avoidable: false };
      if (!planned.has(lower)) return { because: 'the snapshot was taken without its type', avoidable: true };
      const gap = gaps.get(lower);
      if (gap !== undefined) return gap;
      if (!finished) return { because: 'reading was interrupted before it was found', avoidable: true };
      if (isPushed(header.pushDown, lower))
        return {
          because: 'the snapshot was taken with --push-down and has only what rules ask about',
          avoidable: true,
        };
      if (showsAll(lower, hasLocation)) return undefined;
      return { because: 'it was not found, and not all resources of its type are read', avoidable: false };
    },
  };
}
