/** How much a ticket's row may carry in details; whatever is longer belongs into the text of a comment. */
import type { FieldProblem } from '../errors.ts';

/** With everything else on the row they stay under its 32 KB of text (design.md section 3). */
const MOST_BYTES = 24_000;
const MOST = 50;

/** What is wrong with all details of a ticket together: too many, or more than 24,000 bytes of UTF-8. */
export const detailsProblems = (details: Readonly<Record<string, string>>): readonly FieldProblem[] => {
  if (Object.keys(details).length > MOST)
    return [{ path: 'details', message: `must be at most ${MOST} on one ticket` }];
  return new TextEncoder().encode(JSON.stringify(details)).length > MOST_BYTES
    ? [
        {
          path: 'details',
          message: `must have at most ${MOST_BYTES} bytes together; put long texts in a comment`,
        },
      ]
    : [];
};
