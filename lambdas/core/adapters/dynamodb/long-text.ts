/** Texts in rows: short ones stand there, long ones lie in the bucket and the row says where. */
import * as z from 'zod/mini';
import type { Texts } from '../s3/texts.ts';

/** Items end at 400 KB, and every read and write of a long one is billed by its length. */
export const MOST_BYTES_IN_ROW = 32 * 1024;

export const heldText = z.union([
  z.string(),
  z.object({ key: z.string(), size: z.int(), sha256: z.string() }),
]);
export type HeldText = z.infer<typeof heldText>;

/** Writes to the bucket before any row can refer to it. */
export const holdText = async (texts: Texts, text: string, most = MOST_BYTES_IN_ROW): Promise<HeldText> =>
  Buffer.byteLength(text) <= most ? text : texts.put(text);

export const readText = async (texts: Texts, held: HeldText): Promise<string> =>
  typeof held === 'string' ? held : texts.get(held);
