// Drift: what templates declare and what runs, resource by resource. What is not known on either side is not compared.

import { nameLabel } from '../engine/labels.ts';
import { originPlace } from '../engine/places.ts';
import type { Place, ResourceLabel } from '../model/report.ts';
import type { Estate, Resource } from '../model/resource.ts';
import { toJson } from '../values/access.ts';
import { isJsonObject } from '../values/json.ts';
import { isConcrete } from '../values/value.ts';
import { Walk } from './drift-walk.ts';
import type { Doubt, LiveSide } from './live-side.ts';
import { isAzure } from './needs.ts';

/** Something that is declared and is not so. */
export interface Difference {
  readonly resource: ResourceLabel;
  /** Id of the resource in Azure; undefined when it is not there. */
  readonly id: string | undefined;
  /** The property; empty when the resource itself is missing. */
  readonly property: string;
  readonly declared: string;
  /** Undefined when it is not set. */
  readonly live: string | undefined;
  readonly place: Place | undefined;
}

/** Something that was not compared. */
export interface Skipped extends Doubt {
  readonly resource: ResourceLabel;
  /** Empty for all of the resource. */
  readonly property: string;
}

/** What was compared, and what differs. */
export interface Drift {
  /** Where the resources were looked for. */
  readonly where: string;
  /** Resources that stand on both sides. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  readonly skipped: readonly Skipped[];
  /** Properties whose declared value is not known. */
  readonly unknown: number;
}

/** The resources that templates declare, and do not just refer to. */
export function declaredIn(templates: readonly Estate[]): readonly Resource[] {
  return templates
    .flatMap(({ resources }) => resources)
    .filter(({ existing, type }) => !existing && isCompared(type.toLowerCase()));
}

/** A deployment is no resource that stays. */
function isCompared(type: string): boolean {
  return type !== 'microsoft.resources/deployments' && isAzure(type);
}

/** Compares what is declared with what is live. */
export function driftOf(declared: readonly Resource[], live: LiveSide): Drift {
  const byKey = new Map<string, Resource[]>();
  for (const resource of live.resources) {
    const key = keyOf(resource);
    byKey.set(key, [...(byKey.get(key) ?? []), resource]);
  }
  const results = declared.map((resource) => compareResource(resource, byKey.get(keyOf(resource)) ?? [], live));
  return {
    where: live.where,
    compared: results.filter(({ isCompared }) => isCompared).length,
    differences: results.flatMap(({ differences }) => differences),
    skipped: results.flatMap(({ skipped }) => skipped),
    unknown: results.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

function keyOf({ type, name }: Resource): string {
  return `${type}\n${String(toJson(name))}`.toLowerCase();
}

interface Result extends Pick<Drift, 'differences' | 'skipped' | 'unknown'> {
  /** Whether there is one to compare it with. */
  readonly isCompared: boolean;
}

const nothing: Result = { isCompared: false, differences: [], skipped: [], unknown: 0 };

function compareResource(resource: Resource, named: readonly Resource[], live: LiveSide): Result {
  const label: ResourceLabel = { type: resource.type, name: nameLabel(resource.name) };
  const skip = ({ because, avoidable }: Doubt): Result => {
    return { ...nothing, skipped: [{ resource: label, property: '', because, avoidable }] };
  };
  if (!isConcrete(resource.name))
    return skip({ because: 'its name is only known when it is deployed', avoidable: false });
  if (toJson(resource.condition) === false) return skip({ because: 'it is not deployed', avoidable: false });
  const [other, ...further] = candidates(resource, named);
  if (further.length > 0) return skip({ because: `there are ${further.length + 1} of its name`, avoidable: false });
  if (other !== undefined) return compareProperties(resource, other, label);
  const doubt = live.doubt(resource.type, resource.body.entries.has('location'));
  if (doubt !== undefined) return skip(doubt);
  const place = resource.origin && originPlace(resource.origin);
  const missing = { resource: label, id: undefined, property: '', declared: 'deployed', live: undefined, place };
  return { ...nothing, differences: [missing] };
}

/** Those whose id it is, where the template says so; all of its name otherwise. */
function candidates({ id }: Resource, named: readonly Resource[]): readonly Resource[] {
  if (!isConcrete(id)) return named;
  const own = String(toJson(id)).toLowerCase();
  const same = named.filter((other) => String(toJson(other.id)).toLowerCase() === own);
  return same.length > 0 ? same : named;
}

function compareProperties(resource: Resource, other: Resource, label: ResourceLabel): Result {
  const walk = new Walk();
  const body = toJson(other.body);
  if (isJsonObject(body)) walk.resource(resource, body);
  const id = String(toJson(other.id));
  const differences = walk.found.map(({ origin, ...difference }): Difference => {
    const from = origin ?? resource.origin;
    return { resource: label, id, ...difference, place: from && originPlace(from) };
  });
  const because = 'only preview versions of the API show it, and those were not read';
  const skipped = walk.unread.map((property) => ({ resource: label, property, because, avoidable: true }));
  return { isCompared: true, differences, skipped, unknown: walk.unknown };
}
