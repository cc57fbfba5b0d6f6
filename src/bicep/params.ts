// Parameter files (`.bicepparam`): which template they are for, and the values they give.

import { rootContext } from '../templates/context.ts';
import { evaluateNode } from '../templates/nodes.ts';
import { type Arguments, readArgument } from '../templates/parameters.ts';
import type { Diagnostic } from '../templates/run.ts';
import { Run } from '../templates/run.ts';
import { openTemplate } from '../templates/template.ts';
import type { Document } from '../values/document.ts';
import { get, isJsonObject, type JsonObject } from '../values/json.ts';
import { childPath, type Path, pathOf, pathSegments } from '../values/path.ts';
import type { Value } from '../values/value.ts';
import type { BicepProblem, NotFollowed } from './compiled.ts';

/** A `.bicepparam` file, read. */
export interface CompiledParameters {
  readonly using: ParametersTarget;
  /**
   * Like a JSON parameter file: `parameters.<name>` is `{ value }` or `{ reference }`. But values are expressions, over
   * the `variables` and `functions` beside them; {@link evaluateParameters} evaluates them. Its spans are places in
   * Bicep source.
   */
  readonly document: Document;
  /** Of this file and of every file it needs, each once. */
  readonly problems: readonly BicepProblem[];
  readonly notCovered: readonly NotFollowed[];
  /** Absolute paths of all files that were read for it, itself first; not those of the template. */
  readonly files: readonly string[];
}

/** What a parameter file gives its values to. */
export type ParametersTarget =
  /** A Bicep file, to be compiled. */
  | { readonly kind: 'bicep'; readonly path: string }
  /** A template that was compiled already: a local JSON file, or one of a registry that is on this machine. */
  | { readonly kind: 'template'; readonly path: string; readonly document: Document }
  /** `using none`: for other parameter files to continue. */
  | { readonly kind: 'none' }
  /** There is no `using`. */
  | { readonly kind: 'unsaid' }
  /** Not at hand; the problems or what is not covered say why. */
  | { readonly kind: 'absent' };

/** The arguments that a parameter file gives, and what goes wrong while they are evaluated. */
export interface EvaluatedParameters {
  readonly supplied: Arguments;
  /** Grows while arguments are asked for. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Told of an argument that the template does not take, where it stands. */
export type ReportArgument = (message: string, document: Document, path: Path) => void;

/** Evaluates the values of a compiled parameter file, each when it is first asked for. Nothing is read for it. */
export function evaluateParameters(document: Document, report: ReportArgument): EvaluatedParameters {
  const root = isJsonObject(document.root) ? document.root : {};
  const run = new Run();
  const given = argumentsIn(root);
  const names = Object.keys(given);
  const { scope } = openTemplate({
    document,
    template: withoutParameters(root),
    path: undefined,
    context: rootContext('resourceGroup', {}),
    supplied: { names: [], value: () => undefined, report: () => {} },
    assume: 'defaults',
    isRoot: true,
    copies: 'one',
    run,
  });
  const done = new Map<string, Value | undefined>();
  const keyOf = (name: string): string | undefined => names.find((key) => key.toLowerCase() === name.toLowerCase());
  const evaluate = (key: string): Value | undefined =>
    readArgument(evaluateNode(given[key] ?? null, scope, pathOf('parameters', key), 'argument'));
  const supplied: Arguments = {
    names,
    value: (name) => {
      const key = keyOf(name);
      if (key === undefined) return undefined;
      if (!done.has(key)) done.set(key, evaluate(key));
      return done.get(key);
    },
    report: (name, message, inside) => {
      const key = keyOf(name);
      const base = key === undefined ? pathOf('parameters') : pathOf('parameters', key, 'value');
      report(message, document, pathSegments(inside).reduce<Path>(childPath, base));
    },
  };
  return { supplied, diagnostics: run.diagnostics };
}

function argumentsIn(root: JsonObject): JsonObject {
  const parameters = get(root, 'parameters');
  return isJsonObject(parameters) ? parameters : {};
}

/** What stands under `parameters` are arguments, which must not be taken for declarations. */
function withoutParameters(root: JsonObject): JsonObject {
  const { parameters: _, ...template } = root;
  return template;
}
