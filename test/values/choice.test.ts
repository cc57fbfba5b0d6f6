// Choices: in every world exactly one option holds, and it is the right one.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  choiceAmong,
  choiceOf,
  choiceOfEquality,
  choiceOfTruth,
  mapChoices,
  maxOptions,
  optionsOf,
} from '../../src/values/choice.ts';
import { conjoin, type Guard, guardKey, holds, termIs, termIsNot } from '../../src/values/guard.ts';
import type { Json } from '../../src/values/json.ts';
import { admits } from '../../src/values/lattice.ts';
import { known, type Plain, unknown, type Value } from '../../src/values/value.ts';

/** What the terms may stand for; `b` is a boolean that may be null. */
const domains: Readonly<Record<string, readonly Json[]>> = {
  b: [null, true, false],
  s: ['x', 'y', 'z'],
  f: [true, false],
};
type World = Readonly<Record<string, Json>>;
const worlds: readonly World[] = (domains.b ?? []).flatMap((b) =>
  (domains.s ?? []).flatMap((s) => (domains.f ?? []).map((f): World => ({ b, s, f }))),
);

/** A tree of decisions with a scalar at each end: what nested ifs make. */
type Tree =
  | { readonly leaf: Json }
  | { readonly on: string; readonly is: readonly Json[]; readonly yes: Tree; readonly no: Tree };

const trees: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree; leaf: Tree }>((tie) => ({
  leaf: fc.constantFrom<Json>('A', 'B', 1, null, true).map((leaf) => ({ leaf })),
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.constantFrom('b', 's', 'f').chain((on) =>
      fc.record({
        on: fc.constant(on),
        is: fc.subarray([...(domains[on] ?? [])], { minLength: 1 }),
        yes: tie('tree'),
        no: tie('tree'),
      }),
    ),
  ),
})).tree;

function candidates(tree: Tree, guard: Guard = []): readonly Candidate[] {
  if ('leaf' in tree) return [{ guard, value: known(tree.leaf) }];
  const [yes, no] = [conjoin(guard, termIs(tree.on, ...tree.is)), conjoin(guard, termIsNot(tree.on, ...tree.is))];
  return [
    ...(yes === undefined ? [] : candidates(tree.yes, yes)),
    ...(no === undefined ? [] : candidates(tree.no, no)),
  ];
}

function decide(tree: Tree, world: World): Json {
  if ('leaf' in tree) return tree.leaf;
  return decide(tree.is.includes(world[tree.on] ?? null) ? tree.yes : tree.no, world);
}

const choice = (tree: Tree): Value => choiceOf(candidates(tree), []);

/** The option that holds in a world; that exactly one does is checked. */
function chosen(value: Value, world: World): Plain {
  const [only, ...others] = optionsOf(value).filter(({ guard }) => holds(guard, (term) => world[term]));
  expect(others).toEqual([]);
  expect(only).toBeDefined();
  return only?.value ?? known('nothing');
}

describe('a choice', () => {
  it('has exactly one option in every world, and it is the right one', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const value = choice(tree);
        for (const world of worlds) expect(chosen(value, world)).toMatchObject({ json: decide(tree, world) });
      }),
      { numRuns: 1500, seed: 20260101 },
    );
  });

  it('made of choices stays one choice deep', () => {
    fc.assert(
      fc.property(trees, trees, (a, b) => {
        const value = choiceOf(
          [
            { guard: termIs('f', true), value: choice(a) },
            { guard: termIs('f', false), value: choice(b) },
          ],
          [],
        );
        for (const world of worlds)
          expect(chosen(value, world)).toMatchObject({ json: decide(world.f === true ? a : b, world) });
      }),
      { numRuns: 500, seed: 20260101 },
    );
  });

  it('between equal scalars is that scalar', () => {
    expect(choiceAmong('p', ['a', 'a'], [], undefined)).toMatchObject({ kind: 'known', json: 'a' });
    const same = [termIs('p', 1), termIs('p', 2), termIsNot('p', 1, 2)].map((guard) => ({ guard, value: known('v') }));
    expect(choiceOf(same, [])).toMatchObject({ kind: 'known', json: 'v' });
  });

  it('forgets a boolean that makes no difference', () => {
    const value = choiceOf(
      [true, false].flatMap((flag) =>
        ['x', 'y'].map((s) => ({ guard: conjoin(termIs('f', flag), termIs('s', s)) ?? [], value: known(s) })),
      ),
      [],
    );
    expect(optionsOf(value).map(({ guard }) => guardKey(guard))).toEqual(['s="x"', 's="y"']);
  });

  it('with too many options is one value that admits them all', () => {
    const values = Array.from({ length: maxOptions + 1 }, (_, i) => `value-${i}`);
    const value = choiceAmong('p', values, [{ kind: 'parameter', name: 'p' }], undefined);
    expect(value.kind).not.toBe('choice');
    for (const json of values) expect(admits(value, json)).toBe(true);
    expect(choiceAmong('p', values.slice(1), [], undefined).kind).toBe('choice');
  });

  it('without options does not exist', () => {
    expect(() => choiceOf([], [])).toThrow(RangeError);
  });

  it('is secret when one option is, when its condition is, and when it is given up', () => {
    const options = (secret: boolean, count: number): Candidate[] =>
      Array.from({ length: count }, (_, i) => ({
        guard: termIs('p', i),
        value: known(`v${i}`, undefined, secret && i === 1),
      }));
    expect(choiceOf(options(true, 2), []).secret).toBe(true);
    expect(choiceOf(options(false, 2), []).secret).toBe(false);
    expect(choiceOf(options(false, 2), [], { secret: true }).secret).toBe(true);
    expect(choiceOf(options(false, maxOptions + 1), [], { secret: true }).secret).toBe(true);
  });
});

