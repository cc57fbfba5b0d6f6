// A template that the official compiler made, with the places that our own reading of the same file knows.

import type { Document, Position } from '../values/document.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject, own, type Span } from '../values/json.ts';
import { jsonEquals } from '../values/json-key.ts';
import { childPath, type Path, type PathSegment, pathSegments } from '../values/path.ts';

/** The official template as a document: values are its own, places are those of the values ours has at the same path. */
export function officialDocument(official: JsonObject, ours: Document): Document {
  const templates = new Map<JsonObject, Document>();
  pairTemplates(official, ours.root, (theirs, mine) => {
    templates.set(theirs, officialDocument(theirs, ours.embedded(mine) ?? ours));
  });
  const mapped = (path: Path): Path => mapPath(path, official, ours.root);
  return {
    name: ours.name,
    language: ours.language,
    text: ours.text,
    problems: [],
    root: official,
    spanOf: (path): Span => ours.spanOf(mapped(path)),
    keySpanOf: (path): Span => ours.keySpanOf(mapped(path)),
    sourceOf: (path): Document => ours.sourceOf(mapped(path)),
    embedded: (template) => templates.get(template),
    positionOf: (offset): Position => ours.positionOf(offset),
  };
}

/** The path of the same value in our template, as far as it goes. */
function mapPath(path: Path, official: Json, ours: Json): Path {
  let mapped: Path;
  let theirs: Json | undefined = official;
  let mine: Json | undefined = ours;
  for (const segment of pathSegments(path)) {
    const found: PathSegment | undefined =
      mine === undefined || theirs === undefined ? undefined : counterpart(segment, theirs, mine);
    if (found === undefined) break;
    mapped = childPath(mapped, found);
    theirs = theirs === undefined ? undefined : child(theirs, segment);
    mine = mine === undefined ? undefined : child(mine, found);
  }
  return mapped;
}

/** The segment under which ours has what theirs has under the given one: resources of a list are told apart by type and name. */
function counterpart(segment: PathSegment, theirs: Json, mine: Json): PathSegment | undefined {
  if (isJsonObject(mine)) return own(mine, String(segment)) === undefined ? undefined : segment;
  if (!isJsonArray(mine) || typeof segment !== 'number') return undefined;
  const wanted = child(theirs, segment);
  const isResource = isJsonObject(wanted) && own(wanted, 'type') !== undefined && own(wanted, 'name') !== undefined;
  if (!isResource) return segment < mine.length ? segment : undefined;
  const at = mine.findIndex((candidate) => isJsonObject(candidate) && isSameResource(candidate, wanted));
  return at < 0 ? undefined : at;
}

function isSameResource(a: JsonObject, b: JsonObject): boolean {
  const same = (key: string): boolean => jsonEquals(own(a, key) ?? null, own(b, key) ?? null);
  return String(own(a, 'type')).toLowerCase() === String(own(b, 'type')).toLowerCase() && same('name');
}

function child(json: Json, segment: PathSegment): Json | undefined {
  if (isJsonArray(json)) return typeof segment === 'number' ? json[segment] : undefined;
  return isJsonObject(json) ? own(json, String(segment)) : undefined;
}

/** Every template inside theirs, with its counterpart in ours. */
function pairTemplates(theirs: Json, mine: Json, found: (theirs: JsonObject, mine: JsonObject) => void): void {
  for (const [segment, resource] of entriesOf(child(theirs, 'resources'))) {
    const at = counterpart(segment, child(theirs, 'resources') ?? null, child(mine, 'resources') ?? null);
    const own = at === undefined ? undefined : child(child(mine, 'resources') ?? null, at);
    const pair = [templateIn(resource), own === undefined ? undefined : templateIn(own)] as const;
    if (pair[0] !== undefined && pair[1] !== undefined) found(pair[0], pair[1]);
  }
}

function entriesOf(json: Json | undefined): readonly (readonly [PathSegment, Json])[] {
  if (isJsonArray(json)) return json.map((item, i) => [i, item] as const);
  return isJsonObject(json) ? Object.entries(json) : [];
}

function templateIn(resource: Json): JsonObject | undefined {
  const properties = child(resource, 'properties');
  const template = properties === undefined ? undefined : child(properties, 'template');
  return isJsonObject(template) ? template : undefined;
}
