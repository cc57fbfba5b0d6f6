// Comparisons of a related resource with the subject of a rule, as keys: where no key of one is wanted by the other, the
// comparison is certainly false.

import {
  type Condition,
  type Count,
  everyItem,
  type FieldSegment,
  type FieldSubject,
  type Test,
} from '../model/condition.ts';
import type { Rule } from '../model/rule.ts';
import { elementsOf } from '../values/access.ts';
import { identityOf, knownString } from '../values/compare.ts';
import { known, type Plain, type Value } from '../values/value.ts';
import { compareCount } from './count.ts';
import { FieldReader, rootOf } from './field-reader.ts';
import type { Judgement, World } from './judgement.ts';
import { isLocation, normalLocation } from './operators.ts';

/** A field of related resources, or of items in them, that must be equal to one of the subject or stand in it. */
export interface Comparison {
  readonly test: Test;
  readonly own: FieldSubject;
  readonly theirs: FieldSubject;
  /** The items that are compared; undefined where the resource is. */
  readonly items: FieldSubject | undefined;
}

/** The comparison that a condition is, or that some item must pass for it; undefined where it is none that keys decide. */
export function comparisonIn(condition: Condition, rule: Rule): Comparison | undefined {
  if (condition.kind === 'test') return comparisonOf(condition, 'this', rule);
  if (condition.kind !== 'count' || condition.where === undefined || !needsItems(condition, rule)) return undefined;
  const parts = condition.where.kind === 'allOf' ? condition.where.conditions : [condition.where];
  for (const part of parts) {
    const comparison = part.kind === 'test' ? comparisonOf(part, 'item', rule) : undefined;
    if (comparison !== undefined) return { ...comparison, items: condition.subject };
  }
  return undefined;
}

/** Whether a count certainly fails where no item of the resource holds. */
function needsItems(count: Count, { absent }: Rule): boolean {
  const { of, path } = count.subject;
  const assumed = absent.some(({ field }) => path.text.startsWith(field.text));
  const isOneArray = path.segments.indexOf(everyItem) === path.segments.lastIndexOf(everyItem);
  return of === 'this' && isOneArray && !assumed && compareCount(0, 0, count) === false;
}

function comparisonOf(test: Test, of: 'this' | 'item', { absent }: Rule): Comparison | undefined {
  const { subject, operator, negated, expected } = test;
  if (negated || subject.kind !== 'field' || expected.kind !== 'field' || expected.plusDays !== undefined)
    return undefined;
  // What is absent may count as something.
  if (absent.some(({ field }) => field.text === subject.path.text)) return undefined;
  const [own, theirs] = subject.of === 'subject' ? [expected.subject, subject] : [subject, expected.subject];
  const hasKeys = operator === 'equals' || (operator === 'contains' && theirs === subject);
  if (!hasKeys || own.of !== of || theirs.of !== 'subject') return undefined;
  // Every item would have to pass, and where there is none that is so.
  if ([own, theirs].some(({ path }) => path.segments.includes(everyItem))) return undefined;
  return { test, own, theirs, items: undefined };
}

/** The keys of the current resource; undefined where it may have others. */
export function keysOf(comparison: Comparison, world: World): readonly string[] | undefined {
  const { own, items } = comparison;
  const texts =
    items === undefined
      ? textsAt(rootOf(own, world).root, own.path.segments, world)
      : textsOfItems(rootOf(items, world).root, items.path.segments, own.path.segments, world);
  return texts?.map((text) => keyOf(text, comparison));
}

/** Which keys a resource may have for the subject, of keys of these lengths; undefined where it may have any. */
export function wantedKeys(
  comparison: Comparison,
  lengths: ReadonlySet<number>,
  world: World,
): readonly string[] | undefined {
  const { theirs, test } = comparison;
  const texts = textsAt(rootOf(theirs, world).root, theirs.path.segments, world);
  const keys = texts?.map((text) => keyOf(text, comparison));
  return test.operator === 'contains' ? keys?.flatMap((text) => partsOf(text, lengths)) : keys;
}

/** Texts that count as equal have one key. */
function keyOf(text: string, { test }: Comparison): string {
  if (test.operator === 'contains') return text.toLowerCase();
  return isLocation(test.subject) ? normalLocation(text) : (identityOf(known(text)) ?? text);
}

function partsOf(text: string, lengths: ReadonlySet<number>): readonly string[] {
  const parts = new Set<string>();
  for (const length of lengths) for (let i = 0; i + length <= text.length; i++) parts.add(text.slice(i, i + length));
  return [...parts];
}

/** The texts that a path leads to, none where nothing is there; undefined where it may lead to something else. */
function textsAt(value: Value, path: readonly FieldSegment[], world: World): readonly string[] | undefined {
  return told(value, path, world, (plain) => {
    const text = knownString(plain);
    return text === undefined ? undefined : [text];
  });
}

/** The texts in the items of the array in a path, at another path in each. */
function textsOfItems(
  value: Value,
  path: readonly FieldSegment[],
  own: readonly FieldSegment[],
  world: World,
): readonly string[] | undefined {
  const at = path.indexOf(everyItem);
  return told(value, path.slice(0, at), world, (array) => {
    const elements = elementsOf(array) ?? [];
    const texts = elements.map((element) =>
      textsAt(element.kind === 'spread' ? element.item : element, [...path.slice(at + 1), ...own], world),
    );
    return texts.every((found) => found !== undefined) ? texts.flat() : undefined;
  });
}

/** What there is to tell of every value at a path; undefined where that depends on anything, or cannot be told of one. */
function told(
  value: Value,
  path: readonly FieldSegment[],
  world: World,
  tell: (plain: Plain) => readonly string[] | undefined,
): readonly string[] | undefined {
  const all: (readonly string[] | undefined)[] = [];
  const reader = new FieldReader(world, (plain, _, { guard }) => {
    if (plain !== undefined) all.push(guard.length === 0 ? tell(plain) : undefined);
    return nothing;
  });
  reader.read(value, path, world.guard);
  return all.every((texts) => texts !== undefined) ? all.flat() : undefined;
}

const nothing: Judgement = { truth: false, evidence: [], split: undefined };
