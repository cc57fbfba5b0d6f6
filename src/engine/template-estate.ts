// A template with its arguments as an estate: what it deploys, and how it changes with its parameters.

import type { Assignment, Call, Estate, FreeParameter, Resource } from '../model/resource.ts';
import type { ContextFacts } from '../templates/context.ts';
import {
  type EvaluatedDeployment,
  evaluateDeployment,
  type LoadLinked,
  type TemplateDeployment,
} from '../templates/deployment.ts';
import { conjunction } from '../templates/functions/logic.ts';
import type { Arguments, Assumption, ParameterDeclaration } from '../templates/parameters.ts';
import type { ResourceInstance } from '../templates/resources.ts';
import { type Diagnostic, UnexpectedError } from '../templates/run.ts';
import type { Loop } from '../templates/scope.ts';
import { toJson } from '../values/access.ts';
import type { Because } from '../values/because.ts';
import { identityOf } from '../values/compare.ts';
import type { Document } from '../values/document.ts';
import { termOf } from '../values/lattice.ts';
import { writtenAt } from '../values/origin.ts';
import { formatPath } from '../values/path.ts';
import { referenceTerm } from '../values/terms.ts';
import { known, objectOf, type PartialObject, type Value } from '../values/value.ts';
import { anyRound } from './witness.ts';

/** A template to be judged. */
export interface TemplateEstateInput {
  /** For people: the template, and the parameter file when there is one. */
  readonly name: string;
  readonly document: Document;
  readonly supplied: Arguments;
  readonly assume: Assumption;
  readonly facts: ContextFacts;
  readonly loadLinked: LoadLinked;
  /** The errors that may occur; without it, all. */
  readonly expects?: (error: Diagnostic) => boolean;
}

/** An estate, and what the evaluation had to say besides. */
export interface TemplateEstate {
  readonly estate: Estate;
  readonly evaluated: EvaluatedDeployment;
}

/** Evaluates a template once and gives its estate. Throws {@link UnexpectedError} where the input expects certain errors. */
export function templateEstate(input: TemplateEstateInput): TemplateEstate {
  const { name } = input;
  const evaluated = evaluateDeployment(input);
  const { declarations } = evaluated.root.template;
  const freeParameters = [...declarations.values()]
    .filter((declaration) => isFree(declaration, input))
    .map(freeParameter);
  const estate: Estate = {
    kind: 'template',
    name,
    resources: resourcesOf(evaluated.root),
    isComplete: () => false,
    freeParameters,
    withParameters: freeParameters.length === 0 ? undefined : (values) => withParameters(input, evaluated, values),
  };
  return { estate, evaluated };
}

/** The estate with values for parameters that had none; undefined where Azure refuses what it accepts without them. */
function withParameters(
  input: TemplateEstateInput,
  before: EvaluatedDeployment,
  values: Assignment,
): Estate | undefined {
  const known = new Set(before.diagnostics.filter(({ severity }) => severity === 'error').map(errorKey));
  const supplied = overridden(input.supplied, values, input.document);
  try {
    return templateEstate({ ...input, supplied, expects: (error) => known.has(errorKey(error)) }).estate;
  } catch (error) {
    if (error instanceof UnexpectedError) return undefined;
    throw error;
  }
}

function errorKey({ message, document, path }: Diagnostic): string {
  return `${document.name}#${formatPath(path)}: ${message}`;
}

/** A parameter that a caller still decides: not supplied, and without a default that is assumed. */
function isFree(
  { name, type, defaultValue }: ParameterDeclaration,
  { supplied, assume }: TemplateEstateInput,
): boolean {
  const given = supplied.names.some((other) => other.toLowerCase() === name.toLowerCase());
  if (given) return false;
  return assume === 'any' || (defaultValue === undefined && !type.nullable);
}

function freeParameter({ name, type, defaultValue }: ParameterDeclaration): FreeParameter {
  const { min, max, minLength, maxLength } = type.limits ?? {};
  const nullable = type.nullable && defaultValue === undefined;
  return {
    name,
    type: type.type,
    allowed: type.allowed,
    min,
    max,
    minLength,
    maxLength,
    nullable,
    secure: type.secure,
  };
}

/** The arguments with values for parameters that had none. */
function overridden(supplied: Arguments, values: Assignment, document: Document): Arguments {
  return {
    names: [...supplied.names, ...values.keys()],
    value: (name) => {
      const value = values.get(name.toLowerCase());
      return value === undefined ? supplied.value(name) : known(value, writtenAt(document, undefined, 'argument'));
    },
    report: () => {},
  };
}

/** The deployments around a template, as far as its resources depend on them. */
interface Around {
  readonly calls: readonly Call[];
  readonly key: string;
  /** Whether they are deployed. */
  readonly condition: Value;
  readonly copies: Resource['copies'];
}

/** Every resource that a deployment declares, nested deployments followed: what they declare is deployed when they are. */
function resourcesOf(root: TemplateDeployment): readonly Resource[] {
  const resources: Resource[] = [];
  const collect = (deployment: TemplateDeployment, around: Around): void => {
    for (const { instance, nested } of deployment.resources) {
      const resource = resourceIn(around, instance);
      if (resource === undefined) continue;
      resources.push(resource);
      const { name, origin, key, condition, copies } = resource;
      if (nested === undefined || origin === undefined) continue;
      collect(nested, { calls: [...around.calls, { name, origin }], key, condition, copies });
    }
  };
  collect(root, { calls: [], key: '', condition: known(true), copies: 'one' });
  return resources;
}

function resourceIn(around: Around, instance: ResourceInstance): Resource | undefined {
  const declared = instance.body();
  if (declared === undefined) return undefined;
  const { type, name, id, parentId, scopeId } = instance.place;
  const { apiVersion, existing } = instance;
  const body = existing ? opened(declared, instance) : declared;
  return {
    type,
    name,
    id,
    parentId,
    scopeId,
    apiVersion,
    condition: conjunction(around.condition, instance.condition),
    existing,
    copies: around.copies === 'any' ? 'any' : instance.copies,
    body,
    origin: body.origin,
    calls: around.calls,
    key: `${around.key}\n${instance.document.name}#${formatPath(instance.path)}${roundsOf(instance.scope.loops)}`,
  };
}

/** A resource that exists already has more than the template says of it. */
function opened(body: PartialObject, { place }: ResourceInstance): PartialObject {
  const name = toJson(place.name) ?? place.type;
  const because: readonly Because[] = [{ kind: 'runtime', what: `reference('${String(name)}')` }];
  const term = referenceTerm(identityOf(place.id) ?? termOf(place.id), true);
  return objectOf(body.entries, { open: { because, term }, origin: body.origin });
}

/** A line for each loop around a resource, outermost first: the same whatever else is deployed. */
function roundsOf(loops: Loop | undefined): string {
  if (loops === undefined) return '';
  const round = toJson(loops.index);
  return `${roundsOf(loops.outer)}\n${round === undefined ? anyRound : String(round)}`;
}

/** What an argument supplier without any argument looks like. */
export const noArguments: Arguments = { names: [], value: (): Value | undefined => undefined, report: () => {} };
