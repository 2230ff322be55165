/** Mail from mail servers about mail: reports as RFC 3464 has them, and the common forms that are older than it. */
import { hasHeader, headerWord } from '../headers.ts';
import type { InboundMessage } from '../message.ts';
import { bareSubject } from '../subjects.ts';
import { autoReplySign } from './auto-reply.ts';
import type { Sign } from './context.ts';

const DAEMON = /^(?:mailer-?daemon|mail-?daemon|microsoftexchange[0-9a-f]{32}|mdaemon|mmdf)(?:@|$)/;
const POSTMASTER = /^(?:postmaster|mail-?delivery|mail\.delivery|bounces?)@/;

/** How the subjects of bounces begin: Postfix, Exim, qmail, Sendmail, Exchange in its languages, QQ. */
const SUBJECT = new RegExp(
  `^(?:${[
    'undeliver(?:able|ed)',
    'mail delivery (?:failed|failure|problem|system|subsystem|status)',
    'delivery (?:status notification|failure|has failed|delayed|notification)',
    'message (?:not delivered|delivery failure|you sent blocked)',
    'failure notice',
    'returned mail',
    'mail system error',
    'delayed mail|warning: (?:could not send message|message .{1,80} delayed)',
    'non[- ]?delivery',
    'unzustellbar|nicht zustellbar|nicht zugestellt|zustellung fehlgeschlagen',
    'non remis|non distribu[ée]|[ée]chec de (?:la )?(?:remise|distribution)|message non remis',
    'no se puede entregar|no entregado|correo no entregado|error de entrega',
    'non recapitabile|mancato recapito|recapito non riuscito|impossibile recapitare',
    'niedostarczalne|nie można dostarczyć|nie dostarczono|zwrot wiadomości',
    'не удается доставить|недоставленное|не доставлено|письмо не доставлено|ошибка доставки',
    'не вдається доставити|не вдалося доставити|не доставлено|недоставлене',
    '系统退信|退信',
  ].join('|')})`,
  'iu',
);

const isFromDaemon = (message: InboundMessage): boolean =>
  DAEMON.test(message.from?.email ?? '') || DAEMON.test(message.envelope.from.toLowerCase());

const hasBounceSubject = (message: InboundMessage): boolean =>
  SUBJECT.test(bareSubject(message.subject.slice(0, 500)));

/** A person may well write about a bounce, so a subject counts only beside a sender that is a machine. */
export const bounceSign: Sign = (message) => {
  if (message.report !== null) return 'It carries a report about a delivery (RFC 3464).';
  if (hasHeader(message, 'x-failed-recipients'))
    return 'The header X-Failed-Recipients names who did not get our mail.';
  if (isFromDaemon(message) && headerWord(message, 'auto-submitted') !== 'no')
    return 'It comes from a mail server, not from a person.';
  const isNull = message.envelope.from === '';
  if (hasBounceSubject(message) && (isNull || POSTMASTER.test(message.from?.email ?? '')))
    return 'A mail server says in its subject that a delivery failed.';
  return isNull && autoReplySign(message) === null
    ? 'Its envelope has no sender, as only the reports of mail servers have (RFC 5321, section 4.5.5).'
    : null;
};
