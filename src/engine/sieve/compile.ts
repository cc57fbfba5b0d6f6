// Conditions of rules as functions of rows. They say what the engine says; where the engine may know more, they say unknown.

import { type Condition, type Count, everyItem } from '../../model/condition.ts';
import { toJson } from '../../values/access.ts';
import { isJsonArray, type Json } from '../../values/json.ts';
import { negate, type Truth } from '../../values/truth.ts';
import { takenFor } from '../absent.ts';
import { compareCount } from '../count.ts';
import { itemsOf, type Leaf, type Seen, splitAtItems, walk } from './fields.ts';
import { type Ask, type Compiling, compileTest } from './tests.ts';

/** Compiles a condition. */
export function compileCondition(condition: Condition, compiling: Compiling): Ask {
  switch (condition.kind) {
    case 'allOf':
      return joined(condition.conditions, compiling, false);
    case 'anyOf':
      return joined(condition.conditions, compiling, true);
    case 'not': {
      const ask = compileCondition(condition.condition, compiling);
      return (asked) => negate(ask(asked));
    }
    case 'test':
      return compileTest(condition, compiling);
    case 'count':
      return compileCount(condition, compiling);
    case 'related':
      // One row says nothing about others.
      return () => 'unknown';
  }
}

/** One condition with the deciding truth decides; otherwise one unknown leaves all unknown. */
function joined(conditions: readonly Condition[], compiling: Compiling, deciding: boolean): Ask {
  const asks = conditions.map((condition) => compileCondition(condition, compiling));
  return (asked) => {
    let truth: Truth = !deciding;
    for (const ask of asks) {
      const one = ask(asked);
      if (one === deciding) return deciding;
      if (one === 'unknown') truth = one;
    }
    return truth;
  };
}

/** Counts the items behind the last `[*]` for which the condition holds. */
function compileCount(count: Count, compiling: Compiling): Ask {
  const { path, of } = count.subject;
  const at = Math.max(path.segments.lastIndexOf(everyItem), 0);
  const [toArray, inItem] = [path.segments.slice(0, at), path.segments.slice(path.segments.lastIndexOf(everyItem) + 1)];
  const where = count.where === undefined ? undefined : compileCondition(count.where, compiling);
  const ofNothing = itemsOfNothing(count, compiling);
  const [before, rest] = splitAtItems(toArray);
  const field = of === 'item' ? undefined : compiling.fields.at(before);
  return (asked) => {
    const holds: Leaf = (item) => (item === undefined ? false : where === undefined ? true : where({ ...asked, item }));
    const counted: Leaf = (seen) => {
      const items = seen === undefined ? ofNothing : (itemsOf(seen) ?? []);
      return items === 'unknown' ? 'unknown' : tally(items, (item) => walk(item, inItem, holds), count);
    };
    const root = field === undefined ? asked.item : field(asked.row);
    return walk(root, field === undefined ? toArray : rest, counted);
  };
}

function tally(items: readonly Seen[], holds: Leaf, count: Count): Truth {
  let least = 0;
  let most = 0;
  for (const item of items) {
    const truth = holds(item);
    if (truth !== false) most++;
    if (truth === true) least++;
  }
  return compareCount(least, most, count);
}

/** The items that Azure takes for an array that is absent. */
function itemsOfNothing({ subject }: Count, { rule }: Compiling): readonly Json[] | 'unknown' {
  const text = subject.path.text.slice(0, subject.path.text.lastIndexOf(everyItem));
  const fact = subject.of === 'item' ? undefined : rule.absent.find(({ field }) => field.text === text);
  const taken = fact && takenFor(fact);
  if (taken === undefined) return [];
  const json = toJson(taken);
  return json === undefined ? 'unknown' : isJsonArray(json) ? json : [];
}
