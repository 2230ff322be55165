/** What people outside the desk read of a comment. */
import type { Comment } from './ticket.ts';

/**
 * What the desk says goes out as it was written, greeting and quoted questions with it; of what others say, only what they
 * said this time. Of an agent's mail no more than that was ever public.
 */
export const shownText = ({
  author,
  channel,
  bodyText,
  visibleText,
}: Pick<Comment, 'author' | 'channel' | 'bodyText' | 'visibleText'>): string =>
  author.kind === 'agent' && channel !== 'email' ? bodyText : visibleText;
