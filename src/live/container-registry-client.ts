// The control plane of Container Registry through the Azure SDK: the lists that it knows. Loaded when one is asked for.

import {
  type ContainerRegistryManagementContext,
  createContainerRegistryManagement,
} from '@azure/arm-containerregistry/api';
import { list as cacheRules } from '@azure/arm-containerregistry/api/cacheRules';
import { list as connectedRegistries } from '@azure/arm-containerregistry/api/connectedRegistries';
import { list as credentialSets } from '@azure/arm-containerregistry/api/credentialSets';
import { listUsages, list as registries } from '@azure/arm-containerregistry/api/registries';
import { list as scopeMaps } from '@azure/arm-containerregistry/api/scopeMaps';
import { list as tokens } from '@azure/arm-containerregistry/api/tokens';
import { askThrough, type Connection, noToken } from './sdk-requests.ts';
import { failed, type Reply, type Transport } from './transport.ts';

/** Lists of a registry, named as in its addresses, and the registries of a subscription. */
export type RegistryOperation =
  | 'registries'
  | 'tokens'
  | 'scopeMaps'
  | 'cacheRules'
  | 'credentialSets'
  | 'connectedRegistries'
  | 'listUsages';

/** A list that is read through the SDK. */
export interface RegistryList {
  readonly operation: RegistryOperation;
  /** Id of the registry; of the subscription for its registries. */
  readonly of: string;
  readonly apiVersion: string;
}

type Context = ContainerRegistryManagementContext;

interface Pages {
  readonly byPage: (settings: { continuationToken?: string }) => AsyncIterator<unknown>;
}

/** How the pages of a list are asked for. */
const paged: Readonly<
  Record<Exclude<RegistryOperation, 'listUsages'>, (context: Context, group: string, registry: string) => Pages>
> = {
  registries: (context) => registries(context),
  tokens,
  scopeMaps,
  cacheRules,
  credentialSets,
  connectedRegistries,
};

/** Asks for the first page of a list, or for the one that a link leads to. Gives Azure's answer as it is. */
export async function askRegistryList(
  transport: Transport,
  { operation, of, apiVersion }: RegistryList,
  link: string | undefined,
): Promise<Reply> {
  const place = placeOf(of);
  if (place === undefined) return failed('inconsistent', 'Malformed', `'${of}' is no id that Azure gives`);
  const ask = (connection: Connection): Promise<unknown> =>
    askPage(
      operation,
      createContainerRegistryManagement(noToken, place.subscription, { ...connection, apiVersion }),
      place,
      link,
    );
  return await askThrough(transport, ask, link);
}

async function askPage(
  operation: RegistryOperation,
  context: Context,
  { group, registry }: Place,
  link: string | undefined,
): Promise<unknown> {
  if (operation !== 'listUsages')
    return await paged[operation](context, group, registry)
      .byPage(link === undefined ? {} : { continuationToken: link })
      .next();
  // Usages have no pages; should they get some, they are read like any other.
  return await (link === undefined ? listUsages(context, group, registry) : context.pathUnchecked(link).get());
}

interface Place {
  readonly subscription: string;
  readonly group: string;
  readonly registry: string;
}

function placeOf(id: string): Place | undefined {
  const pattern =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerRegistry\/registries\/([^/]+))?$/i;
  const [, subscription, group = '', registry = ''] = pattern.exec(id) ?? [];
  return subscription === undefined ? undefined : { subscription, group, registry };
}
