// Values as canonical JSON, so that two evaluations can be compared and their differences named by path.

import { guardKey } from '../../src/values/guard.ts';
import { isJsonArray, isJsonObject, type Json, setKey } from '../../src/values/json.ts';
import { jsonKey } from '../../src/values/json-key.ts';
import type { Limits } from '../../src/values/limits.ts';
import type { Element, Entry, Open, PartialObject, Unknown, Value } from '../../src/values/value.ts';

/** Known values are the JSON they are; anything else is an object with one of these keys, which no template uses. */
export const marks = {
  unknown: '«unknown»',
  text: '«text»',
  open: '«open»',
  may: '«may»',
  each: '«each»',
  choice: '«choice»',
} as const;

/** A value as JSON: equal forms mean equal values. Origins, reasons and taints are no part of it. */
export function formOf(value: Value): Json {
  switch (value.kind) {
    case 'known':
      return value.json;
    case 'unknown':
      return unknownForm(value);
    case 'string':
      return { [marks.text]: value.parts.map((part) => (typeof part === 'string' ? part : unknownForm(part))) };
    case 'object':
      return objectForm(value);
    case 'array':
      return value.elements.map(elementForm);
    case 'choice':
      return {
        [marks.choice]: Object.fromEntries(
          value.options.map((option) => [withoutSerials(guardKey(option.guard)), formOf(option.value)]),
        ),
      };
  }
}

function unknownForm({ term, type, limits }: Unknown): Json {
  const about = [withoutSerials(term), type ?? 'any', ...(limits === undefined ? [] : [limitsText(limits)])];
  return { [marks.unknown]: about.join(' ') };
}

function limitsText(limits: Limits): string {
  return JSON.stringify(limits, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
}

function objectForm({ entries, open }: PartialObject): Json {
  const object: Record<string, Json> = {};
  for (const [key, entry] of entries) setKey(object, key, entryForm(entry));
  if (open !== undefined) object[marks.open] = openText(open);
  return object;
}

function openText({ term }: Open): string {
  return withoutSerials(term);
}

function entryForm({ value, presence }: Entry): Json {
  return presence === 'must' ? formOf(value) : { [marks.may]: formOf(value) };
}

function elementForm(element: Element): Json {
  return element.kind === 'spread' ? { [marks.each]: formOf(element.item) } : formOf(element);
}

/** The run numbers what equals nothing else (`failed#3`, `newGuid()#4`) in the order of evaluation, which may differ. */
function withoutSerials(term: string): string {
  return term.includes('#') ? term.replace(/\b(failed|budget|[\w]+\([^()#]*\))#\d+/g, '$1#') : term;
}

/** A form as text for a person: marks without their wrapping, everything in one line. */
export function shownForm(form: Json | undefined): string {
  return form === undefined ? 'absent' : shown(form);
}

/** The beginning of a text. */
export function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function shown(form: Json): string {
  if (isJsonArray(form)) return `[${form.map(shown).join(', ')}]`;
  if (!isJsonObject(form)) return jsonKey(form);
  const unknown = form[marks.unknown];
  if (typeof unknown === 'string') return `«${unknown}»`;
  const text = form[marks.text];
  if (isJsonArray(text)) return `"${text.map((part) => (typeof part === 'string' ? part : shown(part))).join('')}"`;
  return `{${Object.entries(form)
    .map(([key, member]) => `${key}: ${shown(member)}`)
    .join(', ')}}`;
}
