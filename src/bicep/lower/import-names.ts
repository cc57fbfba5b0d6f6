// Names of imported declarations in a template (ImportClosureInfo.CalculateImportedSymbolNames).

import { folderOf, relativePath } from '../paths.ts';
import type { BoundFile } from '../symbols.ts';
import type { ImportSource, SourceName } from '../workspace.ts';
import { type ImportClosure, type ImportedItem, itemKey } from './import-closure.ts';
import type { ImportedName, Naming } from './lowering.ts';
import { compareNames } from './order.ts';

/** Names by the keys of items. What a file imports by name keeps that name; the rest gets one that Bicep has no other use for. */
export function nameItems(main: BoundFile, closure: ImportClosure): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const symbol of main.imports) {
    const target = symbol.kind === 'imported' ? closure.target(symbol) : undefined;
    if (target !== undefined) names.set(itemKey(target), symbol.name);
  }
  const rest = [...closure.items.values()]
    .filter((item) => !names.has(itemKey(item)))
    .map((item) => ({ item, id: sourceId(item.source.name, main) }))
    .map(({ item, id }) => ({ item, id, order: `${id}_${item.original}` }));
  rest.sort((a, b) => compareNames(a.order, b.order));
  const sources = new Map<string, number>();
  let next = 1;
  for (const { item, id } of rest) {
    const source = sources.get(id) ?? next++;
    sources.set(id, source);
    names.set(itemKey(item), `_${source}.${identifier.test(item.original) ? item.original : `_${next++}`}`);
  }
  return names;
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What a template calls the file something comes from: its path as seen from the file of the template. */
export function sourceId({ kind, text }: SourceName, main: BoundFile): string {
  return kind === 'path' ? relativePath(folderOf(main.source.path), text) : text;
}

/** Names as a file uses them that something is imported from. */
export function namingInside(source: ImportSource, closure: ImportClosure, names: ReadonlyMap<string, string>): Naming {
  return namingFor((name) => names.get(itemKey({ source, original: name })) ?? name, closure, names);
}

const noBase: ReadonlyMap<string, string> = new Map();

/** Names as a file uses them whose own ones are told. */
export function namingFor(
  own: Naming['own'],
  closure: ImportClosure,
  names: ReadonlyMap<string, string>,
  base: ReadonlyMap<string, string> = noBase,
): Naming {
  const named = (item: ImportedItem | undefined): ImportedName | undefined => {
    const name = item && names.get(itemKey(item));
    return name === undefined || item === undefined ? undefined : { kind: item.declares, name };
  };
  return {
    own,
    loaded: own,
    base,
    imported: (symbol) => named(closure.target(symbol)),
    member: (symbol, name) => named(closure.membersOf(symbol)?.get(name)),
    members: (symbol) => {
      const members = closure.membersOf(symbol);
      return members && [...members.keys()];
    },
  };
}
