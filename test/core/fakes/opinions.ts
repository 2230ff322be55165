/** A language model that says what a test has it say, and what was asked of it, in memory. */
import type { LanguageModel, OpinionStore, Said } from '../../../lambdas/core/application/opinion-ports.ts';
import type { Asking } from '../../../lambdas/core/domain/triage/opinion/asking.ts';
import type { Heard } from '../../../lambdas/core/domain/triage/opinion/opinion.ts';
import { after } from '../builders.ts';

const KEPT_MINUTES = 30 * 24 * 60;

/** `asked` is what it was asked, in order. */
export const fakeLanguageModel = () => {
  const asked: Asking[] = [];
  let says: Said = { kind: 'failed', why: 'away' };
  return {
    asked,
    say: (said: Said): void => {
      says = said;
    },
    ask: async (asking: Asking) => {
      asked.push(asking);
      return says;
    },
  } satisfies LanguageModel & Record<string, unknown>;
};

export const fakeOpinions = (): OpinionStore => {
  const rows = new Map<
    string,
    { readonly question: string; readonly until: string; readonly heard: Heard | null }
  >();
  const calls = new Map<string, number>();
  return {
    begin: async (ticketId, question, now) => {
      const row = rows.get(ticketId);
      if (row !== undefined && row.question === question && row.until > now)
        return { kind: 'asked', heard: row.heard };
      rows.set(ticketId, { question, until: after(KEPT_MINUTES, now), heard: null });
      return { kind: 'new' };
    },
    keep: async (ticketId, question, heard) => {
      const row = rows.get(ticketId);
      if (row?.question === question) rows.set(ticketId, { ...row, heard });
    },
    spend: async (day, most) => {
      const made = calls.get(day) ?? 0;
      if (made >= most) return false;
      calls.set(day, made + 1);
      return true;
    },
  };
};
