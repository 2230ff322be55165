/** Paragraphs of `format=flowed` put together again (RFC 3676), each depth of quoting by itself. */

const SIGNATURE = '-- ';

interface Line {
  readonly depth: number;
  readonly text: string;
  readonly isFlowed: boolean;
}

const lineOf = (line: string): Line => {
  const depth = /^>*/.exec(line)?.[0].length ?? 0;
  const rest = line.slice(depth);
  // Space-stuffing (section 4.4), also between the quote marks and the text.
  const text = rest.startsWith(' ') ? rest.slice(1) : rest;
  return { depth, text, isFlowed: text.endsWith(' ') && text !== SIGNATURE };
};

/** `text` with line feeds; `isDeleting` is the parameter `delsp=yes`: the blank at the end of a line was only a mark. */
export const unflowed = (text: string, isDeleting: boolean): string => {
  const lines: string[] = [];
  let paragraph: string[] = [];
  let depth = 0;
  const end = (): void => {
    if (paragraph.length === 0) return;
    const written = paragraph.join('');
    const marks = '>'.repeat(depth);
    lines.push(marks === '' || written === '' ? `${marks}${written}` : `${marks} ${written}`);
    paragraph = [];
  };
  for (const line of text.split('\n').map(lineOf)) {
    if (line.depth !== depth || line.text === SIGNATURE) end();
    depth = line.depth;
    paragraph.push(line.isFlowed && isDeleting ? line.text.slice(0, -1) : line.text);
    if (!line.isFlowed) end();
  }
  end();
  return lines.join('\n');
};
