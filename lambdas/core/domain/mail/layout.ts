/** Plain text laid out as the HTML of a mail: paragraphs, links, nothing that a mail program would block. */

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const URL_PATTERN = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g;

const linked = (line: string): string => {
  let html = '';
  let from = 0;
  for (const match of line.matchAll(URL_PATTERN)) {
    const url = escapeHtml(match[0]);
    html += `${escapeHtml(line.slice(from, match.index))}<a href="${url}" style="color:#0b57d0">${url}</a>`;
    from = match.index + match[0].length;
  }
  return html + escapeHtml(line.slice(from));
};

const paragraph = (lines: string): string =>
  `<p style="margin:0 0 16px">${lines.split('\n').map(linked).join('<br>')}</p>`;

export interface Layout {
  readonly text: string;
  readonly locale: string;
  readonly footer: string;
}

/** One column, system fonts, inline styles: what all mail programs show alike. */
export const htmlMail = ({ text, locale, footer }: Layout): string => `<!doctype html>
<html lang="${escapeHtml(locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;background:#fff;color:#1f2328;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:600px;margin:0 auto;padding:24px 16px">
${text
  .trim()
  .split(/\n{2,}/)
  .map(paragraph)
  .join('\n')}
<p style="margin:24px 0 0;border-top:1px solid #d0d7de;padding-top:12px;color:#57606a;font-size:13px">${footer
  .split('\n')
  .map(escapeHtml)
  .join('<br>')}</p>
</div></body></html>
`;
