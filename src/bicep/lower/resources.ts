// Resources as templates list them (TemplateWriter.EmitResource).

import { type Json, type Span, setKey } from '../../values/json.ts';
import { decorator, hasDecorator } from '../decorators.ts';
import { specificationOf } from '../extensions.ts';
import { parseResourceType } from '../resource-type.ts';
import type { BoundFile, ResourceSymbol } from '../symbols.ts';
import type { ObjectLiteral, Property, ResourceDeclaration } from '../syntax/nodes.ts';
import { keyText, literalText, memberOf, propertyOf } from '../walk.ts';
import type { Arm } from './arm.ts';
import type { Dependencies } from './dependencies.ts';
import { dependsOn } from './depends-on.ts';
import type { Environment } from './environment.ts';
import { deployedEnvironment, placeOr, putCopy } from './loops.ts';
import { type Lowering, place, report } from './lowering.ts';
import { fullName, symbolicName } from './names.ts';
import { printString, printValue } from './print-arm.ts';
import type { ResourceReference } from './references.ts';
import { resourceCondition } from './resource-access.ts';
import { resourceScope, scopePlace, scopeProperties } from './scopes.ts';
import { addDescription } from './type-modifiers.ts';
import { type Members, putProperties } from './values.ts';

/** One resource, existing ones included. */
export function lowerResource(lowering: Lowering, symbol: ResourceSymbol, dependencies: Dependencies): Members {
  const environment = deployedEnvironment(lowering, symbol);
  const reference: ResourceReference = { symbol, index: undefined, environment };
  const object: Members = {};
  putLoop(lowering, object, symbol, environment);
  putCondition(lowering, object, reference);
  if (symbol.existing) setKey(object, 'existing', true);
  const extension = symbol.extension ?? azureExtension(lowering.bound);
  if (extension !== undefined) setKey(object, lowering.template.extensionConfigs ? 'extension' : 'import', extension);
  putOptions(lowering, object, symbol.declaration);
  putType(lowering, object, symbol);
  if (symbol.extension === undefined) putAzureBody(lowering, object, reference);
  else putExtensionBody(lowering, object, symbol, environment);
  const waitsFor = dependsOn(lowering, symbol, dependencies, environment);
  if (waitsFor.length > 0) {
    setKey(object, 'dependsOn', waitsFor);
    place(lowering, object, 'dependsOn', placeOr(memberOf(symbol.body, 'dependsOn'), symbol.declaration.name));
  }
  addDescription(lowering, object, symbol.declaration);
  return object;
}

/** Azure itself counts as an extension in a file that declares it as one. */
function azureExtension({ extensions }: BoundFile): string | undefined {
  return extensions.find((extension) => specificationOf(extension) === 'az')?.name;
}

/** Its own loop, or that of a resource it is nested in. */
function putLoop(lowering: Lowering, object: Members, symbol: ResourceSymbol, environment: Environment): void {
  for (let at: ResourceSymbol | undefined = symbol; at !== undefined; at = at.container) {
    if (at.loop === undefined) continue;
    const around = at.container && deployedEnvironment(lowering, at.container);
    putCopy(lowering, object, at.loop, symbolicName(at), symbol.declaration, at === symbol ? around : environment);
    return;
  }
}

function putCondition(lowering: Lowering, object: Members, reference: ResourceReference): void {
  const condition = resourceCondition(lowering, reference);
  if (condition === undefined) return;
  setKey(object, 'condition', printCondition(condition));
  let written = reference.symbol;
  while (written.condition === undefined && written.container !== undefined) written = written.container;
  place(lowering, object, 'condition', placeOr(written.condition, reference.symbol.declaration.name));
}

/** `true` and `false` stand as they are. */
function printCondition(condition: Arm): Json {
  if (condition.kind === 'call' && condition.args.length === 0 && /^(true|false)$/.test(condition.name))
    return condition.name === 'true';
  return printValue(condition);
}

/** Decorators that tell the engine how to deploy, in the order they are written. */
const optionDecorators = ['waitUntil', 'retryOn', 'onlyIfNotExists', 'nullIfNotFound'];

function putOptions(lowering: Lowering, object: Members, declaration: ResourceDeclaration): void {
  const options: Members = {};
  for (const name of optionDecorators) {
    const args = decorator(declaration, name);
    if (args === undefined) continue;
    setKey(
      options,
      name,
      args.map((arg) => lowering.value(arg, undefined)),
    );
    place(lowering, options, name, args[0] ?? declaration);
  }
  if (Object.keys(options).length > 0) setKey(object, '@options', options);
  if (hasDecorator(declaration, 'patch')) setKey(object, 'method', 'PATCH');
}

function putType(lowering: Lowering, object: Members, symbol: ResourceSymbol): void {
  const { type, apiVersion, extension, declaration } = symbol;
  const isWhole = extension === undefined || lowering.template.extensionConfigs;
  setKey(object, 'type', isWhole || apiVersion === undefined ? type : `${type}@${apiVersion}`);
  place(lowering, object, 'type', declaration.type, declaration.name);
  if (!isWhole || apiVersion === undefined) return;
  setKey(object, 'apiVersion', apiVersion);
  place(lowering, object, 'apiVersion', versionPlace(symbol), declaration.name);
}

/** The version inside the string of the type, which may be that of a resource around this one. */
function versionPlace({ declaration, container }: ResourceSymbol): Span {
  const written = literalText(declaration.type) ?? '';
  const parsed = parseResourceType(written);
  if (parsed?.apiVersion === undefined) return container === undefined ? declaration.type : versionPlace(container);
  const { start, end } = declaration.type;
  return end - start === written.length + 2
    ? { start: start + 1 + parsed.versionStart, end: end - 1 }
    : declaration.type;
}

const azureOnly: ReadonlySet<string> = new Set(['name', 'scope', 'parent', 'dependsOn']);

function putAzureBody(lowering: Lowering, object: Members, reference: ResourceReference): void {
  const { symbol, environment } = reference;
  const { declaration, body } = symbol;
  for (const [key, arm] of scopeProperties(lowering, resourceScope(lowering, reference))) {
    setKey(object, key, printString(arm));
    place(lowering, object, key, scopePlace(body, declaration.name));
  }
  setKey(object, 'name', printValue(fullName(lowering, reference)));
  const name = propertyOf(body, 'name');
  place(lowering, object, 'name', placeOr(name?.value, declaration.name), name?.key ?? declaration.name);
  putProperties(lowering, object, bodyProperties(lowering, body, azureOnly), environment);
}

const everywhere: ReadonlySet<string> = new Set(['dependsOn']);

function putExtensionBody(
  lowering: Lowering,
  object: Members,
  { body, declaration }: ResourceSymbol,
  environment: Environment,
): void {
  const properties: Members = {};
  putProperties(lowering, properties, bodyProperties(lowering, body, everywhere), environment);
  setKey(object, 'properties', properties);
  place(lowering, object, 'properties', body ?? declaration);
}

/** The properties of a resource or module without those that mean something to Bicep only. */
export function bodyProperties(
  lowering: Lowering,
  body: ObjectLiteral | undefined,
  without: ReadonlySet<string>,
): readonly Property[] {
  const properties: Property[] = [];
  for (const member of body?.members ?? []) {
    if (member.kind === 'spread') report(lowering, member, 'Only the objects inside of it may be spread here');
    else if (member.kind === 'property' && !without.has(keyText(member.key) ?? '')) properties.push(member);
  }
  return properties;
}
