// Rule files: YAML on disk to rules, with a place for every mistake.

import { placeOf } from '../engine/places.ts';
import { readRule } from '../engine/read-rule.ts';
import type { Problem } from '../model/report.ts';
import type { Rule } from '../model/rule.ts';
import type { Document, Mistake } from '../values/document.ts';
import { yamlDocument } from '../values/yaml.ts';
import type { FileSystem } from './file-system.ts';
import { joinPaths, shownPath } from './paths.ts';
import type { Validate } from './schema.ts';
import { decodeText } from './text.ts';

/** Rules, and what is wrong with the files that gave none. */
export interface RuleFiles {
  readonly rules: readonly Rule[];
  readonly problems: readonly Problem[];
}

/** Every rule file below a directory, sorted by path. */
export function readRuleDirectory(
  directory: string,
  files: FileSystem,
  workingDirectory: string,
  validate: Validate,
): RuleFiles {
  const found = ruleDocuments(directory, files, workingDirectory).map((document) =>
    readRuleDocument(document, validate),
  );
  const rules = found.flatMap((result) => result.rules);
  const problems = [...found.flatMap((result) => result.problems), ...duplicateIds(rules)];
  return { rules, problems };
}

/** The YAML documents below a directory. */
export function ruleDocuments(directory: string, files: FileSystem, workingDirectory: string): readonly Document[] {
  return ruleFilesIn(directory, files).flatMap((path) => {
    const bytes = files.read(path);
    const decoded = bytes === undefined ? undefined : decodeText(bytes);
    return decoded?.kind === 'text' ? [yamlDocument(shownPath(path, workingDirectory), decoded.text)] : [];
  });
}

/** One rule file, checked against the schema and then for meaning. */
export function readRuleDocument(document: Document, validate: Validate): RuleFiles {
  const syntax = document.problems.filter(({ severity }) => severity === 'error');
  if (syntax.length > 0)
    return { rules: [], problems: syntax.map(({ message, span }) => problem(message, document, span)) };
  const shape = validate(document.root);
  if (shape.length > 0) return { rules: [], problems: shape.map((mistake) => mistakeProblem(mistake, document)) };
  const result = readRule(document.root);
  if (result.kind === 'rule') return { rules: [result.rule], problems: [] };
  return { rules: [], problems: result.mistakes.map((mistake) => mistakeProblem(mistake, document)) };
}

function ruleFilesIn(directory: string, files: FileSystem): readonly string[] {
  return (files.list(directory) ?? []).flatMap(({ name, kind }) => {
    const path = joinPaths(directory, name);
    if (kind === 'directory') return ruleFilesIn(path, files);
    return kind === 'file' && /\.ya?ml$/i.test(name) ? [path] : [];
  });
}

function mistakeProblem({ message, path, at }: Mistake, document: Document): Problem {
  return problem(message, document, at === 'key' ? document.keySpanOf(path) : document.spanOf(path));
}

function problem(message: string, document: Document, span: { start: number; end: number }): Problem {
  return { severity: 'error', message, place: placeOf(document, span), file: document.name };
}

function duplicateIds(rules: readonly Rule[]): readonly Problem[] {
  const seen = new Set<string>();
  return rules.flatMap(({ id }): readonly Problem[] => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      { severity: 'error', message: `There are two rules with the id '${id}'`, place: undefined, file: undefined },
    ];
  });
}
