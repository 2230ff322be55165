/** A comment as a row; its texts go to the bucket when together they are long. */
import * as z from 'zod/mini';
import type { Comment } from '../../domain/ticket/ticket.ts';
import { AUTHOR_KINDS, CHANNELS } from '../../domain/ticket/words.ts';
import type { Texts } from '../s3/texts.ts';
import { attachmentRows } from './attachment-row.ts';
import { compact } from './compact.ts';
import { commentKey, ticketIdOf } from './keys.ts';
import { heldText, holdText, MOST_BYTES_IN_ROW, readText } from './long-text.ts';
import type { Row } from './table.ts';

const textOrNull = z._default(z.nullable(z.string()), null);

const commentRow = z.object({
  PK: z.string(),
  id: z.string(),
  author: z.object({ kind: z.enum(AUTHOR_KINDS), id: textOrNull, email: textOrNull, name: textOrNull }),
  public: z._default(z.boolean(), false),
  channel: z.enum(CHANNELS),
  bodyText: heldText,
  bodyHtml: z._default(z.nullable(heldText), null),
  /** Absent: the same as `bodyText`. */
  visibleText: z.optional(heldText),
  attachments: attachmentRows,
  mailId: textOrNull,
  createdAt: z.string(),
});

/** Of a comment whose texts are too long together, those below this stay in the row. */
const SHORT_BYTES = 4 * 1024;

export const rowOfComment = async (comment: Comment, texts: Texts): Promise<Row> => {
  const { ticketId, bodyText, bodyHtml, visibleText, ...rest } = comment;
  const visible = visibleText === bodyText ? null : visibleText;
  const bytes = [bodyText, bodyHtml, visible].reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0);
  const most = bytes > MOST_BYTES_IN_ROW ? SHORT_BYTES : MOST_BYTES_IN_ROW;
  const hold = (text: string | null) => (text === null ? null : holdText(texts, text, most));
  return {
    ...commentKey(ticketId, comment.id),
    ...compact({
      ...rest,
      bodyText: await hold(bodyText),
      bodyHtml: await hold(bodyHtml),
      visibleText: await hold(visible),
    }),
  };
};

export const commentOf = async (row: Row, texts: Texts): Promise<Comment> => {
  const { PK, ...parsed } = z.parse(commentRow, row);
  const bodyText = await readText(texts, parsed.bodyText);
  return {
    ...parsed,
    ticketId: ticketIdOf(PK),
    bodyText,
    bodyHtml: parsed.bodyHtml === null ? null : await readText(texts, parsed.bodyHtml),
    visibleText: parsed.visibleText === undefined ? bodyText : await readText(texts, parsed.visibleText),
  };
};
