// Imported declarations as the template declares them, under their new names.

import type { Document } from '../../values/document.ts';
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import type { Path } from '../../values/path.ts';
import type { BoundFile } from '../symbols.ts';
import type { VariableDeclaration } from '../syntax/nodes.ts';
import type { Workspace } from '../workspace.ts';
import { declarationIn, inOtherTemplate } from './arm-declarations.ts';
import { createLowering } from './create.ts';
import { lowerFunction } from './declarations.ts';
import { type ArmItem, type BicepItem, type ImportClosure, type ImportedItem, itemKey } from './import-closure.ts';
import { namingInside, sourceId } from './import-names.ts';
import { jsonValue } from './json-constants.ts';
import type { Lowering, TemplateInProgress } from './lowering.ts';
import { compareNames } from './order.ts';
import { addMetadata, declaredType } from './type-modifiers.ts';
import type { Members } from './values.ts';

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
    naming: namingInside(source, closure, names),
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
      ? declaredType(loweringOf(imports, item), item.symbol.declaration)
      : armObject(imports, item, name);
  markImported(imports, type, item, name.endsWith(item.original));
  return type;
}

/** An imported function, without its namespace. */
export function importedFunction(imports: ImportLowering, name: string, item: ImportedItem): JsonObject {
  const function_ =
    item.kind === 'bicep' && item.symbol.kind === 'function'
      ? lowerFunction(loweringOf(imports, item), item.symbol)
      : armObject(imports, item, name);
  markImported(imports, function_, item, name.split('.').at(-1) === item.original);
  return function_;
}

function armObject(imports: ImportLowering, item: ImportedItem, name: string): Members {
  const json = armJson(imports, item, name);
  return isJsonObject(json) ? { ...json } : {};
}

/** An imported variable: declared in a Bicep file, or a value that stands in another document. */
export type ImportedVariable =
  | { readonly kind: 'declared'; readonly lowering: Lowering; readonly declaration: VariableDeclaration }
  | {
      readonly kind: 'value';
      readonly json: Json;
      readonly isLoop: boolean;
      readonly document: Document | undefined;
      readonly path: Path;
    };

export function importedVariable(
  imports: ImportLowering,
  name: string,
  item: ImportedItem,
): ImportedVariable | undefined {
  switch (item.kind) {
    case 'bicep':
      return item.symbol.kind === 'variable'
        ? { kind: 'declared', lowering: loweringOf(imports, item), declaration: item.symbol.declaration }
        : undefined;
    case 'loaded': {
      const { value, document, path } = item.value;
      return { kind: 'value', json: jsonValue(value), isLoop: false, document, path };
    }
    case 'arm': {
      const { template, document } = item.source;
      const found = declarationIn(template, item.declaration);
      if (found === undefined) return undefined;
      const json = armJson(imports, item, name);
      return { kind: 'value', json, isLoop: found.kind === 'loop', document, path: found.path };
    }
  }
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
