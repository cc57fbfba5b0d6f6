// Views of objects and of values as such: their members as a list, whether they are secret, what they call at run time.

import { elementsOf, holdsSecret, membersOf, reasonsOf } from '../../values/access.ts';
import type { Because } from '../../values/because.ts';
import { arrayOf, type Element, known, must, objectOf, type Plain, type Value } from '../../values/value.ts';
import { derived, unknownView, type View } from './view.ts';

/** `$entries`: the members of an object as a list of `{ key, value }`. */
export const entries: View = (value) => {
  const members = membersOf(value);
  if (members === undefined) return undefined;
  const items: Element[] = [...members.entries].map(([key, { value: member, presence }]) => {
    const { origin } = member;
    const item = objectOf(
      new Map([
        ['key', must(known(key, origin))],
        ['value', must(member)],
      ]),
      { origin },
    );
    return presence === 'must' ? item : { kind: 'spread', item, because: reasonsOf(member) };
  });
  const { open } = members;
  if (open?.named !== undefined) {
    const { origin } = value;
    for (const { name, value: member } of open.named)
      items.push(objectOf(new Map(Object.entries({ key: must(name), value: must(member) })), { origin }));
  } else if (open !== undefined) {
    const item = unknownView(value, '$entries', open.because);
    items.push({ kind: 'spread', item, because: open.because });
  }
  return arrayOf(items, value.origin);
};

/** `$secret`: whether the value comes from a secure parameter, a Key Vault or a call that returns secrets. */
export const secret: View = (value) => {
  if (holdsSecret(value)) return known(true, value.origin);
  if (value.kind === 'known') return known(false, value.origin);
  const because = reasonsOf(value);
  if (because.length > 0 && because.every(isGivenInPlain)) return known(false, value.origin);
  return unknownView(value, '$secret', because);
};

/** A parameter that is not secure can be read in the deployment history, whatever its value. */
function isGivenInPlain({ kind }: Because): boolean {
  return kind === 'parameter' || kind === 'context' || kind === 'nondeterministic';
}

/** `$listCalls`: the `list*()` calls whose results are part of the value, as `{ call }`. */
export const listCalls: View = (value) => {
  const calls: Value[] = [];
  collectCalls(value, calls, 0);
  return arrayOf(calls, value.origin);
};

/** Deeper than this no template nests its values. */
const maxDepth = 64;

function collectCalls(value: Value, into: Value[], depth: number): void {
  if (depth > maxDepth) return;
  switch (value.kind) {
    case 'known':
      return;
    case 'unknown':
      addCalls(value, value.because, into);
      return;
    case 'choice':
      for (const option of value.options) collectCalls(option.value, into, depth + 1);
      return;
    case 'string':
      for (const part of value.parts) if (typeof part !== 'string') addCalls(value, part.because, into);
      return;
    default:
      collectFromMembers(value, into, depth);
  }
}

function collectFromMembers(value: Plain, into: Value[], depth: number): void {
  for (const { value: member } of membersOf(value)?.entries.values() ?? []) collectCalls(member, into, depth + 1);
  for (const element of elementsOf(value) ?? [])
    collectCalls(element.kind === 'spread' ? element.item : element, into, depth + 1);
}

function addCalls(at: Plain, because: readonly Because[], into: Value[]): void {
  for (const reason of because)
    if (reason.kind === 'runtime' && /^list\w*\(/i.test(reason.what)) into.push(derived({ call: reason.what }, at));
}
