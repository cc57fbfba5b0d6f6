// Parts of a template that parameter files have as well: types, functions, variables.

import { type Json, type JsonObject, setKey } from '../../values/json.ts';
import type { Expression, Name } from '../syntax/nodes.ts';
import { lowerFunction, markExported } from './declarations.ts';
import { Definitions } from './definitions.ts';
import {
  type ImportLowering,
  importedFunction,
  importedType,
  importedVariable,
  itemsNamed,
} from './imported-declarations.ts';
import { jsonValue } from './json-constants.ts';
import { type Lowering, place, placeDeclaration } from './lowering.ts';
import { declaredType } from './type-modifiers.ts';
import { loopOf, type Members, propertyLoop, put } from './values.ts';

/** The types of a file and those it imports. */
export function definitionsOf(lowering: Lowering, imports: ImportLowering): Definitions {
  const declared = new Map<string, () => JsonObject>();
  for (const symbol of lowering.bound.types)
    declared.set(symbol.name, () => markExported(declaredType(lowering, symbol.declaration), symbol));
  for (const { name, item } of itemsNamed(imports, 'type')) declared.set(name, () => importedType(imports, name, item));
  return new Definitions(declared);
}

/** `definitions` */
export function lowerDefinitions(lowering: Lowering, imports: ImportLowering): Members {
  const definitions: Members = {};
  for (const { name, declaration } of lowering.bound.types) {
    setKey(definitions, name, lowering.template.definition(name) ?? {});
    placeDeclaration(lowering, definitions, name, declaration);
  }
  for (const { name } of itemsNamed(imports, 'type'))
    setKey(definitions, name, lowering.template.definition(name) ?? {});
  return definitions;
}

/** Functions by namespace: those of the file, then imported ones; a namespace stands in front of the name. */
export function lowerFunctions(lowering: Lowering, imports: ImportLowering): Json[] {
  const namespaces = new Map<string, Members>();
  const membersOf = (namespace: string): Members => {
    const members = namespaces.get(namespace) ?? {};
    namespaces.set(namespace, members);
    return members;
  };
  for (const symbol of lowering.bound.functions) {
    const members = membersOf('__bicep');
    setKey(members, symbol.name, markExported(lowerFunction(lowering, symbol), symbol));
    placeDeclaration(lowering, members, symbol.name, symbol.declaration);
  }
  for (const { name, item } of itemsNamed(imports, 'function')) {
    const dot = name.indexOf('.');
    const members = membersOf(dot < 0 ? '__bicep' : name.slice(0, dot));
    setKey(members, name.slice(dot + 1), importedFunction(imports, name, item));
  }
  return [...namespaces].map(([namespace, members]) => ({ namespace, members }));
}

/** `variables` under construction; those that a loop gives stand under `copy`. */
export class Variables {
  private readonly loops: Json[] = [];
  private readonly members: Members = { copy: this.loops };

  /** The section, once everything is in it. */
  section(): Members {
    if (this.loops.length === 0) delete this.members.copy;
    return this.members;
  }

  /** What a file loads from other files. */
  putLoaded(lowering: Lowering): void {
    for (const [call, load] of lowering.loads) {
      if (load.kind !== 'loaded' || load.variable === undefined) continue;
      const name = lowering.naming.loaded(load.variable);
      setKey(this.members, name, jsonValue(load.value));
      if (load.document === undefined) place(lowering, this.members, name, call);
      else lowering.template.map.bringIn(this.members, name, load.document, load.path);
    }
  }

  put(lowering: Lowering, name: string, declaration: { readonly name: Name; readonly value: Expression }): void {
    const loop = loopOf(lowering, declaration.value, undefined);
    if (loop === undefined) {
      put(lowering, this.members, name, declaration.value, undefined, declaration.name);
      return;
    }
    const index = this.loops.push(propertyLoop(lowering, name, loop)) - 1;
    place(lowering, this.loops, index, loop.node, declaration.name);
  }

  putImported(imports: ImportLowering): void {
    const { map } = imports.template;
    for (const { name, item } of itemsNamed(imports, 'variable')) {
      const imported = importedVariable(imports, name, item);
      if (imported?.kind === 'declared') this.put(imported.lowering, name, imported.declaration);
      else if (imported !== undefined) {
        const container = imported.isLoop ? this.loops : this.members;
        const key = imported.isLoop ? this.loops.length : name;
        if (imported.isLoop) this.loops.push(imported.json);
        else setKey(this.members, name, imported.json);
        if (imported.document !== undefined) map.bringIn(container, key, imported.document, imported.path);
      }
    }
  }
}
