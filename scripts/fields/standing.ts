// How a resource type, in one API version, stands to a path.

import { everyItem, type FieldSegment } from '../../src/model/condition.ts';
import { type Definition, definitionAt, type Property, type Reference, readOnlyFlag } from './definitions.ts';

/** Unknown: the path leads into something of which nobody says what it has. */
export type Standing = 'settable' | 'read-only' | 'unknown' | 'no';

/** Somewhere a path may lead: of several variants of an object, each is a place of its own. */
interface Place {
  readonly definition: Definition;
  /** Of it or of something it is in. */
  readonly readOnly: boolean;
  /** False inside of what may be anything. */
  readonly described: boolean;
}

/** What the definition of a body says of a path without views. */
export function standingOf(
  definitions: readonly Definition[],
  body: Reference,
  segments: readonly FieldSegment[],
): Standing {
  let places = placesAt(definitions, body, { readOnly: false, described: true });
  for (const segment of segments) places = places.flatMap((place) => inside(definitions, place, segment));
  if (places.length === 0) return 'no';
  const described = places.filter((place) => place.described);
  if (described.length === 0) return 'unknown';
  return described.every(({ readOnly }) => readOnly) ? 'read-only' : 'settable';
}

function placesAt(
  definitions: readonly Definition[],
  reference: Reference,
  about: Omit<Place, 'definition'>,
): readonly Place[] {
  const definition = definitionAt(definitions, reference);
  switch (definition.$type) {
    case 'UnionType':
      return definition.elements.flatMap((element) => placesAt(definitions, element, about));
    case 'DiscriminatedObjectType':
      return [
        { definition: { $type: 'ObjectType', properties: definition.baseProperties }, ...about },
        ...Object.values(definition.elements).flatMap((element) => placesAt(definitions, element, about)),
      ];
    case 'ResourceType':
    case 'ResourceFunctionType':
      throw new Error(`'${definition.$type}' is no type of a value`);
    default:
      return [{ definition, ...about }];
  }
}

function inside(definitions: readonly Definition[], place: Place, segment: FieldSegment): readonly Place[] {
  const { definition, readOnly, described } = place;
  switch (definition.$type) {
    case 'AnyType':
      return [{ ...place, described: false }];
    case 'ArrayType':
      return isItem(segment) ? placesAt(definitions, definition.itemType, { readOnly, described }) : [];
    case 'ObjectType': {
      if (isItem(segment)) return [];
      const property = named(definition.properties, segment);
      const flags = property?.flags ?? 0;
      const type = property?.type ?? definition.additionalProperties;
      const about = { described, readOnly: readOnly || (flags & readOnlyFlag) !== 0 };
      return type === undefined ? [] : placesAt(definitions, type, about);
    }
    default:
      return [];
  }
}

function isItem(segment: FieldSegment): segment is number | typeof everyItem {
  return typeof segment === 'number' || segment === everyItem;
}

/** Azure compares the names of properties without regard to case. */
function named(properties: Readonly<Record<string, Property>>, name: string): Property | undefined {
  const lower = name.toLowerCase();
  return Object.entries(properties).find(([key]) => key.toLowerCase() === lower)?.[1];
}
