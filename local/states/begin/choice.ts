/** The Choice state: the first rule whose condition holds, or the default. */
import type { ChoiceState } from '../asl.ts';
import type { Frame } from '../execution.ts';
import { expectType } from '../expressions.ts';
import { leave, noChoiceMatched } from '../leave.ts';
import { evaluateField, type Run } from '../run.ts';

/** A rule's own Output and Assign count if it matches; the state's count for the default only. */
export const beginChoice = async (run: Run, frame: Frame, state: ChoiceState): Promise<void> => {
  for (const [index, rule] of state.Choices.entries()) {
    const field = `Choices[${index}]/Condition`;
    const holds = await evaluateField(run, frame, rule.Condition, field);
    expectType(holds, 'boolean', rule.Condition, field);
    if (holds) return leave(run, frame, 'Choice', rule, undefined, `Choices[${index}]/`);
  }
  if (state.Default === undefined) throw noChoiceMatched();
  return leave(run, frame, 'Choice', { ...state, Next: state.Default });
};
