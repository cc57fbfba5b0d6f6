// From Bicep files to templates: what the rest of the program asks of this folder.

import { BicepDocument } from './bicep-document.ts';
import type { BicepProblem, CompiledTemplate, NotFollowed } from './compiled.ts';
import type { BicepFiles } from './files.ts';
import type { CompiledParameters } from './params.ts';
import { Problems } from './problems.ts';
import { type Findings, Project, type Unit } from './project.ts';

/** Compiles Bicep files. What several of them need is read and lowered once for all. */
export class BicepCompiler {
  private readonly files: BicepFiles;
  private readonly project: Project;

  constructor(files: BicepFiles) {
    this.files = files;
    this.project = new Project(files);
  }

  /** A `.bicep` file as a template, with its modules inside. Never throws; what is wrong is in the problems. */
  compile(path: string): CompiledTemplate {
    const unit = this.project.unit(path);
    if (unit === undefined) return this.unreadable(path);
    this.project.lower(unit);
    const { problems, notCovered, files } = gather(unit);
    return { document: unit.bound.source.document, problems, notCovered, files };
  }

  /** A `.bicepparam` file as the values it gives; see {@link CompiledParameters}. Never throws. */
  compileParameters(path: string): CompiledParameters {
    const unit = this.project.unit(path);
    if (unit === undefined) return { ...this.unreadable(path), using: { kind: 'absent' } };
    const using = this.project.lowerParameters(unit);
    const { problems, notCovered, files } = gather(unit);
    return { using, document: unit.bound.source.document, problems, notCovered, files };
  }

  private unreadable(path: string): CompiledTemplate {
    const document = new BicepDocument(this.files.shown(path), '');
    const problems = new Problems();
    problems.report('The file is not there, or may not be read', document, { start: 0, end: 0 });
    return { document, problems: problems.found, notCovered: [], files: [path] };
  }
}

interface Gathered {
  readonly problems: readonly BicepProblem[];
  readonly notCovered: readonly NotFollowed[];
  readonly files: readonly string[];
}

/** What was found in a file and all that it needs, each once, the file itself first. */
function gather(unit: Unit): Gathered {
  const all = new Problems();
  const files = new Set<string>();
  const add = ({ problems, files: others }: Findings): void => {
    all.addAll(problems);
    for (const file of others) files.add(file);
  };
  const deployed = new Set([unit]);
  const read = new Set<Unit>();
  // Sets are gone through while they grow.
  for (const one of deployed) {
    read.add(one);
    for (const other of one.lowering.units) deployed.add(other);
  }
  for (const one of read) {
    files.add(one.path);
    all.addAll(one.configProblems);
    add(one.reading);
    if (deployed.has(one)) add(one.lowering);
    for (const other of one.reading.units) read.add(other);
  }
  return { problems: all.found, notCovered: all.notFollowed, files: [...files] };
}
