// Ids of resources, and what can be said of resources without asking Azure.

import { holdsSecret, typeOf } from '../../values/access.ts';
import { identityOf, knownString } from '../../values/compare.ts';
import { termOf } from '../../values/lattice.ts';
import { referenceTerm, standsForMany } from '../../values/terms.ts';
import { arrayOf, known, type Plain, unknown, type Value, type ValueType } from '../../values/value.ts';
import {
  deploymentScope,
  idIn,
  managementGroupScope,
  resourceGroupScope,
  subscriptionScope,
  text,
  typeSegments,
} from '../resource-ids.ts';
import { TemplateError } from '../run.ts';
import type { Environment } from '../scope.ts';
import {
  anyNumber,
  callTerm,
  describe,
  plainFunction,
  type TemplateFunction,
  unknownCall,
  wrongType,
} from './definition.ts';

export const resourceFunctions: readonly TemplateFunction[] = [
  plainFunction('resourceId', [2, anyNumber], resourceId),
  plainFunction('subscriptionResourceId', [2, anyNumber], subscriptionResourceId),
  plainFunction('tenantResourceId', [2, anyNumber], (args) => buildId('tenantResourceId', args, 0, text(''))),
  plainFunction('managementGroupResourceId', [2, anyNumber], managementGroupResourceId),
  plainFunction('extensionResourceId', [3, anyNumber], extensionResourceId),
  plainFunction('reference', [1, 3], reference),
  plainFunction('references', [1, 2], references),
  plainFunction('listOutputsWithSecureValues', [2, 2], (args) =>
    runtime('listOutputsWithSecureValues', args, 'object', true),
  ),
  plainFunction('roleDefinitions', [1, 1], roleDefinition),
  plainFunction('target', [0, 1], (args) => runtime('target', args, undefined)),
];

/** Any function whose name begins with `list` asks the resource provider, and what it gives is secret. */
export function listFunction(name: string): TemplateFunction {
  return plainFunction(name, [1, 3], (args) => runtime(name, args, undefined, true));
}

function resourceId(args: readonly Plain[], { scope }: Environment): Value {
  const at = typePosition('resourceId', args, 2);
  if (at === undefined) return unknownCall('resourceId', args, 'string');
  const { context } = scope;
  const [first, second] = args;
  if (at === 2) return buildId('resourceId', args, at, resourceGroupScope(first as Plain, second as Plain));
  if (at === 1 && context.level === 'resourceGroup')
    return buildId('resourceId', args, at, resourceGroupScope(context.subscriptionId, first as Plain));
  if (at === 1) return buildId('resourceId', args, at, subscriptionScope(first as Plain));
  const ownScope =
    context.level === 'managementGroup' || context.level === 'tenant' ? text('') : deploymentScope(context);
  return buildId('resourceId', args, at, ownScope);
}

function subscriptionResourceId(args: readonly Plain[], { scope }: Environment): Value {
  const at = typePosition('subscriptionResourceId', args, 1);
  if (at === undefined) return unknownCall('subscriptionResourceId', args, 'string');
  return buildId(
    'subscriptionResourceId',
    args,
    at,
    subscriptionScope(at === 1 ? (args[0] as Plain) : scope.context.subscriptionId),
  );
}

function managementGroupResourceId(args: readonly Plain[], { scope }: Environment): Value {
  const at = typePosition('managementGroupResourceId', args, 1);
  if (at === undefined) return unknownCall('managementGroupResourceId', args, 'string');
  return buildId(
    'managementGroupResourceId',
    args,
    at,
    managementGroupScope(at === 1 ? (args[0] as Plain) : scope.context.managementGroup),
  );
}

function extensionResourceId(args: readonly Plain[]): Value {
  const [base] = args as [Plain];
  return buildId('extensionResourceId', args, 1, base);
}

/**
 * Where the resource type stands: the leading arguments are optional and told apart by counting,
 * a type of n segments needing n names. Undefined when the type itself is not known.
 */
function typePosition(name: string, args: readonly Plain[], optional: number): number | undefined {
  let unknownType = false;
  for (let i = 0; i <= optional && i < args.length - 1; i++) {
    const type = knownType(args[i]);
    if (type === undefined) unknownType = true;
    else if (type.includes('/') && !type.startsWith('/') && typeSegments(type) === args.length - i - 1) return i;
  }
  if (unknownType) return undefined;
  throw new TemplateError(`${name}() has no resource type that fits its number of names`);
}

/** Real templates write `Microsoft.Web/serverfarms/` too, and Azure takes it. */
function knownType(value: Plain | undefined): string | undefined {
  return knownString(value)?.replace(/\/+$/, '');
}

