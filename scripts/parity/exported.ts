// Resources as PSRule exports them, as the resources that Azure answers with: ids made anew, one flat list.

import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';

/** Where resources are that do not say it. */
const usualGroup = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/parity';

/** The type of an exported resource; an extension names the type of what it extends beside its own. */
export function exportedType(resource: JsonObject): string {
  return textOf(resource, 'ExtensionResourceType', 'Type', 'ResourceType') ?? '';
}

/** The name of an exported resource. */
export function exportedName(resource: JsonObject): string {
  return textOf(resource, 'Name', 'ResourceName') ?? '';
}

/** The resource and everything under its `resources`, the resource itself first. */
export function liveResources(resource: JsonObject): readonly JsonObject[] {
  const type = exportedType(resource);
  const id = textOf(resource, 'Id', 'ResourceId') ?? `${usualGroup}/providers/${type}/${exportedName(resource)}`;
  return withChildren(resource, type, id);
}

/** Fixtures name wrong parents in the ids of children, so these come from where a child stands. */
function withChildren(resource: JsonObject, type: string, id: string): readonly JsonObject[] {
  const children = get(resource, 'resources');
  const inner = (isJsonArray(children) ? children : []).filter(isJsonObject).flatMap((child) => {
    const name = exportedName(child).split('/').at(-1) ?? '';
    const childType = exportedType(child);
    if (/\/listUsages$/i.test(childType)) return [usage(child, type, id)];
    const isBelow = childType.toLowerCase().startsWith(`${type.toLowerCase()}/`);
    const place = isBelow ? childType.slice(type.length) : `/providers/${childType}`;
    return withChildren(child, childType, `${id}${place}/${name}`);
  });
  return [{ ...bodyOf(resource), id, type, name: id.split('/').at(-1) ?? '' }, ...inner];
}

/** What is used of a quota; an audit sees it as a resource of its own. */
function usage(child: JsonObject, type: string, id: string): JsonObject {
  const name = exportedName(child);
  return { id: `${id}/usages/${name}`, type: `${type}/usages`, name, properties: child };
}

/** Everything but what says where the resource is. */
function bodyOf(resource: JsonObject): JsonObject {
  const place = ['id', 'resourceid', 'type', 'resourcetype', 'name', 'resourcename', 'resources'];
  return Object.fromEntries(Object.entries(resource).filter(([key]) => !place.includes(key.toLowerCase())));
}

function textOf(resource: JsonObject, ...keys: readonly string[]): string | undefined {
  return keys.map((key): Json | undefined => get(resource, key)).find((value) => typeof value === 'string');
}
