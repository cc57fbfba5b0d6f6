// What SARIF 2.1.0 asks of the parts of a log that this program writes, from the specification's sections, and nothing else allowed.

import type { Json, JsonObject } from '../../src/values/json.ts';

/** A closed object: these members, those marked with `!` required. */
function object(members: Readonly<Record<string, JsonObject>>): JsonObject {
  const names = Object.keys(members);
  return {
    type: 'object',
    additionalProperties: false,
    required: names.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1)),
    properties: Object.fromEntries(Object.entries(members).map(([name, schema]) => [name.replace('!', ''), schema])),
  };
}

const text: JsonObject = { type: 'string', minLength: 1 };
const fromOne: JsonObject = { type: 'integer', minimum: 1 };
const list = (items: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'array', items, ...more });
const unique = (items: JsonObject): JsonObject => list(items, { uniqueItems: true });
const oneOf = (...values: readonly Json[]): JsonObject => ({ enum: values });
const address: JsonObject = { type: 'string', pattern: '^[a-z][a-z0-9+.-]*:[^\\s<>"{}|\\\\^`]+$' };
const relativeAddress: JsonObject = {
  type: 'string',
  pattern: "^(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$",
};

/** 3.8: tags are unique; everything else in a property bag is the writer's own. */
const properties: JsonObject = { type: 'object', properties: { tags: unique(text) } };

/** 3.11 and 3.12: plain text always; Markdown beside it where there is any. */
const message = object({ 'text!': text });
const formatted = object({ 'text!': text, markdown: text });

/** 3.30: lines and columns from 1. */
const region = object({ 'startLine!': fromOne, startColumn: fromOne, endLine: fromOne, endColumn: fromOne });

/** 3.4: relative to a base that the run declares. */
const artifactLocation = object({ 'uri!': relativeAddress, 'uriBaseId!': oneOf('%SRCROOT%') });

const logicalLocation = object({ 'fullyQualifiedName!': text, name: text, kind: text });

const locationParts: Readonly<Record<string, JsonObject>> = {
  id: fromOne,
  'physicalLocation!': object({ 'artifactLocation!': artifactLocation, region }),
  logicalLocations: unique(logicalLocation),
  message,
};

/** 3.28. */
const location = object(locationParts);

/** 3.49: ids are unique in a component; 3.50: the level is what a result has by default. */
const descriptor = object({
  'id!': { type: 'string', pattern: '^[A-Za-z0-9-]+$' },
  name: text,
  shortDescription: formatted,
  fullDescription: formatted,
  help: formatted,
  helpUri: address,
  defaultConfiguration: object({ level: oneOf('error', 'warning', 'note', 'none') }),
  properties,
});

/** 3.19. */
const driver = object({
  'name!': text,
  version: text,
  semanticVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?$' },
  rules: unique(descriptor),
  notifications: unique(descriptor),
});

/** 3.58. */
const notification = object({
  'descriptor!': object({ 'id!': text }),
  'level!': oneOf('error', 'warning', 'note'),
  'message!': message,
  locations: list(location, { maxItems: 1 }),
});

/** 3.27: what is no failure has the level `none`. */
const result: JsonObject = {
  ...object({
    'ruleId!': text,
    'ruleIndex!': { type: 'integer', minimum: 0 },
    'kind!': oneOf('fail', 'review'),
    'level!': oneOf('error', 'warning', 'note', 'none'),
    'message!': message,
    'locations!': list(location, { minItems: 1, maxItems: 1 }),
    relatedLocations: unique(object({ ...locationParts, 'id!': fromOne, 'message!': message })),
    'partialFingerprints!': { type: 'object', minProperties: 1, additionalProperties: text },
    properties,
  }),
  if: { properties: { kind: oneOf('fail') } },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema calls it so
  then: { properties: { level: oneOf('error', 'warning', 'note') } },
  else: { properties: { level: oneOf('none') } },
};

/** 3.14: results are there even where there are none. */
const run = object({
  'tool!': object({ 'driver!': driver }),
  columnKind: oneOf('utf16CodeUnits', 'unicodeCodePoints'),
  'originalUriBaseIds!': object({ '%SRCROOT%!': object({ description: message }) }),
  'invocations!': list(
    object({ 'executionSuccessful!': { type: 'boolean' }, toolExecutionNotifications: list(notification) }),
    { minItems: 1 },
  ),
  'results!': list(result),
});

/** 3.13. */
export const sarifShape: JsonObject = object({
  'version!': oneOf('2.1.0'),
  $schema: address,
  'runs!': list(run, { minItems: 1, maxItems: 1 }),
});
