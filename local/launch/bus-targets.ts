/** How events leave the buses: into queues and functions. */
import type { Functions } from '../kernel/contract.ts';
import type { TargetHooks } from '../services/events/target.ts';
import type { Sqs } from '../services/sqs.ts';

/** `doubles` answers whether this delivery is one of those that a bus makes twice. */
export function busTargets(sqs: Sqs, functions: Functions, doubles: () => boolean): TargetHooks {
  const times = (): readonly number[] => (doubles() ? [1, 2] : [1]);
  return {
    sqs: (arn, body, attributes = {}) => {
      const texts = Object.entries(attributes).map(
        ([name, StringValue]) => [name, { DataType: 'String', StringValue }] as const,
      );
      for (const _ of times()) sqs.queue(arn).send({ body, attributes: Object.fromEntries(texts) });
    },
    lambda: async (arn, payload) => {
      for (const _ of times()) await functions.invokeAsync(arn, payload);
    },
    states: () => {
      throw new Error('A rule that starts a state machine is not known here.');
    },
  };
}
