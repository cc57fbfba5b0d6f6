// IP addresses and ranges of them in CIDR notation.

/** A range of addresses. */
export interface AddressRange {
  readonly version: 4 | 6;
  /** Bits that are fixed: 32 for one IPv4 address. */
  readonly prefix: number;
  /** No address of the range is on the internet. Source: RFC 1918, RFC 6598, RFC 4193, loopback and link-local ranges. */
  readonly private: boolean;
}

/** Reads `203.0.113.7`, `10.0.0.0/8` or `::/0`; undefined for anything else. */
export function readAddressRange(text: string): AddressRange | undefined {
  const match = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(text.trim());
  const address = match?.[1];
  if (match === null || address === undefined) return undefined;
  const version = address.includes(':') ? 6 : 4;
  const prefix = match[2] === undefined ? (version === 4 ? 32 : 128) : Number(match[2]);
  if (prefix > (version === 4 ? 32 : 128)) return undefined;
  if (version === 6) return { version, prefix, private: /^(f[cd]|fe[89ab]|::1$)/i.test(address) && prefix >= 7 };
  const bytes = address.split('.').map(Number);
  if (bytes.length !== 4 || bytes.some((byte) => !(byte >= 0 && byte <= 255))) return undefined;
  return { version, prefix, private: isPrivate(bytes, prefix) };
}

const privateRanges: readonly (readonly [readonly number[], number])[] = [
  [[10, 0, 0, 0], 8],
  [[172, 16, 0, 0], 12],
  [[192, 168, 0, 0], 16],
  [[100, 64, 0, 0], 10],
  [[127, 0, 0, 0], 8],
  [[169, 254, 0, 0], 16],
];

function isPrivate(bytes: readonly number[], prefix: number): boolean {
  return privateRanges.some(
    ([range, bits]) => prefix >= bits && toInteger(bytes) >>> (32 - bits) === toInteger(range) >>> (32 - bits),
  );
}

function toInteger(bytes: readonly number[]): number {
  return bytes.reduce((total, byte) => ((total << 8) | byte) >>> 0, 0);
}
