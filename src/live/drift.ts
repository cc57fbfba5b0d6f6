// Drift: what a template declares and what runs, property by property. What is not known of the template is not compared.

import { nameLabel } from '../engine/labels.ts';
import { originPlace } from '../engine/places.ts';
import type { Place, ResourceLabel } from '../model/report.ts';
import type { Estate, Resource } from '../model/resource.ts';
import { elementsOf, holdsSecret, membersOf, toJson } from '../values/access.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { jsonKey, jsonText } from '../values/json-key.ts';
import type { Origin } from '../values/origin.ts';
import { isConcrete, type Value } from '../values/value.ts';

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

/** What was compared, and what differs. */
export interface Drift {
  /** Resources that stand on both sides. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Resources that could not be compared, with the reason. */
  readonly skipped: readonly { readonly resource: ResourceLabel; readonly because: string }[];
  /** Properties whose declared value is not known. */
  readonly unknown: number;
}

/** Compares what templates declare with what is live, for types that were read. */
export function driftOf(templates: readonly Estate[], live: Estate): Drift {
  const byKey = new Map<string, Resource[]>();
  for (const resource of live.resources) {
    const key = keyOf(resource);
    byKey.set(key, [...(byKey.get(key) ?? []), resource]);
  }
  const results = declaredOnce(templates).map((resource) => compareResource(resource, byKey, live));
  return {
    compared: results.filter(({ kind }) => kind === 'compared').length,
    differences: results.flatMap(({ differences }) => differences),
    skipped: results.flatMap(({ skipped }) => skipped),
    unknown: results.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

function declaredOnce(templates: readonly Estate[]): readonly Resource[] {
  return templates
    .flatMap(({ resources }) => resources)
    .filter(({ existing, type }) => !existing && type.toLowerCase() !== 'microsoft.resources/deployments');
}

function keyOf({ type, name }: Resource): string {
  return `${type}\n${String(toJson(name))}`.toLowerCase();
}

interface Result {
  readonly kind: 'compared' | 'missing' | 'skipped';
  readonly differences: readonly Difference[];
  readonly skipped: Drift['skipped'];
  readonly unknown: number;
}

function compareResource(resource: Resource, live: ReadonlyMap<string, readonly Resource[]>, estate: Estate): Result {
  const label: ResourceLabel = { type: resource.type, name: nameLabel(resource.name) };
  const skip = (because: string): Result => {
    return { kind: 'skipped', differences: [], skipped: [{ resource: label, because }], unknown: 0 };
  };
  if (!estate.isComplete(resource.type.toLowerCase()))
    return skip('the snapshot does not have all resources of its type');
  if (!isConcrete(resource.name)) return skip('its name is only known when it is deployed');
  if (toJson(resource.condition) === false) return skip('it is not deployed');
  const found = candidates(resource, live.get(keyOf(resource)) ?? []);
  if (found.length > 1) return skip(`there are ${found.length} of its name`);
  const [other] = found;
  const place = resource.origin && originPlace(resource.origin);
  if (other === undefined) {
    const missing: Difference = {
      resource: label,
      id: undefined,
      property: '',
      declared: 'deployed',
      live: undefined,
      place,
    };
    return { kind: 'missing', differences: [missing], skipped: [], unknown: 0 };
  }
  const walk = new Walk();
  const body = toJson(other.body);
  if (isJsonObject(body)) walk.resource(resource, body);
  const id = String(toJson(other.id));
  const differences = walk.found.map(({ origin, ...difference }): Difference => {
    const from = origin ?? resource.origin;
    return { resource: label, id, ...difference, place: from && originPlace(from) };
  });
  return { kind: 'compared', differences, skipped: [], unknown: walk.unknown };
}

/** Those whose id it is, where the template says so; all of its name otherwise. */
function candidates({ id }: Resource, named: readonly Resource[]): readonly Resource[] {
  if (!isConcrete(id)) return named;
  const own = String(toJson(id)).toLowerCase();
  const same = named.filter((other) => String(toJson(other.id)).toLowerCase() === own);
  return same.length > 0 ? same : named;
}

interface Found {
  readonly property: string;
  readonly declared: string;
  readonly live: string | undefined;
  readonly origin: Origin | undefined;
}

/** What a template says about a resource besides its configuration. */
const notCompared: ReadonlySet<string> = new Set([
  ...['type', 'name', 'apiversion', 'condition', 'copy', 'dependson', 'comments', 'metadata', 'resources', 'scope'],
  ...['resourcegroup', 'subscriptionid', 'id'],
]);

/** A walk over what is declared, beside what is live. */
class Walk {
  readonly found: Found[] = [];
  unknown = 0;

  resource({ body }: Resource, live: JsonObject): void {
    for (const [name, { value }] of body.entries)
      if (!notCompared.has(name.toLowerCase())) this.value(value, get(live, name), name, body.origin);
  }

  private value(declared: Value, live: Json | undefined, property: string, owner: Origin | undefined): void {
    const origin = declared.origin ?? owner;
    // Secrets are neither compared nor shown, and Azure does not give them.
    if (holdsSecret(declared)) return;
    if (declared.kind === 'choice' || declared.kind === 'unknown') {
      this.unknown++;
      return;
    }
    const members = membersOf(declared);
    const elements = elementsOf(declared);
    if (members !== undefined) {
      const inner = isJsonObject(live) ? live : {};
      for (const [name, entry] of members.entries) {
        if (entry.presence === 'must') this.value(entry.value, get(inner, name), `${property}.${name}`, origin);
        else this.unknown++;
      }
    } else if (elements !== undefined) this.list(elements, live, property, declared, origin);
    else if (!isConcrete(declared)) this.unknown++;
    else this.scalar(toJson(declared) ?? null, live, property, origin);
  }

  /** Lists of plain values are compared as sets: Azure sorts some of them. */
  private list(
    elements: NonNullable<ReturnType<typeof elementsOf>>,
    live: Json | undefined,
    property: string,
    whole: Value,
    origin: Origin | undefined,
  ): void {
    const items = isJsonArray(live) ? live : [];
    if (elements.some(({ kind }) => kind === 'spread')) {
      this.unknown++;
      return;
    }
    const values = elements as readonly Value[];
    if (values.every((value) => value.kind === 'known' && !isJsonObject(value.json))) {
      const own = values.map((value) => normal(toJson(value) ?? null)).sort();
      const others = items.map(normal).sort();
      if (own.join('\n') !== others.join('\n')) this.add(property, toJson(whole) ?? null, live, origin);
    } else if (values.length !== items.length)
      this.add(property, toJson(whole) ?? `${values.length} items`, live, origin);
    else for (const [i, value] of values.entries()) this.value(value, items[i], `${property}[${i}]`, origin);
  }

  private scalar(declared: Json, live: Json | undefined, property: string, origin: Origin | undefined): void {
    // Azure removes what is null, and fills in what nobody declared.
    if (declared === null) return;
    const isSame =
      property === 'location' ? place(declared) === place(live) : normal(declared) === normal(live ?? null);
    if (!isSame) this.add(property, declared, live, origin);
  }

  private add(property: string, declared: Json, live: Json | undefined, origin: Origin | undefined): void {
    this.found.push({
      property,
      declared: jsonText(declared),
      live: live === undefined || live === null ? undefined : jsonText(live),
      origin,
    });
  }
}

/** Azure compares texts without their case, and so do we. */
function normal(json: Json): string {
  return jsonKey(json).toLowerCase();
}

/** `West Europe` is `westeurope`. */
function place(json: Json | undefined): string {
  return String(json ?? '')
    .replaceAll(' ', '')
    .toLowerCase();
}
