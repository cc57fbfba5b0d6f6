// All files that were read: each is bound and lowered once, and knows which others it needs.

import { type ArmFile, ArmFiles } from './arm-files.ts';
import { type RegistryModule, readReference, type TemplateSpec } from './artifact.ts';
import { bindFile } from './binder.ts';
import { Circles } from './circles.ts';
import type { BicepConfig } from './config.ts';
import { ConfigFiles } from './config-files.ts';
import type { BicepFiles, FolderEntry } from './files.ts';
import { type LoadedValue, loadValues } from './lower/loaded-values.ts';
import type { ModuleTemplate } from './lower/lowering.ts';
import { lowerParameterFile } from './lower/parameter-file.ts';
import { secureOutputs } from './lower/secure-outputs.ts';
import { lowerTemplate } from './lower/template.ts';
import type { ParametersTarget } from './params.ts';
import { extensionOf, folderOf } from './paths.ts';
import { Problems } from './problems.ts';
import { type Absent, refuse, type Wanted } from './refusal.ts';
import { readSource } from './source-file.ts';
import type { BoundFile, ImportedSymbol, WildcardSymbol } from './symbols.ts';
import type { ImportDeclaration, Node, StringLiteral } from './syntax/nodes.ts';
import { literalText } from './walk.ts';
import type { ImportSource, LoadedFile, SourceName, Workspace } from './workspace.ts';

/** A Bicep file, and what was found in it. */
export interface Unit {
  readonly path: string;
  readonly bound: BoundFile;
  /** Problems of the configuration that holds for it. */
  readonly configProblems: Problems;
  /** While it was read: also for those who only import from it. */
  readonly reading: Findings;
  /** While it was lowered: for those who deploy it. */
  readonly lowering: Findings;
}

/** What came up in one step of the work on a file. */
export interface Findings {
  readonly problems: Problems;
  /** Other Bicep files: those it imports from, or those it deploys. */
  readonly units: Set<Unit>;
  /** Paths of files that are no Bicep. */
  readonly files: Set<string>;
}

/** What a reference in a file leads to. */
export type Resolved =
  | { readonly kind: 'unit'; readonly name: SourceName; readonly unit: Unit }
  | { readonly kind: 'template'; readonly name: SourceName; readonly file: ArmFile & { readonly kind: 'template' } }
  | Absent;

/** Modules in modules in modules: more than this is a mistake. */
const maxNesting = 64;

export class Project implements Workspace {
  private readonly files: BicepFiles;
  private readonly configs: ConfigFiles;
  private readonly armFiles: ArmFiles;
  private readonly units = new Map<string, Unit | undefined>();
  private readonly unitOf = new Map<BoundFile, Unit>();
  private readonly lowered = new Map<Unit, ModuleTemplate>();
  private readonly parameterFiles = new Set<Unit>();
  private readonly loaded = new Map<BoundFile, ReadonlyMap<Node, LoadedValue>>();
  private readonly imports = new Map<ImportDeclaration, ImportSource | undefined>();
  private readonly sources = new Map<string, ImportSource>();
  private readonly circles = new Circles((path) => this.localReferences(path));
  private nesting = 0;

  constructor(files: BicepFiles) {
    this.files = files;
    this.configs = new ConfigFiles(files);
    this.armFiles = new ArmFiles(files);
  }

  /** A Bicep file with its names resolved; undefined when it cannot be read. */
  unit(path: string): Unit | undefined {
    if (this.units.has(path)) return this.units.get(path);
    const unit = this.readUnit(path);
    this.units.set(path, unit);
    if (unit === undefined) return undefined;
    // Afterwards, because files may import from each other.
    for (const symbol of unit.bound.imports) this.importSource(symbol, unit.bound);
    this.loads(unit.bound);
    return unit;
  }

  private readUnit(path: string): Unit | undefined {
    const bytes = this.files.read(path);
    if (bytes === undefined) return undefined;
    const [reading, lowering] = [newFindings(), newFindings()];
    const source = readSource(path, this.files.shown(path), bytes, reading.problems);
    const bound = bindFile(source, reading.problems);
    const configProblems = this.configs.inFolder(folderOf(path)).problems;
    const unit: Unit = { path, bound, configProblems, reading, lowering };
    this.unitOf.set(bound, unit);
    return unit;
  }

