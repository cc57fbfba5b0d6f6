// Scopes in resource ids: registry, resource group, subscription, management group, tenant.

import { textParts } from '../values/compare.ts';
import { known, type PartialString, type Plain, stringOf, type Value } from '../values/value.ts';

/**
 * The scope itself and every scope above it that its id names, up to the tenant, which is written both ways: templates
 * leave it empty. Management groups stand in no id below them.
 */
export function scopesOf(id: Plain): readonly Value[] {
  const above = parentScope(id);
  return above === undefined ? [id, ...tenant] : [id, ...scopesOf(above)];
}

const tenant: readonly Value[] = [known(''), known('/')];

/** `/subscriptions/s/resourceGroups/g/providers/T/n` is in `/subscriptions/s/resourceGroups/g`, that in `/subscriptions/s`. */
export function parentScope(id: Plain): Plain | undefined {
  const parts = partsOf(id);
  const cut = cutAtLast(parts, '/providers/') ?? cutAtLast(parts, '/resourceGroups/');
  return cut && stringOf(cut, id.origin, id.secret);
}

/** The name of the management group whose id this is. */
export function managementGroupIn(scope: Plain): Plain | undefined {
  const [first, ...rest] = partsOf(scope);
  const match =
    typeof first === 'string' ? /^\/providers\/Microsoft\.Management\/managementGroups\//i.exec(first) : null;
  if (typeof first !== 'string' || match === null) return undefined;
  const name = [first.slice(match[0].length), ...rest];
  return name.some((part) => typeof part === 'string' && part.includes('/')) ? undefined : stringOf(name);
}

/** The subscription a resource id is in. */
export function subscriptionIn(id: Plain): Plain | undefined {
  const above = parentScope(id);
  if (above !== undefined) return subscriptionIn(above);
  const [first] = partsOf(id);
  return typeof first === 'string' && /^\/subscriptions\//i.test(first) ? id : undefined;
}

/** The type that an id names last, without the names: `Microsoft.ContainerRegistry/registries/tokens`. */
export function typeIn(id: Plain): string | undefined {
  const parts = partsOf(id);
  const at = lastWith(parts, '/providers/');
  if (at === undefined) return scopeType(parts);
  const text = parts
    .slice(at.index)
    .map((part, i) => (typeof part !== 'string' ? '…' : i === 0 ? part.slice(at.from + '/providers/'.length) : part))
    .join('');
  const [namespace, ...segments] = text.split('/');
  const types = segments.filter((_, i) => i % 2 === 0);
  return segments.length % 2 === 0 && types.length > 0 && !types.some((type) => type.includes('…'))
    ? [namespace, ...types].join('/')
    : undefined;
}

/** Resource groups and subscriptions have ids of their own form. */
function scopeType(parts: Parts): string | undefined {
  if (lastWith(parts, '/resourceGroups/') !== undefined) return 'Microsoft.Resources/resourceGroups';
  const [first] = parts;
  return typeof first === 'string' && /^\/subscriptions\//i.test(first)
    ? 'Microsoft.Resources/subscriptions'
    : undefined;
}

type Parts = PartialString['parts'];

function partsOf(id: Plain): Parts {
  return textParts(id) ?? [''];
}

function cutAtLast(parts: Parts, marker: string): Parts | undefined {
  const at = lastWith(parts, marker);
  if (at === undefined) return undefined;
  return [...parts.slice(0, at.index), at.part.slice(0, at.from)].filter((piece) => piece !== '');
}

function lastWith(parts: Parts, marker: string): { index: number; part: string; from: number } | undefined {
  for (let index = parts.length - 1; index >= 0; index--) {
    const part = parts[index];
    const from = typeof part === 'string' ? part.toLowerCase().lastIndexOf(marker.toLowerCase()) : -1;
    if (typeof part === 'string' && from >= 0) return { index, part, from };
  }
  return undefined;
}
