// Trust policies of the Notary Project, found beside templates.

import { describe, expect, it } from 'vitest';
import { isTrustPolicyFile, trustPolicyEstate, trustPolicyType } from '../../src/sources/trust-policies.ts';
import { toJson } from '../../src/values/access.ts';
import { jsonDocument } from '../../src/values/document.ts';
import type { Json } from '../../src/values/json.ts';
import { formatPath } from '../../src/values/path.ts';
import { ruleThat } from '../engine/judging.ts';
import { cli, registryTemplate } from '../support/cli.ts';

const production = {
  name: 'production',
  registryScopes: ['contoso.azurecr.io/app'],
  signatureVerification: { level: 'strict' },
  trustStores: ['ca:contoso'],
  trustedIdentities: ['x509.subject: C=DE, ST=Bavaria, O=Contoso'],
};

function read(root: Json) {
  const mistakes: string[] = [];
  const document = jsonDocument('trustpolicy.json', JSON.stringify(root));
  const estate = trustPolicyEstate(document, (message, path) => mistakes.push(`${formatPath(path)}: ${message}`));
  return { estate, mistakes };
}

describe('a trust policy file', () => {
  it('is known by its shape', () => {
    expect(isTrustPolicyFile({ version: '1.0', trustPolicies: [] })).toBe(true);
    expect(isTrustPolicyFile({ trustPolicies: {} })).toBe(false);
    expect(isTrustPolicyFile({ trustPolicies: [], resources: [] })).toBe(false);
  });

  it('gives a resource for every statement', () => {
    const { estate, mistakes } = read({
      version: '1.0',
      trustPolicies: [production, { ...production, name: 'other' }],
    });
    expect(mistakes).toEqual([]);
    expect(estate.resources.map(({ type, name }) => [type, toJson(name)])).toEqual([
      [trustPolicyType, 'production'],
      [trustPolicyType, 'other'],
    ]);
    expect(estate.resources.map(({ body }) => toJson(body))).toEqual([production, { ...production, name: 'other' }]);
  });

  it.each<[string, Json, string]>([
    [
      'another version',
      { version: '2.0', trustPolicies: [production] },
      "version: The version of a trust policy is '1.0'",
    ],
    ['no statement', { version: '1.0', trustPolicies: [] }, 'trustPolicies: A trust policy has at least one statement'],
    [
      'a text as statement',
      { version: '1.0', trustPolicies: ['x'] },
      'trustPolicies[0]: A statement of a trust policy is',
    ],
    [
      'the same name twice',
      { version: '1.0', trustPolicies: [production, production] },
      "trustPolicies[1]: There are two statements with the name 'production'",
    ],
    [
      'a level there is not',
      { version: '1.0', trustPolicies: [{ ...production, signatureVerification: { level: 'loose' } }] },
      "trustPolicies[0].signatureVerification: The level of a signature verification is one of strict, permissive, audit, skip; here it is 'loose'",
    ],
    [
      'a text instead of a list',
      { version: '1.0', trustPolicies: [{ ...production, trustStores: 'ca:contoso' }] },
      "trustPolicies[0].trustStores: 'trustStores' is a list of texts",
    ],
  ])('with %s is reported', (_, root, message) => {
    expect(read(root).mistakes).toEqual([expect.stringContaining(message)]);
  });
});

it('a scan judges statements beside templates, at their places', async () => {
  const policy = { ...production, signatureVerification: { level: 'audit' } };
  const rule = ruleThat(
    { field: 'signatureVerification.level', equals: 'strict' },
    { applies: { to: [trustPolicyType] }, sets: ['baseline'] },
  );
  const files = {
    'main.json': registryTemplate(),
    'policy/trustpolicy.json': JSON.stringify({ version: '1.0', trustPolicies: [policy] }, undefined, 2),
    'policy/other.json': JSON.stringify({ trustPolicies: 'none' }),
  };
  const { stdout } = await cli(['-f', 'json'], { files, rules: [rule] });
  const report = JSON.parse(stdout);
  expect(report.problems).toEqual([]);
  expect(report.coverage.files).toEqual(['main.json', 'policy/trustpolicy.json']);
  expect(report.findings).toMatchObject([
    { verdict: 'fail', resources: [{ name: 'production' }], location: { file: 'policy/trustpolicy.json' } },
  ]);
});
