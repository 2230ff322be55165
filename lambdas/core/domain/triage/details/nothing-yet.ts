/** Whether an answer gives nothing yet, so that what was asked for stays asked (product.md section 5). */
import type { Category, DeskSettings } from '../../settings/schemas.ts';
import type { Comment } from '../../ticket/ticket.ts';
import { findDetails } from './details.ts';
import { filesOf, isLogo } from './files.ts';
import { isMerelyPolite } from './promised.ts';

type Words = Pick<Comment, 'visibleText' | 'author' | 'attachments' | 'bodyHtml'>;

/** By the words alone. The logo of a signature is no file that somebody gives. */
export const promisesOnly = ({ visibleText, author, ...comment }: Words): boolean =>
  isMerelyPolite(visibleText, author.name ?? '') && filesOf(comment).every(isLogo);

/** As promisesOnly, and no word of it is a detail of the category: "Hello, desktop" may name one. */
export const givesNothingYet = (
  comment: Words,
  category: Category | undefined,
  products: DeskSettings['products'],
): boolean =>
  promisesOnly(comment) &&
  (category === undefined ||
    findDetails(category, [{ where: '', text: comment.visibleText }], {}, products).every(
      ({ found }) => !found,
    ));
