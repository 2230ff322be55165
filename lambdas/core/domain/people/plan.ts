/** Which organization a person belongs to, and so which plan their tickets are served under. */
import type { Organization, Settings } from '../settings/schemas.ts';
import type { Plan } from '../ticket/words.ts';
import { isValidAt } from './validity.ts';

/**
 * An address that is listed belongs to its organization; an address by its domain only when it is verified, because
 * anybody can write any sender into a mail (product.md section 4.5).
 */
export const organizationOf = (email: string, settings: Settings, verified: boolean): Organization | null => {
  const listed = settings.organizations.find((one) => one.people.includes(email));
  if (listed !== undefined) return listed;
  if (!verified) return null;
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return settings.organizations.find((one) => one.domains.includes(domain)) ?? null;
};

/** No organization means plan `basic`, and so does one outside the days for which it has bought more. */
export const planOf = (email: string, settings: Settings, verified: boolean, now: string): Plan => {
  const organization = organizationOf(email, settings, verified);
  return organization !== null && isValidAt(organization, now, settings) ? organization.plan : 'basic';
};
