/**
 * Which regular expressions a category may look for details with: those that end soon on any text. JavaScript cannot
 * stop an expression that runs away, so its cost is bounded before it is ever used.
 */

/** Characters that one match may span: triage reads texts in windows of this size. */
export const WINDOW = 200;

/**
 * What an unbounded quantifier weighs, and what all may weigh together: measured so that the worst pattern admitted
 * reads the worst text of 20,000 characters within seconds.
 */
const UNBOUNDED = 32;
const WAYS_MOST = 2048;

const GROUP_HEAD = /\?(?:<?[=!]|<[^>]*>|[a-z-]*:)/y;
const ESCAPE = /\\(?:[pPu]\{[^}]*\}|k<[^>]*>|.)/suy;
const CLASS = /\[(?:\\.|[^\]\\])*\]/suy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;

/** Ways in which a part with so many ways of its own matches under a quantifier; infinite when it can run away. */
const repeatedWays = (ways: number, [, sign, least = '', comma, most = '']: RegExpExecArray): number => {
  if (sign === '?') return ways + 1;
  const unbounded = sign !== undefined || (comma === ',' && most === '');
  if (unbounded) return ways > 1 ? Number.POSITIVE_INFINITY : UNBOUNDED;
  const high = Number(comma === ',' ? most : least);
  return Math.min(high - Number(least) + 1, UNBOUNDED) * ways ** high;
};

/** Reads an expression that compiles and counts in how many ways it can try to match from one place. */
const waysOf = (pattern: string): number => {
  let at = 0;
  const take = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at;
    const match = expression.exec(pattern);
    at += match?.[0].length ?? 0;
    return match;
  };
  const atom = (): number => {
    if (pattern[at] === '(') {
      at += 1;
      take(GROUP_HEAD);
      return alternatives();
    }
    if (take(ESCAPE) === null && take(CLASS) === null) at += 1;
    return 1;
  };
  const alternatives = (): number => {
    let ways = 0;
    let sequence = 1;
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        at += 1;
        ways += sequence;
        sequence = 1;
      } else {
        const inner = atom();
        const quantifier = take(QUANTIFIER);
        sequence *= quantifier === null ? inner : repeatedWays(inner, quantifier);
      }
    }
    at += 1;
    return ways + sequence;
  };
  return alternatives();
};

/** Why a pattern cannot be used, null when it can. Flags are `i` and `u`. */
export const patternProblem = (pattern: string): string | null => {
  try {
    new RegExp(pattern, 'iu');
  } catch (error) {
    return `is not a regular expression: ${(error as Error).message.replace(/^.*\/iu?: /, '')}`;
  }
  const ways = waysOf(pattern);
  if (ways === Number.POSITIVE_INFINITY) {
    return 'repeats without bound a part that repeats or chooses, which can take forever';
  }
  if (ways <= WAYS_MOST) return null;
  return 'could take too long on some texts; use fewer quantifiers, or narrow ones such as {1,4}';
};
