// Values for property tests: descriptions that can be read both as an abstract value and, in a world, as JSON.

import fc from 'fast-check';
import { charSet } from '../../src/values/char-set.ts';
import { type Candidate, choiceOf } from '../../src/values/choice.ts';
import { type Guard, termIs, termIsNot } from '../../src/values/guard.ts';
import { type Json, setKey } from '../../src/values/json.ts';
import {
  arrayOf,
  type Element,
  type Entry,
  known,
  objectOf,
  stringOf,
  type Unknown,
  type UnknownAbout,
  unknown,
  type Value,
} from '../../src/values/value.ts';

/** What every name stands for in one deployment. */
export type World = ReadonlyMap<string, Json>;

/** What a name may stand for. */
export const domains: ReadonlyMap<string, readonly Json[]> = new Map<string, readonly Json[]>([
  ['flag', [true, false]],
  ['maybe', [null, true, false]],
  ['s', ['', 'a', 'ab']],
  ['t', ['a', 'B', 'ab']],
  ['n', [0, 1, 2]],
  ['x', [null, 'a', 1, { k: 'a' }]],
  ['present', [true, false]],
  ['there', [true, false]],
  ['count', [0, 1, 2]],
  ['times', [0, 1, 3]],
  ['rest', [{}, { k: 'a' }, { z: 1 }]],
]);

const about: Readonly<Record<string, UnknownAbout>> = {
  flag: { type: 'bool' },
  s: { type: 'string', limits: { maxLength: 2 } },
  t: {
    type: 'string',
    limits: {
      minLength: 1,
      maxLength: 2,
      alphabet: charSet([
        [66, 66],
        [97, 98],
      ]),
    },
  },
  n: { type: 'int', limits: { min: 0, max: 2 } },
};

/** A value, described. Names are those of {@link domains}. */
export type Description =
  | { readonly kind: 'json'; readonly json: Json }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'text'; readonly parts: readonly (string | { readonly name: string })[] }
  | { readonly kind: 'object'; readonly members: readonly Member[]; readonly rest: string | undefined }
  | { readonly kind: 'array'; readonly items: readonly Item[] }
  | {
      readonly kind: 'choice';
      readonly on: string;
      readonly is: Json;
      readonly yes: Description;
      readonly no: Description;
    };

interface Member {
  readonly key: string;
  readonly value: Description;
  /** The name that decides whether the member is there. */
  readonly when: string | undefined;
}

interface Item {
  readonly value: Description;
  /** The name that says how often the item is there. */
  readonly times: string | undefined;
}

/** The unknown of a name. */
export function unknownNamed(name: string): Unknown {
  return unknown([{ kind: 'parameter', name }], name, about[name] ?? {});
}

/** The description as a value that knows none of the names. */
export function abstract(description: Description): Value {
  switch (description.kind) {
    case 'json':
      return known(description.json);
    case 'name':
      return unknownNamed(description.name);
    case 'text':
      return stringOf(description.parts.map((part) => (typeof part === 'string' ? part : unknownNamed(part.name))));
    case 'object': {
      const { members, rest } = description;
      const entries = members.map(({ key, value, when }): [string, Entry] => [
        key,
        { value: abstract(value), presence: when === undefined ? 'must' : 'may' },
      ]);
      const open =
        rest === undefined ? undefined : { because: [{ kind: 'parameter', name: rest } as const], term: rest };
      return objectOf(new Map(entries), { open });
    }
    case 'array':
      return arrayOf(
        description.items.map(({ value, times }): Element => {
          const item = abstract(value);
          return times === undefined ? item : { kind: 'spread', item, because: [{ kind: 'parameter', name: times }] };
        }),
      );
    case 'choice':
      return choiceOf(candidatesOf(description), []);
  }
}

function candidatesOf(choice: Extract<Description, { kind: 'choice' }>): readonly Candidate[] {
  return [
    { guard: termIs(choice.on, choice.is), value: abstract(choice.yes) },
    { guard: termIsNot(choice.on, choice.is), value: abstract(choice.no) },
  ];
}

