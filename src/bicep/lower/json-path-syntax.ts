// Reads JSON paths in the dialect of the official compiler's JSON library: `$` may be left out, names may be quoted.

import type { Json } from '../../values/json.ts';

/** One step from values to values. */
export type Step =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'all' }
  /** The value and everything below it. */
  | { readonly kind: 'deep' }
  | {
      readonly kind: 'slice';
      readonly start: number | undefined;
      readonly end: number | undefined;
      readonly step: number | undefined;
    }
  | { readonly kind: 'filter'; readonly condition: Condition };

export type Condition =
  | { readonly kind: 'and'; readonly parts: readonly Condition[] }
  | { readonly kind: 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'exists'; readonly left: Operand }
  | { readonly kind: 'compare'; readonly left: Operand; readonly operator: string; readonly right: Operand };

export type Operand =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'path'; readonly from: 'root' | 'item'; readonly steps: readonly Step[] };

/** The steps of a path; undefined when it is not understood. */
export function parseJsonPath(text: string): readonly Step[] | undefined {
  const reader = new PathReader(text.trim());
  try {
    return reader.whole();
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}

class PathError extends Error {}

const maxDepth = 50;

/** A cursor over a path; every method reads what it is named after. */
class PathReader {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  whole(): readonly Step[] {
    this.skip('$');
    const steps: Step[] = [];
    if (/[\w]/.test(this.text[this.at] ?? '')) steps.push({ kind: 'names', names: [this.name()] });
    steps.push(...this.steps());
    if (this.at < this.text.length) throw new PathError();
    return steps;
  }

  private steps(): readonly Step[] {
    if (++this.depth > maxDepth) throw new PathError();
    const steps: Step[] = [];
    for (;;) {
      if (this.skip('..')) {
        steps.push({ kind: 'deep' });
        if (this.text[this.at] !== '[')
          steps.push(this.skip('*') ? { kind: 'all' } : { kind: 'names', names: [this.name()] });
      } else if (this.skip('.')) steps.push(this.skip('*') ? { kind: 'all' } : { kind: 'names', names: [this.name()] });
      else if (this.skip('[')) steps.push(this.brackets());
      else break;
    }
    this.depth--;
    return steps;
  }

  private name(): string {
    const name = this.match(/[^.[\]()\s=!<>&|,'"*]+/y);
    if (name === undefined) throw new PathError();
    return name;
  }

  private brackets(): Step {
    this.space();
    const step = this.inBrackets();
    this.space();
    if (!this.skip(']')) throw new PathError();
    return step;
  }

  private inBrackets(): Step {
    if (this.skip('*')) return { kind: 'all' };
    if (this.skip('?')) {
      this.space();
      if (!this.skip('(')) throw new PathError();
      const condition = this.either();
      this.space();
      if (!this.skip(')')) throw new PathError();
      return { kind: 'filter', condition };
    }
    const quoted = this.quoted();
    if (quoted !== undefined) return { kind: 'names', names: [quoted, ...this.more(() => this.quoted())] };
    return this.numbers();
  }

  private numbers(): Step {
    const start = this.integer();
    if (this.skip(':')) {
      const end = this.integer();
      return { kind: 'slice', start, end, step: this.skip(':') ? this.integer() : undefined };
    }
    if (start === undefined) throw new PathError();
    return { kind: 'indexes', indexes: [start, ...this.more(() => this.integer())] };
  }

  private more<T>(read: () => T | undefined): readonly T[] {
    const items: T[] = [];
    for (this.space(); this.skip(','); this.space()) {
      this.space();
      const item = read();
      if (item === undefined) throw new PathError();
      items.push(item);
    }
    return items;
  }

  private integer(): number | undefined {
    const digits = this.match(/-?\d{1,9}/y);
    return digits === undefined ? undefined : Number(digits);
  }

  private quoted(): string | undefined {
    const text = this.match(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/y);
    return text?.slice(1, -1).replace(/\\(.)/g, '$1');
  }

  private either(): Condition {
    const parts = [this.both()];
    for (this.space(); this.skip('||'); this.space()) parts.push(this.both());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'or', parts };
  }

  private both(): Condition {
    const parts = [this.condition()];
    for (this.space(); this.skip('&&'); this.space()) parts.push(this.condition());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'and', parts };
  }

  private condition(): Condition {
    this.space();
    if (this.skip('(')) {
      if (++this.depth > maxDepth) throw new PathError();
      const inner = this.either();
      this.depth--;
      this.space();
      if (!this.skip(')')) throw new PathError();
      return inner;
    }
    const left = this.operand();
    this.space();
    const operator = this.match(/===?|!==?|<=|>=|<|>/y);
    if (operator === undefined) return { kind: 'exists', left };
    this.space();
    return { kind: 'compare', left, operator: operator.slice(0, 2), right: this.operand() };
  }

  private operand(): Operand {
    if (this.skip('@')) return { kind: 'path', from: 'item', steps: this.steps() };
    if (this.skip('$')) return { kind: 'path', from: 'root', steps: this.steps() };
    const quoted = this.quoted();
    if (quoted !== undefined) return { kind: 'literal', value: quoted };
    const number = this.match(/-?\d+(?:\.\d+)?/y);
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    const word = this.match(/true|false|null/y);
    if (word === undefined) throw new PathError();
    return { kind: 'literal', value: word === 'null' ? null : word === 'true' };
  }

  private space(): void {
    this.match(/\s+/y);
  }

  private skip(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
