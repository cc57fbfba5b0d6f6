// `reference('symbol')` and `reference(resourceId(…))` are the same node: references by symbolic name become references by id.
// Whether a template has symbolic names follows from the compiler's version (§4.1, §4.9), not from the source.

import { levelOfSchema, type ScopeLevel } from '../../src/templates/context.ts';
import type { Call, Expression } from '../../src/templates/expression.ts';
import { typeSegments } from '../../src/templates/resource-ids.ts';
import { get, isJsonObject, type Json, type JsonObject } from '../../src/values/json.ts';
import {
  asExpression,
  call,
  isCallTo,
  item,
  literal,
  literalText,
  number,
  type PropertyAccess,
  property,
  type Rewrite,
  rewriteExpression,
} from './expressions.ts';

/** Rewrites the references of a template that has symbolic names. */
export function referencesToIds(template: JsonObject): (call: Call) => Call | undefined {
  const resources = get(template, 'resources');
  if (!isJsonObject(resources)) return () => undefined;
  const schema = get(template, '$schema');
  const level = (typeof schema === 'string' ? levelOfSchema(schema) : undefined) ?? 'resourceGroup';
  return (one) => {
    if (!takesResource(one)) return undefined;
    const [target, ...rest] = one.args;
    const named = target === undefined ? undefined : symbolOf(target);
    const entry = named === undefined ? undefined : get(resources, named.symbol);
    if (named === undefined || !isJsonObject(entry)) return undefined;
    const id = idOf(entry, named.index, level);
    if (id === undefined) return undefined;
    const version = get(entry, 'apiVersion');
    // A symbolic name says the version too; an id does not.
    const args = rest.length === 0 && typeof version === 'string' ? [literal(version)] : rest;
    return { ...one, args: [id, ...args] };
  };
}

function takesResource({ namespace, name }: Call): boolean {
  return namespace === undefined && (/^reference$/i.test(name) || /^list/i.test(name));
}

interface Named {
  readonly symbol: string;
  /** Which instance of a copied resource. */
  readonly index: Expression | undefined;
}

/** `'symbol'`, `'symbol[2]'`, `format('symbol[{0}]', index)` */
function symbolOf(target: Expression): Named | undefined {
  const text = literalText(target);
  const [, symbol, at] = text === undefined ? [] : (/^([\w:]+)(?:\[(\d+)\])?$/.exec(text) ?? []);
  if (symbol !== undefined) return { symbol, index: at === undefined ? undefined : number(Number(at)) };
  if (!isCallTo(target, 'format') || target.args.length !== 2) return undefined;
  const [, looped] = /^([\w:]+)\[\{0\}\]$/.exec(literalText(target.args[0]) ?? '') ?? [];
  return looped === undefined ? undefined : { symbol: looped, index: target.args[1] };
}

/** The id as the compiler writes it where there are no symbolic names; undefined for what has none. */
function idOf(entry: JsonObject, index: Expression | undefined, level: ScopeLevel): Expression | undefined {
  const type = get(entry, 'type');
  const name = get(entry, 'name');
  if (typeof type !== 'string' || typeof name !== 'string') return undefined;
  if (get(entry, 'import') !== undefined || get(entry, 'extension') !== undefined) return undefined;
  const atIndex = (json: Json | undefined): Expression | undefined =>
    typeof json === 'string' ? rewriteExpression(asExpression(json), indexed(get(entry, 'copy'), index)) : undefined;
  const names = segmentsOf(atIndex(name) ?? literal(''), typeSegments(type));
  const [scope, subscription, group] = ['scope', 'subscriptionId', 'resourceGroup'].map((key) =>
    atIndex(get(entry, key)),
  );
  const rest = [literal(type), ...names];
  if (literalText(scope) === '/') return call('tenantResourceId', ...rest);
  if (scope !== undefined) return call('extensionResourceId', scopeId(scope), ...rest);
  const ownSubscription = property(call('subscription'), 'subscriptionId');
  if (group !== undefined) return call('resourceId', subscription ?? ownSubscription, group, ...rest);
  if (subscription !== undefined) return call('subscriptionResourceId', subscription, ...rest);
  return inScope(level, rest);
}

function inScope(level: ScopeLevel, rest: readonly Expression[]): Expression {
  switch (level) {
    case 'resourceGroup':
      return call('resourceId', ...rest);
    case 'subscription':
      return call('subscriptionResourceId', ...rest);
    case 'managementGroup':
      return call('extensionResourceId', property(call('managementGroup'), 'id'), ...rest);
    case 'tenant':
      return call('tenantResourceId', ...rest);
  }
}

