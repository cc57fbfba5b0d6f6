// From Bicep files to templates: what the rest of the program asks of this folder.

import { BicepDocument } from './bicep-document.ts';
import type { BicepProblem, CompiledTemplate, NotFollowed } from './compiled.ts';
import type { BicepFiles } from './files.ts';
import { Problems } from './problems.ts';
import { Project, type Unit } from './project.ts';

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
  const units = new Set([unit]);
  // A set is gone through while it grows.
  for (const { path, problems, configProblems, needs, reads } of units) {
    files.add(path);
    for (const read of reads) files.add(read);
    for (const need of needs) units.add(need);
    for (const from of [problems, configProblems]) all.addAll(from);
  }
  return { problems: all.found, notCovered: all.notFollowed, files: [...files] };
}
