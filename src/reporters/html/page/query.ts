// What the reader asks the table for: filters and an order, kept in the page's address so that they can be passed on.

import type { FindingRow, PageData } from './data.ts';

/** Filters by exact value; empty takes everything. */
export const filterNames = ['severity', 'verdict', 'group', 'control', 'category', 'status'] as const;
export type FilterName = (typeof filterNames)[number];

export type SortKey = 'severity' | 'finding' | 'resource' | 'where' | 'age';

export type Query = Readonly<Record<FilterName, string>> & {
  readonly text: string;
  readonly sort: SortKey;
  readonly descending: boolean;
};

/** Everything, the severest first. */
export const everything: Query = {
  severity: '',
  verdict: '',
  group: '',
  control: '',
  category: '',
  status: '',
  text: '',
  sort: 'severity',
  descending: false,
};

const sortKeys: readonly SortKey[] = ['severity', 'finding', 'resource', 'where', 'age'];

/** Reads what stands behind `#` of an address; undefined when it is something else. */
export function readQuery(hash: string): Query | undefined {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const names = [...parameters.keys()];
  const known: readonly string[] = [...filterNames, 'text', 'sort', 'descending'];
  if (names.length === 0 || !names.every((name) => known.includes(name))) return undefined;
  const filters = Object.fromEntries(filterNames.map((name) => [name, parameters.get(name) ?? '']));
  return {
    ...everything,
    ...filters,
    text: parameters.get('text') ?? '',
    sort: sortKeys.find((key) => key === parameters.get('sort')) ?? 'severity',
    descending: parameters.get('descending') === 'true',
  };
}

/** The query as it stands behind `#`; empty for everything. */
export function writeQuery(query: Query): string {
  const parameters = new URLSearchParams();
  for (const name of [...filterNames, 'text'] as const) if (query[name] !== '') parameters.set(name, query[name]);
  if (query.sort !== 'severity') parameters.set('sort', query.sort);
  if (query.descending) parameters.set('descending', 'true');
  return parameters.toString();
}

/** Finds rows, in order. */
export type Search = (query: Query) => readonly number[];

/** Prepares the rows for being searched: texts in lower case, once. */
export function searchOf(data: PageData): Search {
  const texts = data.rows.map((row) => haystack(row, data));
  return (query) => {
    const words = query.text.toLowerCase().split(/\s+/).filter(Boolean);
    const found = data.rows.flatMap((row, i) =>
      matches(row, query, data) && words.every((word) => texts[i]?.includes(word)) ? [i] : [],
    );
    return ordered(found, query, data);
  };
}

function haystack([rule, kind, group, resource, where, reason, fingerprint]: FindingRow, data: PageData): string {
  const { id = '', title = '', controls = [] } = data.rules[rule] ?? {};
  const [key = '', name = ''] = data.groups[group] ?? [];
  return [id, title, ...controls, kind, key, name, resource, where, reason, fingerprint].join(' ').toLowerCase();
}

function matches([rule, kind, group, , , , , status]: FindingRow, query: Query, data: PageData): boolean {
  const { severity, category, controls = [] } = data.rules[rule] ?? {};
  return (
    fits(query.severity, severity) &&
    fits(query.verdict, kind) &&
    fits(query.group, data.groups[group]?.[0]) &&
    fits(query.category, category) &&
    fits(query.status, status) &&
    (query.control === '' ||
      controls.some((control) => control === query.control || control.startsWith(`${query.control} `)))
  );
}

function fits(wanted: string, actual: string | undefined): boolean {
  return wanted === '' || wanted === actual;
}

/** The rows come severest first; other orders keep that among equals. */
function ordered(found: readonly number[], { sort, descending }: Query, data: PageData): readonly number[] {
  if (sort === 'severity') return descending ? found.toReversed() : found;
  const key = (i: number): string | number => sortKey(data.rows[i], sort, data);
  const keys = new Map(found.map((i) => [i, key(i)]));
  const sign = descending ? -1 : 1;
  return [...found].sort((a, b) => {
    const [left = '', right = ''] = [keys.get(a), keys.get(b)];
    return left === right ? a - b : left < right ? -sign : sign;
  });
}

function sortKey(row: FindingRow | undefined, sort: SortKey, data: PageData): string | number {
  if (row === undefined) return '';
  const [rule, , , resource, where, , , , age] = row;
  if (sort === 'age') return age;
  if (sort === 'resource') return resource.toLowerCase();
  return sort === 'where' ? where.toLowerCase() : (data.rules[rule]?.title.toLowerCase() ?? '');
}
