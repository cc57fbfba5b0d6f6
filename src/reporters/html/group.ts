// What a finding is counted under: the subscription of a live resource, the file of a declared one.

import type { Finding } from '../../model/report.ts';
import { isResourceId } from '../text.ts';

/** A subscription, another scope of Azure, or a file. */
export interface Group {
  readonly kind: 'subscription' | 'scope' | 'file';
  readonly name: string;
}

/** Live resources are documents that go by their ids. */
export function groupOf({ place }: Finding): Group {
  const { name } = place.document;
  const [, subscription] = /^\/subscriptions\/([^/]+)/i.exec(name) ?? [];
  if (subscription !== undefined) return { kind: 'subscription', name: subscription.toLowerCase() };
  const [, management] = /^\/providers\/Microsoft\.Management\/managementGroups\/([^/]+)/i.exec(name) ?? [];
  if (management !== undefined) return { kind: 'scope', name: `management group ${management}` };
  return /^\/providers\//i.test(name) ? { kind: 'scope', name: 'tenant' } : { kind: 'file', name };
}

/** Where it is, in one line: file and position, or resource group and name. */
export function whereText({ place }: Finding): string {
  const { document, start } = place;
  if (!isResourceId(document.name)) return `${document.name}:${start.line}:${start.column}`;
  const group = /\/resourceGroups\/([^/]+)/i.exec(document.name)?.[1];
  const last = document.name.slice(document.name.lastIndexOf('/') + 1);
  return group === undefined ? last : `${group}/${last}`;
}
