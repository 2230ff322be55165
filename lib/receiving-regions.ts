/** Where SES receives mail; the desk cannot live anywhere else, because replies to it would not arrive. */

/**
 * As of November 2026. The first eleven: table "Email receiving endpoints" of
 * {@link https://docs.aws.amazon.com/general/latest/gr/ses.html}; the last two were added to it later. A region that
 * is missing here is added after `inbound-smtp.<region>.amazonaws.com` has been seen in that table.
 */
export const RECEIVING_REGIONS: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-north-1',
  'sa-east-1',
];
