/** An upload as a row: it goes by itself after a day, unless a comment takes it. */
import * as z from 'zod/mini';
import { invalid } from '../../domain/errors.ts';
import { UPLOAD_HOURS, type Upload } from '../../domain/ticket/upload.ts';
import { uploadKey } from './keys.ts';
import { secondsOf } from './once-row.ts';
import type { Step } from './step.ts';
import type { Row } from './table.ts';

const uploadRow = z.object({
  id: z.string(),
  creatorId: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  size: z.int(),
  createdAt: z.string(),
  ticketId: z.optional(z.string()),
  commentId: z.optional(z.string()),
  /** Seconds; gone once it is attached. */
  expiresAt: z.optional(z.number()),
});

export const rowOfUpload = ({ attachedTo: _none, ...upload }: Upload): Row => ({
  ...uploadKey(upload.id),
  ...upload,
  expiresAt: secondsOf(upload.createdAt) + UPLOAD_HOURS * 3600,
});

/** null when it has waited too long, deleted or not. */
export const uploadOf = (row: Row, now: string): Upload | null => {
  const { ticketId, commentId, expiresAt, ...upload } = z.parse(uploadRow, row);
  if (ticketId !== undefined && commentId !== undefined)
    return { ...upload, attachedTo: { ticketId, commentId } };
  return expiresAt !== undefined && expiresAt <= secondsOf(now) ? null : { ...upload, attachedTo: null };
};

/** Attaches it for good, if it still waits; `at` is its place in the list that the caller sent. */
export const attachStep = (
  table: string,
  attached: { readonly id: string; readonly ticketId: string; readonly commentId: string },
  at: number,
  now: string,
): Step => ({
  item: {
    Update: {
      TableName: table,
      Key: { ...uploadKey(attached.id) },
      UpdateExpression: 'SET ticketId = :ticketId, commentId = :commentId REMOVE expiresAt',
      ConditionExpression: 'attribute_not_exists(ticketId) AND expiresAt > :now',
      ExpressionAttributeValues: {
        ':ticketId': attached.ticketId,
        ':commentId': attached.commentId,
        ':now': secondsOf(now),
      },
    },
  },
  refusal: () => invalid([{ path: `attachments.${at}`, message: 'has been attached to a comment already' }]),
});
