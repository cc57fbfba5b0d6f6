// Views of texts: addresses, ids, names of images, spans of time.

import { reasonsOf } from '../../values/access.ts';
import { knownString, textParts } from '../../values/compare.ts';
import type { Json } from '../../values/json.ts';
import { known, stringOf } from '../../values/value.ts';
import { readAddressRange } from './address-range.ts';
import { derived, unknownView, type View } from './view.ts';

/** A view of a text that is known; of any other text it is unknown, of what is no text there is none. */
export function textView(name: string, read: (text: string) => Json | undefined): View {
  return (value) => {
    const text = knownString(value);
    if (text === undefined) return value.kind === 'string' ? unknownView(value, name, reasonsOf(value)) : undefined;
    const json = read(text);
    return json === undefined ? undefined : derived(json, value);
  };
}

/** `$cidr`: `{ version, prefix, private }` of an IP address or a range of them. */
export const cidr: View = textView('$cidr', (text) => {
  const range = readAddressRange(text);
  return range === undefined ? undefined : { ...range };
});

/** `$url`: `{ scheme, host, path, query }` of an absolute address. */
export const url: View = textView('$url', (text) => {
  const match = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?([^/?#:]*)(?::\d+)?([^?#]*)(?:\?([^#]*))?/i.exec(text);
  if (match === null) return undefined;
  const [, scheme = '', host = '', path = '', query = ''] = match;
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), path, query };
});

/** `$image`: `{ registry, repository, tag, digest }` of a reference to a container image. Source: the grammar of distribution/reference. */
export const image: View = textView('$image', (text) => {
  const match =
    /^(?:([^/@]*[.:][^/@]*|localhost)\/)?([^:@]+)(?::([\w][\w.-]{0,127}))?(?:@([a-z0-9]+:[0-9a-f]{32,}))?$/i.exec(
      text.trim(),
    );
  if (match === null) return undefined;
  const [, registry, repository = '', tag, digest] = match;
  const single = repository.includes('/') ? repository : `library/${repository}`;
  return {
    registry: registry?.toLowerCase() ?? 'docker.io',
    repository: registry === undefined ? single : repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
});

/** `$days`: a span of time such as `90d`, `1d12h`, `P90D` or `1.00:00:00` in days. */
export const days: View = textView('$days', readDays);

function readDays(text: string): number | undefined {
  const iso = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec(text);
  if (iso !== null && text.length > 1) {
    const [years, months, weeks, whole, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0));
    return sum(
      [years, 365],
      [months, 30],
      [weeks, 7],
      [whole, 1],
      [hours, 1 / 24],
      [minutes, 1 / 1440],
      [seconds, 1 / 86_400],
    );
  }
  const go = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/i.exec(text);
  if (go !== null && text !== '') {
    const [whole, hours, minutes, seconds] = go.slice(1).map((part) => Number(part ?? 0));
    return sum([whole, 1], [hours, 1 / 24], [minutes, 1 / 1440], [seconds, 1 / 86_400]);
  }
  const net = /^(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (net === null) return undefined;
  const [whole, hours, minutes, seconds] = net.slice(1).map((part) => Number(part ?? 0));
  return sum([whole, 1], [hours, 1 / 24], [minutes, 1 / 1440], [seconds, 1 / 86_400]);
}

function sum(...parts: readonly (readonly [number | undefined, number])[]): number {
  return parts.reduce((total, [count = 0, each]) => total + count * each, 0);
}

/** `$last`: what follows the last `/` of a text, which may be known where the rest is not: the name in an id. */
export const last: View = (value) => {
  const parts = textParts(value);
  if (parts === undefined) return undefined;
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i];
    const slash = typeof part === 'string' ? part.lastIndexOf('/') : -1;
    if (typeof part === 'string' && slash >= 0)
      return stringOf([part.slice(slash + 1), ...parts.slice(i + 1)], value.origin, value.secret);
  }
  return parts.length === 1 && typeof parts[0] === 'string' ? value : unknownView(value, '$last', reasonsOf(value));
};

/** `$subscription`: the GUID in a resource id. */
export const subscription: View = segmentAfter('$subscription', '/subscriptions/');

/** `$resourceGroup`: the name of the group in a resource id. */
export const resourceGroup: View = segmentAfter('$resourceGroup', '/resourceGroups/');

/** The segment behind a marker, also where it is a hole of its own. */
function segmentAfter(name: string, marker: string): View {
  return (value) => {
    const parts = textParts(value);
    const [first, next] = parts ?? [];
    if (parts === undefined) return undefined;
    const text = typeof first === 'string' ? first : '';
    const at = text.toLowerCase().indexOf(marker.toLowerCase());
    if (at < 0) return value.kind === 'known' ? undefined : unknownView(value, name, reasonsOf(value));
    const rest = text.slice(at + marker.length);
    if (rest === '') return typeof next === 'object' ? next : undefined;
    const isWhole = rest.includes('/') || parts.length === 1;
    return isWhole ? known(rest.split('/')[0] ?? '', value.origin) : unknownView(value, name, reasonsOf(value));
  };
}
