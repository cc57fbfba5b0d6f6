// The front end under measurement, as the judge sees it: a path gives a template, or throws.

import type { CompiledTemplate } from '../../src/bicep/compiled.ts';
import { BicepCompiler } from '../../src/bicep/compiler.ts';
import type { BicepFiles } from '../../src/bicep/files.ts';

export type Compile = (path: string) => CompiledTemplate;

/** Compiles each source once: it may have two official outputs. */
export function bicepCompiler(files: BicepFiles): Compile {
  const compiler = new BicepCompiler(files);
  let last: { readonly path: string; readonly compiled: CompiledTemplate } | undefined;
  return (path) => {
    if (last?.path !== path) last = { path, compiled: compiler.compile(path) };
    return last.compiled;
  };
}
