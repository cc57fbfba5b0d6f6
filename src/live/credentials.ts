// Who asks: a bearer token from a file or a variable, or one that the Azure SDK gets. The SDK is loaded only when it is asked.

import type { AzureCloud } from './clouds.ts';
import { LiveError } from './live-error.ts';
import type { Network, TokenSource } from './transport.ts';

/** Ways to sign in, as `--auth` names them. */
export const authKinds = ['default', 'cli', 'oidc', 'managed-identity', 'environment', 'azure-pipelines'] as const;
export type AuthKind = (typeof authKinds)[number];

/** How to sign in. */
export interface AuthSettings {
  readonly auth: AuthKind | undefined;
  /** The text of a token file. */
  readonly tokenText: string | undefined;
  readonly tenant: string | undefined;
  readonly cloud: AzureCloud;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  readonly fetch: Network['fetch'];
  /** Signs in with the SDK. */
  readonly signIn: SignIn;
}

/** Gets tokens with the Azure SDK. */
export type SignIn = (kind: AuthKind, settings: SignInSettings) => Promise<GetToken>;

export interface SignInSettings {
  readonly tenant: string | undefined;
  readonly authority: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For what the SDK does not ask itself. */
  readonly fetch: Network['fetch'];
}

/** A token for a scope, and when it expires, in milliseconds since 1970. */
export type GetToken = (scope: string) => Promise<{ readonly token: string; readonly expires: number }>;

/** The variable that a bare token is taken from. */
export const tokenVariable = 'PRATIQUE_ARM_TOKEN';

/** A token this close to its end is renewed. */
const margin = 2 * 60_000;

/** Finds a source of tokens; a bare one comes first, unless a way to sign in was chosen. */
export function tokenSource(settings: AuthSettings): TokenSource {
  const { auth, tokenText, env } = settings;
  const bare = tokenText ?? (auth === undefined ? env[tokenVariable] : undefined);
  if (bare !== undefined) return bareToken(bare.trim(), settings);
  return signedIn(auth ?? 'default', settings);
}

function bareToken(token: string, { cloud, tenant, now }: AuthSettings): TokenSource {
  if (token === '') throw new LiveError('The token is empty');
  if (/\s/.test(token)) throw new LiveError('The token is none: it has blanks in it');
  const claims = claimsOf(token);
  const expires = Number(claims.exp) * 1000;
  if (expires <= now())
    throw new LiveError(
      `The token expired at ${new Date(expires).toISOString()}: get a new one, or sign in with --auth`,
    );
  if (tenant !== undefined && typeof claims.tid === 'string' && claims.tid.toLowerCase() !== tenant.toLowerCase())
    throw new LiveError(`The token is for the tenant ${claims.tid}, not for ${tenant}`);
  const audience = typeof claims.aud === 'string' ? claims.aud.replace(/\/$/, '') : undefined;
  if (audience !== undefined && /^https:/.test(audience) && !audiencesOf(cloud).includes(audience))
    throw new LiveError(`The token is for ${audience}, not for ${cloud.arm}`);
  return async (refused) => {
    if (refused) throw new LiveError('Azure refuses the token: it has expired, or it is for another tenant');
    return token;
  };
}

/** The resource manager goes by its old name too. */
function audiencesOf({ arm }: AzureCloud): readonly string[] {
  return [
    arm,
    'https://management.core.windows.net',
    'https://management.core.usgovcloudapi.net',
    'https://management.core.chinacloudapi.cn',
  ];
}

/** What a token says of itself; nothing when it is of another form. */
function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const json: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function signedIn(kind: AuthKind, settings: AuthSettings): TokenSource {
  const { cloud, tenant, env, now, fetch, signIn } = settings;
  let getToken: GetToken | undefined;
  let last: { readonly token: string; readonly expires: number } | undefined;
  let pending: Promise<string> | undefined;
  const renew = async (): Promise<string> => {
    try {
      getToken ??= await signIn(kind, { tenant, authority: cloud.authority, env, fetch });
      last = await getToken(`${cloud.arm}/.default`);
      return last.token;
    } catch (error) {
      throw new LiveError(`There are no credentials for --auth ${kind}: ${firstLine(error)}`);
    } finally {
      pending = undefined;
    }
  };
  return async (refused) => {
    if (!refused && last !== undefined && last.expires - margin > now()) return last.token;
    pending ??= renew();
    return await pending;
  };
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 300);
}
