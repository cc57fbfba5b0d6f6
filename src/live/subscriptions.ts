// Which subscriptions an audit reads: those that were asked for, all of which must be visible.

import { get, type JsonObject } from '../values/json.ts';
import { readList } from './arm-list.ts';
import type { AuditScope } from './audit-scope.ts';
import { readGraph } from './graph.ts';
import { tableQuery } from './graph-query.ts';
import { LiveError } from './live-error.ts';
import type { Transport } from './transport.ts';

/** The subscriptions of a scope, and the tenant they are in. */
export interface SubscriptionsInScope {
  readonly ids: readonly string[];
  /** What people call them, by id. */
  readonly names: Readonly<Record<string, string>>;
  readonly tenant: string;
}

/** Finds the subscriptions of a scope. Throws where there are none, or one that was named is not visible. */
export async function subscriptionsIn(
  transport: Transport,
  scope: AuditScope,
  tenant: string | undefined,
): Promise<SubscriptionsInScope> {
  const list = await readList(transport, '/subscriptions?api-version=2022-12-01');
  if (list.kind === 'failed') throw new LiveError(`Azure does not list subscriptions: ${list.failure.because}`);
  const visible = list.items.filter((item) => tenant === undefined || sameText(get(item, 'tenantId'), tenant));
  if (visible.length === 0)
    throw new LiveError(
      list.items.length === 0
        ? 'No subscription is visible to these credentials: nothing was judged. Give them the Reader role, or the one of --print-role'
        : `No subscription of the tenant ${tenant} is visible to these credentials: nothing was judged`,
    );
  const ids = await wanted(transport, scope, visible);
  return { ids, names: namesOf(visible, ids), tenant: tenantOf(visible, ids) };
}

async function wanted(
  transport: Transport,
  scope: AuditScope,
  visible: readonly JsonObject[],
): Promise<readonly string[]> {
  const known = new Set(visible.map(idOf));
  switch (scope.kind) {
    case 'tenant':
      return [...known].sort();
    case 'managementGroup':
      return await inManagementGroup(transport, scope.name);
    case 'within':
    case 'subscriptions': {
      const asked = scope.kind === 'within' ? [scope.subscription] : scope.ids;
      const missing = asked.filter((id) => !known.has(id));
      if (missing.length > 0)
        throw new LiveError(
          `The subscription ${missing.slice(0, 3).join(', ')}${missing.length > 3 ? ` and ${missing.length - 3} others` : ''} does not exist, or is not visible to these credentials`,
        );
      return asked;
    }
  }
}

async function inManagementGroup(transport: Transport, name: string): Promise<readonly string[]> {
  const query = tableQuery({
    table: 'resourcecontainers',
    types: ['microsoft.resources/subscriptions'],
    narrowed: new Map(),
    fromAbove: false,
  });
  const result = await readGraph(transport, query, { managementGroups: [name] });
  if (result.kind === 'failed')
    throw new LiveError(`The management group '${name}' cannot be read: ${result.failure.because}`);
  if (result.rows.length === 0)
    throw new LiveError(`No subscription of the management group '${name}' is visible: nothing was judged`);
  return result.rows.map(({ id }) => String(id).split('/').at(-1)?.toLowerCase() ?? '').sort();
}

function namesOf(visible: readonly JsonObject[], ids: readonly string[]): Readonly<Record<string, string>> {
  const names = new Map(visible.map((item) => [idOf(item), get(item, 'displayName')]));
  return Object.fromEntries(
    ids.flatMap((id) => {
      const name = names.get(id);
      return typeof name === 'string' && name !== '' ? [[id, name]] : [];
    }),
  );
}

function tenantOf(visible: readonly JsonObject[], ids: readonly string[]): string {
  const [first] = ids;
  const found = visible.find((item) => idOf(item) === first) ?? visible[0];
  return String(found === undefined ? '' : (get(found, 'tenantId') ?? ''));
}

function idOf(item: JsonObject): string {
  return String(get(item, 'subscriptionId')).toLowerCase();
}

function sameText(value: unknown, text: string): boolean {
  return typeof value === 'string' && value.toLowerCase() === text.toLowerCase();
}
