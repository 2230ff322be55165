/** What rows of comments and of the ledger keep of the files that came with them. */
import * as z from 'zod/mini';

export const attachmentRows = z._default(
  z.array(
    z.object({
      id: z.string(),
      fileName: z.string(),
      contentType: z.string(),
      size: z.int(),
      sha256: z.string(),
    }),
  ),
  [],
);
