// Property by property: what is declared of a resource, beside what is live.

import type { Resource } from '../model/resource.ts';
import { elementsOf, holdsSecret, type Members, membersOf, toJson } from '../values/access.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { jsonKey, jsonText } from '../values/json-key.ts';
import type { Origin } from '../values/origin.ts';
import { isConcrete, type Value } from '../values/value.ts';
import { previewFields } from './needs.ts';
import { isHidden, textWithout } from './redact.ts';
import { registryType } from './tasks.ts';
import { registryGraphVersion } from './type-sources.ts';

/** A property that is declared and is not so. */
export interface Found {
  readonly property: string;
  readonly declared: string;
  /** Undefined when it is not set. */
  readonly live: string | undefined;
  readonly origin: Origin | undefined;
}

/** What a template says about a resource besides its configuration. */
const notCompared: ReadonlySet<string> = new Set([
  ...['type', 'name', 'apiversion', 'condition', 'copy', 'dependson', 'comments', 'metadata', 'resources', 'scope'],
  ...['resourcegroup', 'subscriptionid', 'id'],
]);

/** A walk over what is declared, beside what is live. */
export class Walk {
  readonly found: Found[] = [];
  /** Properties of the live resource that were not read. */
  readonly unread: string[] = [];
  /** Properties whose declared value is not known. */
  unknown = 0;
  private lacksPreviews = false;

  resource({ body, type }: Resource, live: JsonObject): void {
    this.lacksPreviews = type.toLowerCase() === registryType && get(live, 'apiVersion') === registryGraphVersion;
    for (const [name, { value }] of body.entries)
      if (!notCompared.has(name.toLowerCase())) this.value(value, get(live, name), name, body.origin);
  }

  private value(declared: Value, live: Json | undefined, property: string, owner: Origin | undefined): void {
    const origin = declared.origin ?? owner;
    // Secrets are neither compared nor shown: Azure does not give them, or they were taken out of what it gave.
    if (holdsSecret(declared) || (typeof live === 'string' && isHidden(live))) return;
    if (this.lacksPreviews && live === undefined && previewFields.test(property)) {
      this.unread.push(property);
      return;
    }
    if (declared.kind === 'choice' || declared.kind === 'unknown') {
      this.unknown++;
      return;
    }
    const members = membersOf(declared);
    const elements = elementsOf(declared);
    if (members !== undefined) this.members(members, live, property, origin);
    else if (elements !== undefined) this.list(elements, live, property, declared, origin);
    else if (!isConcrete(declared)) this.unknown++;
    else this.scalar(toJson(declared) ?? null, live, property, origin);
  }

  private members({ entries }: Members, live: Json | undefined, property: string, origin: Origin | undefined): void {
    const inner = isJsonObject(live) ? live : {};
    for (const [name, { presence, value }] of entries) {
      if (presence === 'must') this.value(value, get(inner, name), `${property}.${name}`, origin);
      else this.unknown++;
    }
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
      property === 'location'
        ? place(declared) === place(live ?? null)
        : normal(asShown(property, declared)) === normal(live ?? null);
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

/** What is declared as it would be shown if it were live: secrets inside of texts are taken out there. */
function asShown(property: string, declared: Json): Json {
  return typeof declared === 'string' ? textWithout(lastName(property), declared) : declared;
}

function lastName(property: string): string {
  return property.slice(property.lastIndexOf('.') + 1).replace(/\[\d+\]$/, '');
}

/** Azure compares texts without their case, and so do we. */
function normal(json: Json): string {
  return jsonKey(json).toLowerCase();
}

/** `West Europe` is `westeurope`. */
function place(json: Json): string {
  return String(json ?? '')
    .replaceAll(' ', '')
    .toLowerCase();
}
