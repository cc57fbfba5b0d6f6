// What `reference` finds of the resources that a template declares: what the template says of them, open for what Azure adds.

import { elementsOf, membersOf, toJson } from '../values/access.ts';
import type { Because } from '../values/because.ts';
import { identityOf } from '../values/compare.ts';
import { pathSegments } from '../values/path.ts';
import { memberTerm, referenceTerm } from '../values/terms.ts';
import {
  arrayOf,
  type Entry,
  known,
  must,
  type Open,
  objectOf,
  type PartialObject,
  type Plain,
  type Value,
} from '../values/value.ts';
import type { DeployedResource } from './deployment.ts';
import type { ResourceInstance } from './resources.ts';
import type { ReferencedResource, ResourceLookup } from './scope.ts';

/** Finds resources of one template by symbolic name, by id, or by a name that only one has. */
export function lookUpIn(resources: readonly DeployedResource[]): ResourceLookup {
  const index = new ResourceIndex();
  const references = new Map<DeployedResource, ReferencedResource>();
  const referenceTo = (resource: DeployedResource): ReferencedResource => {
    const reference = references.get(resource) ?? referenced(resource);
    references.set(resource, reference);
    return reference;
  };
  return {
    find: (target) => {
      const identity = identityOf(target);
      const found = identity === undefined ? undefined : index.of(resources).find(identity);
      return found && referenceTo(found);
    },
    findAll: (symbol) => {
      const all = resources.filter(({ instance }) => instance.symbol?.toLowerCase() === symbol.toLowerCase());
      return all.length === 0 || all.some(({ instance }) => instance.copies === 'any')
        ? undefined
        : all.map(referenceTo);
    },
  };
}

/** Resources by what they answer to. Names are asked for while resources are still being added. */
class ResourceIndex {
  private readonly byKey = new Map<string, DeployedResource | 'several'>();
  private readonly byName = new Map<string, DeployedResource | 'several'>();
  private indexed = 0;

  /** Takes in the resources that came after the last look-up. */
  of(resources: readonly DeployedResource[]): this {
    for (; this.indexed < resources.length; this.indexed++) {
      const resource = resources[this.indexed];
      if (resource !== undefined) this.add(resource);
    }
    return this;
  }

  /** A plain name finds a resource only when nothing else answers to it. */
  find(identity: string): DeployedResource | undefined {
    const found = this.byKey.get(identity) ?? this.byName.get(identity);
    return found === 'several' ? undefined : found;
  }

  private add(resource: DeployedResource): void {
    const { symbol, round, place, copies } = resource.instance;
    if (copies === 'any') return;
    if (symbol !== undefined) put(this.byKey, known(round === undefined ? symbol : `${symbol}[${round}]`), resource);
    put(this.byKey, place.id, resource);
    if (copies === 'one') put(this.byName, place.name, resource);
  }
}

function put(index: Map<string, DeployedResource | 'several'>, value: Value, resource: DeployedResource): void {
  const key = identityOf(value);
  if (key !== undefined) index.set(key, index.has(key) ? 'several' : resource);
}

function referenced({ instance, nested }: DeployedResource): ReferencedResource {
  const target = identityOf(instance.place.id) ?? pathSegments(instance.path).join('.');
  const because: readonly Because[] = [
    { kind: 'runtime', what: `reference('${String(toJson(instance.place.name) ?? instance.place.type)}')` },
  ];
  const open: Open = { because, term: referenceTerm(target, false) };
  const properties = onceKnown((): Value | undefined => {
    if (nested !== undefined) {
      const outputs = nested.outputs();
      return outputs && objectOf(new Map([['outputs', must(outputs)]]), { open });
    }
    const body = bodyOf(instance);
    return body && openDeep(body.entries.get('properties')?.value ?? objectOf(new Map()), open);
  });
  const full = onceKnown((): Value | undefined => {
    const body = bodyOf(instance);
    const own = properties();
    if (body === undefined) return undefined;
    const entries = own === undefined ? body.entries : new Map([...body.entries, ['properties', must(own)]]);
    return openDeep(objectOf(entries, { origin: body.origin }), { because, term: referenceTerm(target, true) });
  });
  return { properties, full };
}

/** Keeps an answer; none is asked for again, as a body that is being evaluated has none yet. */
function onceKnown<T>(ask: () => T | undefined): () => T | undefined {
  let known: T | undefined;
  return () => {
    known ??= ask();
    return known;
  };
}

/** What the template says of a resource: nothing of one that exists already. */
function bodyOf({ existing, body }: ResourceInstance): PartialObject | undefined {
  return existing ? objectOf(new Map()) : body();
}

/** The service adds members at every level: a public IP address declared with `dnsSettings.domainNameLabel` has `dnsSettings.fqdn` too. */
function openDeep(value: Value, open: Open): Value {
  if (value.kind !== 'choice') return openPlain(value, open);
  return { ...value, options: value.options.map((option) => ({ ...option, value: openPlain(option.value, open) })) };
}

function openPlain(value: Plain, open: Open): Plain {
  if (value.kind === 'unknown') return value;
  const members = membersOf(value);
  if (members !== undefined) {
    const entries = [...members.entries].flatMap(([key, { value: member, presence }]): readonly [string, Entry][] => {
      // What is declared null is not declared; the service may set it.
      if (member.kind === 'known' && member.json === null) return [];
      const inner = { because: open.because, term: memberTerm(open.term, key) };
      return [[key, { value: openDeep(member, inner), presence }]];
    });
    const both = members.open && { ...members.open, named: undefined };
    return objectOf(new Map(entries), { open: both ?? open, origin: value.origin, secret: value.secret });
  }
  const elements = elementsOf(value);
  if (elements === undefined) return value;
  const items = elements.map((element, i) =>
    element.kind === 'spread' ? element : openDeep(element, { because: open.because, term: `${open.term}[${i}]` }),
  );
  return arrayOf(items, value.origin, value.secret);
}
