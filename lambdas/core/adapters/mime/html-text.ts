/** The text of HTML mail, as a person would have typed it: quotes with `>`, no wrapping, links with their address. */
import { compile } from 'html-to-text';

const convert = compile({
  wordwrap: false,
  limits: { maxInputLength: 4 * 1024 * 1024, maxDepth: 120 },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
    { selector: 'img', format: 'skip' },
    { selector: 'hr', options: { length: 30 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/** `html` is sanitised already: its depth is bounded, and what was hidden is gone. */
export const textOfHtml = (html: string): string => convert(html).replaceAll('\u00a0', ' ');
