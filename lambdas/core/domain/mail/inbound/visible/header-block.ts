/** The block of From, Sent, To, Subject that Outlook and others put above the mail they quote. */
import { type Label, labelled } from './labels.ts';

/** A value by label; a label that stands twice keeps its first. */
export interface HeaderBlock {
  readonly fields: ReadonlyMap<Label, string>;
  /** Index of the first line behind it. */
  readonly end: number;
}

/** Long lists of recipients wrap. */
const MOST_LINES = 16;

/** Reads labelled lines from `at` on; a line without label continues the one before, a blank line ends the block. */
export const readHeaders = (lines: readonly string[], at: number): HeaderBlock => {
  const fields = new Map<Label, string>();
  let last: Label | null = null;
  let end = at;
  for (const line of lines.slice(at, at + MOST_LINES)) {
    if (line.trim() === '') break;
    const found = labelled(line);
    if (found !== null) {
      fields.set(found.label, fields.get(found.label) ?? found.value);
      last = found.label;
    } else if (last !== null) fields.set(last, `${fields.get(last)} ${line.trim().slice(0, 1_000)}`.trim());
    else break;
    end += 1;
  }
  return { fields, end };
};

/**
 * Whether an Outlook-like block starts at `at`: from whom, and when or about what. A traveller's "From: Berlin, To:
 * Paris, Date: 20 November" has neither a subject nor an address.
 */
export const headerBlockAt = (lines: readonly string[], at: number): HeaderBlock | null => {
  const start = labelled(String(lines.at(at)));
  if (start?.label !== 'from') return null;
  const block = readHeaders(lines, at);
  const { fields } = block;
  const others = (['date', 'to', 'subject'] as const).filter((label) => fields.has(label));
  const isDated = /\d/.test(fields.get('date') ?? '') && fields.has('subject');
  const isAddressed = String(fields.get('from')).includes('@') && others.length >= 2;
  return isDated || isAddressed ? block : null;
};
