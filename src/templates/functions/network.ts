// CIDR ranges.

import type { Json } from '../../values/json.ts';
import { TemplateError } from '../run.ts';
import { countArg, intArg, stringArg, stringFunction, type TemplateFunction, Unsettled } from './definition.ts';

export const networkFunctions: readonly TemplateFunction[] = [
  {
    kind: 'pure',
    name: 'parseCidr',
    arity: [1, 1],
    returns: 'object',
    compute: (args) => parseCidr(stringArg(args, 0, 'parseCidr')),
  },
  stringFunction('cidrSubnet', [3, 3], cidrSubnet),
  stringFunction('cidrHost', [2, 2], cidrHost),
];

interface Network {
  readonly address: bigint;
  readonly prefix: number;
  readonly bits: 32 | 128;
}

function parseCidr(text: string): Json {
  const { address, prefix, bits } = readNetwork(text, 'parseCidr');
  const hostBits = BigInt(bits - prefix);
  const network = (address >> hostBits) << hostBits;
  const last = network | ((1n << hostBits) - 1n);
  const netmask = ((1n << BigInt(prefix)) - 1n) << hostBits;
  const write = (value: bigint): string => writeAddress(value, bits);
  if (bits === 128)
    return {
      network: write(network),
      netmask: write(netmask),
      firstUsable: write(network),
      lastUsable: write(last),
      cidr: prefix,
    };
  if (prefix === 31) throw new Unsettled('the usable addresses of a /31 network');
  const single = prefix === 32;
  return {
    network: write(network),
    netmask: write(netmask),
    broadcast: write(last),
    firstUsable: write(single ? network : network + 1n),
    lastUsable: write(single ? last : last - 1n),
    cidr: prefix,
  };
}

function cidrSubnet(args: readonly Json[]): string {
  const { address, prefix, bits } = readNetwork(stringArg(args, 0, 'cidrSubnet'), 'cidrSubnet');
  const newPrefix = countArg(args, 1, 'cidrSubnet');
  const index = BigInt(intArg(args, 2, 'cidrSubnet'));
  if (newPrefix > bits || newPrefix < prefix)
    throw new TemplateError(`cidrSubnet() cannot cut a /${prefix} network into /${newPrefix} networks`);
  if (index < 0n) throw new TemplateError('cidrSubnet() expects an index of at least 0');
  if (index >= 1n << BigInt(newPrefix - prefix)) throw new Unsettled('cidrSubnet() with an index beyond the network');
  const hostBits = BigInt(bits - prefix);
  const network = (address >> hostBits) << hostBits;
  return `${writeAddress(network + (index << BigInt(bits - newPrefix)), bits)}/${newPrefix}`;
}

/** Host 0 is the first address behind that of the network (documentation). */
function cidrHost(args: readonly Json[]): string {
  const { address, prefix, bits } = readNetwork(stringArg(args, 0, 'cidrHost'), 'cidrHost');
  const index = BigInt(intArg(args, 1, 'cidrHost'));
  if (index < 0n) throw new TemplateError('cidrHost() expects an index of at least 0');
  const hostBits = BigInt(bits - prefix);
  if (hostBits < 2n) throw new Unsettled(`cidrHost() of a /${prefix} network`);
  const reserved = bits === 32 ? 2n : 1n;
  if (index >= (1n << hostBits) - reserved)
    throw new TemplateError(`cidrHost() has no host ${index} in a /${prefix} network`);
  return writeAddress(((address >> hostBits) << hostBits) + index + 1n, bits);
}

function readNetwork(text: string, name: string): Network {
  const slash = text.lastIndexOf('/');
  if (slash < 0) throw new Unsettled(`${name}() of an address without a prefix length`);
  const bits = text.includes(':') ? 128 : 32;
  const address = readAddress(text.slice(0, slash), bits);
  const prefix = Number(text.slice(slash + 1));
  const written = /^\d{1,3}$/.test(text.slice(slash + 1));
  if (address === undefined || !written || prefix > bits)
    throw new TemplateError(`${name}() is given '${text.slice(0, 60)}', which is not a network in CIDR notation`);
  return { address, prefix, bits };
}

function readAddress(text: string, bits: 32 | 128): bigint | undefined {
  return bits === 32 ? readIpv4(text) : readIpv6(text);
}

function readIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((address, part) => (address << 8n) | BigInt(part), 0n);
}

function readIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups =
    halves.length === 2
      ? [...head, ...Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail]
      : head;
  if (groups.length !== 8 || !groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

function writeAddress(value: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn));
  return shortestIpv6(groups);
}

/** The longest run of zero groups, of at least two, becomes `::` (RFC 5952). */
function shortestIpv6(groups: readonly number[]): string {
  let best = { start: 0, length: 0 };
  for (let i = 0; i < groups.length; i++) {
    let end = i;
    while (groups[end] === 0) end++;
    if (end - i > best.length) best = { start: i, length: end - i };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.length < 2) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}
