// CIDR ranges: the arithmetic, and where no source settles it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorOf, reasons, shown } from '../notation.ts';

describe('networks', () => {
  it.each([
    ["parseCidr('10.1.2.3/24').network", '"10.1.2.0"'],
    ["parseCidr('10.1.2.3/24').broadcast", '"10.1.2.255"'],
    [
      "parseCidr('10.1.2.3/32')",
      '{"network":"10.1.2.3","netmask":"255.255.255.255","broadcast":"10.1.2.3","firstUsable":"10.1.2.3","lastUsable":"10.1.2.3","cidr":32}',
    ],
    ["parseCidr('0.0.0.0/0').netmask", '"0.0.0.0"'],
    ["parseCidr('2001:db8::/32').lastUsable", '"2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"'],
    ["contains(parseCidr('2001:db8::/32'), 'broadcast')", 'false'],
    ["parseCidr('1:0:0:2:0:0:0:3/128').network", '"1:0:0:2::3"'],
    ["cidrSubnet('10.0.0.0/16', 24, 255)", '"10.0.255.0/24"'],
    ["cidrSubnet('10.0.0.0/16', 16, 0)", '"10.0.0.0/16"'],
    ["cidrSubnet('2001:db8::/32', 64, 5)", '"2001:db8:0:5::/64"'],
    ["cidrHost('10.0.0.0/24', 0)", '"10.0.0.1"'],
    ["cidrHost('10.0.0.0/24', 253)", '"10.0.0.254"'],
    ["cidrHost('2001:db8::/64', 0)", '"2001:db8::1"'],
    ["parseCidr(parameters('s'))", '<object>'],
    ["parseCidr(parameters('s')).network", '<any>'],
    ["cidrSubnet('10.0.0.0/16', 24, parameters('n'))", '<string>'],
  ])('%s', (expression, expected) => {
    expect(shown(`[${expression}]`)).toBe(expected);
  });

  it('of a block are cut without gaps or overlaps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 28 }), fc.integer({ min: 0, max: 2 }), fc.nat(3), (prefix, more, index) => {
        const place = index % 2 ** more;
        const start = 2 ** (32 - prefix - more) * place;
        const address = [24, 16, 8, 0].map((shift) => ((10 * 2 ** 24 + start) / 2 ** shift) & 255).join('.');
        expect(shown(`[cidrSubnet('10.0.0.0/${prefix}', ${prefix + more}, ${place})]`)).toBe(
          `"${address}/${prefix + more}"`,
        );
      }),
      { numRuns: 60, seed: 20260101 },
    );
  });

  it.each([
    ["cidrSubnet('10.144.0.0/20', 20, 1)", 'cidrSubnet() with an index beyond the network'],
    ["cidrHost('192.168.1.0/31', 0)", 'cidrHost() of a /31 network'],
    ["cidrHost('2001:db8::/127', 0)", 'cidrHost() of a /127 network'],
    ["parseCidr('10.0.0.0/31')", 'the usable addresses of a /31 network'],
    ["parseCidr('10.0.0.0')", 'parseCidr() of an address without a prefix length'],
  ])('%s is settled by no source', (expression, because) => {
    expect(reasons(`[${expression}]`)).toEqual([`unsupported: no source settles ${because}`]);
  });

  it.each([
    ["parseCidr('10.0.0.256/24')", "parseCidr() is given '10.0.0.256/24', which is not a network in CIDR notation"],
    ["parseCidr('10.0.0.0/33')", "parseCidr() is given '10.0.0.0/33', which is not a network in CIDR notation"],
    ["parseCidr('1::2::3/64')", "parseCidr() is given '1::2::3/64', which is not a network in CIDR notation"],
    ["cidrSubnet('10.0.0.0/24', 16, 0)", 'cidrSubnet() cannot cut a /24 network into /16 networks'],
    ["cidrSubnet('10.0.0.0/24', 26, -1)", 'cidrSubnet() expects an index of at least 0'],
    ["cidrHost('10.0.0.0/24', 254)", 'cidrHost() has no host 254 in a /24 network'],
    ["cidrHost('10.0.0.0/24', -1)", 'cidrHost() expects an index of at least 0'],
  ])('%s fails', (expression, message) => {
    expect(errorOf(`[${expression}]`)).toBe(message);
  });
});
