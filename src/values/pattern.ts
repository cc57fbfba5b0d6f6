// Regular expressions in linear time, over strings that may have holes.
//
// A library cannot answer whether a pattern matches `acr${uniqueString(…)}` for every value of the hole, so the
// automaton is ours: a Thompson construction, run as a set of states, never backtracking.

import { anyChar, type CharSet, hasChar, partition } from './char-set.ts';
import type { Pattern } from './pattern-syntax.ts';
import type { Truth } from './truth.ts';
import type { Plain } from './value.ts';

/** Whether the text matches. */
export function matchesText(pattern: Pattern, text: string): boolean {
  const automaton = automatonOf(pattern);
  return automaton.accepts(automaton.follow(automaton.start, text));
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

/** One run over a string: every world is where one way of filling the holes leads to. */
class Run {
  lost = false;
  private readonly automaton: Automaton;
  private worlds: ReadonlySet<World>;

  constructor(pattern: Pattern) {
    this.automaton = automatonOf(pattern);
    this.worlds = new Set([this.automaton.start]);
  }

  text(text: string): this {
    const [only] = this.worlds;
    if (this.worlds.size !== 1 || only === undefined) {
      for (let i = 0; i < text.length && !this.lost; i++) this.step([text.charCodeAt(i)]);
      return this;
    }
    // Without a hole in front there is one world, and always one that follows.
    this.worlds = new Set([this.automaton.follow(only, text)]);
    return this;
  }

  /** Any string of characters of the set, of a length between the two. */
  hole(set: CharSet, least: number, most: number | undefined): void {
    const [only] = this.worlds;
    // The same patterns meet the same holes again and again, mostly behind a text that was known.
    const fillings = this.worlds.size === 1 ? only?.fillings : undefined;
    const key = `${least}-${most} ${set.join(';')}`;
    const known = fillings?.get(key);
    if (known === undefined) this.fill(set, least, most);
    else this.worlds = known;
    if (known === undefined && !this.lost) fillings?.set(key, this.worlds);
  }

  private fill(set: CharSet, least: number, most: number | undefined): void {
    const representatives = intersectionRepresentatives(this.automaton.alphabet, set);
    let longest = 0;
    if (least > maxHoleLength) this.lost = true;
    for (; longest < least && !this.lost; longest++) this.step(representatives);
    const seen = new Set(this.worlds);
    for (; !this.lost && (most === undefined || longest < most); longest++) {
      this.step(representatives);
      // Where a world was reached before, a shorter filling led there: what it leads to is known.
      this.worlds = new Set([...this.worlds].filter((world) => !seen.has(world)));
      for (const world of this.worlds) seen.add(world);
      if (this.worlds.size === 0) break;
      if (longest > maxHoleLength) this.lost = true;
    }
    this.worlds = seen;
  }

  finish(): Truth {
    if (this.lost) return 'unknown';
    const answers = new Set([...this.worlds].map((world) => this.automaton.accepts(world)));
    if (answers.size !== 1) return 'unknown';
    return answers.has(true);
  }

  private step(codes: readonly number[]): void {
    const next = new Set<World>();
    for (const world of this.worlds) {
      for (const code of codes) {
        next.add(this.automaton.move(world, code));
        if (next.size > maxWorlds) this.lost = true;
        if (this.lost) return;
      }
    }
    this.worlds = next;
  }
}

/** A set of states of a pattern, and the sets that characters lead to, as far as anybody asked. */
interface World {
  readonly states: readonly number[];
  readonly atStart: boolean;
  /** Where characters lead, by the part of the alphabet that they are in. */
  readonly moves: (World | undefined)[];
  /** It was accepted already, or never can be: nothing that follows changes that. */
  readonly isSettled: boolean;
  /** Whether the text may end here, once somebody asked. */
  accepts: boolean | undefined;
  /** The worlds behind holes, by what may fill them. */
  readonly fillings: Map<string, ReadonlySet<World>>;
}

/** The automaton of sets of states, made as far as strings lead: the same patterns meet many strings. */
class Automaton {
  readonly alphabet: CharSet;
  readonly start: World;
  /** How many moves were made; too many, and a new one begins. */
  size = 0;
  private readonly pattern: Pattern;
  private readonly worlds = new Map<string, World>();
  /** The parts that the first characters are in: most texts have no others. */
  private readonly parts: readonly number[];

  constructor(pattern: Pattern) {
    this.pattern = pattern;
    this.alphabet = partition(pattern.states.flatMap((state) => (state.kind === 'char' ? [state.set] : [])));
    this.parts = this.alphabet.flatMap(([low, high], part) =>
      Array.from({ length: Math.max(0, Math.min(high, 127) - low + 1) }, () => part),
    );
    this.start = this.world(closure(pattern, [pattern.start], true, false), true);
  }

  /** Where a text leads. */
  follow(start: World, text: string): World {
    let world = start;
    for (let i = 0; i < text.length && !world.isSettled; i++) world = this.move(world, text.charCodeAt(i));
    return world;
  }

  move(world: World, code: number): World {
    const part = this.partOf(code);
    const known = world.moves[part];
    if (known !== undefined) return known;
    const moved = this.world(this.statesBehind(world, code), false);
    world.moves[part] = moved;
    this.size++;
    return moved;
  }

  /** The number of the part of the alphabet that a character is in: to the pattern, all of a part are alike. */
  private partOf(code: number): number {
    const known = this.parts[code];
    if (known !== undefined) return known;
    return this.alphabet.findIndex(([low, high]) => code >= low && code <= high);
  }

  /** Whether the text may end here. */
  accepts(world: World): boolean {
    world.accepts ??= closure(this.pattern, world.states, world.atStart, true).some((state) => this.isAccept(state));
    return world.accepts;
  }

  private isAccept(state: number): boolean {
    return this.pattern.states[state]?.kind === 'accept';
  }

  private statesBehind(world: World, code: number): readonly number[] {
    const { states, start } = this.pattern;
    const targets: number[] = [];
    for (const state of world.states) {
      const description = states[state];
      if (description?.kind === 'accept') return [state];
      if (description?.kind === 'char' && hasChar(description.set, code)) targets.push(description.next);
    }
    return closure(this.pattern, [...targets, start], false, false);
  }

  /** The one world of these states. */
  private world(states: readonly number[], atStart: boolean): World {
    const key = `${atStart ? '^' : ''}${states.join(',')}`;
    const known = this.worlds.get(key);
    if (known !== undefined) return known;
    const isDead = !atStart && states.length === 0;
    const isSettled = isDead || states.some((state) => this.isAccept(state));
    const made: World = { states, atStart, moves: [], fillings: new Map(), isSettled, accepts: undefined };
    this.worlds.set(key, made);
    return made;
  }
}

function automatonOf(pattern: Pattern): Automaton {
  const known = automata.get(pattern);
  if (known !== undefined && known.size < maxMoves) return known;
  const made = new Automaton(pattern);
  automata.set(pattern, made);
  return made;
}

const automata = new WeakMap<Pattern, Automaton>();
const maxMoves = 50_000;

/** A character from each part of the alphabet that the set touches. */
function intersectionRepresentatives(alphabet: CharSet, set: CharSet): number[] {
  return alphabet.flatMap(([low, high]) => {
    const touching = set.find(([from, to]) => from <= high && to >= low);
    return touching === undefined ? [] : [Math.max(low, touching[0])];
  });
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
