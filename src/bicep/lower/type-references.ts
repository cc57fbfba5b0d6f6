// Types by name, and parts of them: `$ref` into the definitions of the template (TemplateWriter.ResolveTypeReferenceExpression).

import { get, isJsonArray, isJsonObject, type Json, type JsonObject, own } from '../../values/json.ts';
import { ambientTypes } from '../name-resolver.ts';
import type { TypeExpression, TypeMember, TypeName } from '../syntax/nodes.ts';
import { importedMember } from './imported-values.ts';
import { type ImportedName, type Lowering, report } from './lowering.ts';
import { derivedPart, derivedSource } from './resource-derived-types.ts';

type Reference = Extract<
  TypeExpression,
  { readonly kind: 'typeName' | 'typeMember' | 'typeItems' | 'typeIndex' | 'typeAdditionalProperties' }
>;

/** Lowers a type that is named, or a part of one. */
export function lowerTypeReference(lowering: Lowering, node: Reference): JsonObject {
  if (node.kind === 'typeName') return lowerName(lowering, node);
  const qualified = node.kind === 'typeMember' ? lowerQualified(lowering, node) : undefined;
  return qualified ?? lowerPart(lowering, node as Exclude<Reference, TypeName>);
}

function lowerName(lowering: Lowering, node: TypeName): JsonObject {
  const symbol = lowering.bound.uses.get(node);
  if (symbol?.kind === 'type') return definitionReference(lowering.naming.own(symbol.name));
  if (symbol?.kind === 'imported') return importedReference(lowering, node, lowering.naming.imported(symbol));
  if (symbol !== undefined) {
    report(lowering, node, `'${node.name}' is not a type`);
    return {};
  }
  return ambientType(node.name);
}

/** `sys.string`, `imported.type` */
function lowerQualified(lowering: Lowering, node: TypeMember): JsonObject | undefined {
  const symbol = lowering.bound.uses.get(node.target);
  if (symbol?.kind === 'wildcard')
    return importedReference(lowering, node.name, importedMember(lowering, symbol, node.name));
  if (symbol?.kind !== 'namespace' && symbol?.kind !== 'extension') return undefined;
  if (!ambientTypes.has(node.name.text)) report(lowering, node.name, `There is no type '${node.name.text}'`);
  return ambientType(node.name.text);
}

function ambientType(name: string): JsonObject {
  return name === 'any' || !ambientTypes.has(name) ? {} : { type: name };
}

/** What could not be imported was reported at its import. */
function importedReference(
  lowering: Lowering,
  node: TypeName | TypeMember['name'],
  imported: ImportedName | undefined,
): JsonObject {
  if (imported === undefined) return {};
  if (imported.kind === 'type') return definitionReference(imported.name);
  report(lowering, node, `A ${imported.kind} is not a type`);
  return {};
}

function definitionReference(name: string): JsonObject {
  return { $ref: `#/definitions/${encodePointer(name)}` };
}

/** A segment of a JSON pointer (RFC 6901), encoded as in a URI fragment only where the official compiler does. */
function encodePointer(segment: string): string {
  return segment.replaceAll('~', '~0').replaceAll('/', '~1');
}

function decodePointer(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** References that stand for references are followed at most this far. */
const maxSteps = 64;

/** The declaration that a type refers to, with what stands beside the reference laid over it. */
export function resolvedType(lowering: Lowering, json: JsonObject): JsonObject {
  let type = json;
  for (let i = 0; i < maxSteps; i++) {
    const target = typeof type.$ref === 'string' ? typeAt(lowering, type.$ref) : undefined;
    if (target === undefined) return type;
    const { $ref: _, ...beside } = type;
    type = { ...target, ...beside };
  }
  return type;
}

function typeAt(lowering: Lowering, reference: string): JsonObject | undefined {
  const [name = '', ...rest] = reference
    .replace(/^#\/definitions\//, '')
    .split('/')
    .map(decodePointer);
  let at: Json | undefined = lowering.template.definition(name);
  for (const segment of rest) {
    if (isJsonArray(at)) at = at[Number(segment)];
    else at = isJsonObject(at) ? own(at, segment) : undefined;
  }
  return isJsonObject(at) ? at : undefined;
}

/** `type.property`, `type[*]`, `type[0]`, `type.*` */
function lowerPart(lowering: Lowering, node: Exclude<Reference, TypeName>): JsonObject {
  const whole = declaration(lowering, lowering.type(node.target));
  const segments = partSegments(node);
  if (segments !== undefined && derivedSource(whole.json) !== undefined) return derivedPart(whole.json, segments);
  const found = segments && step(whole.json, segments);
  if (found === undefined) {
    if (node.target.kind !== 'typeMissing') report(lowering, node, 'The type has no such part');
    return {};
  }
  return whole.pointer === undefined
    ? found.json
    : { $ref: [whole.pointer, ...found.segments.map(encodePointer)].join('/') };
}

/** The declaration behind references, and where it stands. */
function declaration(
  lowering: Lowering,
  json: JsonObject,
): { readonly json: JsonObject; readonly pointer: string | undefined } {
  let at = json;
  let pointer: string | undefined;
  for (let i = 0; i < maxSteps && typeof at.$ref === 'string'; i++) {
    const target = typeAt(lowering, at.$ref);
    if (target === undefined) break;
    pointer = at.$ref;
    at = target;
  }
  return { json: at, pointer };
}

/** The way to a part of a type declaration. */
function partSegments(node: Exclude<Reference, TypeName>): readonly string[] | undefined {
  switch (node.kind) {
    case 'typeMember':
      return ['properties', node.name.text];
    case 'typeItems':
      return ['items'];
    case 'typeAdditionalProperties':
      return ['additionalProperties'];
    case 'typeIndex': {
      const index = node.index.kind === 'typeLiteral' ? node.index.value : undefined;
      if (index?.kind === 'integer') return ['prefixItems', String(index.value)];
      return index?.kind === 'string' ? ['properties', index.texts[0] ?? ''] : undefined;
    }
  }
}

function step(
  json: JsonObject,
  [first = '', second]: readonly string[],
): { readonly json: JsonObject; readonly segments: readonly string[] } | undefined {
  const container = own(json, first);
  if (second === undefined) return isJsonObject(container) ? { json: container, segments: [first] } : undefined;
  const part = isJsonArray(container)
    ? container[Number(second)]
    : isJsonObject(container)
      ? get(container, second)
      : undefined;
  return isJsonObject(part) ? { json: part, segments: [first, second] } : undefined;
}
