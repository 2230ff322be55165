/** Which texts are the same one: in an outbreak, from a form or a monitor, one comes many times. */
import { createHash } from 'node:crypto';
import type { Text } from './model.ts';

/** However its lines were broken. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();

/** A number can hold so many exactly, and they tell a hundred thousand texts apart. */
const BYTES = 6;

/** The same number for all copies of a text, and for nothing else. */
export const digestOf = ({ subject, body }: Text): number =>
  createHash('sha256')
    .update(`${plain(subject)}\n${plain(body)}`)
    .digest()
    .readUIntLE(0, BYTES);
