/** The places where the desk keeps what it could not do, by the names that operators use. */

export const DEAD_LETTERS = {
  /** Events that somebody should have got a mail about. */
  'unsent-mails': 'unsent mails',
  /** Mail that came in and could not be read. */
  'unread-mails': 'unread mails',
  /** Events that a function behind a bus could not take. */
  'lost-events': 'lost events',
  /** Changes of tickets that a reader of the table's stream could not process. */
  'set-aside': 'set-aside changes',
} as const;

export type DeadLetterQueue = keyof typeof DEAD_LETTERS;

export const DEAD_LETTER_QUEUES = Object.keys(DEAD_LETTERS) as readonly DeadLetterQueue[];
