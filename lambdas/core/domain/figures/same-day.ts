/** "Answered within the same working day": the desk's headline figure, by day and group. */
import type { WorkingDay } from '../people/working-day.ts';

/** One message of a requester that waited for an answer, as it stands now. Times are ISO 8601 UTC. */
export interface WaitFact {
  readonly since: string;
  /** By a public comment of an agent; null: not answered. */
  readonly answeredAt: string | null;
  /** Nobody waits any more, and nobody answered: it counts neither way. */
  readonly dropped: boolean;
  /** That answered it; before that, the one that it came to. */
  readonly groupId: string;
}

/** `share` is `answered` ÷ `due`. */
export interface SameDayRow {
  /** Of the working day. */
  readonly date: string;
  /** null: all groups together. */
  readonly group: string | null;
  readonly answered: number;
  readonly due: number;
  readonly share: number;
}

interface Judged {
  readonly date: string;
  readonly group: string;
  readonly isAnswered: boolean;
}

const rowOf = (date: string, group: string | null, messages: readonly Judged[]): SameDayRow => {
  const answered = messages.filter(({ isAnswered }) => isAnswered).length;
  return { date, group, answered, due: messages.length, share: answered / messages.length };
};

/** In order of time, so that a day is worked out once for all that waited on it. */
const judge = (facts: readonly WaitFact[], dayAt: (instant: string) => WorkingDay): readonly Judged[] => {
  let day: WorkingDay | null = null;
  return facts
    .filter(({ dropped }) => !dropped)
    .toSorted((one, other) => (one.since < other.since ? -1 : 1))
    .map(({ since, answeredAt, groupId }) => {
      if (day === null || since >= day.endsAt) day = dayAt(since);
      const isAnswered = answeredAt !== null && answeredAt < day.endsAt;
      return { date: day.date, group: groupId, isAnswered };
    });
};

export interface SameDayQuestion {
  /** First and last working day. */
  readonly from: string;
  readonly to: string;
  /** Only this one; null: each, and all together. */
  readonly group: string | null;
  /** The working day that an instant belongs to: before it begins, the one that is next. */
  readonly dayAt: (instant: string) => WorkingDay;
}

/**
 * Of the messages of requesters that waited for an answer and came before the end of a working day (after the end of
 * the one before), the share that a public comment of an agent answered before the day ended. One row for each day on
 * which something was due, and for each group that it was due from, in order; the row of all first.
 */
export const sameDayRows = (
  facts: readonly WaitFact[],
  { from, to, group, dayAt }: SameDayQuestion,
): readonly SameDayRow[] => {
  const judged = judge(facts, dayAt).filter(
    (one) => one.date >= from && one.date <= to && (group === null || one.group === group),
  );
  return [...Map.groupBy(judged, ({ date }) => date)].flatMap(([date, ofDay]) => [
    ...(group === null ? [rowOf(date, null, ofDay)] : []),
    ...[...Map.groupBy(ofDay, (one) => one.group)]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, ofGroup]) => rowOf(date, name, ofGroup)),
  ]);
};
