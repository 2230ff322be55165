/**
 * Which regular expressions a category may look for details with: those that end soon on any text. JavaScript cannot
 * stop an expression that runs away, so its cost is bounded before it is ever used.
 */

/** Characters that one match may span where a quantifier has no bound; triage reads texts in windows of this size. */
export const WINDOW = 200;
const WAYS_MOST = 100_000;

class RunsAway extends Error {}

const GROUP_HEAD = /\?(?:<?[=!]|<[^>]*>|[a-z-]*:)/y;
const ESCAPE = /\\(?:[pPu]\{[^}]*\}|k<[^>]*>|.)/suy;
const CLASS = /\[(?:\\.|[^\]\\])*\]/suy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;

/** Reads an expression that compiles and counts the ways in which each part of it can match at one place. */
class Reader {
  readonly #pattern: string;
  #at = 0;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  #take(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#pattern);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  /** Ways of the alternatives up to `)` or the end. */
  alternatives(): number {
    let ways = 0;
    let sequence = 1;
    while (this.#at < this.#pattern.length && this.#pattern[this.#at] !== ')') {
      if (this.#pattern[this.#at] === '|') {
        this.#at += 1;
        ways += sequence;
        sequence = 1;
      } else {
        sequence *= this.#repeated(this.#atom());
      }
    }
    this.#at += 1;
    return ways + sequence;
  }

  #atom(): number {
    if (this.#pattern[this.#at] === '(') {
      this.#at += 1;
      this.#take(GROUP_HEAD);
      return this.alternatives();
    }
    if (this.#take(ESCAPE) === null && this.#take(CLASS) === null) this.#at += 1;
    return 1;
  }

  #repeated(ways: number): number {
    const quantifier = this.#take(QUANTIFIER);
    if (quantifier === null) return ways;
    const [, sign, least = '', comma, most = ''] = quantifier;
    if (sign === '?') return ways + 1;
    if (sign !== undefined || (comma === ',' && most === '')) {
      if (ways > 1) throw new RunsAway();
      return WINDOW;
    }
    const high = Number(comma === ',' ? most : least);
    return (high - Number(least) + 1) * ways ** high;
  }
}

/** Why a pattern cannot be used, null when it can. Flags are `i` and `u`. */
export const patternProblem = (pattern: string): string | null => {
  try {
    new RegExp(pattern, 'iu');
  } catch (error) {
    return `is not a regular expression: ${(error as Error).message.replace(/^.*\/iu?: /, '')}`;
  }
  try {
    if (new Reader(pattern).alternatives() <= WAYS_MOST) return null;
    return 'could take too long on some texts; repeat within bounds, as in {1,4} instead of +';
  } catch {
    return 'repeats a part that repeats or chooses, which can take forever; write the inner part without a choice or quantifier';
  }
};
