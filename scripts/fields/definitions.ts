// A file of published type definitions: an array of types that refer to each other by their positions.

/** `#/12`: the definition at position 12 of the same file. */
export interface Reference {
  readonly $ref: string;
}

/** The bit of {@link Property.flags} that says that no template can set it. */
export const readOnlyFlag = 2;

export interface Property {
  readonly type: Reference;
  readonly flags: number;
}

interface ObjectDefinition {
  readonly $type: 'ObjectType';
  readonly properties: Readonly<Record<string, Property>>;
  readonly additionalProperties?: Reference;
}

/** An object that comes in variants, each with the base's properties and its own. */
interface DiscriminatedDefinition {
  readonly $type: 'DiscriminatedObjectType';
  readonly baseProperties: Readonly<Record<string, Property>>;
  readonly elements: Readonly<Record<string, Reference>>;
}

/** A resource type in one API version. */
interface ResourceDefinition {
  readonly $type: 'ResourceType';
  /** `Microsoft.ContainerRegistry/registries@2021-09-01` */
  readonly name: string;
  readonly body: Reference;
}

export type Definition =
  | ObjectDefinition
  | DiscriminatedDefinition
  | ResourceDefinition
  | { readonly $type: 'ArrayType'; readonly itemType: Reference }
  | { readonly $type: 'UnionType'; readonly elements: readonly Reference[] }
  | { readonly $type: 'AnyType' }
  | { readonly $type: 'StringType' | 'StringLiteralType' | 'IntegerType' | 'BooleanType' | 'NullType' }
  | { readonly $type: 'ResourceFunctionType' };

/** The definition a reference names. */
export function definitionAt(definitions: readonly Definition[], { $ref }: Reference): Definition {
  const match = /^#\/(\d+)$/.exec($ref);
  if (match === null) throw new Error(`'${$ref}' refers to something outside its file`);
  const definition = definitions[Number(match[1])];
  if (definition === undefined) throw new Error(`'${$ref}' refers to nothing`);
  return definition;
}