function buildId(name: string, args: readonly Plain[], at: number, scope: Plain): Value {
  const type = knownType(args[at]);
  for (const [i, arg] of args.entries())
    if (!['string', undefined].includes(typeOf(arg))) throw wrongType(name, i, 'a string', describe(arg));
  if (type === undefined) return unknownCall(name, args, 'string');
  return idIn(scope, type, args.slice(at + 1));
}

/** A resource of the same deployment is what the template declares and whatever the service adds; any other is asked at run time. */
function reference(args: readonly Plain[], { scope }: Environment): Value {
  const [target, , mode] = args as [Plain, Plain | undefined, Plain | undefined];
  if (typeOf(target) !== 'string' && typeOf(target) !== undefined)
    throw wrongType('reference', 0, 'a resource id or name', describe(target));
  const found = scope.resources.find(target);
  const wantsFull = mode !== undefined && knownString(mode)?.toLowerCase() === 'full';
  const declared = wantsFull ? found?.full() : found?.properties();
  return declared ?? runtime('reference', args, 'object');
}

function references(args: readonly Plain[], { scope }: Environment): Value {
  const symbol = knownString(args[0]);
  const all = symbol === undefined ? undefined : scope.resources.findAll(symbol);
  if (all === undefined) return runtime('references', args, 'array');
  const wantsFull = knownString(args[1])?.toLowerCase() === 'full';
  return arrayOf(
    all.map((one) => (wantsFull ? one.full() : one.properties()) ?? runtime('references', args, 'object')),
  );
}

function runtime(name: string, args: readonly Plain[], type: ValueType | undefined, secret = false): Value {
  const term = name === 'reference' ? referenceCallTerm(args) : callTerm(name, args);
  const shown = describeTarget(args[0]);
  const because = [{ kind: 'runtime', what: `${name}(${shown})` }] as const;
  return unknown(because, standsForMany(term) ? `${term}[*]` : term, {
    type,
    secret: secret || args.some(holdsSecret),
  });
}

/** The API version asked for is no part of it: what a resource says of itself is the same in every version that says it. */
function referenceCallTerm(args: readonly Plain[]): string {
  const target = args[0] === undefined ? undefined : identityOf(args[0]);
  const mode = args[2] === undefined ? '' : knownString(args[2])?.toLowerCase();
  if (target === undefined || mode === undefined) return callTerm('reference', args);
  return referenceTerm(target, mode === 'full');
}

/** The target of a call, short enough for a sentence. */
function describeTarget(target: Plain | undefined): string {
  if (target === undefined) return '';
  if (holdsSecret(target)) return '…';
  const parts =
    target.kind === 'string'
      ? target.parts.map((part) => (typeof part === 'string' ? part : '…')).join('')
      : knownString(target);
  if (parts === undefined) return '…';
  const tail = parts.split('/providers/').at(-1) ?? parts;
  return `'${tail.length > 80 ? `${tail.slice(0, 77)}…` : tail}'`;
}

/** Built-in roles by their display name; only those this program knows by GUID could be answered, the others depend on the tenant. */
function roleDefinition(args: readonly Plain[]): Value {
  const [name] = args as [Plain];
  const roleDefinitionId = roleIds.get(knownString(name)?.toLowerCase() ?? '');
  if (roleDefinitionId === undefined) {
    return unknown([{ kind: 'context', what: 'roleDefinitions()' }], `roleDefinitions(${termOf(name)})`, {
      type: 'object',
    });
  }
  const id = `/providers/Microsoft.Authorization/roleDefinitions/${roleDefinitionId}`;
  return known({ id, roleDefinitionId });
}

/** Source: the directory of built-in roles; GUIDs are the same in every tenant. */
const roleIds: ReadonlyMap<string, string> = new Map([
  ['owner', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'],
  ['contributor', 'b24988ac-6180-42a0-ab88-20f7382dd24c'],
  ['reader', 'acdd72a7-3385-48ef-bd42-f606fba81ae7'],
  ['user access administrator', '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9'],
  ['acrpull', '7f951dda-4ed3-4680-a7ca-43fe172d538d'],
  ['acrpush', '8311e382-0749-4cb8-b61a-304f252e45ec'],
  ['acrdelete', 'c2f4ef07-c644-48eb-af81-4b1b4947fb11'],
  ['acrimagesigner', '6cef56e8-d556-48e5-a04f-b8e64114680f'],
  ['acrquarantinereader', 'cdda3590-29a3-44f6-95f2-9f980659eb04'],
  ['acrquarantinewriter', 'c8d4ff99-41c3-41a8-9f60-21dfdad59608'],
]);
