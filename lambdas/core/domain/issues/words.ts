/** What the body of a webhook can speak of. All of it is text; what is absent is empty. */
import type { Ticket } from '../ticket/ticket.ts';

export const ISSUE_WORDS = [
  'number',
  'subject',
  'description',
  'link',
  'callback',
  'reason',
  'product',
  'category',
  'priority',
  'type',
  'plan',
  'language',
  'details',
] as const;

export type IssueWords = Readonly<Record<(typeof ISSUE_WORDS)[number], string>>;

/** Jira takes 32,767 characters and GitHub 65,536: a longer description is cut, the link leads to the whole. */
const LONGEST = 30_000;

const cut = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST).toWellFormed()}…` : text;

/** Nothing of the person who asked but their plan and language: a tracker may be read by the world. */
export const issueWords = (
  ticket: Ticket,
  about: Pick<IssueWords, 'description' | 'link' | 'callback' | 'reason'>,
): IssueWords => ({
  ...about,
  description: cut(about.description),
  number: String(ticket.number),
  subject: ticket.subject,
  product: ticket.product ?? '',
  category: ticket.category,
  priority: ticket.priority,
  type: ticket.type ?? '',
  plan: ticket.requester.plan,
  language: ticket.language,
  details: Object.entries(ticket.details)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n'),
});
