/** For how long an organization has bought what it has. */
import type { Organization, Settings } from '../settings/schemas.ts';
import { dateIn } from './day.ts';

type Bought = Pick<Organization, 'validFrom' | 'validUntil'>;

/** Both days belong to it, by the desk's clock; what is not said has no end on that side. */
export const isValidAt = ({ validFrom, validUntil }: Bought, now: string, { desk }: Settings): boolean => {
  if (validFrom == null && validUntil == null) return true;
  const today = dateIn(now, desk.timeZone);
  return (validFrom ?? today) <= today && today <= (validUntil ?? today);
};

/** The period that bought hours are counted in: since the day on which it began, else the year by the desk's clock. */
export const periodAt = ({ validFrom }: Bought, now: string, { desk }: Settings): string =>
  validFrom ?? dateIn(now, desk.timeZone).slice(0, 4);
