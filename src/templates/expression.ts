// The expression language of templates: `[concat(parameters('name'), 'x')[0].id]` as a tree.

/** A parsed expression. Offsets count from the start of the string that holds it, the opening `[` included. */
export type Expression = StringLiteral | NumberLiteral | Call | PropertyAccess | IndexAccess;

interface Spanned {
  readonly start: number;
  readonly end: number;
}

export interface StringLiteral extends Spanned {
  readonly kind: 'string';
  readonly value: string;
}

export interface NumberLiteral extends Spanned {
  readonly kind: 'number';
  readonly value: number | bigint;
}

/** `name(…)`, or `namespace.name(…)` for a function that the template defines. */
export interface Call extends Spanned {
  readonly kind: 'call';
  readonly namespace: string | undefined;
  readonly name: string;
  readonly args: readonly Expression[];
}

/** `target.key` */
export interface PropertyAccess extends Spanned {
  readonly kind: 'property';
  readonly target: Expression;
  readonly key: string;
}

/** `target[index]`, by position or by name. */
export interface IndexAccess extends Spanned {
  readonly kind: 'index';
  readonly target: Expression;
  readonly index: Expression;
}

/** Why a string that looks like an expression is not one. */
export interface ExpressionProblem extends Spanned {
  readonly kind: 'problem';
  readonly message: string;
}

/** Azure refuses longer expressions (limits of Azure Resource Manager). */
export const maxExpressionLength = 24_576;

/** Nested deeper than this is refused: evaluation goes no deeper, and reading must not exhaust the stack. */
const maxDepth = 1500;

/**
 * What a string in a template is: an expression `[…]`, or text. `[[…]` is text that begins with one bracket fewer
 * when it also ends in a bracket; blanks before or behind the brackets make it text.
 */
export function classify(text: string): 'expression' | 'escaped' | 'text' {
  if (text.charCodeAt(0) !== openBracket || text.charCodeAt(text.length - 1) !== closeBracket) return 'text';
  return text.charCodeAt(1) === openBracket ? 'escaped' : 'expression';
}

const openBracket = 91;
const closeBracket = 93;

/** Reads an expression, brackets included. The same text gives the same tree: templates repeat themselves a lot. */
export function parseExpression(text: string): Expression | ExpressionProblem {
  const cached = cache.get(text);
  if (cached !== undefined) return cached;
  if (cache.size >= maxCached) cache.clear();
  const parsed = parse(text);
  cache.set(text, parsed);
  return parsed;
}

const cache = new Map<string, Expression | ExpressionProblem>();
const maxCached = 50_000;

class ExpressionError extends Error {
  readonly start: number;
  readonly end: number;
  constructor(message: string, start: number, end: number) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

function parse(text: string): Expression | ExpressionProblem {
  try {
    if (text.length > maxExpressionLength) {
      throw new ExpressionError(
        `The expression is ${text.length} characters long; Azure accepts ${maxExpressionLength}`,
        0,
        text.length,
      );
    }
    const reader = new ExpressionReader(text);
    return reader.whole();
  } catch (error) {
    if (error instanceof ExpressionError)
      return { kind: 'problem', message: error.message, start: error.start, end: error.end };
    throw error;
  }
}

class ExpressionReader {
  private readonly text: string;
  private at = 1;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  whole(): Expression {
    const expression = this.expression();
    this.skipSpace();
    if (this.at !== this.text.length - 1)
      this.fail(`Expected the end of the expression but found '${this.text[this.at]}'`);
    return expression;
  }

  private expression(): Expression {
    if (++this.depth > maxDepth) this.fail(`The expression is nested more than ${maxDepth} levels deep`);
    this.skipSpace();
    let result = this.primary();
    for (;;) {
      this.skipSpace();
      const symbol = this.text[this.at];
      if (symbol === '.') result = this.property(result);
      else if (symbol === '[') result = this.index(result);
      else break;
    }
    this.depth--;
    return result;
  }

  private primary(): Expression {
    const symbol = this.text[this.at];
    if (symbol === "'") return this.string();
    if (symbol !== undefined && /[0-9+-]/.test(symbol)) return this.number();
    return this.call();
  }

  private string(): StringLiteral {
    const start = this.at;
    let value = '';
    for (;;) {
      const end = this.text.indexOf("'", this.at + 1);
      if (end < 0) this.fail('The string is not closed', start, this.text.length - 1);
      value += this.text.slice(this.at + 1, end);
      this.at = end + 1;
      if (this.text[this.at] !== "'") break;
      value += "'";
    }
    return { kind: 'string', value, start, end: this.at };
  }

  private number(): NumberLiteral {
    const start = this.at;
    numberPattern.lastIndex = start;
    const whole = numberPattern.exec(this.text)?.[0];
    if (whole === undefined) this.fail('Expected a number');
    this.at += whole.length;
    const value = Number(whole);
    const exact = /^[+-]?\d+$/.test(whole) && !Number.isSafeInteger(value) ? BigInt(whole) : value;
    return { kind: 'number', value: exact, start, end: this.at };
  }

  private call(): Call {
    const start = this.at;
    let name = this.name();
    let namespace: string | undefined;
    this.skipSpace();
    while (this.text[this.at] === '.') {
      this.at++;
      namespace = namespace === undefined ? name : `${namespace}.${name}`;
      name = this.name();
      this.skipSpace();
    }
    if (this.text[this.at] !== '(') this.fail(`Expected '(' after '${name}'`);
    this.at++;
    const args = this.arguments(start);
    return { kind: 'call', namespace, name, args, start, end: this.at };
  }

  private arguments(start: number): readonly Expression[] {
    const args: Expression[] = [];
    this.skipSpace();
    if (this.text[this.at] === ')') {
      this.at++;
      return args;
    }
    for (;;) {
      args.push(this.expression());
      const symbol = this.text[this.at];
      this.at++;
      if (symbol === ')') return args;
      if (symbol !== ',') this.fail("The call is not closed by ')'", start, this.at - 1);
    }
  }

  private property(target: Expression): PropertyAccess {
    this.at++;
    this.skipSpace();
    const key = this.name();
    return { kind: 'property', target, key, start: target.start, end: this.at };
  }

  private index(target: Expression): IndexAccess {
    this.at++;
    const index = this.expression();
    if (this.text[this.at] !== ']' || this.at === this.text.length - 1) this.fail("The index is not closed by ']'");
    this.at++;
    return { kind: 'index', target, index, start: target.start, end: this.at };
  }

  private name(): string {
    this.skipSpace();
    namePattern.lastIndex = this.at;
    const name = namePattern.exec(this.text)?.[0];
    if (name === undefined) this.failAtName();
    this.at += name.length;
    return name;
  }

  private failAtName(): never {
    if (this.at >= this.text.length - 1) this.fail('The expression ends too early');
    this.fail(`Expected a name but found '${this.text[this.at]}'`);
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 0xa0 && !(code >= 9 && code <= 13)) return;
      this.at++;
    }
  }

  private fail(message: string, start: number = this.at, end: number = start + 1): never {
    throw new ExpressionError(message, start, Math.min(end, this.text.length));
  }
}

const namePattern = /[A-Za-z_$][\w$]*/y;
const numberPattern = /[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
