// A template with its arguments as an estate: what it deploys, and how it changes with its parameters.

import type { Assignment, Call, Estate, FreeParameter, Resource } from '../model/resource.ts';
import type { ContextFacts } from '../templates/context.ts';
import {
  type EvaluatedDeployment,
  evaluateDeployment,
  type LoadLinked,
  type TemplateDeployment,
} from '../templates/deployment.ts';
import type { Arguments, Assumption, ParameterDeclaration } from '../templates/parameters.ts';
import type { Document } from '../values/document.ts';
import { writtenAt } from '../values/origin.ts';
import { formatPath } from '../values/path.ts';
import { known, type Value } from '../values/value.ts';

/** A template to be judged. */
export interface TemplateEstateInput {
  /** For people: the template, and the parameter file when there is one. */
  readonly name: string;
  readonly document: Document;
  readonly supplied: Arguments;
  readonly assume: Assumption;
  readonly facts: ContextFacts;
  readonly loadLinked: LoadLinked;
}

/** An estate, and what the evaluation had to say besides. */
export interface TemplateEstate {
  readonly estate: Estate;
  readonly evaluated: EvaluatedDeployment;
}

/** Evaluates a template once and gives its estate. */
export function templateEstate(input: TemplateEstateInput): TemplateEstate {
  const { name, document, supplied, assume, facts, loadLinked } = input;
  const evaluated = evaluateDeployment({ document, supplied, assume, facts, loadLinked });
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
    withParameters:
      freeParameters.length === 0
        ? undefined
        : (values) => templateEstate({ ...input, supplied: overridden(supplied, values, document) }).estate,
  };
  return { estate, evaluated };
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

/** Every resource that a deployment declares, nested deployments followed. */
function resourcesOf(root: TemplateDeployment): readonly Resource[] {
  const resources: Resource[] = [];
  const counts = new Map<string, number>();
  const collect = (deployment: TemplateDeployment, calls: readonly Call[], prefix: string): void => {
    for (const { instance, nested } of deployment.resources) {
      const body = instance.body();
      if (body === undefined) continue;
      const base = `${prefix}/${instance.document.name}#${formatPath(instance.path)}`;
      const serial = counts.get(base) ?? 0;
      counts.set(base, serial + 1);
      const key = `${base}@${serial}`;
      const { place } = instance;
      const { type, name, id, parentId, scopeId } = place;
      const { apiVersion, condition, existing, copies } = instance;
      resources.push({
        type,
        name,
        id,
        parentId,
        scopeId,
        apiVersion,
        condition,
        existing,
        copies,
        body,
        origin: body.origin,
        calls,
        key,
      });
      if (nested !== undefined && body.origin !== undefined)
        collect(nested, [...calls, { name, origin: body.origin }], key);
    }
  };
  collect(root, [], '');
  return resources;
}

/** What an argument supplier without any argument looks like. */
export const noArguments: Arguments = { names: [], value: (): Value | undefined => undefined, report: () => {} };
