// Bicep files as sources: read by our own compiler, or by the official one where somebody asks for it.

import type { BicepProblem, NotFollowed } from '../bicep/compiled.ts';
import { BicepCompiler } from '../bicep/compiler.ts';
import type { ParametersTarget } from '../bicep/params.ts';
import { originPlace, placeOf } from '../engine/places.ts';
import type { Document } from '../values/document.ts';
import { type BicepCli, officialTemplate } from './bicep-cli.ts';
import { type BicepReach, bicepFiles } from './bicep-files.ts';
import { differences } from './bicep-verify.ts';
import type { FileSystem } from './file-system.ts';
import type { Notes } from './notes.ts';

/** A Bicep file as a template. */
export interface BicepTemplate {
  readonly document: Document;
  /** Absolute paths of the other files that were read for it. */
  readonly uses: readonly string[];
}

/** A `.bicepparam` file as a parameter file. */
export interface BicepParameters extends BicepTemplate {
  readonly using: ParametersTarget;
}

/** What a reader of Bicep needs. */
export interface BicepSetting {
  readonly files: FileSystem;
  readonly reach: BicepReach;
  readonly cli: BicepCli | undefined;
  readonly notes: Notes;
}

/** Makes a reader for one scan. */
export type ReadBicep = (setting: BicepSetting) => BicepReader;

/** The reader there is. */
export const readBicep: ReadBicep = (setting) => new BicepReader(setting);

/** Reads Bicep files; each file is compiled once, however many need it. */
export class BicepReader {
  private readonly compiler: BicepCompiler;
  private readonly notes: Notes;
  private readonly cli: BicepCli | undefined;

  constructor({ files, reach, cli, notes }: BicepSetting) {
    this.compiler = new BicepCompiler(bicepFiles(files, reach));
    this.cli = cli;
    this.notes = notes;
  }

  /** The template a file stands for; undefined when there is none. What is wrong is noted. */
  template(path: string): BicepTemplate | undefined {
    const compiled = this.compiler.compile(path);
    const uses = compiled.files.filter((other) => other !== path);
    if (this.cli?.use === 'template') {
      const document = this.official(this.cli, path, compiled.document);
      return document && { document, uses };
    }
    this.report(compiled);
    if (compiled.document.root === null) return undefined;
    if (this.cli !== undefined) this.verify(this.cli, path, compiled.document);
    return { document: compiled.document, uses };
  }

  /** The arguments a parameter file gives, and what they are for. What is wrong is noted. */
  parameters(path: string): BicepParameters | undefined {
    const compiled = this.compiler.compileParameters(path);
    this.report(compiled);
    const { document, using, files } = compiled;
    return document.root === null ? undefined : { document, using, uses: files.filter((other) => other !== path) };
  }

  private official(cli: BicepCli, path: string, ours: Document): Document | undefined {
    const result = officialTemplate(cli, path, ours);
    if (result.kind === 'template') return result.document;
    this.noteAtStart('error', `The Bicep CLI gave no template: ${result.because}; the file was not judged`, ours);
    return undefined;
  }

  private verify(cli: BicepCli, path: string, ours: Document): void {
    const result = officialTemplate(cli, path, ours);
    if (result.kind === 'failed') {
      this.noteAtStart('error', `The Bicep CLI gave no template to compare with: ${result.because}`, ours);
      return;
    }
    for (const { message, origin } of differences(ours, result.document)) {
      if (origin === undefined) this.noteAtStart('warning', message, ours);
      else this.notes.add('warning', message, originPlace(origin));
    }
  }

  private noteAtStart(severity: 'error' | 'warning', message: string, document: Document): void {
    this.notes.add(severity, message, placeOf(document, { start: 0, end: Math.min(1, document.text.length) }));
  }

  private report({
    problems,
    notCovered,
  }: {
    readonly problems: readonly BicepProblem[];
    readonly notCovered: readonly NotFollowed[];
  }): void {
    for (const { severity, message, document, span } of problems)
      this.notes.add(severity, message, placeOf(document, span));
    for (const { what, because, document, span } of notCovered)
      this.notes.skip(what, because, placeOf(document, span), document.name);
  }
}
