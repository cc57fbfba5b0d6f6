// Trust policies of the Notary Project: JSON files that say whose signatures a verifier believes. Each statement is judged as a resource.
// Source: notaryproject/specifications, trust-store-trust-policy.

import type { Estate, Resource } from '../model/resource.ts';
import type { Document } from '../values/document.ts';
import { get, isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { writtenAt } from '../values/origin.ts';
import { childPath, type Path, pathOf } from '../values/path.ts';
import { known, must, objectOf } from '../values/value.ts';

/** The type that rules about statements of trust policies name. */
export const trustPolicyType = 'NotaryProject.Notation/trustPolicies';

/** Told of what is wrong with a file, where it stands. */
export type ReportPolicy = (message: string, path: Path) => void;

/** True for the value of a trust policy file, be it for images or for other artifacts. */
export function isTrustPolicyFile(root: Json): root is JsonObject {
  return isJsonObject(root) && isJsonArray(get(root, 'trustPolicies')) && get(root, 'resources') === undefined;
}

/** The statements of a file as an estate. What verifiers refuse is reported. */
export function trustPolicyEstate(document: Document, report: ReportPolicy): Estate {
  const root = isTrustPolicyFile(document.root) ? document.root : {};
  const list = get(root, 'trustPolicies');
  const statements = isJsonArray(list) ? list : [];
  checkFile(root, statements, report);
  return {
    kind: 'template',
    name: document.name,
    resources: statements.flatMap((statement, i) =>
      isJsonObject(statement) ? [statementResource(statement, i, root, document)] : [],
    ),
    isComplete: (type) => type === trustPolicyType.toLowerCase(),
    withParameters: undefined,
    freeParameters: [],
  };
}

function statementResource(statement: JsonObject, i: number, root: JsonObject, document: Document): Resource {
  const path = pathOf('trustPolicies', i);
  const origin = writtenAt(document, path, 'property');
  const name = get(statement, 'name') ?? `statement ${i + 1}`;
  const entries = Object.entries(statement).map(
    ([key, json]) => [key, must(known(json, writtenAt(document, childPath(path, key), 'property')))] as const,
  );
  const id = known(`${document.name}#${String(name)}`);
  return {
    type: trustPolicyType,
    name: known(String(name)),
    id,
    parentId: undefined,
    scopeId: known(document.name),
    apiVersion: known(get(root, 'version') ?? null),
    condition: known(true),
    existing: false,
    copies: 'one',
    body: objectOf(new Map(entries), { origin }),
    origin,
    calls: [],
    key: `${document.name}#${i}`,
  };
}

function checkFile(root: JsonObject, statements: readonly Json[], report: ReportPolicy): void {
  if (get(root, 'version') !== '1.0')
    report("The version of a trust policy is '1.0'; verifiers refuse any other", pathOf('version'));
  if (statements.length === 0) report('A trust policy has at least one statement', pathOf('trustPolicies'));
  const names = new Set<Json>();
  for (const [i, statement] of statements.entries()) {
    const path = pathOf('trustPolicies', i);
    if (!isJsonObject(statement)) {
      report('A statement of a trust policy is an object', path);
      continue;
    }
    checkStatement(statement, path, report);
    const name = get(statement, 'name');
    if (name !== undefined && names.has(name)) report(`There are two statements with the name '${String(name)}'`, path);
    if (name !== undefined) names.add(name);
  }
}

const levels = ['strict', 'permissive', 'audit', 'skip'];

function checkStatement(statement: JsonObject, path: Path, report: ReportPolicy): void {
  if (typeof get(statement, 'name') !== 'string') report('A statement of a trust policy has a name', path);
  const verification = get(statement, 'signatureVerification');
  const level = isJsonObject(verification) ? get(verification, 'level') : undefined;
  if (level === undefined || !levels.includes(String(level))) {
    const shown = level === undefined ? 'none' : `'${String(level)}'`;
    report(
      `The level of a signature verification is one of ${levels.join(', ')}; here it is ${shown}`,
      childPath(path, 'signatureVerification'),
    );
  }
  for (const key of ['registryScopes', 'trustStores', 'trustedIdentities']) {
    const list = get(statement, key);
    const isList = isJsonArray(list) && list.every((item) => typeof item === 'string');
    if (list !== undefined && !isList) report(`'${key}' is a list of texts`, childPath(path, key));
  }
}
