// `count`: how many items of an array hold.

import { type Count, everyItem, type FieldSegment } from '../model/condition.ts';
import { elementsOf, reasonsOf } from '../values/access.ts';
import { joinReasons } from '../values/because.ts';
import type { Element } from '../values/value.ts';
import { absentFact, takenFor } from './absent.ts';
import { addTo, newTally, seen, settleCount, type Tally } from './count.ts';
import { FieldReader, rootOf } from './field-reader.ts';
import type { Judge, Judgement, World } from './judgement.ts';

/** Counts the items at a path that ends in `[*]`, or behind one, for which the condition holds. */
export function judgeCount(count: Count, world: World, judge: Judge): Judgement {
  const { path } = count.subject;
  const at = path.segments.lastIndexOf(everyItem);
  const [toArray, inItem] = [path.segments.slice(0, Math.max(at, 0)), path.segments.slice(at + 1)];
  const fact = absentFact(count.subject.of, path.text.slice(0, path.text.lastIndexOf(everyItem)), world);
  const reader = new FieldReader(world, (found, origin, inner) => {
    const tally = newTally();
    const array = found ?? (fact && takenFor(fact));
    const elements = array === undefined ? [] : (elementsOf(array) ?? []);
    for (const element of elements) countElement(element, inItem, count, inner, judge, tally);
    if (array?.kind === 'unknown') tally.because = joinReasons(tally.because, array.because);
    return settleCount(tally, count, `'${path.text}'`, origin);
  });
  return reader.read(rootOf(count.subject, world).root, toArray, world.guard);
}

function countElement(
  element: Element,
  inItem: readonly FieldSegment[],
  { where }: Count,
  world: World,
  judge: Judge,
  tally: Tally,
): void {
  const isAny = element.kind === 'spread';
  const item = isAny ? element.item : element;
  const reader = new FieldReader(world, (plain, origin, inner) => {
    if (plain === undefined) return { truth: false, evidence: [], split: undefined };
    if (where === undefined)
      return { truth: true, evidence: [seen('the item', world.current, plain, origin)], split: undefined };
    return judge(where, { ...inner, item: plain });
  });
  addTo(tally, reader.read(item, inItem, world.guard), isAny, isAny ? reasonsOf(item) : []);
}
