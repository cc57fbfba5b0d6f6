// The evaluations of a pair: both sides with the same assumptions and the same arguments, several times.

import type { ContextFacts } from '../../src/templates/context.ts';
import { evaluateDeployment } from '../../src/templates/deployment.ts';
import {
  type Arguments,
  type Assumption,
  type ParameterDeclaration,
  readDeclarations,
} from '../../src/templates/parameters.ts';
import { documentOf } from '../../src/values/document.ts';
import type { JsonObject } from '../../src/values/json.ts';
import type { Value } from '../../src/values/value.ts';
import { type Fill, inventedArgument } from './arguments.ts';
import { type Facts, factsOf } from './collect.ts';

/** One way to evaluate both sides. */
export interface Round {
  readonly name: string;
  readonly assume: Assumption;
  readonly facts: ContextFacts;
  /** Which parameters get an invented argument. */
  readonly invents: (declaration: ParameterDeclaration) => boolean;
  readonly fill: Fill;
}

/** Values as far as the template alone says them: with defaults, and with every parameter free. */
const abstractRounds: readonly Round[] = [
  { name: 'defaults', assume: 'defaults', facts: {}, invents: () => false, fill: 'full' },
  { name: 'any', assume: 'any', facts: {}, invents: () => false, fill: 'full' },
];

const somewhere: ContextFacts = {
  tenant: '99999999-8888-7777-6666-555555555555',
  managementGroup: 'group-of-management',
  subscription: '12345678-1234-1234-1234-123456789012',
  resourceGroup: 'resource-group',
  location: 'westeurope',
  cloud: 'AzureCloud',
  deployment: 'deployment-1',
};

/** Conditions and loops really run: arguments where there is no default, then for every parameter, with much and with little in them. */
const concreteRounds: readonly Round[] = [
  concrete('full', 'full', () => true),
  concrete('required', 'full', ({ defaultValue }) => defaultValue === undefined),
  concrete('sparse', 'sparse', () => true),
];

/** First the one that deploys most. */
export const allRounds: readonly Round[] = [...concreteRounds, ...abstractRounds];

function concrete(name: string, fill: Fill, invents: Round['invents']): Round {
  return { name, assume: 'defaults', facts: somewhere, invents, fill };
}

/** Arguments for a round, from the official template's parameters. */
export function argumentsFor(official: JsonObject, round: Round): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>();
  for (const [key, declaration] of readDeclarations(official, undefined))
    if (round.invents(declaration)) values.set(key, inventedArgument(declaration, round.fill));
  return values;
}

/** Evaluates one side. */
export function evaluateSide(template: JsonObject, round: Round, values: ReadonlyMap<string, Value>): Facts {
  const supplied: Arguments = {
    names: [...values.keys()],
    value: (name) => values.get(name.toLowerCase()),
    report: () => {},
  };
  const document = documentOf('main.json', '', { value: template, problems: [] });
  const { assume, facts } = round;
  return factsOf(
    evaluateDeployment({ document, supplied, assume, facts, loadLinked: () => undefined, budget: generous }),
  );
}

/** Twenty times what a scan spends: what a template is worth is not judged here. */
const generous = { steps: 80_000_000, depth: 1500 };
