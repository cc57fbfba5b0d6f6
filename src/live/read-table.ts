// Reads a table of Resource Graph for some subscriptions; of types that Azure judges, what its rules leave open, and how many the others are.

import { get, type JsonObject } from '../values/json.ts';
import { gapOf } from './gaps.ts';
import { type GraphScope, readGraph } from './graph.ts';
import { openRows, type PushedRequest, settledRows, type TableRequest, tableQuery } from './graph-query.ts';
import type { SettledRows } from './pushed-types.ts';
import type { SnapshotHeader } from './snapshot.ts';
import { registryType, type TaskResult } from './tasks.ts';
import { type Failure, failed, type Transport } from './transport.ts';
import { registryGraphVersion } from './type-sources.ts';

/** Reads a table. What Azure does not take as it is pushed down is read whole. */
export async function readTable(
  transport: Transport,
  header: SnapshotHeader,
  table: TableRequest,
  subscriptions: readonly string[],
): Promise<TaskResult> {
  const whole = async (): Promise<TaskResult> => {
    const result = await readGraph(transport, tableQuery(table), { subscriptions });
    return result.kind === 'failed' ? lost(table.types, subscriptions, result.failure) : read(result.rows);
  };
  const instead = async (unpushed: string): Promise<TaskResult> => {
    const result = await whole();
    return result.gaps.length > 0 ? result : { ...result, unpushed };
  };
  const pushed = pushedOf(header, table);
  if (pushed.types.length === 0) return await whole();
  if (!isAscii(pushed.within ?? '')) return await instead(notAscii);
  const open = await readGraph(transport, tableQuery(openRows(table, pushed)), { subscriptions });
  if (open.kind === 'failed')
    return isRefused(open.failure)
      ? await instead(open.failure.because)
      : lost(table.types, subscriptions, open.failure);
  const settled = await countSettled(transport, table, pushed, { subscriptions });
  if (settled.kind === 'counts') return { ...read(open.rows), settled: settled.counts };
  if (isRefused(settled.failure)) return await instead(settled.failure.because);
  // The violations are there. How many resources were judged besides is not.
  const types = pushed.types.map(({ type }) => type);
  return { ...read(open.rows), gaps: lost(types, subscriptions, settled.failure).gaps };
}

const notAscii = 'queries compare without regard to case in ASCII texts only, and the scope has other letters';

/** Whether Azure understood the request and did not take it. */
function isRefused({ reason }: Failure): boolean {
  return reason === 'rejected';
}

/** How many rows no rule has anything to say about, or why that is not known. */
async function countSettled(
  transport: Transport,
  { table }: TableRequest,
  pushed: PushedRequest,
  scope: GraphScope,
): Promise<
  | { readonly kind: 'counts'; readonly counts: readonly SettledRows[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
> {
  const result = await readGraph(transport, settledRows(table, pushed), scope);
  if (result.kind === 'failed') return result;
  const counts = result.rows.map(readCount);
  return counts.every(({ resources }) => Number.isSafeInteger(resources))
    ? { kind: 'counts', counts }
    : failed('inconsistent', 'Malformed', 'Resource Graph answered with something that is no count');
}

/** The types of a table that Azure judges, and where. */
function pushedOf({ pushDown, scope }: SnapshotHeader, { types }: TableRequest): PushedRequest {
  const own = new Set(types);
  return {
    types: (pushDown?.types ?? []).filter(({ type }) => own.has(type)),
    within: scope.kind === 'within' ? scope.id : undefined,
  };
}

function isAscii(text: string): boolean {
  return [...text].every((symbol) => symbol.charCodeAt(0) < 128);
}

function read(rows: readonly JsonObject[]): TaskResult {
  return { resources: rows.map(asResource), gaps: [] };
}

/** A row, with the API version whose properties it shows where that decides what a missing one means. */
function asResource(row: JsonObject): JsonObject {
  return String(row.type).toLowerCase() === registryType ? { ...row, apiVersion: registryGraphVersion } : row;
}

/** A row of the count: its id is a type, a blank, and rules that are each followed by `;`. */
function readCount(row: JsonObject): SettledRows {
  const [type = '', rules = ''] = String(get(row, 'id')).split(' ');
  return {
    type: type.toLowerCase(),
    skipped: rules.split(';').filter((rule) => rule !== ''),
    resources: Number(get(row, 'resources')),
  };
}

function lost(types: readonly string[], subscriptions: readonly string[], failure: Failure): TaskResult {
  return { resources: [], gaps: subscriptions.map((id) => gapOf(types, `/subscriptions/${id}`, failure)) };
}
