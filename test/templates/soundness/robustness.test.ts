// Nothing that stands in a file makes the evaluation throw, and whatever is said about it has a place in its text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Expression, parseExpression } from '../../../src/templates/expression.ts';
import { toJson } from '../../../src/values/access.ts';
import type { Document } from '../../../src/values/document.ts';
import type { Json, JsonObject } from '../../../src/values/json.ts';
import { originChain } from '../../../src/values/origin.ts';
import type { Path } from '../../../src/values/path.ts';
import type { Value } from '../../../src/values/value.ts';
import { evaluateTemplate, template } from '../../support/template.ts';
import { allResources } from '../deployed.ts';
import { expressionsOver } from './expressions.ts';
import { callers, parameterNames } from './parameters.ts';
import { resourceTemplates, templates } from './templates.ts';

const { text: expressions } = expressionsOver(parameterNames);

/** A text with something cut out, put in, or doubled. */
function damaged(whole: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(
      whole,
      fc.nat(),
      fc.nat(12),
      fc.oneof(fc.constantFrom('', '(', ')', ',', "'", '[', ']', '.', ' '), fc.string()),
    )
    .map(([text, position, length, put]) => {
      const at = position % (text.length + 1);
      return text.slice(0, at) + put + text.slice(at + length);
    });
}

function checkParts(part: Expression, from: number, to: number): void {
  expect(part.start).toBeGreaterThanOrEqual(from);
  expect(part.end).toBeLessThanOrEqual(to);
  const inside = part.kind === 'call' ? part.args : part.kind === 'property' ? [part.target] : [];
  for (const inner of part.kind === 'index' ? [part.target, part.index] : inside)
    checkParts(inner, part.start, part.end);
}

describe('any text as an expression', () => {
  it.each<readonly [string, fc.Arbitrary<string>]>([
    ['at random', fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `[${text}]`)],
    [
      'of its symbols',
      fc.string({ unit: fc.constantFrom(...'[]().,\'a0-+ $_\\"{'), maxLength: 30 }).map((text) => `[${text}]`),
    ],
    ['damaged', damaged(expressions.map((text) => `[${text}]`))],
  ])('reads, or has a problem inside it: %s', (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const parsed = parseExpression(text);
        checkParts(parsed.kind === 'problem' ? { ...parsed, kind: 'string', value: '' } : parsed, 0, text.length);
      }),
      { numRuns: 1500, seed: 20260221 },
    );
  });
});

/** A place somewhere in a JSON value. */
interface Spot {
  readonly owner: Record<string, Json>;
  readonly key: string;
}

function spotsIn(json: Json): readonly Spot[] {
  if (typeof json !== 'object' || json === null) return [];
  const owner = json as Record<string, Json>;
  return Object.keys(owner).flatMap((key) => [{ owner, key }, ...spotsIn(owner[key] ?? null)]);
}

const anything: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, -1, 1e300, '', '[', '[]', '[[', '[parameters()]', "[reference('x')]", [], {}, [
    [],
  ]),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  damaged(expressions.map((text) => `[${text}]`)),
);

/** A template of which parts are replaced, removed, or renamed. */
function mutated(whole: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const change = fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'remove', 'rename'), by: anything });
  return fc.tuple(whole, fc.array(change, { minLength: 1, maxLength: 6 })).map(([json, changes]) => {
    const copy = structuredClone(json);
    for (const { at, how, by } of changes) {
      const spots = spotsIn(copy);
      const spot = spots[at % Math.max(1, spots.length)];
      if (spot === undefined) break;
      const { owner, key } = spot;
      const value = owner[key] ?? null;
      if (how !== 'replace' && !Array.isArray(owner)) delete owner[key];
      if (how === 'replace') owner[key] = by;
      if (how === 'rename' && typeof by === 'string') owner[by] = value;
    }
    return copy;
  });
}

function expectPlace(document: Document, path: Path): void {
  const { text } = document.sourceOf(path);
  for (const { start, end } of [document.spanOf(path), document.keySpanOf(path)]) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  }
}

function expectOrigins(value: Value | undefined): void {
  if (value?.origin !== undefined)
    for (const { document, path } of originChain(value.origin)) expectPlace(document, path);
  if (value?.kind === 'object') for (const entry of value.entries.values()) expectOrigins(entry.value);
}

/** Evaluates, and looks at everything that came of it. */
function expectSound(json: Json, values: JsonObject, assume: 'any' | 'defaults'): void {
  const { root, diagnostics, notCovered } = evaluateTemplate(json, { arguments: values, assume });
  for (const { document, path } of [...diagnostics, ...notCovered]) expectPlace(document, path);
  expectOrigins(root.outputs());
  for (const { instance } of allResources(root)) {
    expectOrigins(instance.body());
    expectOrigins(instance.condition);
    expect(toJson(instance.place.id) ?? '').toBeTypeOf('string');
  }
}

describe('any JSON as a template', () => {
  it('is evaluated without throwing: any value', () => {
    fc.assert(
      fc.property(fc.jsonValue() as fc.Arbitrary<Json>, (json) => expectSound(json, {}, 'any')),
      { numRuns: 300, seed: 20260222 },
    );
  });

  it('is evaluated without throwing: any value in any part', () => {
    const section = fc.oneof(
      anything,
      fc.dictionary(fc.constantFrom('a', 'copy', '[b]', '__proto__'), anything, { maxKeys: 3 }),
    );
    const resource = fc.dictionary(
      fc.constantFrom(
        'type',
        'name',
        'apiVersion',
        'condition',
        'copy',
        'scope',
        'resources',
        'properties',
        'existing',
      ),
      fc.oneof(
        anything,
        fc.constantFrom<Json>('Microsoft.Resources/deployments', { name: 'c', count: 2 }, { template: {} }),
      ),
      { maxKeys: 6 },
    );
    const parts = fc.record(
      {
        parameters: section,
        variables: section,
        functions: section,
        definitions: section,
        outputs: section,
        resources: fc.oneof(section, fc.array(resource, { maxLength: 3 })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(parts, (json) => expectSound(template(json as Record<string, Json>), {}, 'any')),
      { numRuns: 500, seed: 20260223 },
    );
  });

  it.each<readonly [string, fc.Arbitrary<Json>, number]>([
    ['a template with variables', mutated(templates), 40],
    ['a template of resources', mutated(resourceTemplates), 150],
  ])('is evaluated without throwing: %s, mutated', (_, jsons, numRuns) => {
    fc.assert(
      fc.property(jsons, callers, (json, { known, assume }) => expectSound(json, known, assume)),
      { numRuns, seed: 20260224 },
    );
  });
});
