// Resource Graph through the Azure SDK. Loaded when a query is asked.

import { createResourceGraph, resources } from '@azure/arm-resourcegraph/api';
import type { QueryRequest } from '@azure/arm-resourcegraph/models/resourceGraphApi';
import type { GraphScope } from './graph.ts';
import type { GraphQuery } from './graph-query.ts';
import { askThrough, noToken } from './sdk-requests.ts';
import type { Reply, Transport } from './transport.ts';

/** One request: the first page of a query, or the one that a token stands for. */
export interface GraphRequest {
  readonly text: string;
  readonly scope: GraphScope;
  readonly scopeFilter: GraphQuery['scopeFilter'];
  /** Rows of a page. */
  readonly top: number;
  readonly token: string | undefined;
}

/** Asks once. Gives Azure's answer as it is. */
export async function askGraph(transport: Transport, request: GraphRequest): Promise<Reply> {
  return await askThrough(transport, (connection) =>
    // Queries name their subscriptions; the client belongs to none.
    resources(createResourceGraph(noToken, '', connection), bodyOf(request)),
  );
}

function bodyOf({ text, scope, scopeFilter, top, token }: GraphRequest): QueryRequest {
  return {
    ...('subscriptions' in scope
      ? { subscriptions: [...scope.subscriptions] }
      : { managementGroups: [...scope.managementGroups] }),
    query: text,
    options: {
      resultFormat: 'objectArray',
      top,
      ...(token === undefined ? {} : { skipToken: token }),
      ...(scopeFilter === undefined ? {} : { authorizationScopeFilter: scopeFilter }),
    },
  };
}
