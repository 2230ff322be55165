/**
 * HTML that may be shown to agents: no scripts, forms, styles or frames; nothing is fetched from elsewhere until a
 * person asks for it, and nothing hidden comes to light as if it had been written to be read.
 */
import sanitizeHtml from 'sanitize-html';

/** Bytes of HTML in one mail; what is longer is cut, and the whole part is among the attachments. */
export const LONGEST_HTML = 512 * 1024;

/** Open elements at a time. No mail program writes so many, and the parser's time grows with their square. */
const DEEPEST = 1000;

const BLOCKS = [
  ...['p', 'div', 'blockquote', 'pre', 'hr', 'br', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'center'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'address', 'details', 'summary'],
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
];
const INLINE = [
  ...['a', 'img', 'span', 'b', 'strong', 'i', 'em', 'u', 's', 'strike', 'del', 'ins', 'sub', 'sup', 'big'],
  ...['small', 'code', 'kbd', 'samp', 'tt', 'abbr', 'cite', 'q', 'mark', 'wbr', 'bdi', 'bdo'],
];

const SHOWN = [...BLOCKS, ...INLINE];

/** Elements whose text is not the mail's text. `mail-hidden` is what hidden elements are renamed to. */
const SILENT = [
  ...['script', 'style', 'title', 'textarea', 'option', 'select', 'noscript', 'template', 'xml'],
  ...['iframe', 'object', 'embed', 'applet', 'svg', 'math', 'audio', 'video', 'canvas', 'mail-hidden'],
];

/** What mail programs mark quotes and signatures with; no other class or id survives. */
const MARKS = [
  'gmail_*',
  'moz-*',
  'yahoo_*',
  'protonmail_*',
  'divRplyFwdMsg',
  'appendonsend',
  'x_divRplyFwdMsg',
];
const MARKING_IDS = new Set(['divRplyFwdMsg', 'x_divRplyFwdMsg', 'appendonsend']);

/** Not `font-size: 0` and not a narrow cell: layouts carry both around text that is shown. */
const HIDING =
  /(?:^|[;\s"'])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:[;!]|$)|max-(?:height|width)\s*:\s*0(?:px|pt)?\s*(?:[;!]|$)|text-indent\s*:\s*-\d{3,})/i;
const PIXEL = /(?:^|[;\s"'])(?:height|width)\s*:\s*[01](?:px|pt)?\s*(?:[;!]|$)/i;

const isHidden = (tag: string, attributes: sanitizeHtml.Attributes): boolean => {
  const style = (attributes.style ?? '').slice(0, 2000);
  if ('hidden' in attributes || HIDING.test(style)) return true;
  if (tag !== 'img') return false;
  // A pixel is there to report that the mail was opened.
  const sizes = [attributes.width, attributes.height];
  return PIXEL.test(style) || sizes.some((size) => /^\s*[01](?:px)?\s*$/.test(size ?? ''));
};

const onlyDefined = (attributes: Readonly<Record<string, string | undefined>>): sanitizeHtml.Attributes =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** `cid:` stays; an address elsewhere waits in `data-remote-src`; whatever else (data:, file:, relative) goes. */
const imageSource = (source: string): sanitizeHtml.Attributes | null => {
  const address = source.trim();
  if (/^cid:/i.test(address)) return { src: address };
  if (/^https?:\/\//i.test(address)) return { 'data-remote-src': address };
  return address.startsWith('//') ? { 'data-remote-src': `https:${address}` } : null;
};

const GONE: sanitizeHtml.Tag = { tagName: 'mail-hidden', attribs: {} };

/**
 * sanitize-html 2.17 remembers the new name of an element by its depth, and forgets it only when the element is shown:
 * the next one at that depth would be closed by the name of one that is gone. So every element is given a name on its
 * way, and its own back.
 */
const named: sanitizeHtml.Transformer = (tagName, attribs) => ({ tagName: `mail-${tagName}`, attribs });

const transformed: sanitizeHtml.Transformer = (name, attributes) => {
  const tagName = name.replace(/^mail-/, '');
  if (isHidden(tagName, attributes)) return GONE;
  const { id, style: _style, src, href, ...rest } = attributes;
  const marks = [rest.class, id !== undefined && MARKING_IDS.has(id) ? id : undefined];
  const attribs = onlyDefined({
    ...rest,
    class: marks.filter((mark) => mark !== undefined).join(' ') || undefined,
    'data-remote-src': undefined,
  });
  if (tagName === 'img') {
    const source = imageSource(src ?? '');
    return source === null ? GONE : { tagName, attribs: { ...attribs, ...source } };
  }
  if (tagName === 'a' && href !== undefined) {
    return { tagName, attribs: { ...attribs, href, rel: 'noopener noreferrer nofollow', target: '_blank' } };
  }
  return { tagName, attribs };
};

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: SHOWN,
  nonTextTags: SILENT,
  disallowedTagsMode: 'discard',
  nestingLimit: 100,
  allowedAttributes: {
    '*': ['dir', 'lang', 'title', 'align'],
    a: ['href', 'rel', 'target'],
    img: ['src', 'data-remote-src', 'alt', 'width', 'height'],
    td: ['colspan', 'rowspan', 'valign'],
    th: ['colspan', 'rowspan', 'valign'],
    ol: ['start', 'type'],
    blockquote: ['type'],
  },
  allowedClasses: { '*': MARKS },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['cid'] },
  allowProtocolRelative: false,
  parseStyleAttributes: false,
  transformTags: { ...Object.fromEntries(SHOWN.map((tag) => [tag, named])), '*': transformed },
};

class TooDeep extends Error {
  override readonly name = 'TooDeep';
}

/** Plain text as HTML, for mails that mix both. */
export const htmlOfText = (text: string): string =>
  `<div>${text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br />')}</div>`;

/** Sanitised HTML of any HTML. A page of elements within elements without end keeps its text alone. */
export const safeHtml = (html: string): string => {
  let open = 0;
  const onOpenTag = (): void => {
    open += 1;
    if (open > DEEPEST) throw new TooDeep();
  };
  const onCloseTag = (): void => {
    open -= 1;
  };
  try {
    return sanitizeHtml(html, { ...OPTIONS, onOpenTag, onCloseTag }).trim();
  } catch (cause) {
    if (!(cause instanceof TooDeep)) throw cause;
    return htmlOfText(html.replaceAll(/<[^<>]*>/g, ' ').trim());
  }
};
