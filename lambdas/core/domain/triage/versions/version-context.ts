/** What stands in front of a number, read backwards word by word: whose it is and whether it is called a version. */
import type { Named, Owner, Owners } from './version-owner.ts';
import { ABBREVIATED, roleOf, type WordRole } from './version-words.ts';

export interface Context {
  readonly owner: Owner | null;
  /** What it is called, the nearest word counts: `other` is "section", "phone" and the like. */
  readonly called: 'version' | 'build' | 'update' | 'now' | 'other' | null;
  /** Verbs stand between: "the version that I use is 5.2". */
  readonly isLoose: boolean;
  readonly isTo: boolean;
  readonly isFrom: boolean;
  readonly isOld: boolean;
  /** The number before it stands right there. */
  readonly isNext: boolean;
  /** Where the words begin that speak for it. */
  readonly from: number;
}

/** As far back as anybody says whose number it is, in characters and words. */
const BEFORE_MOST = 120;
const WORDS_MOST = 14;

const BETWEEN = /[\s:：=#№"'«»“”„[{(,\-–—*_|~^@/\\<>→⇒]{1,30}$/u;
const ARROW = /(?:[-–=]>|→|⇒)\s{0,3}$/u;
const ASIDE = /\([^()]{0,40}\)$/u;
const LAST_WORD = /([\p{L}][\p{L}\p{N}'’]{0,40}|64-bit)(\.?)$/u;
/** «в.5.2» */
const SHORT_V = /(?<![\p{L}\p{N}])в$/u;

/** "Acme Desktop for Windows": its versions are not those of Windows. Null: the name stands for itself. */
const madeFor = (before: string, owners: Owners): 'own' | null => {
  const made = /^(.*\S)\s{1,3}(?:for|для|під|под|für|pour|para)\s{1,3}$/u.exec(before)?.[1];
  if (made === undefined) return null;
  const isApp = roleOf(LAST_WORD.exec(made)?.[1] ?? '') === 'app';
  return isApp || owners.atEnd(made)?.owner === 'own' ? 'own' : null;
};

type State = { -readonly [K in keyof Context]: Context[K] } & {
  /** A name that stands next belongs to the number. */
  isOpen: boolean;
  /** "The Windows app 5.2" is no Windows. */
  isApp: boolean;
};

const NAMING: ReadonlySet<WordRole> = new Set<WordRole>(['version', 'build', 'update', 'now']);

/** "Updated Chrome to version 120" is of Chrome; what runs "on Windows, on version 5.2" is not of Windows. */
const nameFor = (state: State, rest: string, owners: Owners): Named | null => {
  const name = state.isOpen || state.isTo || state.isFrom ? owners.atEnd(rest) : null;
  if (name === null || name.owner === 'own') return name;
  if (state.isApp) return null;
  if (state.isOpen) return name;
  const before = LAST_WORD.exec(rest.slice(0, name.from).trimEnd())?.[1] ?? '';
  return roleOf(before) === 'update' ? name : null;
};

/** Behind a comma they belong to what was said before. */
const APART: ReadonlySet<WordRole> = new Set<WordRole>(['in', 'to', 'from', 'old', 'article']);

/** Takes a word into account; false when it ends what belongs to the number. */
const take = (state: State, role: WordRole, at: number): boolean => {
  const isNamed = state.called !== null || state.owner !== null;
  if (NAMING.has(role)) {
    if (
      state.called === null ||
      (role === 'version' && (state.called === 'build' || state.called === 'now'))
    ) {
      state.called = role as Context['called'];
      state.from = at;
    }
    return true;
  }
  switch (role) {
    case 'app':
      state.isApp = true;
      return state.owner !== 'own';
    case 'filler':
      return true;
    case 'verb':
      state.isOpen = false;
      state.isLoose ||= !isNamed;
      return !isNamed;
    case 'article':
    case 'in':
      state.isOpen = false;
      return true;
    case 'to':
    case 'from':
      state.isOpen = false;
      state.isTo ||= role === 'to';
      state.isFrom ||= role === 'from';
      return true;
    case 'old':
      state.isOld = true;
      return !isNamed;
    default:
      if (!isNamed && state.isOpen) state.called = 'other';
      return false;
  }
};

/** `line` is lowered; `previous` is where the number before it ended, -1 when there is none. */
export const contextOf = (line: string, at: number, previous: number, owners: Owners): Context => {
  const start = Math.max(0, at - BEFORE_MOST, previous);
  const state: State = {
    owner: null,
    called: null,
    isLoose: false,
    isTo: false,
    isFrom: false,
    isOld: false,
    isNext: false,
    from: at,
    isOpen: true,
    isApp: false,
  };
  let rest = line.slice(start, at);
  for (let words = 0; words < WORDS_MOST; words += 1) {
    if (ARROW.test(rest)) state.isTo = true;
    const isApart = /,\s{0,3}$/u.test(rest) && (state.called !== null || state.owner !== null);
    rest = rest.replace(BETWEEN, '').replace(ASIDE, '').replace(BETWEEN, '');
    if (rest === '') {
      state.isNext = start === previous;
      break;
    }
    const name = state.owner === null ? nameFor(state, rest, owners) : null;
    if (name !== null) {
      const made =
        name.owner === 'foreign' && state.called !== null ? madeFor(rest.slice(0, name.from), owners) : null;
      if (made !== null) {
        state.owner = made;
        break;
      }
      state.owner = name.owner;
      state.from = start + name.from;
      if (name.owner === 'foreign') break;
      state.isOpen = false;
      rest = rest.slice(0, name.from);
      continue;
    }
    const last = LAST_WORD.exec(rest);
    if (last === null) break;
    const [whole, word = '', stop] = last;
    const isShortV = stop === '.' && SHORT_V.test(rest.slice(0, -1)) && words === 0;
    if (stop === '.' && !ABBREVIATED.has(word)) break;
    const role = isShortV ? 'version' : roleOf(word);
    if (role === null || (isApart && APART.has(role)) || !take(state, role, start + last.index)) break;
    rest = rest.slice(0, rest.length - whole.length);
  }
  return state;
};
