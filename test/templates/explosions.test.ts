// Small templates whose values would be enormous: evaluating them stops with a word about it, and the rest is there.

import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/values/json.ts';
import { deploy } from './deployed.ts';

/** A first variable, and as many more as doublings, each made from the one before. */
function doubled(first: Json, doubling: (before: string) => string, times = 26): Readonly<Record<string, Json>> {
  const steps = Array.from({ length: times }, (_, i) => [`step${i + 1}`, doubling(`variables('step${i}')`)] as const);
  return { step0: first, ...Object.fromEntries(steps) };
}

const tooLarge = /^warning at variables\.\S+: The evaluation was stopped: a value of more than 16 MB$/;

describe('values that explode', () => {
  const doublings: Readonly<Record<string, (before: string) => string>> = {
    texts: (before) => `[concat(${before}, ${before}, 'x')]`,
    arrays: (before) => `[createArray(${before}, ${before})]`,
    objects: (before) => `[createObject('a', ${before}, 'b', ${before})]`,
  };

  for (const [what, doubling] of Object.entries(doublings))
    for (const first of ['x', "[parameters('name')]"])
      it(`as ${what} of ${first} are given up`, () => {
        const { messages, output } = deploy({
          parameters: { name: { type: 'string' } },
          variables: doubled(first, doubling),
          outputs: { small: { type: 'string', value: "[concat('a', 'b')]" } },
        });
        expect(messages.filter((message) => tooLarge.test(message))).toHaveLength(1);
        expect(output('small')).toBe('"ab"');
      });

  it('in loops over loops are given up', () => {
    const loop = (i: number): Json => ({
      name: `level${i}`,
      count: 800,
      input: i === 0 ? '[range(0, 800)]' : `[variables('level${i - 1}')]`,
    });
    const { messages } = deploy({ variables: { copy: [0, 1, 2].map(loop) } });
    expect(messages.filter((message) => tooLarge.test(message))).toHaveLength(1);
  });

  it('are no larger than what is written in full', () => {
    const { messages } = deploy({ variables: doubled('x', doublings.arrays ?? String, 18) });
    expect(messages).toEqual([]);
  });
});
