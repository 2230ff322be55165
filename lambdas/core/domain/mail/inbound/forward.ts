/** A request that an agent passes on: who asked, about what, when, in which words. */
import { addressIn } from './addresses.ts';
import type { MailAddress } from './message.ts';
import { bareSubject, isForwardSubject } from './subjects.ts';
import { attributionAt } from './visible/attribution.ts';
import { headerBlockAt, readHeaders } from './visible/header-block.ts';
import { isForwardEnd, isForwardSeparator, isOriginalSeparator, isRule } from './visible/separators.ts';
import { splitMail } from './visible/split.ts';

export interface ForwardedMail {
  /** Who wrote it first; null when the mail program left no address. */
  readonly from: MailAddress | null;
  readonly subject: string;
  /** As the mail program wrote it, in its language and zone; null when it did not. */
  readonly sentAt: string | null;
  readonly text: string;
  /** What the agent wrote above it, without signature. */
  readonly remark: string;
}

/** Longer mails are read up to here. */
const READ_MOST = 500_000;
const WHEN = /^(?:on|am|le|el|il giorno|dnia|w dniu)?\s?(.{4,80}?)[,\s]*(?:["«„<]|от |from )/iu;

const isBlank = (line: string): boolean => line.trim() === '';

const skipBlank = (lines: readonly string[], at: number): number => {
  const next = lines.findIndex((line, index) => index >= at && !isBlank(line));
  return next === -1 ? lines.length : next;
};

/** Apple Mail quotes what it forwards: one `>` is taken off every line. */
const unquoted = (lines: readonly string[]): readonly string[] =>
  /^\s?>/.test(lines.at(skipBlank(lines, 0)) ?? '')
    ? lines.map((line) => line.replace(/^\s?> ?/, ''))
    : lines;

/** Where the forwarded mail begins: behind its separator, or at Outlook's block when the subject says "forwarded". */
const startOf = (lines: readonly string[], subject: string): { remarkEnd: number; start: number } | null => {
  const separator = lines.findIndex(isForwardSeparator);
  if (separator !== -1) return { remarkEnd: separator, start: separator + 1 };
  if (!isForwardSubject(subject)) return null;
  const block = lines.findIndex((_line, at) => headerBlockAt(lines, at) !== null);
  if (block === -1) return null;
  const above = lines.slice(0, block).findLastIndex((line) => !isBlank(line));
  const line = lines[above] ?? '';
  return { remarkEnd: isRule(line) || isOriginalSeparator(line) ? above : block, start: block };
};

interface Head {
  readonly from: MailAddress | null;
  readonly subject: string;
  readonly sentAt: string | null;
  readonly end: number;
}

/** Gmail, Outlook, Thunderbird, Apple, Yahoo, Mail.ru write a block; Yandex writes "20.11.2026, 14:30, "Maria" <…>:". */
const headAt = (lines: readonly string[], at: number): Head => {
  const attribution = attributionAt(lines, at);
  if (attribution !== null) {
    const { text } = attribution;
    const when = WHEN.exec(text)?.at(1)?.trim() ?? null;
    const from = addressIn(when === null ? text : text.slice(text.indexOf(when) + when.length));
    return { from, subject: '', sentAt: when, end: at + attribution.lines };
  }
  const { fields, end } = readHeaders(lines, at);
  const date = fields.get('date') ?? '';
  return {
    from: addressIn(fields.get('from') ?? ''),
    subject: fields.get('subject') ?? '',
    sentAt: date === '' ? null : date.slice(0, 100),
    end,
  };
};

/** Null when the mail forwards nothing. */
export const forwardedIn = (mail: {
  readonly subject: string;
  readonly text: string;
}): ForwardedMail | null => {
  const lines = mail.text.slice(0, READ_MOST).replace(/\r\n?/g, '\n').split('\n');
  const found = startOf(lines, mail.subject);
  if (found === null) return null;
  const inner = unquoted(lines.slice(found.start));
  const head = headAt(inner, skipBlank(inner, 0));
  const end = inner.findIndex(isForwardEnd);
  return {
    from: head.from,
    subject: head.subject === '' ? bareSubject(mail.subject) : head.subject,
    sentAt: head.sentAt,
    text: inner
      .slice(head.end, end === -1 ? undefined : end)
      .join('\n')
      .trim(),
    remark: splitMail(lines.slice(0, found.remarkEnd).join('\n'), '').visible,
  };
};
