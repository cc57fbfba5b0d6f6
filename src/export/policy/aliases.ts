// Names of fields in Azure Policy. Aliases follow from the paths of ARM: `properties.x` of a type is `<type>/x`.

import { everyItem, type FieldPath, type FieldSegment } from '../../model/condition.ts';

/** The name of a field, or why Azure Policy has none. */
export type PolicyField = { readonly kind: 'field'; readonly name: string } | NoField;

interface NoField {
  readonly kind: 'no';
  readonly because: string;
}

/** Whether aliases of the type follow the rule. Those of other providers often do not. */
export function hasRegularAliases(type: string): boolean {
  return (
    /^Microsoft\.ContainerRegistry\//i.test(type) ||
    /^Microsoft\.(ContainerService\/managedClusters|Insights\/diagnosticSettings)$/i.test(type)
  );
}

/** Fields that every resource has by these names. */
const plainFields: ReadonlySet<string> = new Set(['id', 'name', 'type', 'location', 'kind', 'identity.type', 'tags']);

/** Properties without an alias, or with one that reads something else, lower case. */
const exceptions: readonly string[] = [
  'microsoft.containerregistry/registries/agentpools/virtualnetworksubnetid',
  'microsoft.containerregistry/registries/webhooks/serviceuri',
  'microsoft.containerregistry/registries/webhooks/customheaders',
  'microsoft.containerservice/managedclusters/securityprofile.azuredefender',
];

/** Steps of tasks have an alias for every kind of step, but these belong to all. */
const commonStepFields: readonly string[] = ['type', 'contextpath', 'contextaccesstoken', 'baseimagedependencies'];

/** The field of a resource of a type. */
export function fieldOfType({ text, segments }: FieldPath, type: string): PolicyField {
  const odd = segments.find((segment) => typeof segment === 'number' || segment.startsWith('$'));
  if (odd !== undefined) return no(`'${text}' reads a value in a way that Azure Policy does not have`);
  if (plainFields.has(text)) return { kind: 'field', name: text };
  const [root, ...rest] = segments;
  if (root === 'tags' && rest.length === 1) return { kind: 'field', name: `tags['${rest[0]}']` };
  if (root === 'apiVersion') return no('the API version of a request is none of the resource');
  const path = root === 'properties' ? rest : root === 'sku' ? segments : [];
  if (path.length === 0) return no(`'${text}' has no alias`);
  const name = `${type}/${joined(path)}`;
  return hasAlias(name) ? { kind: 'field', name } : no(`'${text}' has no alias of its own`);
}

/** The field of an item of an array. What is a resource itself has its properties without `properties`. */
export function fieldOfItem({ text, segments }: FieldPath, array: string): PolicyField {
  const odd = segments.find((segment) => typeof segment === 'number' || segment.startsWith('$'));
  if (odd !== undefined) return no(`'${text}' reads a value in a way that Azure Policy does not have`);
  const path = segments[0] === 'properties' ? segments.slice(1) : segments;
  return { kind: 'field', name: path.length === 0 ? array : `${array}.${joined(path)}` };
}

/** Arrays of texts, of which `contains` asks for an item, lower case. */
const textArrays: ReadonlySet<string> = new Set([
  'microsoft.containerregistry/registries/scopemaps/actions',
  'microsoft.containerregistry/registries/webhooks/actions',
]);

/** Whether the field is an array of texts. */
export function isTextArray(name: string): boolean {
  return textArrays.has(name.toLowerCase());
}

/** Fields that are texts in every API, so that `contains` asks for a part of them. */
export function isText(name: string): boolean {
  return (plainFields.has(name) && name !== 'tags') || /\/sku\.(name|tier)$/.test(name);
}

function hasAlias(name: string): boolean {
  const lower = name.toLowerCase();
  const step = /\/registries\/tasks\/step\.([a-z]+)/.exec(lower)?.[1];
  if (step !== undefined && !commonStepFields.includes(step)) return false;
  return !exceptions.some((exception) => lower === exception || lower.startsWith(`${exception}.`));
}

/** `a.b[*].c`. */
function joined(segments: readonly FieldSegment[]): string {
  return segments.map((segment, i) => (segment === everyItem || i === 0 ? segment : `.${segment}`)).join('');
}

function no(because: string): NoField {
  return { kind: 'no', because };
}
