// Walks paths into resources whose values may be unknown or depend on alternatives.

import { everyItem, type FieldSegment, type FieldSubject } from '../model/condition.ts';
import type { Resource } from '../model/resource.ts';
import { adopt, elementsOf, memberOf } from '../values/access.ts';
import { conjoin, type Guard } from '../values/guard.ts';
import type { Origin } from '../values/origin.ts';
import { type Choice, known, type Plain, type Value } from '../values/value.ts';
import { alternatives, either, type Judgement, merge, type World } from './judgement.ts';
import { isView, viewed } from './views/views.ts';

/** What is made of the value a path leads to, or of nothing. */
export type Leaf = (plain: Plain | undefined, origin: Origin | undefined, world: World) => Judgement;

/** Walks a path; wherever the value is a choice, every option that the guard allows is walked. */
export class FieldReader {
  private readonly world: World;
  private readonly leaf: Leaf;

  constructor(world: World, leaf: Leaf) {
    this.world = world;
    this.leaf = leaf;
  }

  private under(guard: Guard): World {
    return guard === this.world.guard ? this.world : { ...this.world, guard };
  }

  /** The value is not there; `owner` is where it would be. */
  absent(owner: Origin | undefined, guard: Guard = this.world.guard): Judgement {
    return this.leaf(undefined, owner, this.under(guard));
  }

  read(
    value: Value,
    segments: readonly FieldSegment[],
    guard: Guard,
    owner: Origin | undefined = value.origin,
  ): Judgement {
    if (value.kind === 'choice') return this.readOptions(value, segments, guard, value.origin ?? owner);
    const origin = value.origin ?? owner;
    // Azure removes properties that are null: null is absent.
    if (value.kind === 'known' && value.json === null) return this.absent(origin, guard);
    const [segment, ...rest] = segments;
    if (segment === undefined) return this.present(value, origin, owner, guard);
    if (segment === everyItem) return this.readItems(value, rest, guard, origin);
    if (isView(segment)) return this.readView(value, segment, rest, guard, origin);
    const member = typeof segment === 'number' ? itemMember(value, segment) : memberOf(value, segment);
    if (member === undefined) return this.absent(origin, guard);
    const found = this.read(member.value, rest, guard, origin);
    return member.presence === 'must' ? found : either(found, this.absent(origin, guard));
  }

  private readView(
    value: Plain,
    name: string,
    rest: readonly FieldSegment[],
    guard: Guard,
    owner: Origin | undefined,
  ): Judgement {
    const seen = viewed(value, name);
    return seen === undefined ? this.absent(owner, guard) : this.read(seen, rest, guard, owner);
  }

  /** A value that may be null may be absent. */
  private present(value: Plain, origin: Origin | undefined, owner: Origin | undefined, guard: Guard): Judgement {
    const found = this.leaf(value, origin, this.under(guard));
    return value.kind === 'unknown' && value.type === undefined ? either(found, this.absent(owner, guard)) : found;
  }

  private readOptions(
    choice: Choice,
    segments: readonly FieldSegment[],
    guard: Guard,
    owner: Origin | undefined,
  ): Judgement {
    const feasible = choice.options.flatMap((option) => {
      const both = conjoin(guard, option.guard);
      return both === undefined ? [] : [{ both, value: adopt(choice, option.value) }];
    });
    const judgements = feasible.map(({ both, value }) => this.read(value, segments, both, owner));
    return alternatives(
      judgements,
      feasible.map(({ both }) => both),
    );
  }

  /** Every item must pass; none there is to fail where there are none. */
  private readItems(value: Plain, rest: readonly FieldSegment[], guard: Guard, owner: Origin | undefined): Judgement {
    const elements = elementsOf(value);
    if (elements === undefined) return { truth: true, evidence: [], split: undefined };
    const judgements = elements.map((element) => {
      const judgement = this.read(element.kind === 'spread' ? element.item : element, rest, guard, owner);
      return element.kind === 'spread' && judgement.truth === false
        ? { ...judgement, truth: 'unknown' as const }
        : judgement;
    });
    for (const truth of [false, 'unknown', true] as const) {
      const deciding = judgements.filter((judgement) => judgement.truth === truth);
      if (deciding.length > 0) return merge(truth, deciding);
    }
    return { truth: true, evidence: [], split: undefined };
  }
}

function itemMember(value: Plain, index: number): ReturnType<typeof memberOf> {
  const element = elementsOf(value)?.[index];
  if (element === undefined) return undefined;
  return element.kind === 'spread' ? { value: element.item, presence: 'may' } : { value: element, presence: 'must' };
}

/** The one plain value at a path under a guard; undefined where there is none, or where alternatives remain. */
export function readPlain(root: Value, segments: readonly FieldSegment[], guard: Guard): Plain | undefined {
  let value: Value = root;
  for (const segment of [...segments, undefined]) {
    const plain = onlyOption(value, guard);
    if (plain === undefined || segment === undefined) return plain;
    const next = nextPlain(plain, segment);
    if (next === undefined) return undefined;
    value = next;
  }
  return undefined;
}

function nextPlain(plain: Plain, segment: FieldSegment): Value | undefined {
  if (isView(segment)) return viewed(plain, segment);
  return typeof segment === 'string' && segment !== everyItem ? memberOf(plain, segment)?.value : undefined;
}

/** The one option a guard allows; undefined where several remain. */
export function onlyOption(value: Value, guard: Guard): Plain | undefined {
  if (value.kind !== 'choice') return value;
  const feasible = value.options.filter((option) => conjoin(guard, option.guard) !== undefined);
  return feasible.length === 1 ? feasible[0]?.value : undefined;
}

/** The value a field path starts from, and the resource it belongs to. */
export function rootOf({ of, path }: FieldSubject, world: World): { root: Value; resource: Resource } {
  const resource = of === 'subject' ? world.subject : world.current;
  if (of === 'item') return { root: world.item ?? known(null), resource };
  return { root: path.text === 'id' || path.segments[0] === 'id' ? withId(resource) : resource.body, resource };
}

/** The id is no property that a template declares, but rules may ask for it. Who asks for it asks for nothing else. */
function withId({ body, id }: Resource): Value {
  return { ...body, entries: new Map([['id', { value: id, presence: 'must' }]]) };
}
