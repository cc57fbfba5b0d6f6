// Registries that only Resource Graph told of: what preview versions would show of them is unknown, not absent.

import type { Estate, Resource } from '../model/resource.ts';
import type { Judged, Verdict } from '../model/verdict.ts';
import { knownString } from '../values/compare.ts';
import { asksForPreviews } from './needs.ts';
import { registryType } from './tasks.ts';
import { registryGraphVersion } from './type-sources.ts';

/** The verdicts, unknown where they depend on what a stable version does not show. */
export function doubtPreviews(judged: readonly Judged[], { resources }: Estate): readonly Judged[] {
  if (!resources.some(isPartly)) return judged;
  const asking = new Map<Judged['rule'], boolean>();
  const asks = (rule: Judged['rule']): boolean => {
    const found = asking.get(rule) ?? asksForPreviews(rule);
    asking.set(rule, found);
    return found;
  };
  return judged.map((one) => (asks(one.rule) && isDoubtful(one.resource) ? doubted(one) : one));
}

/** A registry that is shown in full leaves no doubt about itself; others may look at one that is not. */
function isDoubtful(resource: Resource): boolean {
  return !isRegistry(resource) || isPartly(resource);
}

/** Whether Azure shows less of a registry than its rules may ask for. */
export function isPartly(resource: Resource): boolean {
  return isRegistry(resource) && knownString(resource.apiVersion) === registryGraphVersion;
}

function isRegistry({ type }: Resource): boolean {
  return type.toLowerCase() === registryType;
}

function doubted({ rule, resource }: Judged): Judged {
  return { rule, resource, verdict: previewDoubt };
}

/** The verdict on what nobody read. */
export const previewDoubt: Verdict = {
  kind: 'unknown',
  evidence: [],
  because: [{ kind: 'elsewhere', what: 'what only preview versions of the API show of the registry was not read' }],
};
