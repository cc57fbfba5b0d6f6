// What a module asks for: its parameters, held against what it is given.

import { get, isJsonArray, isJsonObject, type Json, type JsonObject, own } from '../../values/json.ts';
import { nearest } from '../../values/nearest.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { ModuleSymbol } from '../symbols.ts';
import { keyText, memberOf } from '../walk.ts';
import { type Lowering, report } from './lowering.ts';

/** Reports parameters that the module does not have, and required ones that it does not get. */
export function checkParameters(lowering: Lowering, symbol: ModuleSymbol): void {
  const template = lowering.template.modules.get(symbol)?.template;
  const params = memberOf(symbol.body, 'params');
  if (template === undefined || symbol.body === undefined || (params !== undefined && params.kind !== 'object')) return;
  const declared = parametersOf(template);
  const names = Object.keys(declared);
  const settled = new Set<string>();
  for (const member of params?.members ?? []) {
    const name = member.kind === 'property' ? keyText(member.key) : undefined;
    if (member.kind !== 'property' || name === undefined) return;
    settled.add(name.toLowerCase());
    if (get(declared, name) !== undefined) continue;
    report(lowering, member.key, `The module has no parameter '${name}'${didYouMean(name, names)}`);
    const meant = nearest(name, names);
    if (meant !== undefined) settled.add(meant.toLowerCase());
  }
  const missing = names.filter(
    (name) => isRequired(declared[name] ?? null, template) && !settled.has(name.toLowerCase()),
  );
  if (missing.length > 0)
    report(
      lowering,
      params ?? symbol.declaration.name,
      `The module is not given the ${missing.length === 1 ? 'parameter' : 'parameters'} ${missing.map((name) => `'${name}'`).join(', ')}`,
    );
}

/** True for a parameter that takes a resource: it is given the id (experimental). */
export function takesResource(template: JsonObject | undefined, name: string): boolean {
  const declaration = template === undefined ? undefined : get(parametersOf(template), name);
  const metadata = isJsonObject(declaration) ? own(declaration, 'metadata') : undefined;
  return isJsonObject(metadata) && own(metadata, 'resourceType') !== undefined;
}

function parametersOf(template: JsonObject): JsonObject {
  const parameters = get(template, 'parameters');
  return isJsonObject(parameters) ? parameters : {};
}

/** Types that stand for types are followed at most this far. */
const maxSteps = 64;

function isRequired(declaration: Json, template: JsonObject): boolean {
  let type: Json | undefined = declaration;
  for (let i = 0; i < maxSteps && isJsonObject(type); i++) {
    if (get(type, 'defaultValue') !== undefined || get(type, 'nullable') === true) return false;
    const reference: Json | undefined = own(type, '$ref');
    if (typeof reference !== 'string' || get(type, 'nullable') === false) return true;
    type = at(template, reference);
  }
  return isJsonObject(type);
}

/** What a JSON pointer like `#/definitions/name` leads to. */
function at(template: JsonObject, pointer: string): Json | undefined {
  const segments = pointer.replace(/^#\//, '').split('/');
  return segments.reduce<Json | undefined>((value, segment) => {
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    if (isJsonArray(value)) return value[Number(key)];
    return isJsonObject(value) ? own(value, key) : undefined;
  }, template);
}
