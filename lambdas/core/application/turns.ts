/** Many that each have their turn whatever becomes of those before: what fails is kept until all have had theirs. */

export interface Turns {
  /** What came of it; null: it failed. */
  readonly take: <T>(turn: () => Promise<T>) => Promise<T | null>;
  /** Of all turns so far. */
  readonly failures: readonly unknown[];
}

export const turns = (): Turns => {
  const failures: unknown[] = [];
  return {
    failures,
    take: async (turn) => {
      try {
        return await turn();
      } catch (error) {
        failures.push(error);
        return null;
      }
    },
  };
};

/** Throws all as one AggregateError that begins with their number; nothing when there are none. */
export const throwTogether = (failures: readonly unknown[], whatFailed: string): void => {
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} ${whatFailed}.`);
};
