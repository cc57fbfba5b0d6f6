// Imported declarations as the template declares them, under their new names.

import { isJsonObject, type Json, type JsonObject, setKey } from '../../values/json.ts';
import type { BoundFile } from '../symbols.ts';
import type { Workspace } from '../workspace.ts';
import { declarationIn, inOtherTemplate } from './arm-declarations.ts';
import { createLowering } from './create.ts';
import { lowerFunction, lowerTypeDeclaration } from './declarations.ts';
import { type ArmItem, type BicepItem, type ImportClosure, type ImportedItem, itemKey } from './import-closure.ts';
import { namingFor, sourceId } from './import-names.ts';
import { jsonValue } from './json-constants.ts';
import { type Lowering, place, type TemplateInProgress } from './lowering.ts';
import { compareNames } from './order.ts';
import { addMetadata } from './type-modifiers.ts';
import { loopOf, type Members, propertyLoop, put } from './values.ts';

/** What imported declarations are lowered with. */
export interface ImportLowering {
  readonly closure: ImportClosure;
  readonly names: ReadonlyMap<string, string>;
  readonly template: TemplateInProgress;
  readonly workspace: Workspace;
  /** One for each file that something is imported from. */
  readonly lowerings: Map<BoundFile, Lowering>;
}

/** The items of a kind, by name. */
export function itemsNamed(
  { closure, names }: Pick<ImportLowering, 'closure' | 'names'>,
  declares: ImportedItem['declares'],
): readonly { readonly name: string; readonly item: ImportedItem }[] {
  return [...closure.items.values()]
    .filter((item) => item.declares === declares)
    .map((item) => ({ item, name: names.get(itemKey(item)) ?? item.original }))
    .sort((a, b) => compareNames(a.name, b.name));
}

function loweringOf(imports: ImportLowering, { source }: BicepItem): Lowering {
  const { bound } = source;
  const known = imports.lowerings.get(bound);
  if (known !== undefined) return known;
  const { workspace, template, closure, names } = imports;
  const lowering = createLowering({
    workspace,
    bound,
    naming: namingFor(source, closure, names),
    template,
    loads: workspace.loads(bound),
  });
  imports.lowerings.set(bound, lowering);
  return lowering;
}

/** An imported type. */
export function importedType(imports: ImportLowering, name: string, item: ImportedItem): JsonObject {
  const type =
    item.kind === 'bicep' && item.symbol.kind === 'type'
      ? lowerTypeDeclaration(loweringOf(imports, item), item.symbol)
      : armJson(imports, item, name);
  const object: Members = { ...(isJsonObject(type) ? type : {}) };
  markImported(imports, object, item, name.endsWith(item.original));
  return object;
}

/** An imported function, without its namespace. */
export function importedFunction(imports: ImportLowering, name: string, item: ImportedItem): JsonObject {
  const function_ =
    item.kind === 'bicep' && item.symbol.kind === 'function'
      ? lowerFunction(loweringOf(imports, item), item.symbol)
      : armJson(imports, item, name);
  const object: Members = isJsonObject(function_) ? Object.assign({}, function_) : {};
  markImported(imports, object, item, name.split('.').at(-1) === item.original);
  return object;
}

/** Sets an imported variable; one that a loop gives goes into `copy`. */
export function putImportedVariable(
  imports: ImportLowering,
  variables: Members,
  loops: Json[],
  name: string,
  item: ImportedItem,
): void {
  const { map } = imports.template;
  if (item.kind === 'loaded') {
    setKey(variables, name, jsonValue(item.value.value));
    const { document, path } = item.value;
    if (document !== undefined) map.bringIn(variables, name, document, path);
    return;
  }
  if (item.kind === 'bicep') {
    if (item.symbol.kind === 'variable') putVariable(loweringOf(imports, item), variables, loops, name, item.symbol);
    return;
  }
  const found = declarationIn(item.source.template, item.declaration);
  if (found === undefined) return;
  const json = armJson(imports, item, name);
  if (found.kind === 'loop') map.bringIn(loops, loops.push(json) - 1, item.source.document, found.path);
  else {
    setKey(variables, name, json);
    map.bringIn(variables, name, item.source.document, found.path);
  }
}

/** Sets a variable under a name; a loop goes into `copy`. */
export function putVariable(
  lowering: Lowering,
  variables: Members,
  loops: Json[],
  name: string,
  { declaration }: BicepItem['symbol'] & { readonly kind: 'variable' },
): void {
  const loop = loopOf(lowering, declaration.value, undefined);
  if (loop === undefined) {
    put(lowering, variables, name, declaration.value, undefined, declaration.name);
    return;
  }
  const index = loops.push(propertyLoop(lowering, name, loop)) - 1;
  place(lowering, loops, index, loop.node, declaration.name);
}

function armJson({ closure: _, names }: ImportLowering, item: ImportedItem, name: string): Json {
  if (item.kind !== 'arm') return null;
  const { source, declaration } = item;
  const found = declarationIn(source.template, declaration);
  if (found === undefined) return null;
  return inOtherTemplate(found, (needed) => nameIn(names, item, needed), name);
}

function nameIn(
  names: ReadonlyMap<string, string>,
  { source }: ArmItem,
  needed: { readonly kind: string; readonly name: string },
): string | undefined {
  const original = needed.name.replace(/^__bicep\./, '');
  const name = names.get(itemKey({ source, original }));
  if (name === undefined || needed.kind !== 'function') return name;
  return name.includes('.') ? name : `__bicep.${name}`;
}

function markImported({ template }: ImportLowering, object: Members, item: ImportedItem, keepsName: boolean): void {
  const origin: Members = { sourceTemplate: sourceId(item.source.name, template.file) };
  if (!keepsName) origin.originalIdentifier = item.original;
  addMetadata(object, '__bicep_imported_from!', origin);
}
