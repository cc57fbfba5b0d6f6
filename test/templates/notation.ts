// A short notation for values, so that tests of what is partly known fit into tables.

import { expect } from 'vitest';
import type { Guard } from '../../src/values/guard.ts';
import type { Json } from '../../src/values/json.ts';
import { jsonText } from '../../src/values/json-key.ts';
import type { Limits } from '../../src/values/limits.ts';
import type { Unknown, Value } from '../../src/values/value.ts';
import { evaluateText, type TemplateSetting } from '../support/template.ts';

/** Parameters of every kind that nobody gives a value. */
export const parameters: Readonly<Record<string, Json>> = {
  s: { type: 'string' },
  t: { type: 'string' },
  name: { type: 'string', minLength: 5, maxLength: 50 },
  n: { type: 'int' },
  port: { type: 'int', minValue: 1, maxValue: 9 },
  b: { type: 'bool' },
  c: { type: 'bool' },
  list: { type: 'array' },
  full: { type: 'array', minLength: 1 },
  o: { type: 'object' },
  sku: { type: 'string', allowedValues: ['Basic', 'Standard', 'Premium'] },
  maybe: { type: 'string', nullable: true },
  flag: { type: 'bool', nullable: true },
  password: { type: 'securestring' },
  secrets: { type: 'secureObject' },
};

/** Whatever a caller could pass. */
const anyCaller: TemplateSetting = { assume: 'any' };

/** What an expression over {@link parameters} gives, in the notation; errors fail the test. */
export function shown(
  expression: string,
  parts: Readonly<Record<string, Json>> = {},
  setting: TemplateSetting = anyCaller,
): string {
  return show(valueOfExpression(expression, parts, setting));
}

/** What an expression over {@link parameters} gives; errors fail the test. */
export function valueOfExpression(
  expression: string,
  parts: Readonly<Record<string, Json>> = {},
  setting: TemplateSetting = anyCaller,
): Value {
  const { value, errors } = evaluateText(expression, { parameters, ...parts }, setting);
  expect(errors).toEqual([]);
  if (value === undefined) throw new Error(`${expression} has no value`);
  return value;
}

/** The one error an expression gives. */
export function errorOf(
  expression: string,
  parts: Readonly<Record<string, Json>> = {},
  setting: TemplateSetting = anyCaller,
): string {
  const { value, errors } = evaluateText(expression, { parameters, ...parts }, setting);
  expect(value?.kind).toBe('unknown');
  expect(value?.kind === 'unknown' && value.because.map(({ kind }) => kind)).toEqual(['failed']);
  expect(errors).toHaveLength(1);
  return errors[0] ?? '';
}

/** Why the value of an expression is not known, as `kind: subject`. */
export function reasons(
  expression: string,
  parts: Readonly<Record<string, Json>> = {},
  setting: TemplateSetting = anyCaller,
): readonly string[] {
  const value = valueOfExpression(expression, parts, setting);
  const because = 'because' in value ? value.because : [];
  return because.map((reason) => `${reason.kind}: ${'name' in reason ? reason.name : reason.what}`);
}

/**
 * Known values as JSON, unknown ones as `<type>` with their limits, holes inside strings, `key?` for members that may
 * be missing, `…` for more of them, `…item` for any number of items, and choices as `p="x" → value | …`.
 */
export function show(value: Value): string {
  switch (value.kind) {
    case 'known':
      return jsonText(value.json);
    case 'unknown':
      return hole(value);
    case 'string':
      return `"${value.parts.map((part) => (typeof part === 'string' ? part : hole(part))).join('')}"`;
    case 'object': {
      const members = [...value.entries].map(
        ([key, entry]) => `"${key}"${entry.presence === 'may' ? '?' : ''}:${show(entry.value)}`,
      );
      return `{${[...members, ...(value.open === undefined ? [] : ['…'])].join(',')}}`;
    }
    case 'array':
      return `[${value.elements.map((one) => (one.kind === 'spread' ? `…${show(one.item)}` : show(one))).join(',')}]`;
    case 'choice':
      return value.options.map((option) => `${showGuard(option.guard)} → ${show(option.value)}`).join(' | ');
  }
}

function hole({ type, limits }: Unknown): string {
  return `<${type ?? 'any'}${limits === undefined ? '' : showLimits(limits)}>`;
}

function showLimits({ allowed, min, max, minLength, maxLength }: Limits): string {
  if (allowed !== undefined) return ` ${allowed.map(jsonText).join('/')}`;
  const [least, most] = [min ?? minLength, max ?? maxLength];
  if (least === undefined && most === undefined) return '';
  return least === most ? ` ${least}` : ` ${least ?? ''}..${most ?? ''}`;
}

/** Terms of parameters by their names alone. */
export function showGuard(guard: Guard): string {
  const atoms = guard.map(({ term, values, negated }) => {
    const name = /^parameters\('([^']*)'\)$/.exec(term)?.[1] ?? term.replaceAll(/parameters\('([^']*)'\)/g, '$1');
    return `${name}${negated ? '≠' : '='}${values.map(jsonText).join('/')}`;
  });
  return atoms.length === 0 ? 'always' : atoms.join('&');
}
