/** How a kind of sentence is recognised. */

/** Expressions that a sentence has one of, and those that make it speak of something else. */
export interface Telling {
  readonly says: readonly string[];
  readonly never: readonly string[];
}
