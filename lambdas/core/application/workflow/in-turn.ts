/** Several rounds of one function that runs by the clock: each has its turn whatever became of those before it. */
type Round = (about: { readonly correlationId: string }) => Promise<Readonly<Record<string, number>>>;

/** The counts of all; throws when all have had their turn. */
export const inTurn =
  (rounds: readonly Round[]): Round =>
  async (about) => {
    const failures: unknown[] = [];
    let counts = {};
    for (const round of rounds) {
      try {
        counts = { ...counts, ...(await round(about)) };
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length === 1) throw failures[0];
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} rounds failed.`);
    return counts;
  };
