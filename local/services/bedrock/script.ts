/** What the language model shall answer: a machine has none, so whoever wants answers says them beforehand. */
import * as z from 'zod';
import { ControlProblem } from '../../control/problem.ts';

const ruleSchema = z
  .strictObject({
    /** The rule holds for tickets in which this stands, in any case; without it for every ticket. */
    when: z.string().min(1).max(200).optional(),
    /** What it gives to the tool that it is offered, whatever it is. */
    answer: z.json().optional(),
    /** Plain text in place of the tool. */
    text: z.string().optional(),
    stopReason: z
      .enum(['end_turn', 'tool_use', 'max_tokens', 'content_filtered', 'malformed_tool_use'])
      .optional(),
  })
  .refine(({ answer, text }) => (answer === undefined) !== (text === undefined), {
    error: 'either "answer" or "text" is wanted',
  });

export type ScriptRule = z.infer<typeof ruleSchema>;

/** One question that was put to it. */
export interface Asked {
  readonly model: string;
  readonly system: string;
  readonly text: string;
}

export interface Script {
  /** Later rules come first. Throws ControlProblem 400. */
  add(rule: unknown): void;
  ruleFor(text: string): ScriptRule | undefined;
  note(asked: Asked): void;
  report(): { readonly rules: readonly ScriptRule[]; readonly asked: readonly Asked[] };
  clear(): void;
}

export function createScript(): Script {
  let rules: readonly ScriptRule[] = [];
  let asked: readonly Asked[] = [];
  return {
    add(rule) {
      const parsed = ruleSchema.safeParse(rule);
      if (!parsed.success)
        throw new ControlProblem(400, z.prettifyError(parsed.error).replaceAll(/\s+/g, ' '));
      rules = [parsed.data, ...rules];
    },
    ruleFor: (text) =>
      rules.find(({ when }) => when === undefined || text.toLowerCase().includes(when.toLowerCase())),
    note(question) {
      asked = [...asked, question];
    },
    report: () => ({ rules, asked }),
    clear() {
      rules = [];
      asked = [];
    },
  };
}
