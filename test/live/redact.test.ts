// Secrets are taken out of what Azure answers; that there is one stays visible.

import { expect, it } from 'vitest';
import { withoutSecrets } from '../../src/live/redact.ts';

it('hides what is a secret, and nothing else', () => {
  const resource = {
    id: '/subscriptions/a',
    properties: {
      adminPassword: 'hidden',
      primaryKey: 'hidden',
      connectionString: 'hidden',
      password: '',
      keyIdentifier: 'https://vault.vault.azure.net/keys/cmk',
      passwordSecretRef: 'registry-password',
      usernameSecretIdentifier: 'https://vault.vault.azure.net/secrets/user',
      key: 'shown',
      env: [
        { name: 'REGION', value: 'hidden' },
        { name: 'FROM', secretRef: 'x' },
      ],
      url: 'https://example.com/context?sv=2&sig=hidden&se=3',
      arguments: [
        { name: 'API_KEY', value: 'hidden' },
        { name: 'REGION', value: 'shown', isSecret: false },
      ],
    },
  };
  const found = withoutSecrets(resource);
  expect(JSON.stringify(found)).not.toContain('hidden');
  expect(found.properties).toMatchObject({
    adminPassword: '•••',
    password: '',
    keyIdentifier: 'https://vault.vault.azure.net/keys/cmk',
    passwordSecretRef: 'registry-password',
    usernameSecretIdentifier: 'https://vault.vault.azure.net/secrets/user',
    key: 'shown',
    env: [
      { name: 'REGION', value: '•••' },
      { name: 'FROM', secretRef: 'x' },
    ],
    url: 'https://example.com/context?sv=2&sig=•••&se=3',
    arguments: [{ value: '•••' }, { value: 'shown' }],
  });
});
