// A resource under judgement, wherever it comes from: a template, a snapshot, live Azure.

import type { Json } from '../values/json.ts';
import type { Origin } from '../values/origin.ts';
import type { PartialObject, Value } from '../values/value.ts';

/** One resource, or (`copies: 'any'`) one that stands for any number of resources like it. */
export interface Resource {
  /** Full type: `Microsoft.ContainerRegistry/registries/webhooks`. */
  readonly type: string;
  /** Name segments joined by `/`, as many as the type has. */
  readonly name: Value;
  readonly apiVersion: Value;
  readonly id: Value;
  /** Id of the resource it is a child of; undefined for top-level types. */
  readonly parentId: Value | undefined;
  /** Id of the resource it extends, or of the scope it is in. */
  readonly scopeId: Value;
  /** Whether it is deployed; verdicts hold for the case that it is. */
  readonly condition: Value;
  /** Refers to something that exists already: known to others, not judged itself. */
  readonly existing: boolean;
  readonly copies: 'one' | 'any';
  /** Everything declared, `type`, `name` and `apiVersion` included. */
  readonly body: PartialObject;
  /** Where it is declared. */
  readonly origin: Origin | undefined;
  /** The deployments on the way to it, outermost first. */
  readonly calls: readonly Call[];
  /** Tells it from all others of the same estate, and finds it again when the estate is evaluated anew. */
  readonly key: string;
}

/** A nested deployment that declares a resource. */
export interface Call {
  readonly name: Value;
  readonly origin: Origin;
}

/** Where resources were found: declared in a template, or live in Azure. */
export type EstateKind = 'template' | 'live';

/** Resources that are judged together: those of one deployment, or of everything that is live. */
export interface Estate {
  readonly kind: EstateKind;
  /** For people: the template, and the parameter file when there is one. */
  readonly name: string;
  readonly resources: readonly Resource[];
  /** True when a resource of this type that matters would be among them: nothing of the kind can exist elsewhere. */
  readonly isComplete: (type: string) => boolean;
  /**
   * The same estate with values for parameters that nobody supplied; undefined where there is nothing to supply,
   * and for values that cannot be deployed.
   */
  readonly withParameters: ((values: Assignment) => Estate | undefined) | undefined;
  /** The parameters nobody supplied, and what they may be. */
  readonly freeParameters: readonly FreeParameter[];
}

/** Values for parameters, by name in lower case. */
export type Assignment = ReadonlyMap<string, Json>;

/** A parameter that takes any value a caller passes. */
export interface FreeParameter {
  readonly name: string;
  readonly type: string | undefined;
  readonly allowed: readonly Json[] | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly nullable: boolean;
  readonly secure: boolean;
}
