/** Which fates of a mail SES tells the default bus about. */
import type { Resources } from '../template/resources.ts';

/** https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html, by the name in MatchingEventTypes. */
const DETAIL_TYPES: Readonly<Record<string, string>> = {
  send: 'Email Sent',
  delivery: 'Email Delivered',
  bounce: 'Email Bounced',
  complaint: 'Email Complaint Received',
  reject: 'Email Rejected',
};

/** Detail types that some configuration set of the template sends on. */
export function announcedFates(resources: Resources): ReadonlySet<string> {
  const destinations = resources
    .of('AWS::SES::ConfigurationSetEventDestination')
    .map(({ properties }) => properties.EventDestination)
    .filter(({ Enabled }) => Enabled);
  const types = destinations.flatMap(({ MatchingEventTypes }) => MatchingEventTypes);
  return new Set(types.flatMap((type) => DETAIL_TYPES[type.toLowerCase()] ?? []));
}
