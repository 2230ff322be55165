/** Arithmetic on instants: ISO 8601 UTC in, the same with milliseconds out, so that they sort as texts. */

const plusMilliseconds = (at: string, milliseconds: number): string =>
  new Date(Date.parse(at) + milliseconds).toISOString();

export const plusHours = (at: string, hours: number): string => plusMilliseconds(at, hours * 3_600_000);

/** Days of 24 hours, whatever a calendar says. */
export const plusDays = (at: string, days: number): string => plusHours(at, days * 24);

export const earlier = (one: string, other: string): string => (one < other ? one : other);

export const later = (one: string, other: string): string => (one > other ? one : other);
