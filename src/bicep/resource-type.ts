// The string behind the name of a resource: `Microsoft.Storage/storageAccounts@2023-01-01`.

/** A resource type as written in Bicep. */
export interface ResourceTypeName {
  /** `az:` or the alias of an extension in front; undefined when there is none. */
  readonly namespace: string | undefined;
  readonly type: string;
  readonly apiVersion: string | undefined;
  /** Where the version begins in the string; its length when there is none. */
  readonly versionStart: number;
}

/** Source: ResourceTypeReference.TryParse. Undefined for a text that is no resource type. */
export function parseResourceType(text: string): ResourceTypeName | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, namespace, type = '', apiVersion] = match;
  return { namespace, type, apiVersion, versionStart: text.length - (apiVersion?.length ?? 0) };
}

const pattern = /^(?:([^:]+):)?([a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)*)(?:@([a-z0-9][a-z0-9.-]+))?$/i;
