/** Medians and their neighbours. */

/** The value below which a share of all lies, by the nearest rank; NaN of nothing. `share` from 0 to 1. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1));
  return sorted[rank] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => quantile(values, 0.5);