/** The description as JSON, in a world. */
export function concrete(description: Description, world: World): Json {
  const valueNamed = (name: string): Json => world.get(name) ?? null;
  switch (description.kind) {
    case 'json':
      return description.json;
    case 'name':
      return valueNamed(description.name);
    case 'text':
      return description.parts
        .map((part) => (typeof part === 'string' ? part : String(valueNamed(part.name))))
        .join('');
    case 'object': {
      const object: Record<string, Json> = {};
      const { members, rest } = description;
      for (const { key, value, when } of members)
        if (when === undefined || valueNamed(when) === true) setKey(object, key, concrete(value, world));
      const others = rest === undefined ? {} : (valueNamed(rest) as { readonly [key: string]: Json });
      // The rest are members other than those that are named.
      for (const [key, value] of Object.entries(others))
        if (members.every((member) => member.key !== key)) setKey(object, key, value);
      return object;
    }
    case 'array':
      return description.items.flatMap(({ value, times }) =>
        Array.from({ length: times === undefined ? 1 : Number(valueNamed(times)) }, () => concrete(value, world)),
      );
    case 'choice':
      return concrete(valueNamed(description.on) === description.is ? description.yes : description.no, world);
  }
}

/** Every world that tells these descriptions apart, at most a few hundred. */
export function worldsOf(...descriptions: readonly Description[]): readonly World[] {
  const names = [...new Set(descriptions.flatMap(namesIn))];
  let worlds: World[] = [new Map()];
  for (const name of names) {
    const values = domains.get(name) ?? [null];
    worlds = worlds.flatMap((world) => values.map((value) => new Map([...world, [name, value]])));
    if (worlds.length > 200) worlds = worlds.filter((_, i) => i % 3 === 0);
  }
  return worlds;
}

function namesIn(description: Description): readonly string[] {
  switch (description.kind) {
    case 'json':
      return [];
    case 'name':
      return [description.name];
    case 'text':
      return description.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.name]));
    case 'object':
      return [description.rest, ...description.members.flatMap(({ value, when }) => [...namesIn(value), when])].filter(
        (name) => name !== undefined,
      );
    case 'array':
      return description.items
        .flatMap(({ value, times }) => [...namesIn(value), times])
        .filter((name) => name !== undefined);
    case 'choice':
      return [description.on, ...namesIn(description.yes), ...namesIn(description.no)];
  }
}

/** Whether a guard holds in a world. */
export function holdsIn(guard: Guard, world: World): boolean {
  return guard.every(({ term, values, negated }) => values.some((value) => value === world.get(term)) !== negated);
}

const key = fc.constantFrom('k', 'l', 'z');
const scalar = fc.constantFrom<Json>(null, true, false, 0, 1, '', 'a', 'ab', 'B');
const part = fc.oneof(
  fc.constantFrom('a', 'b', '-'),
  fc.constantFrom('s', 't').map((name) => ({ name })),
);

/** Any description, small. */
export const descriptions: fc.Arbitrary<Description> = fc.letrec<{ any: Description; leaf: Description }>((tie) => ({
  leaf: fc.oneof(
    scalar.map((json): Description => ({ kind: 'json', json })),
    fc.constantFrom('flag', 's', 't', 'n', 'x').map((name): Description => ({ kind: 'name', name })),
    fc.array(part, { maxLength: 3 }).map((parts): Description => ({ kind: 'text', parts })),
  ),
  any: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('leaf'),
    fc
      .record({
        members: fc.uniqueArray(
          fc.record({ key, value: tie('any'), when: fc.constantFrom(undefined, undefined, 'present', 'there') }),
          { maxLength: 3, selector: (member) => member.key },
        ),
        rest: fc.constantFrom(undefined, undefined, 'rest'),
      })
      .map((object): Description => ({ kind: 'object', ...object })),
    fc
      .array(fc.record({ value: tie('any'), times: fc.constantFrom(undefined, undefined, 'count', 'times') }), {
        maxLength: 3,
      })
      .map((items): Description => ({ kind: 'array', items })),
    fc
      .record({
        on: fc.constantFrom('flag', 'maybe', 's', 'n'),
        is: fc.constantFrom<Json>(true, false, null, 'a', 1),
        yes: tie('any'),
        no: tie('any'),
      })
      .map((choice): Description => ({ kind: 'choice', ...choice })),
  ),
})).any;
