// All files that were read: each is bound and lowered once, and knows which others it needs.

import { type ArmFile, ArmFiles } from './arm-files.ts';
import { type Artifact, readReference } from './artifact.ts';
import { bindFile } from './binder.ts';
import { Circles } from './circles.ts';
import type { BicepConfig } from './config.ts';
import { ConfigFiles } from './config-files.ts';
import type { BicepFiles, FolderEntry } from './files.ts';
import { type LoadedValue, loadValues } from './lower/loaded-values.ts';
import type { ModuleTemplate } from './lower/lowering.ts';
import { secureOutputs } from './lower/secure-outputs.ts';
import { lowerTemplate } from './lower/template.ts';
import { extensionOf, folderOf } from './paths.ts';
import { Problems } from './problems.ts';
import { readSource } from './source-file.ts';
import type { BoundFile, ImportedSymbol, WildcardSymbol } from './symbols.ts';
import type { ImportDeclaration, Node, StringLiteral } from './syntax/nodes.ts';
import { literalText } from './walk.ts';
import type { ImportSource, LoadedFile, SourceName, Workspace } from './workspace.ts';

/** A Bicep file, and what was found while it was read and lowered. */
export interface Unit {
  readonly path: string;
  readonly bound: BoundFile;
  readonly problems: Problems;
  /** Problems of the configuration that holds for it. */
  readonly configProblems: Problems;
  /** Bicep files that it needs. */
  readonly needs: Set<Unit>;
  /** Paths of other files that were read for it. */
  readonly reads: Set<string>;
}

/** Modules in modules in modules: more than this is a mistake. */
const maxNesting = 64;

export class Project implements Workspace {
  private readonly files: BicepFiles;
  private readonly configs: ConfigFiles;
  private readonly armFiles: ArmFiles;
  private readonly units = new Map<string, Unit | undefined>();
  private readonly unitOf = new Map<BoundFile, Unit>();
  private readonly lowered = new Map<Unit, ModuleTemplate>();
  private readonly loaded = new Map<BoundFile, ReadonlyMap<Node, LoadedValue>>();
  private readonly sources = new Map<ImportDeclaration, ImportSource | undefined>();
  private readonly sourceAtPath = new Map<string, ImportSource>();
  private readonly circles = new Circles((path) => this.localReferences(path));
  private nesting = 0;

  constructor(files: BicepFiles) {
    this.files = files;
    this.configs = new ConfigFiles(files);
    this.armFiles = new ArmFiles(files);
  }

  /** A Bicep file with its names resolved; undefined when it cannot be read. */
  unit(path: string): Unit | undefined {
    if (!this.units.has(path)) this.units.set(path, this.readUnit(path));
    return this.units.get(path);
  }

  private readUnit(path: string): Unit | undefined {
    const bytes = this.files.read(path);
    if (bytes === undefined) return undefined;
    const problems = new Problems();
    const bound = bindFile(readSource(path, this.files.shown(path), bytes, problems), problems);
    const configProblems = this.configs.inFolder(folderOf(path)).problems;
    const unit: Unit = { path, bound, problems, configProblems, needs: new Set(), reads: new Set() };
    this.unitOf.set(bound, unit);
    return unit;
  }

  /** Lowers a file; its document becomes the template. */
  lower(unit: Unit): ModuleTemplate {
    const known = this.lowered.get(unit);
    if (known !== undefined) return known;
    const { document } = unit.bound.source;
    this.nesting++;
    const { root, map, modules } = lowerTemplate(unit.bound, this, unit.problems);
    this.nesting--;
    document.become(root, map, modules);
    const template: ModuleTemplate = { template: root, link: undefined, document, secureOutputs: secureOutputs(root) };
    this.lowered.set(unit, template);
    return template;
  }

  config(path: string): BicepConfig {
    return this.configs.inFolder(folderOf(path)).config;
  }

  load(path: string, from: BoundFile): LoadedFile | undefined {
    const bytes = this.files.read(path);
    if (bytes === undefined) return undefined;
    this.unitOf.get(from)?.reads.add(path);
    return { bytes, name: this.files.shown(path) };
  }

  list(folder: string): readonly FolderEntry[] {
    return this.files.list(folder);
  }

  loads(file: BoundFile): ReadonlyMap<Node, LoadedValue> {
    const known = this.loaded.get(file);
    if (known !== undefined) return known;
    const loads = loadValues(file, this);
    this.loaded.set(file, loads);
    return loads;
  }

  module(path: StringLiteral, from: BoundFile): ModuleTemplate {
    const artifact = this.artifact(path, from);
    switch (artifact?.kind) {
      case 'local':
        return this.localModule(artifact.path, path, from);
      case 'registry':
      case 'templateSpec': {
        const found = this.cached(artifact, path, from);
        if (found !== undefined) return this.armModule(found, path, from);
        const link = artifact.kind === 'registry' ? { uri: artifact.reference } : { id: artifact.id };
        return { ...noTemplate, link };
      }
      default:
        return noTemplate;
    }
  }

  private localModule(path: string, at: StringLiteral, from: BoundFile): ModuleTemplate {
    if (isArmFile(path)) {
      const found = this.armFiles.at(path);
      return found === undefined ? this.missing(path, at, from) : this.armModule(found, at, from);
    }
    const unit = this.neededUnit(path, at, from);
    if (unit === undefined) return noTemplate;
    if (this.nesting < maxNesting) return this.lower(unit);
    this.report(from, at, `Modules are nested more than ${maxNesting} levels deep; this one is left out`);
    return noTemplate;
  }

