// What a view says of a task: JSON in which parts may not be known.

/** Something that is not known. As an item of a list: any number of items of which nothing is known. */
export const notKnown: unique symbol = Symbol('not known');

/** What is read from a task. Members that are undefined are absent; texts may hold marks. */
export type Fact = string | number | boolean | undefined | typeof notKnown | Concealed | readonly Fact[] | FactObject;

/** A text that may hold a password: rules may look at it, reports do not show it. */
export interface Concealed {
  readonly concealed: string;
}

/** A text that reports do not show. */
export function concealed(text: string): Concealed {
  return { concealed: text };
}

/** Tells such a text from an object of facts. */
export function isConcealed(fact: Fact): fact is Concealed {
  return typeof fact === 'object' && 'concealed' in fact;
}

export interface FactObject {
  readonly [name: string]: Fact;
}
