// Queries of Resource Graph: one for each table, however many rules and types need it.

import type { PushedType } from './pushed-types.ts';

/** A query, and how to ask for a part of its rows. */
export interface GraphQuery {
  readonly text: string;
  /** The rows whose id falls into one of so many parts. */
  readonly partition: (parts: number, part: number) => string;
  /** Which scopes rows of role and policy assignments may come from. */
  readonly scopeFilter: 'AtScopeAboveAndBelow' | undefined;
}

/** A table, and what is wanted of it. */
export interface TableRequest {
  readonly table: string;
  /** Resource types, lower case. */
  readonly types: readonly string[];
  /** Further conditions on rows of a type; without one all of its rows are wanted. */
  readonly narrowed: ReadonlyMap<string, string>;
  readonly fromAbove: boolean;
}

/** Columns that rules may read. Tables other than `resources` have no use for the rest. */
const columns = {
  resources:
    'id, name, type, kind, location, sku, identity, tags, zones, managedBy, plan, extendedLocation, properties',
  others: 'id, name, type, location, properties',
};

/** The query for what is wanted of a table. Sorted by id: unsorted pages lose rows. */
export function tableQuery({ table, types, narrowed, fromAbove }: TableRequest): GraphQuery {
  const plain = types.filter((type) => !narrowed.has(type));
  const special = types.flatMap((type) => {
    const condition = narrowed.get(type);
    return condition === undefined ? [] : [`(type =~ ${quoted(type)} and ${condition})`];
  });
  const wanted = [...(plain.length === 0 ? [] : [`type in~ (${plain.map(quoted).join(', ')})`]), ...special].join(
    ' or ',
  );
  const project = `project ${table === 'resources' ? columns.resources : columns.others}`;
  const query = (condition: string): string => `${table} | where ${wanted}${condition} | ${project} | order by id asc`;
  return {
    text: query(''),
    partition: (parts, part) => query(partition(parts, part)),
    scopeFilter: fromAbove ? 'AtScopeAboveAndBelow' : undefined,
  };
}

/** Types of one table that Azure judges itself, and the resource or group that it is about where not all of them are. */
export interface PushedRequest {
  readonly types: readonly PushedType[];
  readonly within: string | undefined;
}

/** The request for what the rules leave open of the types that Azure judges, and for all of the others. */
export function openRows(request: TableRequest, { types, within }: PushedRequest): TableRequest {
  const narrowed = new Map(request.narrowed);
  for (const { type, settled } of types) narrowed.set(type, `${insideOf(within)}not(${settled})`);
  return { ...request, narrowed };
}

/**
 * The query for how many rows no rule has anything to say about: by type, and by the rules that do not apply to them.
 * Its ids are both, with a blank between them.
 */
export function settledRows(table: string, { types, within }: PushedRequest): GraphQuery {
  const wanted = types.map(({ type, settled }) => `(type =~ ${quoted(type)} and ${insideOf(within)}(${settled}))`);
  const skipping = types.filter(({ skipped }) => skipped !== null);
  const cases = skipping.map(({ type, skipped }) => `type =~ ${quoted(type)}, ${skipped}`);
  const skipped = cases.length === 0 ? "''" : `case(${[...cases, "''"].join(', ')})`;
  const query = (condition: string): string =>
    `${table} | where ${wanted.join(' or ')} | extend id = strcat(type, ' ', ${skipped})` +
    ` | summarize resources = count() by id${condition} | order by id asc`;
  return {
    text: query(''),
    partition: (parts, part) => query(partition(parts, part)),
    scopeFilter: undefined,
  };
}

function insideOf(id: string | undefined): string {
  return id === undefined ? '' : `(id =~ ${quoted(id)} or id startswith ${quoted(`${id}/`)}) and `;
}

function partition(parts: number, part: number): string {
  return ` | where hash(tolower(id)) % ${parts} == ${part}`;
}

/** A text as KQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
