// How clients of the Azure SDK ask: they build requests and read answers, and the transport alone sends.

import {
  createEmptyPipeline,
  createHttpHeaders,
  type HttpClient,
  type Pipeline,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';
import { failed, graphPath, type Reply, type Transport } from './transport.ts';

/** What a client is opened with. */
export interface Connection {
  readonly endpoint: string;
  readonly pipeline: Pipeline;
  readonly httpClient: HttpClient;
}

/** The credential of every client: the transport signs, so they need no token and get none. */
export const noToken: { readonly getToken: () => Promise<null> } = { getToken: async () => null };

/**
 * Gives Azure's own answer to the one request of an operation. An operation that continues a list asks for `link`, which
 * is followed as Azure wrote it.
 */
export async function askThrough(
  transport: Transport,
  operation: (connection: Connection) => Promise<unknown>,
  link?: string,
): Promise<Reply> {
  const replies: Reply[] = [];
  const sendRequest: HttpClient['sendRequest'] = async (request) => {
    const reply = await send(transport, request, link);
    replies.push(reply);
    if (reply.kind === 'failed') throw new Error(reply.failure.because);
    const headers = createHttpHeaders({ 'content-type': 'application/json' });
    return { request, status: 200, headers, bodyAsText: reply.text };
  };
  // Nothing in an empty pipeline tries again, follows a redirect, signs, logs or chooses a proxy.
  const connection = { endpoint: transport.origin, pipeline: createEmptyPipeline(), httpClient: { sendRequest } };
  try {
    await operation(connection);
  } catch (error) {
    // Models stumble over answers that lack what they expect. The answer itself counts.
    if (replies.length === 0) throw error;
  }
  const [reply] = replies;
  if (reply === undefined) throw new Error('The client of the Azure SDK asked nothing');
  return reply;
}

async function send(transport: Transport, { method, url, body }: PipelineRequest, link?: string): Promise<Reply> {
  if (method === 'GET') return await transport.follow(link ?? url);
  if (method === 'POST' && isGraph(url, transport) && typeof body === 'string') return await transport.graph(body);
  return failed('refused', 'Method', `an audit sends no ${method} to ${new URL(url).pathname}`);
}

function isGraph(url: string, { origin }: Transport): boolean {
  return url === `${origin}${graphPath}`;
}
