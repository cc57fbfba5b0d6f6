// Regular expressions in linear time, over strings that may have holes.
//
// A library cannot answer whether a pattern matches `acr${uniqueString(…)}` for every value of the hole, so the
// automaton is ours: a Thompson construction, run as a set of states, never backtracking.

import { anyChar, type CharSet, hasChar, intersectChars, partition } from './char-set.ts';
import type { Pattern } from './pattern-syntax.ts';
import type { Truth } from './truth.ts';
import type { Plain } from './value.ts';

/** Whether the text matches. */
export function matchesText(pattern: Pattern, text: string): boolean {
  return new Run(pattern).text(text).finish() === true;
}

/** Whether a string value matches in every, in no, or in some of its valuations. */
export function matches(pattern: Pattern, value: Plain): Truth {
  if (value.kind === 'known') return typeof value.json === 'string' && matchesText(pattern, value.json);
  if (value.kind !== 'string' && value.kind !== 'unknown') return false;
  if (value.kind === 'unknown' && value.type !== undefined && value.type !== 'string') return false;
  const run = new Run(pattern);
  for (const part of value.kind === 'string' ? value.parts : [value]) {
    if (typeof part === 'string') run.text(part);
    else run.hole(part.limits?.alphabet ?? anyChar, part.limits?.minLength ?? 0, part.limits?.maxLength);
    if (run.lost) return 'unknown';
  }
  const truth = run.finish();
  return value.kind === 'unknown' && value.type === undefined && truth !== false ? 'unknown' : truth;
}

/** Too many possible sets of states: the answer is given up rather than searched for. */
const maxWorlds = 256;

/** How far a hole is followed before the answer is given up. */
const maxHoleLength = 1024;

/** One run over a string: every world is the set of states that one way of filling the holes leads to. */
class Run {
  lost = false;
  private readonly pattern: Pattern;
  private worlds: Map<string, World>;
  private readonly alphabet: CharSet;

  constructor(pattern: Pattern) {
    this.pattern = pattern;
    this.alphabet = partition(pattern.states.flatMap((state) => (state.kind === 'char' ? [state.set] : [])));
    const world: World = { states: closure(pattern, [pattern.start], true, false), atStart: true };
    this.worlds = new Map([[worldKey(world), world]]);
  }

  text(text: string): this {
    for (let i = 0; i < text.length && !this.lost; i++) this.step([text.charCodeAt(i)]);
    return this;
  }

  /** Any string of characters of the set, of a length between the two. */
  hole(set: CharSet, least: number, most: number | undefined): void {
    const representatives = intersectionRepresentatives(this.alphabet, set);
    const seen = new Map<string, World>();
    let longest = 0;
    if (least > maxHoleLength) this.lost = true;
    for (; longest < least && !this.lost; longest++) this.step(representatives);
    for (const [key, world] of this.worlds) seen.set(key, world);
    for (; !this.lost && (most === undefined || longest < most); longest++) {
      const before = seen.size;
      this.step(representatives);
      for (const [key, world] of this.worlds) seen.set(key, world);
      if (seen.size === before) break;
      if (longest > maxHoleLength) this.lost = true;
    }
    this.worlds = seen;
  }

  finish(): Truth {
    if (this.lost) return 'unknown';
    const answers = new Set<boolean>();
    for (const { states, atStart } of this.worlds.values()) {
      answers.add(
        closure(this.pattern, [...states], atStart, true).some(
          (state) => this.pattern.states[state]?.kind === 'accept',
        ),
      );
    }
    if (answers.size !== 1) return 'unknown';
    return answers.has(true);
  }

  private step(codes: readonly number[]): void {
    const next = new Map<string, World>();
    for (const world of this.worlds.values()) {
      for (const code of codes) {
        const moved = this.move(world, code);
        next.set(worldKey(moved), moved);
        if (next.size > maxWorlds) this.lost = true;
        if (this.lost) return;
      }
    }
    this.worlds = next;
  }

  private move(world: World, code: number): World {
    const { states } = this.pattern;
    const targets: number[] = [];
    for (const state of world.states) {
      const description = states[state];
      if (description?.kind === 'accept') return { states: [state], atStart: false };
      if (description?.kind === 'char' && hasChar(description.set, code)) targets.push(description.next);
    }
    return { states: closure(this.pattern, [...targets, this.pattern.start], false, false), atStart: false };
  }
}

interface World {
  readonly states: readonly number[];
  readonly atStart: boolean;
}

function worldKey(world: World): string {
  return `${world.atStart ? '^' : ''}${world.states.join(',')}`;
}

/** A character from each part of the alphabet that the set touches. */
function intersectionRepresentatives(alphabet: CharSet, set: CharSet): number[] {
  return alphabet.flatMap((range) =>
    intersectChars([range], set)
      .slice(0, 1)
      .map(([low]) => low),
  );
}

/** All states reachable without reading a character; only those that read one, accept, or wait for the end remain. */
function closure(pattern: Pattern, from: readonly number[], atStart: boolean, atEnd: boolean): readonly number[] {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    const description = pattern.states[state];
    if (description?.kind === 'split') waiting.push(...description.next);
    if (description?.kind === 'assert' && (description.at === 'start' ? atStart : atEnd))
      waiting.push(description.next);
  }
  return [...seen].filter((state) => pattern.states[state]?.kind !== 'split').sort((a, b) => a - b);
}
