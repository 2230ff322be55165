/** Hours of support that an organization has bought, and when its lead hears that they run out. */

/** What has been booked in a period. */
export interface HoursAccount {
  readonly minutes: number;
  /** The highest percent that the lead has been warned of, 0: of none; a correction does not take it back. */
  readonly warned: number;
}

export const NOTHING_BOOKED: HoursAccount = { minutes: 0, warned: 0 };

/** Percent of the bought hours. */
export const WARNINGS = [80, 100] as const;
export type Warning = (typeof WARNINGS)[number];

/** The account after a booking of so many minutes, and what is to be warned of now; `hours` null: none are bought. */
export const accountAfter = (
  account: HoursAccount,
  minutes: number,
  hours: number | null,
): { readonly account: HoursAccount; readonly warning: Warning | null } => {
  const booked = account.minutes + minutes;
  const reached = WARNINGS.findLast(
    (percent) => hours !== null && booked * 100 >= hours * 60 * percent && percent > account.warned,
  );
  return {
    account: { minutes: booked, warned: reached ?? account.warned },
    warning: reached ?? null,
  };
};
