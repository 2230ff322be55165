/** Files that callers bring before the comment that names them: attachable only by their creator, once, for a day. */

export interface Upload {
  /** `upl_` + ULID. */
  readonly id: string;
  /** Person, agent or key id of whoever announced it. */
  readonly creatorId: string;
  /** Safe to show (file-name.ts). */
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes, as announced. */
  readonly size: number;
  readonly createdAt: string;
  /** The comment that it came with; null while it waits for one. */
  readonly attachedTo: { readonly ticketId: string; readonly commentId: string } | null;
}

/** How long an upload waits for its comment (product.md section 9). */
export const UPLOAD_HOURS = 24;

const ULID = '[0-9A-HJKMNP-TV-Z]{26}';
const ATTACHMENT = new RegExp(`^att_(${ULID})$`);

/** The attachment that an upload becomes. */
export const attachmentIdOf = (uploadId: string): string => uploadId.replace(/^upl_/, 'att_');

/** The upload that an attachment was; null for one that came by mail. */
export const uploadIdOf = (attachmentId: string): string | null => {
  const [, ulid] = ATTACHMENT.exec(attachmentId) ?? [];
  return ulid === undefined ? null : `upl_${ulid}`;
};

/** Why this caller can not attach it, null when they can. What is another's is told as what is not there. */
export const uploadFault = (upload: Upload | null, callerId: string): string | null => {
  if (upload === null || upload.creatorId !== callerId)
    return `is no upload of yours from the last ${UPLOAD_HOURS} hours`;
  return upload.attachedTo === null ? null : 'has been attached to a comment already';
};

/** Why what lies there is not what was announced, null when it is; `stored` in bytes, null when nothing was uploaded. */
export const contentFault = (upload: Upload, stored: number | null): string | null => {
  if (stored === null) return 'has not been uploaded yet';
  return stored === upload.size ? null : `has ${stored} bytes, not the ${upload.size} that were announced`;
};
