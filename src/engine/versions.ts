// API versions: their order, and which of them have a field.

import type { AbsentFact } from '../model/rule.ts';

/** `2021-09-01`, or `2021-06-01-preview`; undefined for anything else. */
export function readApiVersion(text: string): ApiVersion | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(-[a-z][a-z0-9.]*)?$/i.exec(text.trim());
  const date = match?.[1];
  return date === undefined ? undefined : { date, preview: match?.[2] !== undefined };
}

export interface ApiVersion {
  readonly date: string;
  readonly preview: boolean;
}

/** Older versions first; a preview comes before the stable version of the same day. */
export function compareApiVersions(a: ApiVersion, b: ApiVersion): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return Number(b.preview) - Number(a.preview);
}

/** Whether an API version has the field; undefined where the facts do not say. */
export function versionHasField(apiVersion: string, fact: AbsentFact): boolean | undefined {
  const version = readApiVersion(apiVersion);
  const since = fact.since === undefined ? undefined : readApiVersion(fact.since);
  if (version === undefined || since === undefined) return undefined;
  if (fact.except.includes(apiVersion)) return false;
  if (version.preview) return compareApiVersions(version, since) >= 0;
  if (fact.stable === null) return false;
  const stable = readApiVersion(fact.stable ?? fact.since ?? '');
  if (stable === undefined) return undefined;
  return compareApiVersions(version, stable) >= 0;
}

/** Whether a version keeps to a constraint such as `>=2019-05-01`; undefined where either cannot be read. */
export function satisfiesVersion(apiVersion: string, constraint: string): boolean | undefined {
  const match = /^(>=|<=|>|<|=)?\s*(.+)$/.exec(constraint.trim());
  const version = readApiVersion(apiVersion);
  const bound = match?.[2] === undefined ? undefined : readApiVersion(match[2]);
  if (version === undefined || bound === undefined) return undefined;
  const order = compareApiVersions(version, bound);
  switch (match?.[1]) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    default:
      return order === 0;
  }
}
