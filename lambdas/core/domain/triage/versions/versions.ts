/** Versions in free text, and in what stands behind a label. */
import type { DeskSettings } from '../../settings/schemas.ts';
import { endOf, type Find, find, linesOf, lowered, type TextLine } from '../text.ts';
import { type Candidate, candidatesOn } from './version-candidates.ts';
import { type Owners, ownersFor } from './version-owner.ts';
import { isDayAndMonth, isDoubtful, isTelling } from './version-shapes.ts';
import { roleOf, SINCE, SPEAKS_OF_VERSIONS } from './version-words.ts';

type Products = DeskSettings['products'];

const isDotted = ({ number }: Candidate): boolean => /^\d{1,8}\.\d/.test(number);

/** Part of a word: "x64", "express@4.18.2"; or of a telephone number. */
const GLUED = /(?:[\p{L}\p{N}_@+\\/.]|[\p{L}\p{N}][-–—]|[\d)][ -])$/u;
const isGlued = ({ line, at }: Candidate): boolean => GLUED.test(line.text.slice(Math.max(0, at - 2), at));

/** The sentence around it speaks of versions or of one of the desk's products. */
const isSpokenOf = ({ line, at, end }: Candidate, owners: Owners): boolean => {
  const before =
    lowered(line.text.slice(Math.max(0, at - 200), at))
      .split(/[.!?…;]\s/u)
      .at(-1) ?? '';
  const [after = ''] = lowered(line.text.slice(end, end + 200)).split(/[.!?…;](?:\s|$)/u);
  return [before, after].some((piece) =>
    [...piece.matchAll(/[\p{L}\p{N}'’]{1,40}/gu)].some(({ 0: word, index }) => {
      const role = roleOf(word);
      if (SINCE.has(word) || (role !== null && SPEAKS_OF_VERSIONS.has(role))) return true;
      return owners.atEnd(piece.slice(0, index + word.length))?.owner === 'own';
    }),
  );
};

/** The whole answer to the question for it, also as one of several that are numbered. */
const ALONE =
  /^\s{0,8}(?:>\s?)?(?:\d{1,2}[.)]\s{1,3})?(?:it(?:'|’)s |it is |this is |это |у меня |стоит )?$/iu;
const isAlone = ({ line, at, end, number }: Candidate): boolean =>
  ALONE.test(line.text.slice(0, at)) &&
  /^\s{0,8}[.!]?\s{0,8}$/u.test(line.text.slice(end)) &&
  (isTelling(number) || /^\d{1,4}\.\d{1,6}$/.test(number));

const ORDINAL = /^-?(?:й|ю|я|ой|ую|ая|ей)(?!\p{L})/u;
/** "The 5.2 version", «5.2-я версия», "5.2 (build 443)". */
const isNamedBehind = (candidate: Candidate): boolean => {
  const { line, end, context } = candidate;
  if (!isDotted(candidate) || context.called !== null) return false;
  const after = lowered(line.text.slice(end, end + 40)).replace(ORDINAL, '');
  const role = roleOf(/^\s{0,2}[(,]?\s{0,2}(\p{L}{3,12})/u.exec(after)?.[1] ?? '');
  return role === 'version' || role === 'build';
};

/** How sure it is that a number is the version, 0 to 1; 0 is that it is none. */
const sureness = (candidate: Candidate, owners: Owners): number => {
  const { context, number, isRefused } = candidate;
  if (isRefused || context.called === 'other') return 0;
  const dotted = isDotted(candidate);
  const doubtful = isDoubtful(number);
  if (context.owner === 'own' && !context.isLoose && (context.called !== null || (dotted && !doubtful)))
    return candidate.isLogged ? 0.8 : 0.9;
  if (candidate.isLogged) return 0;
  if (context.called === 'version' && (dotted || !context.isLoose)) return 0.85;
  if (context.called === 'build' && !doubtful && !context.isLoose) return dotted ? 0.8 : 0.75;
  if (context.called === 'update' && dotted && !doubtful && (context.isTo || !isDayAndMonth(number)))
    return 0.8;
  if (context.called === 'now' && dotted && !doubtful) return 0.65;
  if (isNamedBehind(candidate)) return 0.8;
  if (isTelling(number) && !isGlued(candidate) && isSpokenOf(candidate, owners)) return 0.6;
  return isAlone(candidate) ? 0.5 : 0;
};

interface Judged {
  readonly candidate: Candidate;
  readonly sure: number;
}

/** An old version is one only where no other is named. */
const OLD = 0.55;
const DESTINATION = 0.03;

/** How sure it is that the number before is a version that somebody went on from: "from 5.1 to 5.2". */
const leftBehind = ({ context }: Candidate, before: Judged | undefined): number => {
  if (before === undefined || before.candidate.isRefused) return 0;
  const { isFrom, called } = before.candidate.context;
  if (!context.isNext && !isFrom) return 0;
  return Math.max(before.sure, isFrom && called === 'update' ? 0.8 : 0);
};

/** With what the number before it on its line says of it: "from 5.1 to 5.2" is 5.2. */
const judgedOn = (line: TextLine, owners: Owners): readonly Judged[] => {
  const all: Judged[] = [];
  for (const candidate of candidatesOn(line, owners)) {
    const own = sureness(candidate, owners);
    const left = candidate.context.isTo ? leftBehind(candidate, all.at(-1)) : 0;
    const isListed = own === 0 && isDotted(candidate) && !candidate.isRefused;
    const sure = isListed ? left : own;
    const raised = left > 0 && sure > 0 ? Math.max(sure, left) + DESTINATION : sure;
    all.push({ candidate, sure: candidate.context.isOld ? Math.min(raised, OLD) : raised });
  }
  return all;
};

const asFind = ({ candidate, sure }: Judged, text: string): Find => {
  const { line, context, number } = candidate;
  return find(number, text, [line.position + Math.min(context.from, candidate.at), endOf(line)], sure);
};

/** The surest number; of several that are as sure, the first. */
export const versionIn = (text: string, products: Products): Find | null => {
  const owners = ownersFor(products);
  let best: Judged | null = null;
  for (const line of linesOf(text)) {
    for (const one of judgedOn(line, owners)) if (one.sure > (best?.sure ?? 0)) best = one;
  }
  return best === null ? null : asFind(best, text);
};

const LABEL = 'version: ';
/** "CS6", "R5". */
const LETTERS = /(?<![\p{L}\p{N}])\p{L}{1,5}$/u;
/** An edition: "Enterprise 2024". */
const EDITION = /^(?:[\p{L}\p{N}_-]{1,30}\s){1,2}$/u;

/** The number in what was given as a version: "Acme Desktop 5.2 (build 443)" is 5.2; null when there is none. */
export const versionGiven = (value: string, products: Products): string | null => {
  const owners = ownersFor(products);
  const all = linesOf(`${LABEL}${value}`).flatMap((line) => judgedOn(line, owners));
  const best = all.toSorted((a, b) => b.sure - a.sure)[0];
  if (best !== undefined && best.sure > 0) return best.candidate.number;
  const given = all.find(({ candidate: { isRefused, context } }) => !isRefused && context.called !== 'other');
  if (given === undefined) return null;
  const { line, at, number } = given.candidate;
  const before = line.text.slice(line.position === 0 ? LABEL.length : 0, at);
  return `${EDITION.test(before) ? before : (LETTERS.exec(before)?.[0] ?? '')}${number}`;
};