  private armModule(file: ArmFile, at: Node, from: BoundFile): ModuleTemplate {
    this.unitOf.get(from)?.reads.add(file.path);
    if (file.kind === 'unreadable') {
      this.report(from, at, `The template '${this.files.shown(file.path)}' cannot be read: ${file.because}`);
      return noTemplate;
    }
    const { template, document } = file;
    return { template, link: undefined, document, secureOutputs: secureOutputs(template) };
  }

  importSource({ declaration }: ImportedSymbol | WildcardSymbol, from: BoundFile): ImportSource | undefined {
    if (!this.sources.has(declaration)) this.sources.set(declaration, this.findSource(declaration, from));
    return this.sources.get(declaration);
  }

  private findSource({ from: written }: ImportDeclaration, from: BoundFile): ImportSource | undefined {
    if (written.kind !== 'string') {
      if (written.text !== '') this.report(from, written, 'What is imported comes from a file: its path is a text');
      return undefined;
    }
    const artifact = this.artifact(written, from);
    if (artifact === undefined || artifact.kind === 'misunderstood') return undefined;
    if (artifact.kind !== 'local') {
      const found = this.cached(artifact, written, from);
      return found && this.armSource(found, { kind: 'reference', text: artifact.reference }, written, from);
    }
    const name: SourceName = { kind: 'path', text: artifact.path };
    if (isArmFile(artifact.path)) {
      const found = this.armFiles.at(artifact.path);
      if (found === undefined) this.missing(artifact.path, written, from);
      return found && this.armSource(found, name, written, from);
    }
    const unit = this.neededUnit(artifact.path, written, from);
    return unit && this.sourceAt(artifact.path, () => ({ kind: 'bicep', name, bound: unit.bound }));
  }

  private armSource(file: ArmFile, name: SourceName, at: Node, from: BoundFile): ImportSource | undefined {
    const { template, document } = this.armModule(file, at, from);
    return template && document && this.sourceAt(file.path, () => ({ kind: 'arm', name, template, document }));
  }

  /** One source for one file, whoever imports from it. */
  private sourceAt(path: string, create: () => ImportSource): ImportSource {
    const source = this.sourceAtPath.get(path) ?? create();
    this.sourceAtPath.set(path, source);
    return source;
  }

  /** What a text refers to; what is wrong with it is reported. */
  private artifact(path: StringLiteral, from: BoundFile): Artifact | undefined {
    const written = literalText(path);
    if (written === undefined) {
      this.report(from, path, 'The path must be written out; it is needed before anything is known');
      return undefined;
    }
    const artifact = readReference(written, from.source.path, this.config(from.source.path));
    if (artifact.kind === 'misunderstood') this.report(from, path, artifact.message);
    return artifact;
  }

  /** A module of a registry, as far as it is on this machine. */
  private cached(
    artifact: Artifact & { readonly kind: 'registry' | 'templateSpec' },
    at: Node,
    from: BoundFile,
  ): ArmFile | undefined {
    const { cacheRootDirectory } = this.config(from.source.path);
    const folders = [...this.files.moduleFolders, ...(cacheRootDirectory === undefined ? [] : [cacheRootDirectory])];
    const found = this.armFiles.inFolders(folders, artifact.cached);
    if (found === undefined)
      this.unitOf
        .get(from)
        ?.problems.skip(`'${artifact.reference}'`, 'it is not on this machine', from.source.document, at);
    return found;
  }

  private neededUnit(path: string, at: Node, from: BoundFile): Unit | undefined {
    if (extensionOf(path) !== '.bicep') {
      this.report(from, at, `'${this.files.shown(path)}' is neither a Bicep file nor a JSON template`);
      return undefined;
    }
    const unit = this.unit(path);
    if (unit === undefined) {
      this.missing(path, at, from);
      return undefined;
    }
    this.unitOf.get(from)?.needs.add(unit);
    if (!this.circles.leadsTo(path, from.source.path)) return unit;
    this.report(
      from,
      at,
      path === from.source.path
        ? 'The file refers to itself'
        : `The file refers back to this one, so neither can be known`,
    );
    return undefined;
  }

  private missing(path: string, at: Node, from: BoundFile): ModuleTemplate {
    this.report(from, at, `The file '${this.files.shown(path)}' is not there, or may not be read`);
    return noTemplate;
  }

  private report(from: BoundFile, at: Node, message: string): void {
    this.unitOf.get(from)?.problems.report(message, from.source.document, at);
  }

  private localReferences(path: string): readonly string[] {
    const bound = this.unit(path)?.bound;
    if (bound === undefined) return [];
    const config = this.config(path);
    const written = [
      ...bound.modules.map(({ declaration }) => declaration.path),
      ...bound.imports.map(({ declaration }) => declaration.from),
    ];
    return written.flatMap((node) => {
      const text = node.kind === 'string' ? literalText(node) : undefined;
      const artifact = text === undefined ? undefined : readReference(text, path, config);
      return artifact?.kind === 'local' && !isArmFile(artifact.path) ? [artifact.path] : [];
    });
  }
}

const noTemplate: ModuleTemplate = {
  template: undefined,
  link: undefined,
  document: undefined,
  secureOutputs: new Set(),
};

function isArmFile(path: string): boolean {
  return /\.(json|jsonc|arm)$/i.test(path);
}
