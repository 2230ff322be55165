/** The prefixes that mail programs put before a subject: answers and forwards, in the languages of their users. */

const REPLY = '(?:re|aw|sv|ref|rif|r|odp|res|antw|回复|答复|ответ|відп)';
/** Fwd of Gmail and Thunderbird, FW of Outlook, and its local forms: WG, TR, RV, I, PD, ENC; «Пересл» by hand. */
const FORWARD = '(?:fwd?|wg|tr|rv|i|pd|enc|пересл|пересылка|переслано|转发)';

const ANY = new RegExp(
  `^\\s{0,9}(?:${REPLY}|${FORWARD})(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\))?\\s?[:：]\\s{0,9}`,
  'iu',
);
const FIRST_FORWARD = new RegExp(`^\\s{0,9}${FORWARD}\\s?[:：]`, 'iu');
const MOST_PREFIXES = 20;

/** `Export stops` of `Re: AW: Fwd: Export stops`. */
export const bareSubject = (subject: string): string => {
  let bare = subject;
  for (let count = 0; count < MOST_PREFIXES && ANY.test(bare); count += 1) bare = bare.replace(ANY, '');
  return bare.trim();
};

/** Whether the mail was forwarded last, and not answered: `Fwd: Re: …`, not `Re: Fwd: …`. */
export const isForwardSubject = (subject: string): boolean => FIRST_FORWARD.test(subject);
