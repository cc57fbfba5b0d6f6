// The Azure CLI command of a rule, with the names of the resource it is to be run for.

import type { Finding } from '../../model/report.ts';

/** The command; a placeholder stays where its value is not known for certain. Undefined when the rule has none. */
export function azCommand(finding: Finding): string | undefined {
  const { az } = finding.rule.fix;
  const [resource] = finding.resources;
  if (az === undefined || resource === undefined || finding.resources.length > 1) return az;
  const names = resource.name.split('/');
  const values = new Map<string, string | undefined>();
  if (/^Microsoft\.ContainerRegistry\/registries(\/|$)/i.test(resource.type)) {
    values.set('registry', names[0]);
    const child = /^[^/]+\/registries\/(task|token|webhook|replication)s$/i.exec(resource.type)?.[1];
    if (child !== undefined) values.set(child.toLowerCase(), names[1]);
  }
  if (/\/managedClusters$/i.test(resource.type)) values.set('cluster', names[0]);
  if (/^Microsoft\.KeyVault\/vaults$/i.test(resource.type)) values.set('vault', names[0]);
  values.set('group', /\/resourceGroups\/([^/]+)/i.exec(finding.place.document.name)?.[1]);
  return az.replace(/<([a-z-]+)>/g, (placeholder, key: string) => {
    const value = values.get(key);
    return value !== undefined && isPlain(value) ? value : placeholder;
  });
}

/** A name that a shell takes as it is. */
function isPlain(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name);
}
