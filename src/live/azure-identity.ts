// Signing in with @azure/identity. Loaded by live commands alone, and only where no bare token was given.

import {
  AzureCliCredential,
  AzurePipelinesCredential,
  ClientAssertionCredential,
  DefaultAzureCredential,
  EnvironmentCredential,
  ManagedIdentityCredential,
  type TokenCredential,
  WorkloadIdentityCredential,
} from '@azure/identity';
import type { AuthKind, GetToken, SignInSettings } from './credentials.ts';
import { LiveError } from './live-error.ts';

/** Makes the credential of a kind. */
export function signInWithAzure(kind: AuthKind, settings: SignInSettings): GetToken {
  const credential = credentialOf(kind, settings);
  return async (scope) => {
    const found = await credential.getToken(scope);
    if (found === null) throw new LiveError('it gave no token');
    return { token: found.token, expires: found.expiresOnTimestamp };
  };
}

function credentialOf(kind: AuthKind, settings: SignInSettings): TokenCredential {
  const { tenant, authority: authorityHost, env } = settings;
  const tenantId = tenant ?? env.AZURE_TENANT_ID;
  const inTenant = tenantId === undefined ? {} : { tenantId };
  switch (kind) {
    case 'default':
      return new DefaultAzureCredential({ authorityHost, ...inTenant });
    case 'cli':
      return new AzureCliCredential(inTenant);
    case 'managed-identity':
      return env.AZURE_CLIENT_ID === undefined
        ? new ManagedIdentityCredential()
        : new ManagedIdentityCredential({ clientId: env.AZURE_CLIENT_ID });
    case 'environment':
      return new EnvironmentCredential({ authorityHost });
    case 'oidc':
      return env.AZURE_FEDERATED_TOKEN_FILE === undefined
        ? githubCredential(settings)
        : new WorkloadIdentityCredential({
            authorityHost,
            ...inTenant,
            clientId: needed(env.AZURE_CLIENT_ID, 'AZURE_CLIENT_ID'),
            tokenFilePath: env.AZURE_FEDERATED_TOKEN_FILE,
          });
    case 'azure-pipelines':
      return new AzurePipelinesCredential(
        needed(tenantId, 'AZURE_TENANT_ID'),
        needed(env.AZURE_CLIENT_ID ?? env.AZURESUBSCRIPTION_CLIENT_ID, 'AZURE_CLIENT_ID'),
        needed(env.AZURESUBSCRIPTION_SERVICE_CONNECTION_ID, 'AZURESUBSCRIPTION_SERVICE_CONNECTION_ID'),
        needed(env.SYSTEM_ACCESSTOKEN, 'SYSTEM_ACCESSTOKEN'),
        { authorityHost },
      );
  }
}

/** A workflow of GitHub asks GitHub for a statement of who it is, and shows it to Azure. */
function githubCredential({ tenant, authority: authorityHost, env, fetch }: SignInSettings): TokenCredential {
  const url = needed(env.ACTIONS_ID_TOKEN_REQUEST_URL, 'AZURE_FEDERATED_TOKEN_FILE or ACTIONS_ID_TOKEN_REQUEST_URL');
  const bearer = needed(env.ACTIONS_ID_TOKEN_REQUEST_TOKEN, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN');
  const assertion = async (): Promise<string> => {
    const response = await fetch(`${url}&audience=${encodeURIComponent('api://AzureADTokenExchange')}`, {
      headers: { authorization: `Bearer ${bearer}` },
      redirect: 'error',
    });
    const body: unknown = await response.json();
    const value = typeof body === 'object' && body !== null && 'value' in body ? body.value : undefined;
    if (typeof value !== 'string') throw new LiveError(`GitHub answered ${response.status} without a token`);
    return value;
  };
  return new ClientAssertionCredential(
    needed(tenant ?? env.AZURE_TENANT_ID, 'AZURE_TENANT_ID'),
    needed(env.AZURE_CLIENT_ID, 'AZURE_CLIENT_ID'),
    assertion,
    { authorityHost },
  );
}

function needed(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new LiveError(`The variable ${name} is not set`);
  return value;
}
