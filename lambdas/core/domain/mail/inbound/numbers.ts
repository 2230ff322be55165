/** The ticket's number in a subject. */

const SUBJECT_MOST = 1_000;
/** As our own mails write it. */
const BRACKETED = /\[#(\d{1,12})\]/;
/** As people write it; `&#1001;` is a character and `A#1001` somebody else's number. */
const BARE = /(?<![\p{L}\p{N}&#])(?:#|№ ?)(\d{1,12})(?![\p{L}\p{N}])/u;

/** The first number in brackets, else the first after `#` or `№`; null when there is none. */
export const numberInSubject = (subject: string): number | null => {
  const text = subject.slice(0, SUBJECT_MOST);
  const match = BRACKETED.exec(text) ?? BARE.exec(text);
  return match === null ? null : Number(match[1]);
};
