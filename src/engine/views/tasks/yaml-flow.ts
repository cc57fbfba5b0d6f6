// YAML inside brackets and quotes: `["a", 'b', c]`, `{ name: value }`.

import { type Json, setKey } from '../../../values/json.ts';
import { NotUnderstood } from './yaml-lines.ts';

/** Raised where a text ends inside brackets or quotes: the next line belongs to it. */
export class Unfinished extends Error {}

/** Deeper nesting is refused: no task has it. */
export const maxDepth = 24;

/** A value read from the start of a text, and where what follows it begins. */
export interface Read {
  readonly value: Json;
  readonly end: number;
}

/** Reads what begins with a bracket, a brace or a quote. */
export function readFlow(text: string): Read {
  return flowValue(text, 0, 0);
}

function flowValue(text: string, from: number, depth: number): Read {
  if (depth > maxDepth) throw new NotUnderstood();
  switch (text[from]) {
    case '[':
      return flowSequence(text, from + 1, depth);
    case '{':
      return flowMapping(text, from + 1, depth);
    case '"':
      return doubleQuoted(text, from + 1);
    case "'":
      return singleQuoted(text, from + 1);
    default:
      return flowPlain(text, from);
  }
}

function flowSequence(text: string, from: number, depth: number): Read {
  const items: Json[] = [];
  let at = skip(text, from);
  while (text[at] !== ']') {
    const { value, end } = flowValue(text, at, depth + 1);
    items.push(value);
    at = afterItem(text, end, ']');
  }
  return { value: items, end: at + 1 };
}

function flowMapping(text: string, from: number, depth: number): Read {
  const object: Record<string, Json> = {};
  let at = skip(text, from);
  while (text[at] !== '}') {
    const key = flowValue(text, at, maxDepth);
    const colon = skip(text, key.end);
    if (typeof key.value !== 'string' || text[colon] !== ':') throw new NotUnderstood();
    if (Object.hasOwn(object, key.value)) throw new NotUnderstood();
    const { value, end } = flowValue(text, skip(text, colon + 1), depth + 1);
    setKey(object, key.value, value);
    at = afterItem(text, end, '}');
  }
  return { value: object, end: at + 1 };
}

function afterItem(text: string, end: number, close: string): number {
  const at = skip(text, end);
  if (text[at] === ',') return skip(text, at + 1);
  if (text[at] !== close) throw new NotUnderstood();
  return at;
}

function skip(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (at >= text.length) throw new Unfinished();
  if (text[at] === '#') throw new NotUnderstood();
  return at;
}

/** Plain text ends at a bracket, a comma, or a colon that separates a key from its value. */
const plainText = /(?:[^,[\]{}:#]|:(?![\s,[\]{}]|$)|(?<!\s)#)*/y;

function flowPlain(text: string, from: number): Read {
  plainText.lastIndex = from;
  const plain = (plainText.exec(text)?.[0] ?? '').trimEnd();
  if (!beginsPlain(plain)) throw new NotUnderstood();
  return { value: plainValue(plain), end: from + plain.length };
}

/** False for what begins with a sign that means something in YAML. */
export function beginsPlain(text: string): boolean {
  return text !== '' && !/^[-?:](\s|$)|^[,[\]{}#&*!|>'"%@`]/.test(text);
}

/** All scalars stay the text they are written as: what they mean is for the field that takes them to say. Only null is none. */
export function plainValue(text: string): Json {
  return /^(?:|~|null|Null|NULL)$/.test(text) ? null : text;
}

function singleQuoted(text: string, from: number): Read {
  for (let at = text.indexOf("'", from); at >= 0; at = text.indexOf("'", at + 2))
    if (text[at + 1] !== "'") return { value: text.slice(from, at).replaceAll("''", "'"), end: at + 1 };
  throw new Unfinished();
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
};

const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function doubleQuoted(text: string, from: number): Read {
  let value = '';
  let at = from;
  while (at < text.length) {
    const symbol = text[at++];
    if (symbol === '"') return { value, end: at };
    if (symbol !== '\\') {
      value += symbol;
      continue;
    }
    const letter = text[at++];
    if (letter === undefined) break;
    const length = hexLengths[letter] ?? 0;
    value += length === 0 ? (escapes[letter] ?? refuse()) : fromHex(text.slice(at, at + length), length);
    at += length;
  }
  throw new Unfinished();
}

function fromHex(digits: string, length: number): string {
  const code = Number.parseInt(digits, 16);
  if (digits.length !== length || !/^[0-9a-f]+$/i.test(digits) || code > 0x10ffff) refuse();
  return String.fromCodePoint(code);
}

function refuse(): never {
  throw new NotUnderstood();
}
