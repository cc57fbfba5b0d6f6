// Fields of rules as columns of the graph.

import { everyItem, type FieldPath } from '../../model/condition.ts';
import { hasFixedNames, rowHas } from './graph.ts';
import { member } from './literals.ts';

/** How a query reads a field. */
export interface Column {
  readonly kind: 'column';
  /** As it stands. */
  readonly value: string;
  /** As a text; an absent value gives an empty one. */
  readonly text: string;
  readonly absent: string;
  readonly present: string;
  /** Whether it can hold nothing but a text. */
  readonly isText: boolean;
}

/** A field that no query reads exactly, and why. */
export interface NoColumn {
  readonly kind: 'no';
  readonly because: string;
}

/** Columns of the graph that hold a text. */
const textColumns: ReadonlySet<string> = new Set(['id', 'name', 'type', 'location', 'kind', 'managedBy', 'tenantId']);

/** Columns that hold an object. */
const dynamicColumns: ReadonlySet<string> = new Set(['properties', 'sku', 'identity', 'plan', 'extendedLocation']);

/** Members of the envelope that are texts in every API. */
const textMembers: ReadonlySet<string> = new Set(['sku.name', 'sku.tier', 'identity.type']);

/** The column of a field in rows of these types. */
export function columnOf({ text, segments }: FieldPath, types: readonly string[]): Column | NoColumn {
  const [root, ...rest] = segments;
  if (segments.includes(everyItem)) return { kind: 'no', because: `'${text}' is every item of an array` };
  if (segments.some((segment) => String(segment).startsWith('$')))
    return { kind: 'no', because: `'${text}' reads a value in a way that queries do not have` };
  if (!hasFixedNames(text))
    return { kind: 'no', because: `names in '${text}' are compared without regard to case, those in a query with` };
  if (root === 'apiVersion') return { kind: 'no', because: 'rows of the graph have no API version of their own' };
  if (!types.every((type) => rowHas(type, text)))
    return { kind: 'no', because: `rows of the graph do not have '${text}'` };
  if (typeof root !== 'string') return { kind: 'no', because: `'${text}' is no column of the graph` };
  if (rest.length === 0 && textColumns.has(root)) return textColumn(root === 'kind' ? "['kind']" : root);
  if (!dynamicColumns.has(root)) return { kind: 'no', because: `'${text}' is no column of the graph` };
  const value = root + rest.map((segment) => (typeof segment === 'number' ? `[${segment}]` : member(segment))).join('');
  return {
    kind: 'column',
    value,
    text: `tostring(${value})`,
    absent: `isnull(${value})`,
    present: `isnotnull(${value})`,
    isText: textMembers.has(text),
  };
}

/** A column of type string is never null: what is absent is empty. */
function textColumn(name: string): Column {
  return {
    kind: 'column',
    value: name,
    text: name,
    absent: `isempty(${name})`,
    present: `isnotempty(${name})`,
    isText: true,
  };
}