  /** Lowers a file; its document becomes the template. */
  lower(unit: Unit): ModuleTemplate {
    const known = this.lowered.get(unit);
    if (known !== undefined) return known;
    const { document } = unit.bound.source;
    this.nesting++;
    const { root, map, modules } = lowerTemplate(unit.bound, this, unit.lowering.problems);
    this.nesting--;
    document.become(root, map, modules);
    const template: ModuleTemplate = { template: root, link: undefined, document, secureOutputs: secureOutputs(root) };
    this.lowered.set(unit, template);
    return template;
  }

  /** Lowers a parameter file with those it continues, and finds what it is for. */
  lowerParameters(unit: Unit): ParametersTarget {
    const { bound, lowering } = unit;
    const target = this.targetOf(bound);
    if (this.parameterFiles.has(unit)) return target;
    this.parameterFiles.add(unit);
    const { root, map, modules } = lowerParameterFile(bound, this.extendedBy(bound), this, lowering.problems);
    bound.source.document.become(root, map, modules);
    return target;
  }

  private targetOf(file: BoundFile): ParametersTarget {
    const path = file.using?.path;
    if (path === undefined || path === 'none') return { kind: path ?? 'unsaid' };
    const found = this.resolve(path, file, 'target');
    switch (found.kind) {
      case 'unit':
        return { kind: 'bicep', path: found.unit.path };
      case 'template':
        return { kind: 'template', path: found.file.path, document: found.file.document };
      case 'absent':
        return { kind: 'absent' };
    }
  }

  /** The parameter files that a file continues, the nearest first. */
  private extendedBy(file: BoundFile): readonly BoundFile[] {
    const extended: BoundFile[] = [];
    for (let at: BoundFile | undefined = file; at?.extended !== undefined; ) {
      const found: Resolved = this.resolve(at.extended.path, at, 'base');
      at = found.kind === 'unit' ? found.unit.bound : undefined;
      if (at !== undefined) extended.push(at);
    }
    return extended;
  }

  config(path: string): BicepConfig {
    return this.configs.inFolder(folderOf(path)).config;
  }

  load(path: string, from: BoundFile): LoadedFile | undefined {
    const bytes = this.files.read(path);
    if (bytes === undefined) return undefined;
    this.unitOf.get(from)?.reading.files.add(path);
    return { bytes, name: this.files.shown(path) };
  }

  list(folder: string): readonly FolderEntry[] | undefined {
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
    const found = this.resolve(path, from, 'module');
    switch (found.kind) {
      case 'unit':
        return this.lowerModule(found.unit, path, from);
      case 'template': {
        const { template, document } = found.file;
        return { template, link: undefined, document, secureOutputs: secureOutputs(template) };
      }
      case 'absent':
        return { ...noTemplate, link: found.link };
    }
  }

  private lowerModule(unit: Unit, path: StringLiteral, from: BoundFile): ModuleTemplate {
    if (this.nesting < maxNesting) return this.lower(unit);
    const message = `Modules are nested more than ${maxNesting} levels deep; this one is left out`;
    const problems = this.unitOf.get(from)?.lowering.problems ?? new Problems();
    return { ...noTemplate, link: refuse(message, { problems, path, from, wanted: 'module' }).link };
  }

  importSource({ declaration }: ImportedSymbol | WildcardSymbol, from: BoundFile): ImportSource | undefined {
    if (!this.imports.has(declaration)) this.imports.set(declaration, this.findSource(declaration, from));
    return this.imports.get(declaration);
  }

  private findSource({ from: written }: ImportDeclaration, from: BoundFile): ImportSource | undefined {
    if (written.kind !== 'string') {
      const message = 'What is imported comes from a file: its path is a text';
      if (written.text !== '') this.unitOf.get(from)?.reading.problems.report(message, from.source.document, written);
      return undefined;
    }
    const found = this.resolve(written, from, 'import');
    if (found.kind === 'absent') return undefined;
    const { name } = found;
    const source = this.sources.get(name.text) ?? sourceOf(found);
    this.sources.set(name.text, source);
    return source;
  }

