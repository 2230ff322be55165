/** Runs a machine to its end at once. */
import { aDesk, aMachine, errorNamed } from './states-desk.ts';

/** How a machine of these states ends; it has the functions `double`, `nothing` and `refuse`. */
export const outcome = async (states: Record<string, unknown>, input: unknown = {}) => {
  const desk = aDesk(aMachine(states), {
    double: ({ n }: { n: number }) => n * 2,
    nothing: () => undefined,
    refuse: () => {
      throw errorNamed('TicketClosed');
    },
  });
  const arn = await desk.start(input);
  const { status, output, error, cause } = await desk.describe(arn);
  return { status, ...(output === undefined ? {} : { output: JSON.parse(output) }), error, cause };
};
