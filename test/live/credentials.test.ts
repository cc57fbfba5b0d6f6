// Signing in: a token is asked for once, renewed before it ends, and never taken where another way was chosen.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { signInWithAzure } from '../../src/live/azure-identity.ts';
import { readCloud } from '../../src/live/clouds.ts';
import { type AuthSettings, authKinds, tokenSource } from '../../src/live/credentials.ts';

function settings(parts: Partial<AuthSettings>): AuthSettings {
  return {
    auth: undefined,
    tokenText: undefined,
    tenant: undefined,
    cloud: readCloud('azurechinacloud'),
    env: {},
    now: () => 0,
    fetch,
    signIn: async () => async () => ({ token: 'signed in', expires: 3_600_000 }),
    ...parts,
  };
}

describe('a source of tokens', () => {
  it('takes a bare token from a file before one from the variable', async () => {
    const env = { PRATIQUE_ARM_TOKEN: 'variable' };
    expect(await tokenSource(settings({ env, tokenText: 'file\n' }))(false)).toBe('file');
    expect(await tokenSource(settings({ env }))(false)).toBe('variable');
    expect(await tokenSource(settings({ env, auth: 'cli' }))(false)).toBe('signed in');
    expect(() => tokenSource(settings({ tokenText: ' ' }))).toThrow('The token is empty');
    expect(() => tokenSource(settings({ tokenText: 'a b' }))).toThrow('it has blanks in it');
  });

  it('asks for a token of its cloud once, and again when it ends or was refused', async () => {
    let now = 0;
    const asked: string[] = [];
    const source = tokenSource(
      settings({
        now: () => now,
        signIn: async (kind, { authority }) => {
          asked.push(`${kind} ${authority}`);
          return async (scope) => {
            asked.push(scope);
            return { token: `token ${asked.length}`, expires: now + 3_600_000 };
          };
        },
      }),
    );
    expect(await Promise.all([source(false), source(false)])).toEqual(['token 2', 'token 2']);
    now = 3_000_000;
    expect(await source(false)).toBe('token 2');
    now = 3_500_000;
    expect(await source(false)).toBe('token 3');
    expect(await source(true)).toBe('token 4');
    const scope = 'https://management.chinacloudapi.cn/.default';
    expect(asked).toEqual(['default https://login.chinacloudapi.cn', scope, scope, scope]);
  });
});

describe('the Azure SDK', () => {
  const tenant = '11111111-1111-1111-1111-111111111111';
  const env = {
    AZURE_CLIENT_ID: tenant,
    AZURE_FEDERATED_TOKEN_FILE: '/token',
    AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: tenant,
    SYSTEM_ACCESSTOKEN: 'x',
  };
  const authority = 'https://login.microsoftonline.com';

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  for (const kind of authKinds) {
    it(`has a credential for --auth ${kind}`, () => {
      vi.stubEnv('SYSTEM_OIDCREQUESTURI', 'https://dev.azure.com/contoso/oidc');
      expect(signInWithAzure(kind, { tenant, authority, env, fetch })).toBeTypeOf('function');
    });
  }

  it('names the variable that a pipeline lacks', () => {
    expect(() => signInWithAzure('azure-pipelines', { tenant, authority, env: {}, fetch })).toThrow(
      'AZURE_CLIENT_ID is not set',
    );
    expect(() => signInWithAzure('oidc', { tenant, authority, env: {}, fetch })).toThrow(
      'ACTIONS_ID_TOKEN_REQUEST_URL is not set',
    );
  });
});