  /** What a text in a file refers to. What is wrong with it, and what is not on this machine, is reported. */
  resolve(path: StringLiteral, from: BoundFile, wanted: Wanted): Resolved {
    const unit = this.unitOf.get(from);
    const findings = (wanted === 'import' || wanted === 'base' ? unit?.reading : unit?.lowering) ?? newFindings();
    const { problems } = findings;
    const refuseIt = (message: string): Absent => refuse(message, { problems, path, from, wanted });
    const written = literalText(path);
    if (written === undefined) return refuseIt('The path must be written out; it is needed before anything is known');
    const artifact = readReference(written, from.source.path, this.config(from.source.path));
    if (artifact.kind === 'misunderstood') return refuseIt(artifact.message);
    const name: SourceName =
      artifact.kind === 'local'
        ? { kind: 'path', text: artifact.path }
        : { kind: 'reference', text: artifact.reference };
    if (artifact.kind === 'local' && !isArmFile(artifact.path))
      return this.resolveUnit(artifact.path, from, wanted, { findings, refuse: refuseIt });
    const file = artifact.kind === 'local' ? this.armFiles.at(artifact.path) : this.inModuleFolders(artifact, from);
    if (file === undefined && artifact.kind === 'local') return refuseIt(this.notThere(artifact.path));
    if (file === undefined) {
      const what = wanted === 'module' ? `module '${name.text}'` : `'${name.text}'`;
      problems.skip(what, 'it is not on this machine', from.source.document, path);
      return { kind: 'absent', link: artifact.kind === 'templateSpec' ? { id: artifact.id } : { uri: name.text } };
    }
    findings.files.add(file.path);
    if (file.kind === 'template') return { kind: 'template', name, file };
    return refuseIt(`The template '${this.files.shown(file.path)}' cannot be read: ${file.because}`);
  }

  private inModuleFolders({ cached }: RegistryModule | TemplateSpec, from: BoundFile): ArmFile | undefined {
    const { cacheRootDirectory } = this.config(from.source.path);
    const folders = [...this.files.moduleFolders, ...(cacheRootDirectory === undefined ? [] : [cacheRootDirectory])];
    return this.armFiles.inFolders(folders, cached);
  }

  private resolveUnit(path: string, from: BoundFile, wanted: Wanted, { findings, refuse }: Resolution): Resolved {
    if (extensionOf(path) !== (wanted === 'base' ? '.bicepparam' : '.bicep')) {
      const expected = wanted === 'base' ? 'a Bicep parameter file' : 'a Bicep file or a JSON template';
      return refuse(`'${this.files.shown(path)}' is not ${expected}`);
    }
    const unit = this.unit(path);
    if (unit === undefined) return refuse(this.notThere(path));
    if (path === from.source.path) return refuse('The file refers to itself');
    const circle = this.circles.wayFrom(path, from.source.path);
    if (circle !== undefined)
      return refuse(
        `The files need each other in a circle: ${[from.source.path, ...circle].map(this.files.shown).join(' -> ')}`,
      );
    if (wanted !== 'target') findings.units.add(unit);
    return { kind: 'unit', name: { kind: 'path', text: path }, unit };
  }

  private notThere(path: string): string {
    return `The file '${this.files.shown(path)}' is not there, or lies outside of the repository`;
  }

  private localReferences(path: string): readonly string[] {
    const bound = this.unit(path)?.bound;
    if (bound === undefined) return [];
    const config = this.config(path);
    const written = [
      ...bound.modules.map(({ declaration }) => declaration.path),
      ...bound.imports.map(({ declaration }) => declaration.from),
      ...(bound.extended === undefined ? [] : [bound.extended.path]),
    ];
    return written.flatMap((node) => {
      const text = node.kind === 'string' ? literalText(node) : undefined;
      const artifact = text === undefined ? undefined : readReference(text, path, config);
      return artifact?.kind === 'local' && !isArmFile(artifact.path) ? [artifact.path] : [];
    });
  }
}

/** Where what is found for a reference goes. */
interface Resolution {
  readonly findings: Findings;
  readonly refuse: (message: string) => Absent;
}

function newFindings(): Findings {
  return { problems: new Problems(), units: new Set(), files: new Set() };
}

function sourceOf(found: Exclude<Resolved, Absent>): ImportSource {
  const { name } = found;
  if (found.kind === 'unit') return { kind: 'bicep', name, bound: found.unit.bound };
  const { template, document } = found.file;
  return { kind: 'arm', name, template, document };
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
