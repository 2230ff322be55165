/** The Wait state: until a span has passed or a time has come. */
import { RFC3339, type WaitState } from '../asl.ts';
import type { Frame } from '../execution.ts';
import { expectType, sourceOf } from '../expressions.ts';
import { evaluationFailed } from '../failure.ts';
import { evaluateField, type Run } from '../run.ts';

/** A time that has passed is no wait. */
export const beginWait = async (run: Run, frame: Frame, state: WaitState): Promise<void> => {
  if (state.Seconds !== undefined) {
    const seconds = await evaluateField(run, frame, state.Seconds, 'Seconds');
    expectType(seconds, 'integer', state.Seconds, 'Seconds', 0);
    frame.phase = { kind: 'wait', until: run.now + (seconds as number) * 1000 };
    return;
  }
  const template = state.Timestamp ?? '';
  const timestamp = await evaluateField(run, frame, template, 'Timestamp');
  expectType(timestamp, 'string', template, 'Timestamp');
  if (!RFC3339.test(timestamp as string) || Number.isNaN(Date.parse(timestamp as string)))
    throw evaluationFailed(
      sourceOf(template),
      'Timestamp',
      `returned '${timestamp}', which is no timestamp.`,
    );
  frame.phase = { kind: 'wait', until: Date.parse(timestamp as string) };
};
