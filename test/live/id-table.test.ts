// The table of ids: it knows what it saw, and nothing else.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdTable } from '../../src/live/id-table.ts';

describe('a table of ids', () => {
  it('says what a map would say', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.nat({ max: 65_000 })), { maxLength: 60 }),
        (adds) => {
          const table = new IdTable();
          const map = new Map<string, number>();
          for (const [id, number] of adds) {
            expect(table.seen(id, number)).toBe(map.get(id));
            if (!map.has(id)) map.set(id, number);
          }
        },
      ),
      { numRuns: 300, seed: 20261121 },
    );
  });

  it('tells many ids apart that differ in one character, whatever its seeds', () => {
    for (const seed of [0, 0.5, 0.999_999]) {
      const table = new IdTable(() => seed);
      const ids = Array.from({ length: 100_000 }, (_, i) => `/subscriptions/s/providers/a.b/cs/x${i.toString(36)}`);
      expect(ids.filter((id, i) => table.seen(id, i % 7) !== undefined)).toEqual([]);
      expect(ids.every((id, i) => table.seen(id, 9) === i % 7)).toBe(true);
    }
  });
});
