// Regular expressions compiled to automata: a Thompson construction over the syntax that runs in linear time.

import { type CharSet, chars, complement, foldCase, unionChars } from './char-set.ts';

/** A compiled pattern. Matching looks for the pattern anywhere, as regular expressions do; `^` and `$` tie it to the ends. */
export interface Pattern {
  readonly kind: 'pattern';
  readonly source: string;
  readonly states: readonly State[];
  readonly start: number;
}

export type State =
  | { readonly kind: 'char'; readonly set: CharSet; readonly next: number }
  | { readonly kind: 'split'; readonly next: readonly number[] }
  | { readonly kind: 'assert'; readonly at: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'accept' };

/** Why a pattern cannot be used, and where in it. */
export interface PatternProblem {
  readonly kind: 'problem';
  readonly message: string;
  readonly at: number;
}

/** More states than this come only from nested counted repetition. */
const maxStates = 5000;

/**
 * Compiles a pattern. Back-references and look-around do not exist here: no linear-time engine has them. The same text
 * gives the same pattern: rules repeat each other's.
 */
export function compilePattern(source: string, ignoreCase = false): Pattern | PatternProblem {
  const key = `${ignoreCase}${source}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  if (compiled.size >= maxCompiled) compiled.clear();
  const pattern = compile(source, ignoreCase);
  compiled.set(key, pattern);
  return pattern;
}

const compiled = new Map<string, Pattern | PatternProblem>();
const maxCompiled = 1000;

/** Compiles a pattern that nobody else is likely to have: what is kept for others would be kept for nothing. */
export function compileOwn(source: string): Pattern | PatternProblem {
  return compile(source, false);
}

function compile(source: string, ignoreCase: boolean): Pattern | PatternProblem {
  try {
    const builder = new PatternBuilder(source, ignoreCase);
    const { states, start } = builder.build();
    return { kind: 'pattern', source, states, start };
  } catch (error) {
    if (error instanceof PatternError) return { kind: 'problem', message: error.message, at: error.at };
    throw error;
  }
}

/** A pattern from wildcards, tied to both ends and without regard to case: `*` is any text, `?` any one character. */
export function compileLike(wildcards: string): Pattern | PatternProblem {
  const body = wildcards.replace(/[\\^$.|+()[\]{}*?]/g, (symbol) =>
    symbol === '*' ? '[^]*' : symbol === '?' ? '[^]' : `\\${symbol}`,
  );
  return compilePattern(`^${body}$`, true);
}

class PatternError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** A piece of the automaton under construction: entered at `start`, left to whatever `next` it was built for. */
type Piece = (next: number) => number;

/** Parses a pattern into pieces and lays them out back to front. */
class PatternBuilder {
  private readonly source: string;
  private readonly ignoreCase: boolean;
  private readonly states: State[] = [];
  private at = 0;
  private depth = 0;

  constructor(source: string, ignoreCase: boolean) {
    this.source = source;
    const flagged = source.startsWith('(?i)');
    this.ignoreCase = ignoreCase || flagged;
    if (flagged) this.at = 4;
  }

  build(): { states: readonly State[]; start: number } {
    const piece = this.alternatives();
    if (this.at < this.source.length) throw new PatternError("Unexpected ')'", this.at);
    const accept = this.add({ kind: 'accept' });
    return { start: piece(accept), states: this.states };
  }

  private alternatives(): Piece {
    const options = [this.sequence()];
    while (this.peek() === '|') {
      this.at++;
      options.push(this.sequence());
    }
    const [only] = options;
    if (options.length === 1 && only !== undefined) return only;
    return (next) => this.add({ kind: 'split', next: options.map((option) => option(next)) });
  }

  private sequence(): Piece {
    const pieces: Piece[] = [];
    while (this.at < this.source.length && this.peek() !== '|' && this.peek() !== ')') pieces.push(this.repetition());
    return (next) => pieces.reduceRight((following, piece) => piece(following), next);
  }

  private repetition(): Piece {
    const start = this.at;
    const piece = this.atom();
    const [least, most] = this.quantifier() ?? [1, 1];
    if (this.quantifier() !== undefined) throw new PatternError('Nothing to repeat', this.at);
    if (most !== undefined && least > most)
      throw new PatternError('The numbers of a repetition are out of order', start);
    return repeat(this, piece, least, most);
  }

  private quantifier(): [number, number | undefined] | undefined {
    const simple = { '*': [0, undefined], '+': [1, undefined], '?': [0, 1] } as const;
    const symbol = this.peek();
    if (symbol === '*' || symbol === '+' || symbol === '?') {
      this.at++;
      if (this.peek() === '?') this.at++;
      const [least, most] = simple[symbol];
      return [least, most];
    }
    const counted = /^\{(\d{1,4})(,)?(\d{1,4})?\}/.exec(this.source.slice(this.at, this.at + 12));
    if (counted === null) return undefined;
    this.at += counted[0].length;
    if (this.peek() === '?') this.at++;
    const least = Number(counted[1]);
    if (counted[2] === undefined) return [least, least];
    return [least, counted[3] === undefined ? undefined : Number(counted[3])];
  }

  private atom(): Piece {
    const at = this.at;
    const symbol = this.source[this.at++];
    switch (symbol) {
      case '(':
        return this.group(at);
      case '[':
        return this.one(this.charClass());
      case '.':
        return this.one(complement(chars('\n\r')));
      case '^':
        return (next) => this.add({ kind: 'assert', at: 'start', next });
      case '$':
        return (next) => this.add({ kind: 'assert', at: 'end', next });
      case '\\':
        return this.one(this.escape());
      case '*':
      case '+':
      case '?':
        throw new PatternError('Nothing to repeat', at);
      default:
        return this.one(charOf(symbol ?? ''));
    }
  }

  private group(at: number): Piece {
    if (this.source.startsWith('?:', this.at)) this.at += 2;
    else if (this.peek() === '?')
      throw new PatternError('Look-around and named groups are not available: patterns run in linear time', at);
    if (++this.depth > 50) throw new PatternError('Groups are nested too deep', at);
    const piece = this.alternatives();
    if (this.source[this.at++] !== ')') throw new PatternError("The group is not closed by ')'", at);
    this.depth--;
    return piece;
  }

  private charClass(): CharSet {
    const open = this.at - 1;
    const negated = this.peek() === '^';
    if (negated) this.at++;
    let set: CharSet = [];
    while (this.peek() !== ']') {
      if (this.at >= this.source.length) throw new PatternError("The set is not closed by ']'", open);
      set = unionChars(set, this.classRange());
    }
    this.at++;
    return negated ? complement(this.ignoreCase ? foldCase(set) : set) : set;
  }

  private classRange(): CharSet {
    const low = this.classChar();
    const next = this.source[this.at + 1];
    if (this.peek() !== '-' || next === ']' || next === undefined) return low;
    const at = this.at++;
    const high = this.classChar();
    const [from] = low[0] ?? [0];
    const [to] = high[0] ?? [0];
    if (low.length !== 1 || high.length !== 1 || from > to) throw new PatternError('The range is out of order', at);
    return [[from, to]];
  }

  private classChar(): CharSet {
    const symbol = this.source[this.at++] ?? '';
    return symbol === '\\' ? this.escape() : charOf(symbol);
  }

  private escape(): CharSet {
    const at = this.at - 1;
    const letter = this.source[this.at++];
    if (letter === undefined) throw new PatternError('The pattern ends in a backslash', at);
    const set = escapes[letter];
    if (set !== undefined) return set;
    if (/[A-Za-z0-9]/.test(letter))
      throw new PatternError(`\\${letter} is not available: patterns run in linear time`, at);
    return charOf(letter);
  }

  private one(set: CharSet): Piece {
    const folded = this.ignoreCase ? foldCase(set) : set;
    return (next) => this.add({ kind: 'char', set: folded, next });
  }

  add(state: State): number {
    if (this.states.length >= maxStates) throw new PatternError('The pattern is too large', 0);
    return this.states.push(state) - 1;
  }

  /** Changes a state that was added before its successors were known. */
  set(index: number, state: State): void {
    this.states[index] = state;
  }

  private peek(): string | undefined {
    return this.source[this.at];
  }
}

function repeat(builder: PatternBuilder, piece: Piece, least: number, most: number | undefined): Piece {
  return (next) => {
    let following = next;
    if (most === undefined) {
      const loop = builder.add({ kind: 'split', next: [] });
      builder.set(loop, { kind: 'split', next: [piece(loop), next] });
      following = loop;
    } else {
      for (let i = least; i < most; i++) following = builder.add({ kind: 'split', next: [piece(following), next] });
    }
    for (let i = 0; i < least; i++) {
      const start = piece(following);
      // What matches nothing but the empty text need not be repeated, and adds no states that would end the repetition.
      if (start === following) break;
      following = start;
    }
    return following;
  };
}

function charOf(symbol: string): CharSet {
  const code = symbol.charCodeAt(0);
  return [[code, code]];
}

const space = chars(' \t\n\r\f\v\u00a0');
const word = chars('A-Za-z0-9_');
const digit = chars('0-9');
const escapes: Record<string, CharSet | undefined> = {
  d: digit,
  D: complement(digit),
  w: word,
  W: complement(word),
  s: space,
  S: complement(space),
  n: chars('\n'),
  r: chars('\r'),
  t: chars('\t'),
};
