// Secrets never leave memory: not into snapshots, not into reports, whatever they are and wherever they stand.

import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../src/live/redact.ts';
import { startAzure } from '../azure/server.ts';
import { makeTenant } from '../azure/tenant.ts';
import { cli } from '../support/cli.ts';
import { ruleFiles } from '../support/rules.ts';
import { knownForms, secretPlaces } from './secret-places.ts';

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Letters and digits that stand in no other text. */
const letters = fc
  .string({ unit: fc.constantFrom(...alphabet), minLength: 9, maxLength: 40 })
  .map((text) => `Zq7${text}`);

/** Signs that passwords have, and that end no word. */
const secrets = fc
  .string({ unit: fc.constantFrom(...alphabet, '-', '_', '.', '~', '!', '+'), minLength: 9, maxLength: 60 })
  .map((text) => `Zq7${text}`);

/** A text with all that stands in it in base 64. */
function withDecoded(text: string): string {
  const encoded = text.match(/[A-Za-z0-9+/]{8,}={0,2}/g) ?? [];
  return [text, ...encoded.map((one) => Buffer.from(one, 'base64').toString('latin1'))].join('\n');
}

describe('no secret is left in', () => {
  for (const [name, place] of Object.entries(secretPlaces))
    it(name, () => {
      fc.assert(
        fc.property(secrets, (secret) => {
          const shown = withDecoded(JSON.stringify(withoutSecrets(place(secret))));
          expect(shown).not.toContain(secret);
        }),
        { numRuns: 50, seed: 1 },
      );
    });

  for (const [name, form] of Object.entries(knownForms))
    it(`a text with ${name}`, () => {
      fc.assert(
        fc.property(letters, (text) => {
          const secret = form(text);
          const tags = { one: secret, two: `before ${secret} after`, three: `x=${secret}` };
          const shown = JSON.stringify(withoutSecrets({ id: '/x', name: 'x', type: 'A/b', tags }));
          expect(shown).not.toContain(text.slice(0, 12));
        }),
        { numRuns: 50, seed: 1 },
      );
    });
});

it('what was taken out stays taken out', () => {
  for (const place of Object.values(secretPlaces)) {
    const once = withoutSecrets(place('Zq7password-1'));
    expect(withoutSecrets(once)).toEqual(once);
  }
});

it('no secret is in a snapshot, nor in a report of it', async () => {
  const secret = 'Zq7Tr0ub4dor-and-3';
  const tenant = makeTenant({ subscriptions: 1, registries: () => 1 });
  const planted = Object.values(secretPlaces).map((place, i) => {
    const found = place(secret);
    const own = `${String(found.name)}x${i}`;
    return { ...found, name: own, id: `${String(found.id).slice(0, String(found.id).lastIndexOf('/'))}/${own}` };
  });
  const azure = await startAzure({ ...tenant, resources: [...tenant.resources, ...planted] });
  const binaries = new Map<string, Uint8Array>();
  const formats = ['terminal', 'json', 'sarif', 'markdown', 'html'].flatMap((format) => ['-f', `${format}=${format}`]);
  const { files, stdout, stderr } = await cli(['audit', '--only', '*', '--save', 'monday', ...formats], {
    network: azure.network,
    env: { PRATIQUE_ARM_TOKEN: 'token' },
    rules: ruleFiles.rules,
    binaries,
  }).finally(azure.close);
  const snapshot = gunzipSync(binaries.get('monday') ?? new Uint8Array()).toString();
  expect(snapshot.includes('/tasks/n1x0')).toBe(true);
  expect(Object.keys(files).sort()).toEqual(['html', 'json', 'markdown', 'sarif', 'terminal']);
  for (const text of [snapshot, stdout, stderr, ...Object.values(files)])
    expect(withDecoded(text).includes(secret)).toBe(false);
});
