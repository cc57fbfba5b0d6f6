// uniqueString() and guid(): published algorithms, so the values are the ones Azure gives.

import { createHash } from 'node:crypto';
import { chars } from '../../values/char-set.ts';
import type { Json } from '../../values/json.ts';
import { TemplateError } from '../run.ts';
import { anyNumber, stringArg, stringFunction, type TemplateFunction } from './definition.ts';

export const hashFunctions: readonly TemplateFunction[] = [
  stringFunction('uniqueString', [1, anyNumber], (args) => uniqueString(joined(args, 'uniqueString')), {
    limits: { minLength: 13, maxLength: 13, alphabet: chars('a-z2-7') },
  }),
  stringFunction('guid', [1, anyNumber], (args) => guid(joined(args, 'guid')), {
    limits: { minLength: 36, maxLength: 36, alphabet: chars('0-9a-f-') },
  }),
];

/** A port quotes this limit for the text that is hashed. */
const maxInput = 131_072;

function joined(args: readonly Json[], name: string): string {
  const text = args.map((_, i) => stringArg(args, i, name)).join('-');
  if (text.length > maxInput)
    throw new TemplateError(`${name}() is given ${text.length} characters; Azure accepts ${maxInput}`);
  return text;
}

/** A name-based UUID (version 5, SHA-1) in Azure's namespace, over the arguments joined by `-`. */
export function guid(text: string): string {
  const namespace = Buffer.from('11fb06fb712d4ddd98c7e71bbd588830', 'hex');
  const bytes = createHash('sha1').update(namespace).update(text, 'utf8').digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * Thirteen characters of base 32, from the top, of a 64-bit Murmur hash in two 32-bit lanes,
 * over the UTF-8 bytes of the arguments joined by `-`.
 */
export function uniqueString(text: string): string {
  const [low, high] = murmurHash64(Buffer.from(text, 'utf8'));
  let bits = (BigInt(high) << 32n) | BigInt(low);
  let result = '';
  for (let i = 0; i < 13; i++) {
    result += 'abcdefghijklmnopqrstuvwxyz234567'[Number(bits >> 59n)];
    bits = (bits << 5n) & 0xffffffffffffffffn;
  }
  return result;
}

const c1 = 597399067;
const c2 = 2869860233;

function murmurHash64(bytes: Buffer): [low: number, high: number] {
  let h1 = 0;
  let h2 = 0;
  const whole = bytes.length - (bytes.length % 8);
  for (let i = 0; i < whole; i += 8) {
    h1 ^= mix(bytes.readUInt32LE(i), c1, 15, c2);
    h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 1444728091) | 0;
    h2 ^= mix(bytes.readUInt32LE(i + 4), c2, 17, c1);
    h2 = (Math.imul(rotate(h2, 13) + h1, 5) + 197830471) | 0;
  }
  const tail = bytes.subarray(whole);
  if (tail.length > 4) h2 ^= mix(word(tail.subarray(4)), c2, 17, c1);
  if (tail.length > 0) h1 ^= mix(word(tail.subarray(0, 4)), c1, 15, c2);
  h1 = (h1 ^ bytes.length) + (h2 ^ bytes.length);
  h2 = (h2 ^ bytes.length) + h1;
  h1 = finish(h1) + finish(h2);
  h2 = finish(h2) + h1;
  return [h1 >>> 0, h2 >>> 0];
}

function mix(block: number, before: number, bits: number, after: number): number {
  return Math.imul(rotate(Math.imul(block, before), bits), after);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function finish(value: number): number {
  const first = Math.imul(value ^ (value >>> 16), 2246822507);
  const second = Math.imul(first ^ (first >>> 13), 3266489909);
  return second ^ (second >>> 16);
}

/** Up to four bytes, least significant first. */
function word(bytes: Buffer): number {
  let value = 0;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8) | (bytes[i] ?? 0);
  return value;
}
