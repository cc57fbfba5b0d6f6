// Resource ids in one spelling: Azure gives the same id now in one case, now in another, and findings are told apart by it.

/** Spells ids: subscription and group in lower case, types as `types` write them, names as they came. */
export function idSpeller(types: readonly string[]): (id: string) => string {
  const written = new Map(types.map((type) => [type.toLowerCase(), type]));
  return (id) => {
    const [scope = '', ...providers] = id.split(/\/providers\//i);
    return [spellScope(scope), ...providers.map((part) => spellProvider(part, written))].join('/providers/');
  };
}

function spellScope(scope: string): string {
  return scope.replace(
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?/i,
    (_, subscription: string, group: string | undefined) =>
      `/subscriptions/${subscription.toLowerCase()}${group === undefined ? '' : `/resourceGroups/${group.toLowerCase()}`}`,
  );
}

/** `Microsoft.X/types/name/subtypes/name` */
function spellProvider(part: string, written: ReadonlyMap<string, string>): string {
  const segments = part.split('/');
  const isType = (i: number): boolean => i === 0 || i % 2 === 1;
  const type = segments.filter((_, i) => isType(i)).join('/');
  const spelt = written.get(type.toLowerCase())?.split('/');
  if (spelt === undefined) return part;
  let next = 0;
  return segments.map((segment, i) => (isType(i) ? (spelt[next++] ?? segment) : segment)).join('/');
}
