/** Stored bytes into a message that the rules can read. */
import type { MailParser } from '../../application/mail-ports.ts';
import { arrivalOfBlock, splitBlock } from './block.ts';
import { readMail } from './parse.ts';

export const mimeParser: MailParser = {
  parse: readMail,
  arrivalOf: (raw, sesId, storedAt) => {
    const { block } = splitBlock(raw);
    return block === null ? null : arrivalOfBlock(block, sesId, storedAt);
  },
};
