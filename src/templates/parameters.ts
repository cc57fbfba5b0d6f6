// Parameters: what a template declares, what somebody supplies, and the value that follows.

import { elementsOf, memberOf, membersOf, reasonsOf, toJson, typeOf } from '../values/access.ts';
import type { Because } from '../values/because.ts';
import { choiceAmong, choiceOf, choiceOfTruth, mapChoices } from '../values/choice.ts';
import { termIs, termIsNot } from '../values/guard.ts';
import { get, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { jsonText } from '../values/json-key.ts';
import { join } from '../values/lattice.ts';
import { computedAt, originsOf, writtenAt } from '../values/origin.ts';
import { childPath, type Path } from '../values/path.ts';
import { parameterTerm } from '../values/terms.ts';
import {
  arrayOf,
  type Element,
  type Entry,
  known,
  objectOf,
  type Plain,
  type Unknown,
  unknown,
  type Value,
  withOrigin,
  withSecret,
} from '../values/value.ts';
import { evaluateNode } from './nodes.ts';
import { ownTerm, type Scope } from './scope.ts';
import { checkType, holdsSecureType, type ParameterType, readType, typeOfItem, typesOfMember } from './types.ts';

/** A parameter as a template declares it. */
export interface ParameterDeclaration {
  readonly name: string;
  /** Where the declaration stands. */
  readonly path: Path;
  readonly type: ParameterType;
  /** Undefined when there is none; a declared default of null is null. */
  readonly defaultValue: Json | undefined;
}

/** What somebody supplies to a template's parameters. */
export interface Arguments {
  /** The names given a value. */
  readonly names: readonly string[];
  /** Undefined when nobody supplies it. */
  readonly value: (name: string) => Value | undefined;
  /** Complains about an argument at the place where it is given. */
  readonly report: (name: string, message: string, inside: Path) => void;
}

/** How parameters that nobody supplies are treated. */
export type Assumption =
  /** They take their declared default: what a deployment without them would do. */
  | 'defaults'
  /** They may take any value a caller could pass. */
  | 'any';

/** The parameters a template declares, in order. */
export function readDeclarations(template: JsonObject, path: Path): ReadonlyMap<string, ParameterDeclaration> {
  const declarations = new Map<string, ParameterDeclaration>();
  const parameters = get(template, 'parameters');
  const definitions = get(template, 'definitions');
  if (!isJsonObject(parameters)) return declarations;
  for (const [name, declaration] of Object.entries(parameters)) {
    if (!isJsonObject(declaration)) continue;
    const type = readType(declaration, isJsonObject(definitions) ? definitions : noDefinitions);
    declarations.set(name.toLowerCase(), {
      name,
      path: childPath(childPath(path, 'parameters'), name),
      type,
      defaultValue: get(declaration, 'defaultValue'),
    });
  }
  return declarations;
}

const noDefinitions: JsonObject = {};

export interface Binding {
  readonly declaration: ParameterDeclaration;
  readonly supplied: Arguments;
  readonly assume: Assumption;
  /** A parameter of the template that somebody deploys; those of nested templates are given their values by the template around them. */
  readonly isRoot: boolean;
  /** The scope in which a default is evaluated. */
  readonly scope: Scope;
}

/** The value of a parameter. */
export function bindParameter(binding: Binding): Value {
  const { declaration, supplied } = binding;
  const argument = supplied.value(declaration.name);
  const value = argument === undefined ? withoutArgument(binding) : withArgument(binding, argument);
  return markSecrets(value, declaration.type);
}

/** An argument counts, except null, which asks for the default. What no option of a choice can give is reported once. */
function withArgument(binding: Binding, argument: Value): Value {
  const { declaration, scope, supplied } = binding;
  const refusals: Refusal[] = [];
  const accepted = mapChoices([argument], ([plain]) =>
    acceptArgument(binding, plain as Plain, (refusal) => refusals.push(refusal)),
  );
  const [refusal] = refusals;
  if (accepted === undefined) {
    const message = refusal?.message ?? 'has no possible value';
    supplied.report(declaration.name, `Parameter '${declaration.name}' ${message}`, refusal?.path);
    return unknown(
      [{ kind: 'failed', what: `parameter '${declaration.name}' ${message}` }],
      ownTerm(`invalid(${declaration.name})`, scope),
      { type: declaration.type.type, origin: argument.origin },
    );
  }
  const declared = computedAt(
    scope.document,
    declaration.path,
    'parameter',
    originsOf([argument.origin ?? accepted.origin]),
  );
  return withOrigin(accepted, accepted.origin?.role === 'default' ? accepted.origin : declared);
}

interface Refusal {
  readonly message: string;
  readonly path: Path;
}

/** Undefined where Azure would refuse the argument: under the circumstances that lead there, nothing is deployed. */
function acceptArgument(binding: Binding, argument: Plain, refuse: (refusal: Refusal) => void): Value | undefined {
  const { declaration } = binding;
  const { type } = declaration;
  const mayBeNull = argument.kind === 'known' ? argument.json === null : typeOf(argument) === undefined;
  if (argument.kind === 'known' && mayBeNull && !hasOwnNull(declaration)) {
    if (declaration.defaultValue !== undefined || type.nullable) return withoutArgument(binding);
    refuse({ message: 'is required but gets null', path: undefined });
    return undefined;
  }
  const json = toJson(argument);
  if (json !== undefined) {
    const problem = checkType(json, type, undefined);
    if (problem === undefined) return argument;
    refuse(problem);
    return undefined;
  }
  const refined = refine(argument, type, mayBeNull);
  return mayBeNull && declaration.defaultValue !== undefined ? join([refined, withoutArgument(binding)]) : refined;
}

/** A nullable parameter without a default takes null as it is. */
function hasOwnNull({ type, defaultValue }: ParameterDeclaration): boolean {
  return type.nullable && defaultValue === undefined;
}

/** The declared type says more about an argument whose type is not known. */
function refine(argument: Plain, type: ParameterType, mayBeNull: boolean): Plain {
  if (argument.kind !== 'unknown' || argument.type !== undefined || (mayBeNull && type.nullable)) return argument;
  return { ...argument, type: type.type };
}

function withoutArgument(binding: Binding): Value {
  const { declaration, assume, isRoot, scope } = binding;
  if (assume === 'any' && isRoot) return freeValue(binding);
  const { defaultValue, path, type } = declaration;
  if (defaultValue !== undefined) {
    const value = evaluateNode(defaultValue, scope, childPath(path, 'defaultValue'), 'default');
    return withOrigin(value, value.origin ?? writtenAt(scope.document, path, 'default'));
  }
  if (type.nullable) return known(null, computedAt(scope.document, path, 'default', []));
  return freeValue(binding);
}

/** Any value that a caller could pass. */
function freeValue({ declaration, supplied, isRoot, scope }: Binding): Value {
  const { name, path, type } = declaration;
  const origin = computedAt(scope.document, path, 'parameter', []);
  const because: readonly Because[] = [{ kind: 'parameter', name }];
  if (!isRoot) supplied.report(name, `The deployment gives no value to the required parameter '${name}'`, undefined);
  const term = isRoot ? parameterTerm(name) : ownTerm(parameterTerm(name), scope);
  const any = anyOfType(term, type, because, origin);
  const mayBeNull = type.nullable && declaration.defaultValue === undefined;
  if (!mayBeNull) return any;
  return choiceOf(
    [
      { guard: termIs(term, null), value: known(null, origin) },
      { guard: termIsNot(term, null), value: any },
    ],
    because,
    { origin },
  );
}

function anyOfType(term: string, type: ParameterType, because: readonly Because[], origin: Unknown['origin']): Value {
  const scalars = type.type !== 'array' && type.type !== 'object';
  if (type.allowed !== undefined && type.allowed.length > 0 && scalars)
    return choiceAmong(term, type.allowed, because, origin, type.secure);
  const value = unknown(because, term, { type: type.type, limits: type.limits, origin, secret: type.secure });
  return type.type === 'bool' ? (choiceOfTruth(value) ?? value) : value;
}

/** Members and items that the declared type calls secure are secret, wherever the value came from. */
function markSecrets(value: Value, type: ParameterType): Value {
  if (type.secure || !holdsSecureType(type)) return withSecret(value, type.secure);
  const marked = mapChoices([value], ([plain]) => markInside(plain as Plain, type)) ?? value;
  return withOrigin(marked, value.origin);
}

function markInside(value: Plain, type: ParameterType): Value {
  if (value.kind === 'unknown') return value;
  const { origin, secret } = value;
  const members = membersOf(value);
  if (members !== undefined) {
    const entries = [...members.entries].map(([key, entry]): [string, Entry] => [
      key,
      { ...entry, value: typesOfMember(type, key).reduce(markSecrets, entry.value) },
    ]);
    return objectOf(new Map(entries), { open: members.open, origin, secret });
  }
  const items = elementsOf(value)?.map((element, i): Element => {
    const itemType = typeOfItem(type, i);
    if (itemType === undefined) return element;
    return element.kind === 'spread'
      ? { ...element, item: markSecrets(element.item, itemType) }
      : markSecrets(element, itemType);
  });
  return items === undefined ? value : arrayOf(items, origin, secret);
}

/** What an argument object `{ value }` or `{ reference: { keyVault, secretName } }` stands for. */
export function readArgument(argument: Value): Value | undefined {
  return mapChoices([argument], ([plain]) => readPlainArgument(plain as Plain));
}

function readPlainArgument(argument: Plain): Value | undefined {
  const value = memberOf(argument, 'value');
  if (value !== undefined && (value.presence === 'must' || argument.kind !== 'unknown')) return value.value;
  const reference = memberOf(argument, 'reference');
  if (reference !== undefined && argument.kind !== 'unknown') return secretValue(reference.value, argument);
  if (memberOf(argument, 'expression') !== undefined && argument.kind !== 'unknown') {
    return unknown(
      [{ kind: 'context', what: 'externalInputs()' }],
      `externalInput(${jsonText(toJson(argument) ?? null)})`,
      { origin: argument.origin },
    );
  }
  return argument.kind === 'unknown'
    ? unknown(reasonsOf(argument), `${argument.term}.value`, { origin: argument.origin, secret: argument.secret })
    : undefined;
}

/** A secret in a Key Vault: its name is known, its value never. */
function secretValue(reference: Value, argument: Plain): Value {
  const name = reference.kind === 'choice' ? undefined : memberOf(reference, 'secretName')?.value;
  const json = name === undefined ? undefined : toJson(name);
  const secretName = typeof json === 'string' ? json : '…';
  return unknown([{ kind: 'secret', name: secretName }], `secret(${jsonText(toJson(reference) ?? secretName)})`, {
    type: 'string',
    origin: argument.origin,
    secret: true,
  });
}
