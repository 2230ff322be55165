/** The numbers of a line, each with what stands around it. */
import { logIn } from '../details/logs.ts';
import { lowered, type TextLine } from '../text.ts';
import { type Context, contextOf } from './version-context.ts';
import type { Owners } from './version-owner.ts';
import { isNoVersion, isReleaseOf, STAGE, VERSION_NUMBER } from './version-shapes.ts';
import { isCounted, isMeasure, roleOf } from './version-words.ts';

/** A number of a line, with all that speaks for and against it. */
export interface Candidate {
  /** As it is written. */
  readonly written: string;
  readonly number: string;
  readonly line: TextLine;
  readonly at: number;
  readonly end: number;
  readonly context: Context;
  /** It counts something, or is part of a path, or belongs to something else that has versions. */
  readonly isRefused: boolean;
  readonly isForeign: boolean;
  readonly isLogged: boolean;
}

const NUMBERS_MOST = 400;

/** Not behind a digit, nor part of a date, a time or a longer number. */
const NUMBER = new RegExp(
  String.raw`(?<![\p{N}]|[\p{N}][.,:/-])(${VERSION_NUMBER}${STAGE})(?![\p{L}\p{N}]|[.,:/-]\d)`,
  'giu',
);
const NEXT_WORD = /^[\s\u00a0-]{0,3}([\p{L}]{1,20}|[%$€£₽°])/u;
const BELONGS_TO = /^\s{1,2}(?:of|for|von|de|du|для|у)\s{1,2}(?:(?:the|my|our|der|des|la|le|el)\s{1,2})?/u;
const VERSION_OF = /^(?:-?\p{L}{1,2})?\s{1,2}(?:versi[oó]n|верси[яи]|build|release)(?=\s)/u;
const MONEY_BEFORE = /[$€£₽]\s?$/u;
const FILE_IN = /\.(?:jar|dll|so|exe|js|ts|py|php|whl|tgz|zip|rpm|deb|msi|dmg|apk|sys|log)(?![\p{L}\p{N}])/iu;

/** Part of an address, a path or the name of a file. */
const isInPath = (line: string, at: number, end: number): 'address' | 'path' | null => {
  const before = /\S{0,200}$/u.exec(line.slice(Math.max(0, at - 200), at))?.[0] ?? '';
  const after = /^\S{0,200}/u.exec(line.slice(end, end + 200))?.[0] ?? '';
  const token = `${before}0${after}`.replaceAll('</', '<');
  if (/:\/\/|^www\./iu.test(before)) return 'address';
  const isPath = (token.match(/[\\/]/g) ?? []).length >= 2 || /[\p{L}\p{N}_-]\\/u.test(token);
  return isPath || FILE_IN.test(token) ? 'path' : null;
};

/** It counts what comes behind it, or is a price. */
const counts = (line: string, at: number, end: number, { called }: Context): boolean => {
  const word = NEXT_WORD.exec(line.slice(end, end + 30))?.[1];
  if (MONEY_BEFORE.test(line.slice(Math.max(0, at - 2), at))) return true;
  return word !== undefined && (isMeasure(word) || (called !== 'version' && isCounted(word)));
};

/** "Version 5.1 worked". */
const isOldBehind = (after: string): boolean => {
  const word = NEXT_WORD.exec(after)?.[1];
  return word !== undefined && roleOf(word) === 'old';
};

/** "Version 5.2 of Acme Desktop", "the 17.1 version of iOS". */
const withOwnerBehind = (context: Context, after: string, owners: Owners): Context => {
  const behind = after.replace(VERSION_OF, '');
  const isCalled = context.called === 'version' || context.called === 'build' || behind !== after;
  const isNamed = isCalled || /^\s{1,2}of\s/u.test(after);
  const link = isNamed && context.owner === null ? BELONGS_TO.exec(behind) : null;
  return link === null ? context : { ...context, owner: owners.atStart(behind.slice(link[0].length)) };
};

/** What programs say of themselves: a logged line, or how a browser introduces itself. */
const isLogged = (line: string): boolean =>
  /Mozilla\/\d|AppleWebKit/.test(line) || (logIn(line)?.confidence ?? 0) >= 0.8;

/** "7.0.1-setup.exe" is 7.0.1. */
const numberOf = (written: string): string =>
  (FILE_IN.test(written) ? /^[\d.]*\d/.exec(written)?.[0] : undefined) ?? written.replaceAll(',', '.');

/** At most 400: whoever pastes a table of numbers has written the version before it. */
export const candidatesOn = (line: TextLine, owners: Owners): readonly Candidate[] => {
  if (!/\d/.test(line.text)) return [];
  const lower = lowered(line.text);
  const logged = isLogged(line.text);
  const all: Candidate[] = [];
  for (const match of line.text.matchAll(NUMBER)) {
    if (all.length === NUMBERS_MOST) break;
    const before = all.at(-1);
    const [at, written] = [match.index, match[0]];
    const end = at + written.length;
    const after = lower.slice(end, end + 100);
    const read = contextOf(lower, at, before?.end ?? -1, owners);
    const context = withOwnerBehind({ ...read, isOld: read.isOld || isOldBehind(after) }, after, owners);
    const number = numberOf(written);
    const path = isInPath(line.text, at, end);
    const isForeign =
      context.owner === 'foreign' ||
      (context.owner === null &&
        context.isNext &&
        before?.isForeign === true &&
        isReleaseOf(before.number, number));
    const isRefused =
      isForeign ||
      isNoVersion(number) ||
      counts(lower, at, end, context) ||
      path === 'address' ||
      (path === 'path' && context.owner !== 'own');
    all.push({ written, number, line, at, end, context, isForeign, isRefused, isLogged: logged });
  }
  return all;
};
