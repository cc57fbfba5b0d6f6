// `$references`: what a value takes from other resources at run time.

import type { Because } from '../../values/because.ts';
import { arrayOf, known, must, objectOf, type Unknown, type Value } from '../../values/value.ts';
import { typeIn } from '../scopes.ts';
import { unknownView, type View } from './view.ts';

/** `$references`: the results of `reference()` that are part of the value, as `{ type, path }`: of which type, and what of it. */
export const references: View = (value) => {
  const found: Value[] = [];
  collect(value, found, 0);
  return arrayOf(found, value.origin);
};

/** Deeper than this no template nests its values. */
const maxDepth = 64;

function collect(value: Value, into: Value[], depth: number): void {
  if (value.kind === 'unknown') into.push(...referencesIn(value));
  else if (depth < maxDepth) for (const part of partsIn(value)) collect(part, into, depth + 1);
}

/** The values that a value is made of. */
function partsIn(value: Exclude<Value, Unknown>): readonly Value[] {
  switch (value.kind) {
    case 'known':
      return [];
    case 'choice':
      return value.options.map((option) => option.value);
    case 'string':
      return value.parts.filter((part) => typeof part !== 'string');
    case 'object':
      return [...value.entries.values(), ...(value.open?.named ?? [])].map((member) => member.value);
    case 'array':
      return value.elements.map((element) => (element.kind === 'spread' ? element.item : element));
  }
}

function referencesIn(value: Unknown): readonly Value[] {
  return value.because.flatMap((reason): Value[] => {
    const target = reason.kind === 'runtime' ? /^reference\('(.*)'\)$/i.exec(reason.what)?.[1] : undefined;
    if (target === undefined) return [];
    const type = typeInTerm(value.term) ?? typeOfTarget(target);
    const path = value.because.length === 1 ? pathIn(value.term) : undefined;
    const entries = new Map([
      ['type', must(type === undefined ? notKnown(value, '$type', reason) : known(type, value.origin))],
      ['path', must(path === undefined ? notKnown(value, '$path', reason) : known(path, value.origin))],
    ]);
    return [objectOf(entries, { origin: value.origin })];
  });
}

function notKnown(value: Unknown, name: string, reason: Because): Value {
  return unknownView(value, name, [reason]);
}

/** The members that are read of what `reference()` gives; a term that is too long begins with its hash. */
function pathIn(term: string): string | undefined {
  return /^(?:reference\(.*\)|#[\w-]+)\.([\w$.-]+)$/.exec(term)?.[1];
}

/** The type in the id that `reference()` is given, written out in the term except for what is not known. */
function typeInTerm(term: string): string | undefined {
  const target = /^reference\((".*)\)(?:\.[\w$.-]+)?$/.exec(term)?.[1];
  const id =
    target === undefined
      ? undefined
      : withoutHoles(target)
          .replace(/, full$/, '')
          .replaceAll('"', '');
  return id === undefined ? undefined : typeIn(known(id));
}

/** Holes stand between `«` and `»`, those of their own terms inside. */
function withoutHoles(term: string): string {
  let depth = 0;
  let rest = '';
  for (const char of term) {
    if (char === '«') depth++;
    if (depth === 0) rest += char;
    if (char === '»') depth--;
  }
  return rest;
}

/** A reason names the type where it does not name a resource, and both where the resource is not declared. */
function typeOfTarget(target: string): string | undefined {
  const segments = target.split('/');
  if (segments.length < 2 || !segments[0]?.includes('.')) return undefined;
  return segments.length % 2 === 0 ? target : typeIn(known(`/providers/${target}`));
}
