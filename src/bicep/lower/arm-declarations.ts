// Types, variables and functions of a template that was compiled already, for files that import them
// (ArmReferenceCollector, ArmDeclarationToExpressionConverter).

import { findKey, get, isJsonArray, isJsonObject, type Json, type JsonObject, own, setKey } from '../../values/json.ts';
import { type Path, pathOf } from '../../values/path.ts';
import { type ArmRenaming, namesIn, renamed } from './arm-renaming.ts';

export type DeclarationKind = 'type' | 'variable' | 'function';

/** A declaration by its name in the template: functions with their namespace. */
export interface ArmName {
  readonly kind: DeclarationKind;
  readonly name: string;
}

/** A declaration as it stands in a template. */
export type ArmDeclaration =
  | { readonly kind: 'plain'; readonly json: Json; readonly path: Path }
  /** A variable that a loop gives: an item of `copy`. */
  | { readonly kind: 'loop'; readonly json: JsonObject; readonly path: Path };

const exportedKey = '__bicep_export!';

/** What a template exports, by the name it is imported by. */
export function exportsOf(template: JsonObject): ReadonlyMap<string, ArmName> {
  const exported = new Map<string, ArmName>();
  for (const [name, type] of Object.entries(objectAt(template, 'definitions')))
    if (isExported(type)) exported.set(name, { kind: 'type', name });
  for (const { namespace, members } of functionsOf(template))
    for (const [name, member] of Object.entries(members))
      if (isExported(member))
        exported.set(namespace === ownNamespace ? name : `${namespace}.${name}`, {
          kind: 'function',
          name: `${namespace}.${name}`,
        });
  const variables = own(objectAt(template, 'metadata'), '__bicep_exported_variables!');
  for (const variable of isJsonArray(variables) ? variables : []) {
    const name = isJsonObject(variable) ? own(variable, 'name') : undefined;
    if (typeof name === 'string') exported.set(name, { kind: 'variable', name });
  }
  return exported;
}

export const ownNamespace = '__bicep';

function isExported(declaration: Json): boolean {
  return isJsonObject(declaration) && own(objectAt(declaration, 'metadata'), exportedKey) === true;
}

/** A declaration of a template; undefined when there is none. */
export function declarationIn(template: JsonObject, { kind, name }: ArmName): ArmDeclaration | undefined {
  switch (kind) {
    case 'type':
      return memberAt(template, ['definitions'], name);
    case 'variable':
      return memberAt(template, ['variables'], name) ?? variableLoop(template, name);
    case 'function': {
      const [namespace = '', ...rest] = name.split('.');
      const found = functionsOf(template).find((one) => one.namespace.toLowerCase() === namespace.toLowerCase());
      const key = found && findKey(found.members, rest.join('.'));
      if (found === undefined || key === undefined) return undefined;
      const path = pathOf('functions', found.index, 'members', key);
      return { kind: 'plain', json: found.members[key] ?? null, path };
    }
  }
}

function memberAt(template: JsonObject, [section = '']: readonly string[], name: string): ArmDeclaration | undefined {
  const members = objectAt(template, section);
  const key = name === 'copy' ? undefined : findKey(members, name);
  return key === undefined ? undefined : { kind: 'plain', json: members[key] ?? null, path: pathOf(section, key) };
}

function variableLoop(template: JsonObject, name: string): ArmDeclaration | undefined {
  const loops = get(objectAt(template, 'variables'), 'copy');
  if (!isJsonArray(loops)) return undefined;
  const index = loops.findIndex((loop) => isJsonObject(loop) && sameName(get(loop, 'name'), name));
  const json = loops[index];
  return isJsonObject(json) ? { kind: 'loop', json, path: pathOf('variables', 'copy', index) } : undefined;
}

function sameName(json: Json | undefined, name: string): boolean {
  return typeof json === 'string' && json.toLowerCase() === name.toLowerCase();
}

interface Functions {
  readonly namespace: string;
  readonly index: number;
  readonly members: JsonObject;
}

function functionsOf(template: JsonObject): readonly Functions[] {
  const all = get(template, 'functions');
  return (isJsonArray(all) ? all : []).flatMap((one, index) => {
    const namespace = isJsonObject(one) ? get(one, 'namespace') : undefined;
    return isJsonObject(one) && typeof namespace === 'string'
      ? [{ namespace, index, members: objectAt(one, 'members') }]
      : [];
  });
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const member = get(object, key);
  return isJsonObject(member) ? member : {};
}

/** The declarations that a declaration needs. */
export function neededBy({ json }: ArmDeclaration, kind: DeclarationKind): readonly ArmName[] {
  const needed = typesIn(json).map((name): ArmName => ({ kind: 'type', name }));
  if (kind === 'type') return needed;
  const { variables, functions } = namesIn(json);
  return [
    ...(kind === 'function' ? needed : []),
    ...variables.map((name): ArmName => ({ kind: 'variable', name })),
    ...functions.map((name): ArmName => ({ kind: 'function', name })),
  ];
}

const typePointer = '#/definitions/';

function typesIn(json: Json): readonly string[] {
  if (isJsonArray(json)) return json.flatMap(typesIn);
  if (!isJsonObject(json)) return [];
  const reference = own(json, '$ref');
  const below = Object.values(json).flatMap(typesIn);
  return typeof reference === 'string' && reference.startsWith(typePointer)
    ? [reference.slice(typePointer.length).split('/')[0] ?? '', ...below]
    : below;
}

/** A declaration with everything in it under the names of another template. */
export function inOtherTemplate(
  declaration: ArmDeclaration,
  name: (needed: ArmName) => string | undefined,
  loop: string,
): Json {
  const old = declaration.kind === 'loop' ? get(declaration.json, 'name') : undefined;
  const renaming: ArmRenaming = {
    variable: (variable) => name({ kind: 'variable', name: variable }),
    function: (function_) => name({ kind: 'function', name: function_ }),
    loop: typeof old === 'string' ? { from: old, to: loop } : undefined,
  };
  const json = renameTypes(renamed(declaration.json, renaming), name);
  return declaration.kind === 'loop' && isJsonObject(json) ? { ...json, name: loop } : json;
}

function renameTypes(json: Json, name: (needed: ArmName) => string | undefined): Json {
  if (isJsonArray(json)) return json.map((item) => renameTypes(item, name));
  if (!isJsonObject(json)) return json;
  const object: Record<string, Json> = {};
  for (const [key, member] of Object.entries(json)) {
    if (key === '$ref' && typeof member === 'string' && member.startsWith(typePointer)) {
      const [type = '', ...rest] = member.slice(typePointer.length).split('/');
      const other = name({ kind: 'type', name: type }) ?? type;
      setKey(object, key, typePointer + [other, ...rest].join('/'));
    } else if (key !== exportedKey) setKey(object, key, renameTypes(member, name));
  }
  return object;
}
