// One evaluation of one template with everything nested in it: how much work it may do, and what went wrong on the way.

import type { Document } from '../values/document.ts';
import { formatPath, type Path } from '../values/path.ts';
import { sizeOf } from '../values/size.ts';
import type { Value } from '../values/value.ts';

/** An expression or template that Azure would refuse. Caught at the place it stands; the rest is still evaluated. */
export class TemplateError extends Error {
  /** The part of the string it stands in, where it is known. */
  readonly part: Diagnostic['part'];
  constructor(message: string, part?: Diagnostic['part']) {
    super(message);
    this.part = part;
  }
}

/** The work allowed is used up. What was not evaluated is unknown for that reason. */
export class BudgetExceeded extends Error {
  readonly what: string;
  constructor(what: string) {
    super(`The evaluation was stopped: ${what}`);
    this.what = what;
  }
}

/** An error that the caller did not expect: the evaluation ends there, as its result would be of no use. */
export class UnexpectedError extends Error {}

/** A parameter or variable that is evaluated when somebody asks for it. */
export interface Name {
  readonly key: string;
  /** Values by key; `busy` while they are evaluated. */
  readonly done: Map<string, Value | 'busy'>;
  /** Evaluates it, and keeps the value. */
  readonly evaluate: () => Value;
}

/** Names need each other in a chain so long that the far end is better evaluated first. */
class LongChain extends Error {
  readonly farEnd: Name;
  constructor(farEnd: Name) {
    super();
    this.farEnd = farEnd;
  }
}

/** How deep names may be evaluated inside each other. The stack holds several times that. */
const maxChain = 100;

/** Something wrong, at a place in a template or parameter file. */
export interface Diagnostic {
  /** `error`: something asked for was not judged, or Azure would refuse it. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly document: Document;
  readonly path: Path;
  /** Whether the place is the value at the path or the property name in front of it. */
  readonly at: 'value' | 'key';
  /** Part of the string at the path, in decoded characters. */
  readonly part: { readonly start: number; readonly end: number } | undefined;
}

/** Something that exists but was not looked at: a linked template elsewhere, an extension's resources. */
export interface NotCovered {
  readonly what: string;
  readonly because: string;
  readonly document: Document;
  readonly path: Path;
}

/** Limits on one run; what exceeds them is unknown because of it. */
export interface Budget {
  /** Nodes evaluated plus items and characters produced (a character counts a hundredth). */
  readonly steps: number;
  /** Depth of nested evaluations. */
  readonly depth: number;
}

export const defaultBudget: Budget = { steps: 4_000_000, depth: 1500 };

/** Characters of one value as JSON. Azure refuses a template that comes to more than 4 MB once it is evaluated. */
const maxSize = 16 * 1024 * 1024;

/** The mutable part of an evaluation. */
export class Run {
  readonly diagnostics: Diagnostic[] = [];
  readonly notCovered: NotCovered[] = [];
  private readonly budget: Budget;
  private readonly expects: ((error: Diagnostic) => boolean) | undefined;
  private readonly reported = new Set<string>();
  private steps = 0;
  private depth = 0;
  private serial = 0;
  private chainStart: number | undefined;

  /** With `expects`, the first error that it does not expect is thrown as {@link UnexpectedError}. */
  constructor(budget: Budget = defaultBudget, expects?: (error: Diagnostic) => boolean) {
    this.budget = budget;
    this.expects = expects;
  }

  /** Counts work; throws {@link BudgetExceeded} when there was too much. */
  spend(steps: number): void {
    this.steps += steps;
    if (this.steps > this.budget.steps) throw new BudgetExceeded(`more than ${this.budget.steps} steps`);
  }

  /** The value, unless it is too large; then it throws {@link BudgetExceeded}. */
  accept<V extends Value>(value: V): V {
    if (sizeOf(value) > maxSize) throw new BudgetExceeded(`a value of more than ${maxSize / 1024 / 1024} MB`);
    return value;
  }

  /** Runs one level deeper. */
  nested<T>(inner: () => T): T {
    this.enter();
    try {
      return inner();
    } finally {
      this.leave();
    }
  }

  /** Goes one level deeper; {@link leave} must follow, whatever happens. */
  enter(): void {
    if (this.depth >= this.budget.depth) throw new BudgetExceeded(`nested more than ${this.budget.depth} levels deep`);
    this.depth++;
  }

  leave(): void {
    this.depth--;
  }

  /** Evaluates a name. No chain of names exhausts the stack: behind a long one, the far end is evaluated first. */
  named(name: Name): Value {
    if (this.chainStart !== undefined) {
      if (this.depth - this.chainStart > maxChain) throw new LongChain(name);
      return name.evaluate();
    }
    this.chainStart = this.depth;
    try {
      return this.fromFarEnd(name);
    } finally {
      this.chainStart = undefined;
    }
  }

  private fromFarEnd(name: Name): Value {
    const waiting = [name];
    for (let next = name; ; next = waiting.at(-1) ?? name) {
      try {
        const value = next.evaluate();
        waiting.pop();
        if (waiting.length === 0) return value;
      } catch (error) {
        if (!(error instanceof LongChain)) {
          for (const { done, key } of waiting) if (done.get(key) === 'busy') done.delete(key);
          throw error;
        }
        // It waits for its own value: whoever asks for it meanwhile goes round in a circle.
        next.done.set(next.key, 'busy');
        waiting.push(error.farEnd);
      }
    }
  }

  /** A number that no other call of this run gets; the order of evaluation is fixed, so it is the same every time. */
  nextSerial(): number {
    return this.serial++;
  }

  /** Keeps a diagnostic, once for each place and message. */
  report(
    message: string,
    document: Document,
    path: Path,
    about: Partial<Pick<Diagnostic, 'severity' | 'at' | 'part'>> = {},
  ): void {
    const key = `${document.name}\n${formatPath(path)}\n${message}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    const { severity = 'error', at = 'value', part } = about;
    const diagnostic: Diagnostic = { severity, message, document, path, at, part };
    if (severity === 'error' && this.expects?.(diagnostic) === false) throw new UnexpectedError(message);
    this.diagnostics.push(diagnostic);
  }

  /** Keeps a note of something that was not looked at, once for each place. */
  skip(what: string, because: string, document: Document, path: Path): void {
    const key = `${document.name}\n${formatPath(path)}\n${what}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    this.notCovered.push({ what, because, document, path });
  }
}
