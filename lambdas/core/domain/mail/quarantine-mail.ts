/** The leads' daily mail about quarantine: when it is due, who gets it, and how it lists what waits. */
import type { Settings } from '../settings/schemas.ts';
import type { LedgerRow } from './ledger.ts';
import { mailIdOf } from './ledger.ts';
import { type Recipient, toAgent } from './notices.ts';
import { spokenTime } from './words.ts';

/** So many are listed; the rest is a number. */
export const MOST_LISTED = 20;

const LONGEST = 160;

/** The day by the desk's wall clock (`2026-11-22`) in whose hour for this mail `at` lies; null in every other hour. */
export const quarantineMailDay = (at: string, { desk }: Pick<Settings, 'desk'>): string | null => {
  const wallClock = new Intl.DateTimeFormat('en-CA', {
    timeZone: desk.timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(wallClock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  if (desk.quarantineMailHour !== Number(parts.get('hour'))) return null;
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
};

/** A desk without leads has its admins look. */
export const quarantineReaders = ({ agents }: Pick<Settings, 'agents'>): readonly Recipient[] => {
  const leads = agents.filter(({ role }) => role === 'lead');
  return (leads.length > 0 ? leads : agents.filter(({ role }) => role === 'admin')).map(toAgent);
};

/** In quarantine for a reason: what a stranger wrote must not be a link in our own mail. */
const harmless = (text: string): string => text.slice(0, LONGEST).toWellFormed().replaceAll('://', ': //');

/** A paragraph for each message: its id and when it came, who says what, why it waits. */
export const quarantineList = (rows: readonly LedgerRow[], locale: string, timeZone: string): string =>
  rows
    .slice(0, MOST_LISTED)
    .map(({ id, receivedAt, from, subject, reason }) =>
      [
        `${mailIdOf(id)} · ${spokenTime(receivedAt, locale, timeZone)}`,
        harmless(`${from ?? '<>'}: ${subject === '' ? '—' : subject}`),
        harmless(reason),
      ].join('\n'),
    )
    .join('\n\n');