/** Up to 0.39 a scope was written `Microsoft.Storage/storageAccounts/name`, relative to the deployment's own. */
function scopeId(scope: Expression): Expression {
  const text = isCallTo(scope, 'format') ? literalText(scope.args[0]) : literalText(scope);
  const [, type, names] =
    /^([A-Za-z.]+(?:\/[A-Za-z]+)+?)\/((?:\{\d+\}|[^/{}]+)(?:\/(?:\{\d+\}|[^/{}]+))*)$/.exec(text ?? '') ?? [];
  if (type === undefined || names === undefined) return scope;
  const segments = names.split('/').map((segment) => {
    const at = /^\{(\d+)\}$/.exec(segment)?.[1];
    return at === undefined ? literal(segment) : isCallTo(scope, 'format') ? scope.args[Number(at) + 1] : undefined;
  });
  if (segments.length !== typeSegments(type) || segments.includes(undefined)) return scope;
  return call('resourceId', literal(type), ...(segments as Expression[]));
}

/** In the name of a copied resource, its own index is the one that the reference names. */
function indexed(copy: Json | undefined, index: Expression | undefined): Rewrite {
  const loop = isJsonObject(copy) ? get(copy, 'name') : undefined;
  return (one) => {
    if (index === undefined || !isCallTo(one, 'copyIndex')) return undefined;
    const [first, second] = one.args;
    const named = literalText(first);
    if (named !== undefined && named !== loop) return undefined;
    const offset = named === undefined ? first : second;
    return offset === undefined ? index : call('add', index, offset);
  };
}

/** One name for each segment of the type: the compiler joins the names of parents and children with `format('{0}/{1}', …)`. */
function segmentsOf(name: Expression, count: number): readonly Expression[] {
  if (count === 1) return [name];
  const pieces = piecesOf(name);
  if (pieces === undefined || pieces.length > count)
    return Array.from({ length: count }, (_, i) => item(call('split', name, literal('/')), number(i)));
  const [first, ...rest] = pieces;
  return first === undefined ? [name] : [...segmentsOf(first, count - rest.length), ...rest];
}

/** The parts of a text between its slashes; undefined where it is not written out. */
function piecesOf(text: Expression): readonly Expression[] | undefined {
  const plain = literalText(text);
  if (plain !== undefined) return plain.split('/').map(literal);
  if (!isCallTo(text, 'format')) return undefined;
  const [pattern, ...args] = text.args;
  const pieces = literalText(pattern)?.split('/') ?? [];
  if (pieces.length < 2 || pieces.some((piece) => /[{}]{2}|\{\d+[^\d}]/.test(piece))) return undefined;
  return pieces.map((piece) => {
    const whole = /^\{(\d+)\}$/.exec(piece);
    return (whole === null ? undefined : args[Number(whole[1])]) ?? call('format', literal(piece), ...args);
  });
}

/**
 * Where a source wrote `name: '${a}/${b}'`, ids are built of `split(format('{0}/{1}', a, b), '/')[0]`. A name with more
 * slashes than its type has segments is refused, so that is `a`. A scope is an id that may be built with `format`.
 */
export function withoutSplits(one: Call, isScope: boolean): Call | undefined {
  const isId = one.namespace === undefined && /resourceId$/i.test(one.name);
  if (!isId && !(isScope && isCallTo(one, 'format'))) return undefined;
  return { ...one, args: one.args.map((arg) => pieceAt(arg) ?? arg) };
}

function pieceAt(arg: Expression): Expression | undefined {
  if (arg.kind !== 'index' || arg.index.kind !== 'number' || !isCallTo(arg.target, 'split')) return undefined;
  const [text, separator] = arg.target.args;
  if (text === undefined || literalText(separator) !== '/') return undefined;
  return piecesOf(text)?.[Number(arg.index.value)];
}

/** §4.9: `reference` was written without an API version up to 0.11; that of a deployment is the compiler's choice. */
export function withoutVersion(one: Call): Call | undefined {
  const [target, version, ...rest] = one.args;
  if (target === undefined || version === undefined) return undefined;
  if (isCallTo(one, 'reference') && rest.length === 0) return { ...one, args: [target] };
  return isCallTo(one, 'listOutputsWithSecureValues') ? { ...one, args: [target, literal('2025-04-01')] } : undefined;
}

/** §4.9: up to 0.36 every output of a module with a secure one was read as a secure one; the value is the same. */
export function asPlainOutput({ target, key }: PropertyAccess): Expression | undefined {
  if (!isCallTo(target, 'listOutputsWithSecureValues')) return undefined;
  return property(property(property({ ...target, name: 'reference' }, 'outputs'), key), 'value');
}
