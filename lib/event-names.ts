/** Names on the event buses: ours, and those of AWS that the desk listens to. */

/** `source` of every event that the desk publishes (api.md, Event). */
export const EVENT_SOURCE = 'threeline';

/** {@link https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-ses.html} */
export const SES_DETAIL_TYPES = [
  'Email Sent',
  'Email Delivered',
  'Email Bounced',
  'Email Complaint Received',
  'Email Rejected',
] as const;

/** {@link https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html} */
export const EXECUTION_STATUS_CHANGE = 'Step Functions Execution Status Change';
