// Parameters, outputs, functions, types, metadata and asserts of a template (TemplateWriter).

import { setKey } from '../../values/json.ts';
import { decorator, hasDecorator } from '../decorators.ts';
import type { BoundFile, FunctionSymbol, ParameterSymbol, TypeSymbol } from '../symbols.ts';
import type { OutputDeclaration } from '../syntax/nodes.ts';
import { unresolved } from './arm.ts';
import { inFunction } from './environment.ts';
import { type Lowering, place, report } from './lowering.ts';
import { printString } from './print-arm.ts';
import { resourceOf } from './references.ts';
import { resourceProperty } from './resource-access.ts';
import { addDescription, addMetadata, declaredType, descriptionOf } from './type-modifiers.ts';
import { loopOf, type Members, put, putCount, putInput } from './values.ts';

/** One parameter. */
export function lowerParameterDeclaration(lowering: Lowering, { declaration }: ParameterSymbol): Members {
  const object = declaredType(lowering, declaration);
  const { defaultValue } = declaration;
  if (defaultValue !== undefined) put(lowering, object, 'defaultValue', defaultValue, undefined);
  const [allowed] = decorator(declaration, 'allowed') ?? [];
  if (allowed !== undefined) put(lowering, object, 'allowedValues', allowed, undefined);
  return object;
}

/** One output. */
export function lowerOutput(lowering: Lowering, declaration: OutputDeclaration): Members {
  const { type, value } = declaration;
  const object = declaredType(lowering, declaration);
  const loop = loopOf(lowering, value, undefined);
  if (loop !== undefined) {
    const copy: Members = {};
    setKey(object, 'copy', copy);
    place(lowering, object, 'copy', loop.node);
    putCount(lowering, copy, loop);
    putInput(lowering, copy, loop, undefined);
    return object;
  }
  const resource = type.kind === 'typeResource' ? resourceOf(lowering, value, undefined) : undefined;
  if (resource === undefined) put(lowering, object, 'value', value, undefined, declaration.name);
  else {
    setKey(object, 'value', printString(resourceProperty(lowering, resource, 'id', false)));
    place(lowering, object, 'value', value, declaration.name);
  }
  return object;
}

/** One function. */
export function lowerFunction(lowering: Lowering, symbol: FunctionSymbol): Members {
  const { declaration, parameters } = symbol;
  const inputs = declaration.parameters.map(({ type, name }): Members => {
    const input: Members = { ...lowering.type(type), name: name.text };
    place(lowering, input, 'type', type);
    return input;
  });
  for (const [i, parameter] of declaration.parameters.entries()) place(lowering, inputs, i, parameter, parameter.name);
  const output: Members = { ...lowering.type(declaration.returns) };
  place(lowering, output, 'type', declaration.returns);
  if (lowering.bound.endless.has(symbol)) {
    setKey(output, 'value', printString(unresolved('The function needs itself')));
    place(lowering, output, 'value', declaration.name);
  } else put(lowering, output, 'value', declaration.body, inFunction(parameters));
  const object: Members = { parameters: inputs, output };
  addDescription(lowering, object, declaration);
  return object;
}

/** Marks what a file exports, for files that import from the template. */
export function markExported(object: Members, { declaration }: TypeSymbol | FunctionSymbol): Members {
  if (hasDecorator(declaration, 'export')) addMetadata(object, '__bicep_export!', true);
  return object;
}

/** `metadata` of the template: what the file says, and the variables that it exports. */
export function lowerMetadata(lowering: Lowering, { metadata, variables }: BoundFile): Members {
  const object: Members = {};
  const exported = variables
    .filter(({ declaration }) => hasDecorator(declaration, 'export'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (exported.length > 0)
    setKey(
      object,
      '__bicep_exported_variables!',
      exported.map(({ name, declaration }) => {
        const description = descriptionOf(lowering, declaration);
        const one: Members = { name };
        if (description !== undefined) setKey(one, 'description', description);
        if (declaration.type !== undefined) setKey(one, 'type', lowering.type(declaration.type));
        return one;
      }),
    );
  for (const declaration of metadata) {
    if (Object.hasOwn(object, declaration.name.text))
      report(lowering, declaration.name, `The metadata '${declaration.name.text}' is declared more than once`);
    else put(lowering, object, declaration.name.text, declaration.value, undefined, declaration.name);
  }
  return object;
}
