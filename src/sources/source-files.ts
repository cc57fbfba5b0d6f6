// The files of a scan: read once, told apart by shape, and never from outside the repository.

import type { ParametersTarget } from '../bicep/params.ts';
import { placeOf } from '../engine/places.ts';
import { levelOfSchema } from '../templates/context.ts';
import { type Document, jsonDocument } from '../values/document.ts';
import { get, isJsonObject } from '../values/json.ts';
import type { BicepReach } from './bicep-files.ts';
import type { BicepReader } from './bicep-reader.ts';
import { type FileRole, mayBeRelevant, roleOf, wasMeantAsTemplate } from './classify.ts';
import type { FoundFile } from './discover.ts';
import type { FileSystem } from './file-system.ts';
import type { Notes } from './notes.ts';
import { baseOf, isInside, joinPaths, parentOf, shownPath } from './paths.ts';
import { decodeText } from './text.ts';

/** A template, a parameter file or a trust policy. */
export interface Source {
  /** Absolute. */
  readonly path: string;
  readonly document: Document;
  readonly role: Exclude<FileRole, 'other'>;
  /** Absolute paths of other files that were read for it: modules, imports. */
  readonly uses: readonly string[];
  /** What a `.bicepparam` file says it is for; other parameter files say it by their metadata or their name. */
  readonly using?: ParametersTarget;
  /** Somebody named this very file. */
  readonly named: boolean;
}

/** Reads files and remembers them. */
export class SourceFiles {
  private readonly sources = new Map<string, Source>();
  /** Templates that were left out, and the Bicep files they were compiled from: who asks for them gets those. */
  private readonly compiledFrom = new Map<string, string>();
  private readonly files: FileSystem;
  private readonly notes: Notes;
  private readonly workingDirectory: string;
  private readonly root: string;
  private readonly bicep: BicepReader | undefined;
  /** A Bicep file was to be read. */
  metBicep = false;

  constructor(files: FileSystem, notes: Notes, reach: BicepReach, bicep?: BicepReader) {
    this.files = files;
    this.notes = notes;
    this.workingDirectory = reach.workingDirectory;
    this.root = reach.root;
    this.bicep = bicep;
  }

  all(role: Source['role']): readonly Source[] {
    return [...this.sources.values()].filter((source) => source.role === role);
  }

  get(path: string): Source | undefined {
    return this.sources.get(path);
  }

  read(file: FoundFile): void {
    if (/\.bicep$/i.test(file.path)) this.readBicep(file);
    else if (/\.bicepparam$/i.test(file.path)) this.readBicepParameters(file);
    else this.readJson(file);
  }

  /** The template at a path, read when nobody has read it yet; undefined when there is none inside the repository. */
  template(path: string): Source | undefined {
    const source = this.compiledFrom.get(path);
    return source === undefined ? this.templateAt(path) : this.templateAt(source);
  }

  private templateAt(path: string): Source | undefined {
    if (!this.sources.has(path) && this.files.kind(path) === 'file' && this.isReachable(path))
      this.read({ path, named: false });
    const source = this.sources.get(path);
    return source?.role === 'template' ? source : undefined;
  }

  /** A template that a parameter file brought along: one of a registry, say, outside the repository. */
  adopt(path: string, document: Document): Source {
    const source: Source = this.sources.get(path) ?? { path, document, role: 'template', named: false, uses: [] };
    this.sources.set(path, source);
    return source;
  }

  /** Leaves out templates that were compiled from a Bicep file beside them: that one is judged, at better places. */
  leaveCompiled(): void {
    for (const { path, document, named } of this.all('template')) {
      if (named || !isCompiled(document)) continue;
      const source = sourcesBeside(path).find((other) => this.sources.has(other));
      if (source === undefined) continue;
      this.sources.delete(path);
      this.compiledFrom.set(path, source);
      this.notes.skip(
        'template',
        `it was compiled from ${this.shown(source)}, which is judged`,
        undefined,
        document.name,
      );
    }
  }

  /** As people see a path. */
  shown(path: string): string {
    return shownPath(path, this.workingDirectory);
  }

  private readJson(file: FoundFile): void {
    const bytes = this.files.read(file.path);
    if (bytes === undefined)
      this.notes.add('error', `'${this.shown(file.path)}' cannot be read`, undefined, this.shown(file.path));
    else this.readBytes(file, bytes);
  }

  private readBytes(file: FoundFile, bytes: Uint8Array): void {
    const shown = this.shown(file.path);
    const decoded = decodeText(bytes);
    if (decoded.kind === 'text') this.readText(file, shown, decoded.text);
    else if (file.named) this.notes.add('error', `'${shown}' is no template: ${decoded.because}`, undefined, shown);
    else this.notes.skip('file', decoded.because, undefined, shown);
  }

  private readText({ path, named }: FoundFile, shown: string, text: string): void {
    const isWanted = named || wasMeantAsTemplate(text);
    if (!isWanted && !mayBeRelevant(text)) return;
    const document = jsonDocument(shown, text);
    const [syntaxError] = document.problems.filter(({ severity }) => severity === 'error');
    if (syntaxError !== undefined) {
      if (isWanted)
        this.notes.add('error', `${syntaxError.message}; the file was not judged`, placeOf(document, syntaxError.span));
      return;
    }
    const role = roleOf(document.root);
    if (role !== 'other') this.keep({ path, document, role, named, uses: [] });
    else if (named)
      this.notes.add('error', whyNoTemplate(document), placeOf(document, { start: 0, end: Math.min(1, text.length) }));
  }

  private readBicep({ path, named }: FoundFile): void {
    this.metBicep = true;
    const template = this.bicep?.template(path);
    if (template !== undefined) this.keep({ ...template, path, role: 'template', named });
  }

  private readBicepParameters({ path, named }: FoundFile): void {
    this.metBicep = true;
    const parameters = this.bicep?.parameters(path);
    if (parameters !== undefined) this.keep({ ...parameters, path, role: 'parameters', named });
  }

  private keep(source: Source): void {
    const { document, path } = source;
    for (const { severity, message, span } of document.problems)
      this.notes.add(severity, message, placeOf(document, span));
    this.sources.set(path, source);
  }

  /** Inside the repository, also when symbolic links are followed. */
  private isReachable(path: string): boolean {
    const real = this.files.realPath(path);
    const root = this.files.realPath(this.root) ?? this.root;
    return isInside(path, this.root) && real !== undefined && isInside(real, root);
  }
}

/** The Bicep compiler leaves its mark. */
function isCompiled({ root }: Document): boolean {
  const metadata = isJsonObject(root) ? get(root, 'metadata') : undefined;
  const generator = isJsonObject(metadata) ? get(metadata, '_generator') : undefined;
  return isJsonObject(generator) && get(generator, 'name') === 'bicep';
}

/** `main.bicep` is compiled to `main.json`, in many repositories to `azuredeploy.json`. */
function sourcesBeside(path: string): readonly string[] {
  const stem = baseOf(path).replace(/\.jsonc?$/i, '');
  const stems = stem === 'azuredeploy' ? [stem, 'main'] : [stem];
  return stems.map((one) => joinPaths(parentOf(path), `${one}.bicep`));
}

function whyNoTemplate({ root }: Document): string {
  const schema = isJsonObject(root) ? get(root, '$schema') : undefined;
  if (typeof schema === 'string' && levelOfSchema(schema) !== undefined)
    return 'The file has the schema of a deployment template but no resources';
  return 'The file is neither a deployment template nor a parameter file: it has no resources and no parameters with values';
}
