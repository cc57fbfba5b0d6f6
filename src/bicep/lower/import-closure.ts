// Everything that a template takes over from other files: what it imports, and what that needs in turn (ImportClosureInfo).

import { hasDecorator } from '../decorators.ts';
import { didYouMean } from '../did-you-mean.ts';
import type { Problems } from '../problems.ts';
import type { BicepSymbol, BoundFile, ImportedSymbol, WildcardSymbol } from '../symbols.ts';
import type { ArmSource, BicepSource, ImportSource, Workspace } from '../workspace.ts';
import { type ArmName, declarationIn, exportsOf, neededBy, ownNamespace } from './arm-declarations.ts';
import { type Importable, referencesOf } from './declared-references.ts';
import type { LoadedValue } from './loaded-values.ts';

/** One declaration that is taken over. */
export type ImportedItem = BicepItem | LoadedItem | ArmItem;

interface Item {
  /** What it is called where it comes from. */
  readonly original: string;
  readonly declares: 'type' | 'variable' | 'function';
}

export interface BicepItem extends Item {
  readonly kind: 'bicep';
  readonly source: BicepSource;
  readonly symbol: Importable;
}

/** The variable that keeps a value which an imported declaration loads from a file. */
export interface LoadedItem extends Item {
  readonly kind: 'loaded';
  readonly source: BicepSource;
  readonly value: LoadedValue & { readonly kind: 'loaded' };
}

export interface ArmItem extends Item {
  readonly kind: 'arm';
  readonly source: ArmSource;
  readonly declaration: ArmName;
}

type Import = ImportedSymbol | WildcardSymbol;

/** A class, because the closure grows while it is gone through. */
export class ImportClosure {
  readonly items: Map<string, ImportedItem> = new Map();
  private readonly targets = new Map<ImportedSymbol, ImportedItem>();
  private readonly members = new Map<WildcardSymbol, ReadonlyMap<string, ImportedItem>>();
  private readonly seen = new Set<Import>();
  private readonly queue: (() => void)[] = [];
  private readonly workspace: Workspace;
  private readonly problems: Problems;

  /** The closure of what some files import, which go into one template. */
  constructor(files: readonly BoundFile[], workspace: Workspace, problems: Problems) {
    this.workspace = workspace;
    this.problems = problems;
    for (const file of files) for (const symbol of file.imports) this.follow(symbol, file);
    for (let next = this.queue.shift(); next !== undefined; next = this.queue.shift()) next();
  }

  /** What an import by name brings; undefined when there is no such thing, which was reported. */
  target(symbol: ImportedSymbol): ImportedItem | undefined {
    return this.targets.get(symbol);
  }

  /** What a wildcard import brings, by name; undefined when its source cannot be had, which was reported. */
  membersOf(symbol: WildcardSymbol): ReadonlyMap<string, ImportedItem> | undefined {
    return this.members.get(symbol);
  }

  private follow(symbol: Import, from: BoundFile): void {
    if (this.seen.has(symbol)) return;
    this.seen.add(symbol);
    const source = this.workspace.importSource(symbol, from);
    if (source === undefined) return;
    const exported = exportedBy(source);
    if (symbol.kind === 'wildcard') {
      const members = new Map([...exported].map(([name, item]) => [name, this.add(item)]));
      this.members.set(symbol, members);
      return;
    }
    const item = exported.get(symbol.original);
    if (item !== undefined) this.targets.set(symbol, this.add(item));
    else if (symbol.original !== '')
      this.problems.report(notExported(symbol.original, source, [...exported.keys()]), from.source.document, symbol.at);
  }

  /** Takes an item in; what it needs comes later, so that long chains do not go deep. */
  private add(item: ImportedItem): ImportedItem {
    const key = itemKey(item);
    const known = this.items.get(key);
    if (known !== undefined) return known;
    this.items.set(key, item);
    this.queue.push(() => this.addNeeded(item));
    return item;
  }

  private addNeeded(item: ImportedItem): void {
    if (item.kind === 'bicep') this.addReferences(item);
    if (item.kind !== 'arm') return;
    const { source, declaration } = item;
    const found = declarationIn(source.template, declaration);
    for (const needed of found === undefined ? [] : neededBy(found, declaration.kind))
      this.add(armItem(source, needed));
  }

  private addReferences({ source, symbol }: BicepItem): void {
    const { symbols, calls } = referencesOf(symbol, source.bound);
    for (const needed of symbols) {
      if (needed.kind === 'imported' || needed.kind === 'wildcard') this.follow(needed, source.bound);
      else if (isImportable(needed)) this.add(bicepItem(source, needed));
    }
    const loads = calls.length === 0 ? undefined : this.workspace.loads(source.bound);
    for (const call of calls) {
      const value = loads?.get(call);
      if (value?.kind === 'loaded' && value.variable !== undefined)
        this.add({ kind: 'loaded', source, value, original: value.variable, declares: 'variable' });
    }
  }
}

/** Two items with one key are one. */
export function itemKey({ source, original }: Pick<ImportedItem, 'source' | 'original'>): string {
  return `${source.name.text}\n${original}`;
}

function isImportable(symbol: BicepSymbol): symbol is Importable {
  return symbol.kind === 'type' || symbol.kind === 'variable' || symbol.kind === 'function';
}

const exports = new WeakMap<ImportSource, ReadonlyMap<string, ImportedItem>>();

/** What a source exports, by name: the same for everyone who imports from it. */
function exportedBy(source: ImportSource): ReadonlyMap<string, ImportedItem> {
  const known = exports.get(source);
  if (known !== undefined) return known;
  const exported = findExports(source);
  exports.set(source, exported);
  return exported;
}

function findExports(source: ImportSource): ReadonlyMap<string, ImportedItem> {
  if (source.kind === 'arm')
    return new Map([...exportsOf(source.template)].map(([name, declaration]) => [name, armItem(source, declaration)]));
  const { types, variables, functions } = source.bound;
  const exported = [...types, ...variables, ...functions].filter(({ declaration }) =>
    hasDecorator(declaration, 'export'),
  );
  return new Map(exported.map((symbol) => [symbol.name, bicepItem(source, symbol)]));
}

function bicepItem(source: BicepSource, symbol: Importable): BicepItem {
  return { kind: 'bicep', source, symbol, original: symbol.name, declares: symbol.kind };
}

function armItem(source: ArmSource, declaration: ArmName): ArmItem {
  const { kind, name } = declaration;
  const original =
    kind === 'function' && name.startsWith(`${ownNamespace}.`) ? name.slice(ownNamespace.length + 1) : name;
  return { kind: 'arm', source, declaration, original, declares: kind };
}

function notExported(name: string, source: ImportSource, exported: readonly string[]): string {
  const symbol = source.kind === 'bicep' ? source.bound.symbols.get(name) : undefined;
  if (symbol !== undefined) {
    return isImportable(symbol)
      ? `'${name}' is not exported by the file; it needs @export()`
      : `'${name}' cannot be imported: only types, variables and functions can`;
  }
  return `The file exports nothing called '${name}'${didYouMean(name, exported)}`;
}
