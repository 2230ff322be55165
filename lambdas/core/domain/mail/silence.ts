/** Addresses that automatic mail spares for a while: it does not arrive there, or is not wanted there. */

export type SilenceCause = 'bounced' | 'complained';

export interface Silence {
  /** When the mail bounced or was complained about, ISO 8601 UTC. */
  readonly since: string;
  readonly cause: SilenceCause;
  /** In the words of the mail server that said so; null when it gave none. */
  readonly reason: string | null;
}

/** After this long an automatic mail tries again whether the address lives (product.md section 4). */
export const SILENT_DAYS = 60;

const DAY = 86_400_000;

const CAUSES: Readonly<Record<SilenceCause, string>> = {
  bounced: 'mail to this address bounced',
  complained: 'this address complained about our mail',
};

/** Why an automatic mail does not go now, and until when; null when it may go. */
export const silencedBecause = (silence: Silence | null, now: string): string | null => {
  if (silence === null) return null;
  const until = new Date(Date.parse(silence.since) + SILENT_DAYS * DAY).toISOString();
  if (now >= until) return null;
  const said = silence.reason === null ? '' : ` (${silence.reason})`;
  const day = (at: string): string => at.slice(0, 10);
  return `Not sent: ${CAUSES[silence.cause]} on ${day(silence.since)}${said}. Automatic mail to it stops until ${day(until)}.`;
};
