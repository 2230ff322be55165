/** Images that a mail shows inside its text: they stay with their comment, as links to its attachments. */

/** An image by its content id, as sanitised HTML has it. */
const SHOWN = /\bsrc="cid:([^"]+)"/g;

const decoded = (id: string): string => {
  const plain = id.replaceAll('&amp;', '&');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
};

/** The content ids that safe HTML shows as images, without angle brackets. */
export const shownContentIds = (html: string): ReadonlySet<string> =>
  new Set([...html.matchAll(SHOWN)].map(([, id = '']) => decoded(id)));

/** What every browser shows and none runs: SVG may hold scripts. */
const IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export interface InlinePart {
  readonly contentId: string | null;
  readonly contentType: string;
  /** Of the attachment that it is kept as. */
  readonly id: string;
}

/**
 * HTML whose images name the attachments that they are kept as, `cid:att_…`. Those that are no images, or are not
 * there, keep their place and their words and show nothing; the file stays among the attachments.
 */
export const withAttachmentIds = (html: string, parts: readonly InlinePart[]): string => {
  const ids = new Map(
    parts.flatMap(({ contentId, contentType, id }) =>
      contentId !== null && IMAGES.has(contentType) ? [[contentId, id] as const] : [],
    ),
  );
  return html.replaceAll(SHOWN, (_whole, contentId: string) => {
    const id = ids.get(decoded(contentId));
    return id === undefined ? '' : `src="cid:${id}"`;
  });
};

const KEPT = /\bsrc="cid:(att_[\w.-]+)"/g;

/** The attachments that HTML shows as images. */
export const shownAttachments = (html: string): ReadonlySet<string> =>
  new Set([...html.matchAll(KEPT)].map(([, id = '']) => id));

/** HTML whose images lead to the attachments; `link` answers where one is read. */
export const withAttachmentLinks = (html: string, link: (id: string) => string): string =>
  html.replaceAll(KEPT, (_whole, id: string) => `src="${link(id)}"`);