describe('a function of choices', () => {
  const joinText = (plain: readonly Plain[]): Value =>
    known(plain.map((value) => (value.kind === 'known' ? JSON.stringify(value.json) : '?')).join('+'));

  it('is in every world the function of the options of that world', () => {
    fc.assert(
      fc.property(fc.array(trees, { minLength: 1, maxLength: 3 }), (list) => {
        const value = mapChoices(list.map(choice), joinText) ?? known('nothing');
        const expected = (world: World): string => list.map((tree) => JSON.stringify(decide(tree, world))).join('+');
        for (const world of worlds) {
          if (value.kind === 'choice' || list.length === 1)
            expect(chosen(value, world)).toMatchObject({ json: expected(world) });
          else if (!(value.kind === 'known' && String(value.json).includes('?')))
            expect(admits(value, expected(world))).toBe(true);
        }
      }),
      { numRuns: 600, seed: 20260101 },
    );
  });

  it('keeps what belongs together together', () => {
    const p = choiceAmong('p', ['a', 'b'], [], undefined);
    const pair = mapChoices([p, p], joinText);
    expect(optionsOf(pair ?? known(null)).map(({ value }) => value)).toMatchObject([
      { json: '"a"+"a"' },
      { json: '"b"+"b"' },
    ]);
  });

  it('drops combinations that cannot be deployed', () => {
    const p = choiceAmong('p', ['a', 'b', 'c'], [], undefined);
    const only = mapChoices([p], ([plain]) => (plain?.kind === 'known' && plain.json === 'b' ? undefined : plain));
    expect(optionsOf(only ?? known(null)).map(({ value }) => value)).toMatchObject([{ json: 'a' }, { json: 'c' }]);
    expect(mapChoices([p], () => undefined)).toBeUndefined();
  });

  it('is applied to joined values when there are too many combinations', () => {
    const many = ['p', 'q', 'r'].map((term) => choiceAmong(term, ['a', 'b', 'c', 'd', 'e'], [], undefined));
    const kinds: string[] = [];
    mapChoices(many, (plain) => {
      kinds.push(plain.map(({ kind }) => kind).join());
      return known(null);
    });
    expect(kinds).toEqual(['unknown,unknown,unknown']);
  });

  it('stays secret when the choice is', () => {
    const secret = choiceOf(
      [
        { guard: termIs('p', 1), value: known('x') },
        { guard: termIsNot('p', 1), value: known('y') },
      ],
      [],
      { secret: true },
    );
    expect(mapChoices([secret], ([plain]) => known(`${JSON.stringify(plain)}!`))?.secret).toBe(true);
  });
});

describe('a question about an unknown', () => {
  const p = unknown([{ kind: 'parameter', name: 'p' }], 'p');

  it('becomes a choice on its term', () => {
    expect(optionsOf(choiceOfEquality(p, 'a') ?? p)).toMatchObject([
      { guard: termIs('p', 'a'), value: { json: true } },
      { guard: termIsNot('p', 'a'), value: { json: false } },
    ]);
    expect(optionsOf(choiceOfTruth(p) ?? p)).toMatchObject([
      { guard: termIs('p', true), value: { json: true } },
      { guard: termIs('p', false), value: { json: false } },
    ]);
  });

  it('does not where the term stands for many values, or the other side is not a scalar', () => {
    const many = unknown([], 'p[*]');
    expect(choiceOfEquality(many, 'a')).toBeUndefined();
    expect(choiceOfTruth(many)).toBeUndefined();
    expect(choiceOfEquality(p, [1])).toBeUndefined();
  });

  it('does not either where the term is too long to be written out', () => {
    const many = unknown([], `f(${'x'.repeat(400)}[*])`);
    expect(choiceOfTruth(many)).toBeUndefined();
  });
});
