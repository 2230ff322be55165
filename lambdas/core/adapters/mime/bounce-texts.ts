/** Bounces that only people were meant to read: qmail, Exim, Postfix, Exchange, Gmail, Yandex, Mail.ru and their kin. */
import type { DeliveryReport } from '../../domain/mail/inbound/message.ts';
import type { HeaderBlock } from './header-block.ts';
import { idsIn } from './senders.ts';
import { oneLine } from './words.ts';

type Recipient = DeliveryReport['recipients'][number];

/** How each program begins to say it; the recipients are in what follows. */
const OPENINGS: readonly { readonly program: string; readonly says: RegExp }[] = [
  {
    program: 'qmail',
    says: /\bThis is the qmail-send program\b|I'm afraid I wasn't able to deliver your message/i,
  },
  {
    program: 'Exim',
    says: /created automatically by mail delivery software|The following address(?:\(es\)|es)? failed/i,
  },
  {
    program: 'Postfix',
    says: /This is the mail system at host|I'm sorry to have to inform you that your message/i,
  },
  { program: 'Sendmail', says: /----- The following addresses had (?:permanent fatal errors|transient)/i },
  {
    program: 'Gmail',
    says: /Delivery to the following recipients? (?:failed permanently|has been delayed)|Your message wasn't delivered to|Ваше сообщение не доставлено|Адрес не найден/i,
  },
  {
    program: 'Exchange',
    says: /Delivery has failed to these recipients|Your message to \S{1,320} couldn['’]t be delivered|did not reach (?:some or all of )?the (?:intended )?recipients?|Не удалось доставить (?:сообщение|следующим)/i,
  },
  {
    program: 'Yandex',
    says: /Письмо не (?:может быть|было) доставлено|не удалось доставить (?:ваше )?(?:письмо|сообщение)/i,
  },
  {
    program: 'Mail.ru',
    says: /создано автоматически (?:почтовым )?сервером|could not be delivered to one or more of its recipients|не может быть доставлено (?:следующим|одному)/i,
  },
  {
    program: 'other',
    says: /(?:could|can) ?not be delivered|undeliverable|delivery (?:failed|failure|has failed)|returned to sender/i,
  },
];

/** Where the copy of our own mail begins: its addresses are not recipients that failed. */
const COPY =
  /^[ \t]*(?:-+ ?(?:Below this line is a copy of the message|This is a copy of (?:the|your) message|Original message|The body of the message|Included is a copy|Исходное сообщение|Копия (?:вашего )?(?:сообщения|письма)|Returned message|Message header follows|Transcript of session follows)\b|Original message headers\b|Далее следует копия|(?:Return-Path|Received|DKIM-Signature|From|Message-ID):\s|Заголовки исходного сообщения)/im;

const SENDERS =
  /^(?:mailer-?daemon|mail-?daemon|postmaster|mail delivery (?:system|subsystem)|mdaemon|bounces?|microsoftexchange[\w-]*)$/i;
const SUBJECTS =
  /undeliver|delivery (?:status|failure|problem|has failed|incomplete)|mail (?:delivery|system error)|returned mail|failure notice|delivery notification|could not be delivered|недоставл|не доставлен|не удалось доставить|warning: message .*delayed/i;
const DELAYED =
  /will (?:be retried|keep trying|continue to try|retry)|still being retried|delayed|has not yet been delivered|do not need to resend|будет (?:повтор|предпринят)|попытки (?:доставки )?будут продолжены|задерж/i;

const LONGEST_TEXT = 64 * 1024;
const MOST_RECIPIENTS = 50;
const LONGEST_DIAGNOSTIC = 500;

const ADDRESS = /[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
/** A recipient stands at the beginning of its line, perhaps in brackets or after a bullet; a sentence about it does not. */
const RECIPIENT_LINE =
  /^[\s>*•·-]*(?:<|&lt;|"|'|mailto:)?([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})(?=$|[\s>"':;,()<&.])/i;

const STATUS = /\b[245]\.\d{1,3}\.\d{1,3}\b/;

interface Passage {
  readonly email: string;
  readonly lines: readonly string[];
}

/** The lines that name a recipient, each with what is said until the next. */
const passagesOf = (text: string): readonly Passage[] => {
  const passages: { email: string; lines: string[] }[] = [];
  for (const line of text.split('\n')) {
    const email = RECIPIENT_LINE.exec(line)?.[1];
    const passage = passages.find((known) => known.email === email?.toLowerCase());
    if (email === undefined) passages.at(-1)?.lines.push(line);
    else if (passage !== undefined) passage.lines.push(line);
    else if (passages.length < MOST_RECIPIENTS) passages.push({ email: email.toLowerCase(), lines: [line] });
  }
  return passages;
};

/** `only`: the whole report, when it is about this recipient alone, so that a code further down is theirs. */
const recipientOf = ({ email, lines }: Passage, isDelayed: boolean, only: string): Recipient => {
  const said = oneLine(lines.join(' ')).replaceAll(/\s+/g, ' ');
  const at = said.toLowerCase().indexOf(email);
  const diagnostic = said
    .slice(at + email.length)
    .replace(/^[>"':;,()&.\s-]+/, '')
    .trim()
    .slice(0, LONGEST_DIAGNOSTIC)
    .toWellFormed();
  const status = (STATUS.exec(said) ?? STATUS.exec(only))?.[0] ?? null;
  const isLater = status === null ? isDelayed : status.startsWith('4') && isDelayed;
  return {
    email,
    action: isLater ? 'delayed' : 'failed',
    status,
    diagnostic: diagnostic === '' ? null : diagnostic,
  };
};

const addressesIn = (text: string): readonly string[] =>
  (text.slice(0, 4000).match(ADDRESS) ?? []).map((email) => email.toLowerCase());

/** X-Failed-Recipients is written by Exim and Gmail, and needs no reading between the lines. */
const failedByHeader = (header: HeaderBlock): readonly string[] =>
  addressesIn(header.fields.find(({ name }) => name === 'x-failed-recipients')?.value ?? '');

const subjectOf = (header: HeaderBlock): string => (header.email.subject ?? '').slice(0, 998);

const isFromMailSystem = (header: HeaderBlock, isNullSender: boolean): boolean => {
  const from = header.email.from;
  const local = (from?.address ?? '').replace(/@.*$/, '');
  return (
    SENDERS.test(local) ||
    SENDERS.test(from?.name ?? '') ||
    (isNullSender && SUBJECTS.test(subjectOf(header)))
  );
};

/**
 * Null unless a mail system sent it, it says so in known words, and it names a recipient. `text` is the body, `header`
 * the mail's own.
 */
export const bounceInText = (
  header: HeaderBlock,
  text: string,
  isNullSender: boolean,
): DeliveryReport | null => {
  if (!isFromMailSystem(header, isNullSender)) return null;
  const whole = text.slice(0, LONGEST_TEXT);
  const opening = OPENINGS.find(({ says }) => says.test(whole));
  const named = failedByHeader(header);
  if (opening === undefined && named.length === 0) return null;
  const copyAt = COPY.exec(whole)?.index ?? whole.length;
  const report = whole.slice(0, copyAt);
  const isDelayed = DELAYED.test(report) || /delay|задерж/i.test(subjectOf(header));
  const passages = passagesOf(report);
  const known = new Set(passages.map(({ email }) => email));
  // Without a line of its own, the first address in the sentence is the one it is about.
  const own = new Set(addressesIn([header.raw('from'), header.raw('to')].join(' ')));
  const inSentence =
    passages.length === 0 && named.length === 0
      ? addressesIn(report)
          .filter((email) => !own.has(email))
          .slice(0, 1)
      : [];
  const rest = [...named, ...inSentence].filter((email) => !known.has(email));
  const failed = named.length > 0 ? passages.filter(({ email }) => named.includes(email)) : passages;
  const reported = [
    ...failed,
    ...rest.map((email) => ({
      email,
      lines: report
        .slice(Math.max(0, report.toLowerCase().indexOf(email)))
        .split('\n')
        .slice(0, 12),
    })),
  ];
  const only = reported.length === 1 ? report : '';
  const recipients = reported.map((passage) => recipientOf(passage, isDelayed, only));
  if (recipients.length === 0) return null;
  const copied = /^[ \t]*Message-ID:\s{0,9}(<[^<>\s]{1,998}>)/im.exec(whole.slice(copyAt));
  return { recipients, originalMessageId: idsIn(copied?.[1])[0] ?? null };
};
