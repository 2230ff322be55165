/**
 * Types of events that somebody may get a mail about: only these are brought to the function that sends mail. What each
 * of them sends is said by domain/mail/notices.ts; a test keeps both equal.
 */
export const MAILED_EVENTS = [
  'ticket.opened',
  'ticket.commented',
  'ticket.details-requested',
  'ticket.assigned',
  'ticket.returned',
  'ticket.solved',
  'ticket.outbreak-noticed',
  'ticket.nudged',
  'ticket.time-booked',
  'ticket.issue-opened',
  'ticket.issue-failed',
  'ticket.issue-changed',
  'sla.reminded',
  'sla.breached',
  'sla.attention',
  'sla.updated',
  'sla.promised',
  'satisfaction.offered',
  'satisfaction.rated',
] as const;
