/** What strangers wrote, made safe for a terminal. */

/** Control characters, which could move the cursor or hide lines, become a mark; lines and tabs stay. */
export const printable = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll(/[^\P{C}\n\t\u200c\u200d]/gu, '\ufffd');

/** As one line of at most so many characters. */
export const shortly = (text: string, most: number): string => {
  const line = printable(text).replaceAll(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`;
};
