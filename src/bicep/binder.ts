// Finds out what every name in a file stands for.

import { checkDecorators } from './check-decorators.ts';
import { checkFunctions } from './check-functions.ts';
import { checkValue } from './check-values.ts';
import { declareFile } from './declare.ts';
import { NameResolver } from './name-resolver.ts';
import { linkParents } from './parents.ts';
import type { Problems } from './problems.ts';
import type { SourceFile } from './source-file.ts';
import type { BoundFile } from './symbols.ts';

/** Binds a file. Names that stand for nothing are reported; everything else is bound. */
export function bindFile(source: SourceFile, problems: Problems): BoundFile {
  const declared = declareFile(source, problems);
  const resolver = new NameResolver(declared.symbols, source.document, problems);
  for (const declaration of source.syntax.declarations) resolver.resolveDeclaration(declaration, declared);
  const { uses, loops, lambdas } = resolver;
  for (const declaration of source.syntax.declarations) {
    checkDecorators(declaration, source.document, problems);
    checkValue(declaration, uses, source.document, problems);
  }
  const endless = checkFunctions(declared.functions, uses, source.document, problems);
  const parents = linkParents(declared.resources, uses, source.document, problems);
  return { source, ...declared, uses, loops, lambdas, parents, endless };
}
