/** Translating in memory: `[en] …` is the English translation of whatever stands behind it. */
import type { Clock } from '../../../lambdas/core/application/ports.ts';
import type {
  Attempt,
  TranslationBudget,
  Translations,
  Translator,
} from '../../../lambdas/core/application/translation-ports.ts';
import type { Direction } from '../../../lambdas/core/domain/translation/translation.ts';

export interface FakeTranslator extends Translator {
  /** What was asked for, in order. */
  readonly asked: readonly (Direction & { readonly text: string })[];
  /** The next pieces end like this, one each. */
  endNext(...attempts: readonly Attempt[]): void;
  /** Told before each answer: time may pass there. */
  onEach(act: () => void): void;
}

export const fakeTranslator = (): FakeTranslator => {
  const asked: (Direction & { text: string })[] = [];
  const ends: Attempt[] = [];
  let acts = (): void => undefined;
  return {
    asked,
    endNext: (...attempts) => {
      ends.push(...attempts);
    },
    onEach: (act) => {
      acts = act;
    },
    translate: async (text, direction) => {
      asked.push({ text, ...direction });
      acts();
      return ends.shift() ?? { kind: 'translated', text: `[${direction.to}] ${text}` };
    },
  };
};

const KEPT_MILLISECONDS = 90 * 86_400_000;

export const fakeTranslations = (clock: Clock): Translations => {
  const rows = new Map<string, { readonly text: string; readonly until: number }>();
  const now = (): number => Date.parse(clock.now());
  const find = (key: string): string | undefined => {
    const row = rows.get(key);
    return row !== undefined && row.until > now() ? row.text : undefined;
  };
  return {
    kept: async (ticketId, ids) => {
      const found = new Map<string, string>();
      for (const id of ids) {
        const text = find(`${ticketId}#${id}`);
        if (text !== undefined) found.set(id, text);
      }
      return found;
    },
    keep: async (ticketId, id, text) => {
      const key = `${ticketId}#${id}`;
      if (find(key) === undefined) rows.set(key, { text, until: now() + KEPT_MILLISECONDS });
    },
  };
};

export interface FakeTranslationBudget extends TranslationBudget {
  /** Characters that were translated on that day. */
  spent(day: string): number;
}

export const fakeTranslationBudget = (): FakeTranslationBudget => {
  const days = new Map<string, number>();
  const spent = (day: string): number => days.get(day) ?? 0;
  return {
    spent,
    take: async (day, characters, most) => {
      if (spent(day) + characters > most) return false;
      days.set(day, spent(day) + characters);
      return true;
    },
    giveBack: async (day, characters) => {
      days.set(day, spent(day) - characters);
    },
  };
};
