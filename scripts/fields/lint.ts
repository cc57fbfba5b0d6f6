// What is wrong with the fields of a rule, by what was verified of them. Needs no definitions.

import type { FieldPath, FieldSegment } from '../../src/model/condition.ts';
import type { AbsentFact, Rule } from '../../src/model/rule.ts';
import { previewAside, previewInName, undefinedTypes, withdrawn } from './exceptions.ts';
import { pathsOf, type RulePath, textOf } from './rule-paths.ts';
import { sinceOf, type TypeSince, type VerifiedFields } from './verified.ts';
import { oldestFirst } from './versions.ts';

/** Paths that were not found in the definitions of any of their types. */
export function unverifiedPaths(rule: Rule, fields: VerifiedFields): readonly string[] {
  const missing = pathsOf(rule).filter((path) => isDefined(path) && sinceOf(path, fields).length === 0);
  return unique(
    missing.map((path) => `${rule.id}: no version of ${path.types.join(', ')} has ${textOf(path.segments)}`),
  );
}

/** False for a path into something that is known not to have definitions. */
export function isDefined({ types }: RulePath): boolean {
  return !types.every((type) => undefinedTypes.has(type.toLowerCase()));
}

/** Paths that only previews have, although neither the rule nor its facts say so. */
export function unmarkedPreviews(rule: Rule, fields: VerifiedFields): readonly string[] {
  if (rule.preview) return [];
  const previews = pathsOf(rule).filter((path) => isPreviewOnly(sinceOf(path, fields)) && !isMarked(path, rule.absent));
  return unique(previews.map(({ segments }) => `${rule.id}: only previews have ${textOf(segments)}`));
}

/** Facts of which the first version, or the first stable one, was found to be another. */
export function outdatedFacts({ id, applies, absent }: Rule, fields: VerifiedFields): readonly string[] {
  return absent
    .filter(({ since }) => since !== undefined)
    .flatMap((fact) => {
      const found = sinceOf({ types: applies.types, segments: fact.field.segments, set: false }, fields);
      const first = oldestFirst(found.map((one) => one.first))[0];
      const stable = oldestFirst(found.flatMap((one) => one.stable ?? []))[0];
      const isFirst = fact.since === first || applies.types.some((type) => fact.since === withdrawnOf(type, fact));
      const isSo = first === undefined || (isFirst && saysStable(fact, stable));
      return isSo ? [] : [`${id}: ${fact.field.text} is there since ${first}, in stable versions since ${stable}`];
    });
}

function withdrawnOf(type: string, { field }: AbsentFact): string | undefined {
  return withdrawn.get(`${type.toLowerCase()} ${field.text}`);
}

/** A fact that does not name a stable version means the first one that has the field, whichever it is. */
function saysStable({ stable }: AbsentFact, found: string | undefined): boolean {
  return stable === undefined ? found !== undefined : stable === (found ?? null);
}

function isPreviewOnly(found: readonly TypeSince[]): boolean {
  return (
    found.length > 0 && found.every(({ type, stable }) => stable === null && !previewInName.has(type.toLowerCase()))
  );
}

function isMarked({ types, segments }: RulePath, absent: readonly AbsentFact[]): boolean {
  const text = textOf(segments);
  const isAside = types.some((type) => previewAside.has(`${type.toLowerCase()} ${text}`));
  return isAside || absent.some(({ stable, field }) => stable === null && leadsTo(field, segments));
}

function leadsTo({ segments }: FieldPath, path: readonly FieldSegment[]): boolean {
  return textOf(segments) === textOf(path.slice(0, segments.length));
}

function unique(lines: readonly string[]): readonly string[] {
  return [...new Set(lines)];
}
