// What can go wrong with the double of Azure.

/** Everything is optional; nothing goes wrong that is not named. */
export interface Faults {
  /** So many queries are throttled before the first one is answered. */
  readonly storm?: number;
  /** Every so many requests: a server error, a connection that breaks, a body that does not end. */
  readonly errorEvery?: number;
  readonly dropEvery?: number;
  readonly stallEvery?: number;
  /** Pages of Resource Graph are in another order each. */
  readonly torn?: boolean;
  /** Answers of Resource Graph are of a part of the subscriptions. */
  readonly partialScope?: boolean;
  readonly withoutTables?: readonly string[];
  readonly maxAnswerBytes?: number;
  /** Queries that Resource Graph calls wrong, as patterns. */
  readonly wrongQuery?: RegExp;
  /** Queries that are answered with a server error, as patterns. */
  readonly failingQuery?: RegExp;
  /** Paths of the resource manager, as patterns, that nobody may read. */
  readonly forbidden?: RegExp;
  /** Paths that lead elsewhere: by a link to the next page, or by a redirect. */
  readonly foreignLink?: RegExp;
  readonly redirect?: RegExp;
  /** Where they lead. */
  readonly foreignHost?: string;
  /** Paths that do not exist in this cloud. */
  readonly missing?: RegExp;
  /** From so many requests on, the token is not accepted any more. */
  readonly tokenUses?: number;
}
