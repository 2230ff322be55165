/** Tickets that say nothing at all: whatever people made of them, they teach nothing of texts. */
import type { Text } from './model.ts';

/** Neither subject nor body has a character that anybody sees. */
export const isBlank = ({ subject, body }: Text): boolean => !/[^\s\p{Cf}]/u.test(`${subject}${body}`);
