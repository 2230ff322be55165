/** What the text model learns from, what it says of a ticket, and what it is made of (ADR 17). */

/** The three things that the model tells from a text. */
export const TARGETS = ['category', 'priority', 'line'] as const;
export type Target = (typeof TARGETS)[number];

/** A text to judge. */
export interface Text {
  readonly subject: string;
  readonly body: string;
}

/** A ticket that people have judged; null: nobody said. */
export interface Example extends Text {
  /** BCP 47; kept with the example, and not needed: the texts say it themselves. */
  readonly language: string | null;
  readonly category: string | null;
  readonly priority: string | null;
  readonly line: string | null;
}

/** `probability` 0 to 1; those of all classes together are 1. */
export interface Guess {
  readonly label: string;
  readonly probability: number;
}

/** Best first, at most five of each; none when the model has not learnt that target. */
export interface Judgement {
  readonly category: readonly Guess[];
  readonly priority: readonly Guess[];
  readonly line: readonly Guess[];
  /** Words of the text, as written in it but in small letters, that spoke most for the best guess; best first. */
  readonly reasons: Readonly<Record<Target, readonly string[]>>;
}

/** Which features the model knows: places in a hash table of `1 << bits`. */
export interface Vocabulary {
  readonly bits: number;
  /** Ascending; the index of a slot is its column. */
  readonly slots: Uint32Array;
  /** How rare a feature is: inverse document frequency of its column, in twentieths. */
  readonly rarity: Uint8Array;
  /** The rarity of features that are not known: a text full of them says little, however well the rest fits. */
  readonly novelty: number;
  /** How much each kind of features says in a text, beside 1 for the usual. */
  readonly balance: readonly number[];
  /** Column by slot; -1 for features that are not known. */
  readonly columns: Int32Array;
}

/** One linear classifier, whose scores are logarithms of odds: a column's weights for all classes stand together. */
export interface Classifier {
  readonly classes: readonly string[];
  /** `weights[column * classes.length + class] * scales[class]`. */
  readonly weights: Int8Array;
  readonly scales: Float32Array;
  readonly biases: Float32Array;
  /** The evidence at which it is half as sure as its scores say (evidence.ts); 0: it is always as sure. */
  readonly doubt: number;
}

/** By hashes, which of the texts that a model has learnt it can tell again (learnt.ts). */
export interface LearntTexts {
  /** Ascending. */
  readonly hashes: Uint32Array;
  /** Of a text with a hash from here on nobody knows. */
  readonly until: number;
}

export interface TextModel {
  /** How many characters of a body are read. */
  readonly reach: number;
  readonly vocabulary: Vocabulary;
  readonly classifiers: Readonly<Partial<Record<Target, Classifier>>>;
  /** Null: an earlier version of the desk has trained it and kept none. */
  readonly learnt: LearntTexts | null;
}
