/** Where files lie in the content bucket. */
import { ATTACHMENTS_PREFIX, UPLOADS_PREFIX } from '../../contracts/content.ts';

export const fileKey = (id: string): string => `${ATTACHMENTS_PREFIX}${id}`;

/** Until a comment takes it; what is left there is deleted. */
export const uploadKey = (id: string): string => `${UPLOADS_PREFIX}${id}`;
