// `pratique build`: the ARM template a Bicep file stands for, as this program sees it.

import { BicepCompiler } from '../bicep/compiler.ts';
import { placeOf } from '../engine/places.ts';
import { bicepFiles } from '../sources/bicep-files.ts';
import { reachableRoot } from '../sources/discover.ts';
import { absolutePath, parentOf } from '../sources/paths.ts';
import { jsonLines } from '../values/json-key.ts';
import type { ScanOptions } from './arguments.ts';
import { exitCodes, type Io, UserError } from './io.ts';
import { problemLine } from './rules.ts';
import { readSettings } from './settings.ts';

/** Prints the template. Problems go to standard error; exit code 2 when there is an error among them. */
export async function runBuild(file: string, options: ScanOptions, io: Io): Promise<number> {
  const path = absolutePath(file, io.workingDirectory);
  if (io.files.kind(path) !== 'file') throw new UserError(`There is no file '${file}'`);
  if (!/\.bicep$/i.test(path)) throw new UserError(`'${file}' is no .bicep file`);
  const { moduleFolders } = await readSettings(options, io);
  const root = reachableRoot(parentOf(path), io.files, io.workingDirectory);
  const compiler = new BicepCompiler(
    bicepFiles(io.files, { root, moduleFolders, workingDirectory: io.workingDirectory }),
  );
  const { document, problems, notCovered } = compiler.compile(path);
  for (const { severity, message, document: at, span } of problems)
    io.stderr(`${problemLine({ severity, message, place: placeOf(at, span), file: at.name })}\n`);
  for (const { what, because, document: at, span } of notCovered)
    io.stderr(
      `${problemLine({ severity: 'warning', message: `${what} is not covered: ${because}`, place: placeOf(at, span), file: at.name })}\n`,
    );
  if (document.root !== null) io.stdout(`${jsonLines(document.root)}\n`);
  return problems.some(({ severity }) => severity === 'error') ? exitCodes.incomplete : exitCodes.ok;
}
