// Decorators that do not exist, or do not belong where they stand.

import type { Document } from '../values/document.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Problems } from './problems.ts';
import type { Declaration, Decorator, TypeExpression } from './syntax/nodes.ts';
import { walkType } from './walk.ts';

/** What a decorator stands in front of. */
type Target = Declaration['kind'] | 'property';

const typed: readonly Target[] = ['parameter', 'output', 'type'];

/** The targets of a decorator; undefined for any target (SystemNamespaceType.GetDecorators). */
const targets: ReadonlyMap<string, readonly Target[] | undefined> = new Map<string, readonly Target[] | undefined>([
  ['description', undefined],
  ['secure', typed],
  ['allowed', ['parameter']],
  ['minValue', typed],
  ['maxValue', typed],
  ['minLength', typed],
  ['maxLength', typed],
  ['metadata', typed],
  ['sealed', typed],
  ['discriminator', typed],
  ['validate', typed],
  ['export', ['type', 'variable', 'function']],
  ['batchSize', ['resource', 'module']],
  ['waitUntil', ['resource']],
  ['retryOn', ['resource']],
  ['onlyIfNotExists', ['resource']],
  ['nullIfNotFound', ['resource']],
  ['patch', ['resource']],
]);

const targetNames: Readonly<Partial<Record<Target, string>>> = {
  parameter: 'a parameter',
  output: 'an output',
  variable: 'a variable',
  function: 'a function',
  resource: 'a resource',
  module: 'a module',
  type: 'a type',
};

/** Checks the decorators of a declaration and of the types in it. */
export function checkDecorators(declaration: Declaration, document: Document, problems: Problems): void {
  const check = (decorators: readonly Decorator[], target: Target): void => {
    for (const decorator of decorators) checkDecorator(decorator, target, document, problems);
  };
  check(declaration.decorators, declaration.kind);
  if (declaration.kind === 'resource') checkNested(declaration, document, problems);
  for (const type of typesOf(declaration))
    walkType(type, (node) => {
      for (const { decorators } of decoratedParts(node)) check(decorators, 'property');
    });
}

function checkNested(
  { value }: Declaration & { readonly kind: 'resource' },
  document: Document,
  problems: Problems,
): void {
  for (const member of value.kind === 'object' ? value.members : [])
    if (member.kind === 'resource') checkDecorators(member, document, problems);
}

function checkDecorator({ call }: Decorator, target: Target, document: Document, problems: Problems): void {
  if (call.kind !== 'call' && call.kind !== 'methodCall') return;
  if (call.kind === 'methodCall' && !(call.target.kind === 'variable' && call.target.name === 'sys')) return;
  const name = call.name.text;
  if (name === '') return;
  const allowed = targets.get(name);
  if (!targets.has(name))
    problems.report(`There is no decorator '@${name}'${didYouMean(name, [...targets.keys()])}`, document, call.name);
  // The official compiler lets any of them stand in front of a part of a type.
  else if (allowed !== undefined && target !== 'property' && !allowed.includes(target))
    problems.report(`'@${name}' does not go with ${targetNames[target] ?? 'this declaration'}`, document, call.name);
}

function typesOf(declaration: Declaration): readonly TypeExpression[] {
  switch (declaration.kind) {
    case 'parameter':
    case 'output':
    case 'type':
      return [declaration.type];
    case 'variable':
      return declaration.type === undefined ? [] : [declaration.type];
    case 'function':
      return [...declaration.parameters.map(({ type }) => type), declaration.returns];
    default:
      return [];
  }
}

/** The members of a type that may have decorators. */
export function decoratedParts(node: TypeExpression): readonly { readonly decorators: readonly Decorator[] }[] {
  if (node.kind === 'typeTuple') return node.items;
  if (node.kind !== 'typeObject') return [];
  return node.additional === undefined ? node.properties : [...node.properties, node.additional];
}
