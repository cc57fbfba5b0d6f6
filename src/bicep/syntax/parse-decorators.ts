// Decorators: `@description('…')` in front of declarations, properties and items.

import type { Decorator, Expression } from './nodes.ts';
import { parseArguments } from './parse-expressions.ts';
import { parseName } from './parse-names.ts';
import { skipItem } from './recovery.ts';
import type { TokenReader } from './token-reader.ts';
import { tokenKind } from './tokens.ts';

/** Reads all decorators that are next, and the line breaks behind them. */
export function parseDecorators(reader: TokenReader): readonly Decorator[] {
  if (reader.kind !== tokenKind.at) return none;
  const decorators: Decorator[] = [];
  while (reader.kind === tokenKind.at) {
    const { start } = reader;
    reader.advance();
    decorators.push({ call: parseCall(reader), start, end: reader.previousEnd });
    endDecorator(reader);
  }
  return decorators;
}

const none: readonly Decorator[] = [];

/** A line break is due; without one, what was meant follows all the same. */
function endDecorator(reader: TokenReader): void {
  if (reader.isLost) skipItem(reader);
  if (reader.kind === tokenKind.newline) {
    reader.isLost = false;
    reader.skipLines();
  } else if (reader.kind !== tokenKind.endOfFile) {
    reader.report('Expected a new line after the decorator', reader.previousEnd, reader.previousEnd);
  }
}

function parseCall(reader: TokenReader): Expression {
  const { start } = reader;
  reader.chain = 0;
  let call = parseStep(reader, undefined, start);
  while (!reader.isLost && reader.kind === tokenKind.dot && reader.link()) {
    reader.advance();
    call = parseStep(reader, call, start);
  }
  return call;
}

/** Reads `name` or `name(…)`, behind a namespace or not. */
function parseStep(reader: TokenReader, target: Expression | undefined, start: number): Expression {
  const name = parseName(reader, 'the name of a decorator');
  const isCalled = reader.kind === tokenKind.openParen && !reader.isLost;
  if (!isCalled && reader.kind === tokenKind.dot) {
    const place = reader.placeFrom(start);
    if (target === undefined) return { kind: 'variable', name: name.text, ...place };
    return { kind: 'propertyAccess', target, name, safe: false, ...place };
  }
  if (!isCalled) reader.failBehind(`Expected '(' after the decorator '${name.text}'`);
  const args = isCalled ? parseArguments(reader) : [];
  const place = reader.placeFrom(start);
  if (target === undefined) return { kind: 'call', name, args, ...place };
  return { kind: 'methodCall', target, name, args, ...place };
}
