/** One mail in one language: mustache over MailWords. HTML is laid out from the text unless an operator gave their own. */
import type { NoticeId } from '../notices.ts';

export interface Template {
  readonly subject: string;
  readonly text: string;
}

export type Templates = Readonly<Record<NoticeId, Template>>;

/** Subject of every mail of a ticket, so that mail programs keep them together; "Re:" from the second on is theirs. */
export const THREAD_SUBJECT = '[#{{number}}] {{subject}}';
