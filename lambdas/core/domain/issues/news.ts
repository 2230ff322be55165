/** What a callback says: in the desk's own words, or in a tracker's, read by the pointers of the settings. */
import { type FieldProblem, invalid } from '../errors.ts';
import { dateIn, lastOfDay } from '../people/day.ts';
import type { Webhook } from '../settings/schemas.ts';
import { whyNoFix, whyTooFar } from '../ticket/expected-fix.ts';
import type { IssueNews } from '../ticket/issue-news.ts';
import { pointedAt, textAt } from './json-pointer.ts';

const STATES = ['in-progress', 'done', 'rejected'] as const;
const COMMENT_MAX = 5000;

/** With the offset as RFC 3339 has it, or without its colon, as Jira writes it. */
const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** `Date` takes 30 February for 2 March. */
const isDay = (text: string): boolean =>
  DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** A day is kept until its end by the desk's clock; null when it is no time. ISO 8601 UTC. */
const timeOf = (text: string, timeZone: string): string | null => {
  const day = INSTANT.exec(text)?.[1];
  if (day !== undefined && isDay(day) && !Number.isNaN(Date.parse(text))) return new Date(text).toISOString();
  if (!isDay(text)) return null;
  // Noon in London is the next day in Auckland: one of these is on that day in every zone.
  const within = ['T12:00:00Z', 'T06:00:00Z', 'T18:00:00Z'].map((time) => `${text}${time}`);
  const instant = within.find((one) => dateIn(one, timeZone) === text);
  return instant === undefined ? null : lastOfDay(instant, timeZone);
};

type Body = Readonly<Record<string, unknown>>;

interface Circumstances {
  /** ISO 8601 UTC. */
  readonly now: string;
  /** Of the desk. */
  readonly timeZone: string;
}

/** Throws InvalidInput with every wrong field at once. */
const inOurWords = (body: Body, { now, timeZone }: Circumstances): IssueNews => {
  const problems: FieldProblem[] = Object.keys(body)
    .filter((name) => !['state', 'expectedFixAt', 'comment'].includes(name))
    .slice(0, 20)
    .map((name) => ({ path: name.slice(0, 100), message: 'is no field that is known here' }));
  const { state, expectedFixAt, comment } = body;
  const known = STATES.find((one) => one === state);
  if (state !== undefined && known === undefined)
    problems.push({ path: 'state', message: `must be one of ${STATES.join(', ')}` });
  const at = typeof expectedFixAt === 'string' ? timeOf(expectedFixAt, timeZone) : null;
  if (expectedFixAt !== undefined && expectedFixAt !== null && at === null)
    problems.push({
      path: 'expectedFixAt',
      message: 'must be a time such as "2026-11-30T09:00:00Z", or a day such as "2026-11-30"',
    });
  const tooFar = at === null ? null : whyTooFar(at, now);
  if (tooFar !== null) problems.push({ path: 'expectedFixAt', message: tooFar });
  const text = typeof comment === 'string' ? comment.trim() : '';
  if (comment !== undefined && (text === '' || text.length > COMMENT_MAX))
    problems.push({ path: 'comment', message: `must be a text of 1 to ${COMMENT_MAX} characters` });
  if (problems.length > 0) throw invalid(problems);
  return {
    ...(known === undefined ? {} : { state: known }),
    ...(expectedFixAt === undefined ? {} : { expectedFixAt: at }),
    ...(comment === undefined ? {} : { comment: text }),
  };
};

type Mapping = NonNullable<Webhook['callback']>;

const stateIn = (body: Body, mapping: Mapping): IssueNews['state'] => {
  const said = mapping.state === undefined ? null : textAt(body, mapping.state);
  if (said === null) return undefined;
  if (mapping.done.includes(said)) return 'done';
  if (mapping.rejected.includes(said)) return 'rejected';
  return mapping.inProgress.includes(said) ? 'in-progress' : undefined;
};

/** A tracker tells many things that are none of ours: what cannot be read, has passed or is no date to promise was not said. */
const inTheirWords = (body: Body, mapping: Mapping, { now, timeZone }: Circumstances): IssueNews => {
  const state = stateIn(body, mapping);
  const due = mapping.expectedFixAt === undefined ? undefined : pointedAt(body, mapping.expectedFixAt);
  const at = typeof due === 'string' ? timeOf(due, timeZone) : null;
  const comment = mapping.comment === undefined ? null : textAt(body, mapping.comment);
  return {
    ...(state === undefined ? {} : { state }),
    ...(at === null || whyNoFix(at, now) !== null ? {} : { expectedFixAt: at }),
    ...(comment === null ? {} : { comment: comment.slice(0, COMMENT_MAX).toWellFormed() }),
  };
};

/** In the tracker's words when the webhook says how to read them. Throws InvalidInput for wrong words of ours. */
export const newsOf = (body: Body, mapping: Mapping | null, circumstances: Circumstances): IssueNews =>
  mapping === null ? inOurWords(body, circumstances) : inTheirWords(body, mapping, circumstances);
