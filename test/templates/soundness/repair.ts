// Makes a template deployable for one caller: what fails for this caller is replaced by something that does not.

import type { EvaluatedDeployment } from '../../../src/templates/deployment.ts';
import type { Json, JsonObject } from '../../../src/values/json.ts';
import { pathSegments } from '../../../src/values/path.ts';
import { evaluateTemplate, type TemplateSetting } from '../../support/template.ts';

/** A template without errors, and what it deploys. */
export interface Deployable {
  readonly template: Json;
  readonly evaluated: EvaluatedDeployment;
}

/** Replaces what fails, again and again: behind one failure there may be another. */
export function deployable(template: Json, setting: TemplateSetting): Deployable {
  const repaired = structuredClone(template);
  for (;;) {
    const evaluated = evaluateTemplate(repaired, setting);
    const errors = evaluated.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) return { template: repaired, evaluated };
    for (const { path } of errors) replaceAt(repaired as JsonObject, pathSegments(path).map(String));
  }
}

type Mutable = Record<string, Json>;

function replaceAt(root: JsonObject, segments: readonly string[]): void {
  const keys = [...segments];
  const last = keys.pop() ?? '';
  let owner: Mutable = root as Mutable;
  for (const key of keys) owner = (owner[key] ?? {}) as Mutable;
  // A key that is an expression fails with its member.
  if (last.startsWith('[')) delete owner[last];
  else if (keys.at(-1) === 'parameters') owner[last] = { value: harmless(last) };
  else owner[last] = harmless(last);
}

/** Of the type that the name promises. */
function harmless(name: string): Json {
  if (/number|count/.test(name)) return 1;
  if (/truth|condition|^on$/.test(name)) return true;
  if (/list|loop/.test(name)) return ['on'];
  if (/object|body|tags/.test(name)) return { k: 'on' };
  return 'on';
}
