/** How many mails of ours an address may cause: two machines that answer each other must fall silent (product.md section 4.8). */

const WINDOW_MINUTES = 10;
const WINDOW = WINDOW_MINUTES * 60_000;

/** Of mail-opened tickets, per address and ten minutes. */
export const MOST_ACKNOWLEDGEMENTS = 1;
/** Automatic mails per ticket and address in ten minutes. */
export const MOST_AUTOMATIC_MAILS = 10;

export interface Leave {
  readonly allowed: boolean;
  /** In words, for the ledger. */
  readonly reason: string;
}

/** Times later than `now`, from a clock that runs ahead, count as recent. */
const recent = (earlier: readonly string[], now: string): number =>
  earlier.filter((at) => Date.parse(now) - Date.parse(at) < WINDOW).length;

const leave = (earlier: readonly string[], now: string, most: number, what: string): Leave => {
  const sent = recent(earlier, now);
  return sent < most
    ? { allowed: true, reason: `${sent} ${what} in the last ${WINDOW_MINUTES} minutes.` }
    : {
        allowed: false,
        reason: `Silence: ${sent} ${what} in the last ${WINDOW_MINUTES} minutes, ${most} allowed.`,
      };
};

/** `earlier`: when this address was acknowledged before, ISO 8601, in any order. */
export const mayAcknowledge = (earlier: readonly string[], now: string): Leave =>
  leave(earlier, now, MOST_ACKNOWLEDGEMENTS, 'acknowledgements to this address');

/** `earlier`: when automatic mails of this ticket went to this address, ISO 8601, in any order. */
export const mayMailAutomatically = (earlier: readonly string[], now: string): Leave =>
  leave(earlier, now, MOST_AUTOMATIC_MAILS, 'automatic mails of this ticket to this address');
