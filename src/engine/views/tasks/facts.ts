// What a view says of a task: JSON in which parts may not be known.

/** Something that is not known. As an item of a list: any number of items of which nothing is known. */
export const notKnown: unique symbol = Symbol('not known');

/** What is read from a task. Members that are undefined are absent; texts may hold marks. */
export type Fact = string | number | boolean | undefined | typeof notKnown | readonly Fact[] | FactObject;

export interface FactObject {
  readonly [name: string]: Fact;
}
