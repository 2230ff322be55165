/** What numbers look like: which may be a version, and which are dates, times, addresses, telephones or money. */

/** A version: "5", "5.2", "5.2.1.443", "5,2", "2024R2", "23H2", "5.2-beta.1", "5.2+443". */
export const VERSION_NUMBER = String.raw`\d{1,8}(?:[.,]\d{1,8}){0,3}(?:[a-z]{1,5}\d{0,4})?(?:[-+][0-9A-Za-z]{1,20}(?:\.[0-9A-Za-z]{1,10}){0,3})?`;

/** "5.2 beta", "5.2 RC 1". */
export const STAGE = String.raw`(?:\s(?:alpha|beta|rc|preview|бета|альфа)(?:\s?\d{1,2})?(?![\p{L}\p{N}]))?`;

const DATE = /^(?:\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|\d\d\.(?:0[1-9]|1[0-2])\.\d\d)$/;
/** Also how many products count their versions. */
const YEAR_FIRST = /^(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])$/;
/** With a year of two figures, of which a ticket may speak. */
const SHORT_DATE = /^(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:1[5-9]|[23]\d)$/;
const DAY_AND_MONTH = /^(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])$/;
const TIME = /^(?:[01]?\d|2[0-3])\.[0-5]\d\.[0-5]\d$/;
const PHONE =
  /^(?:\d{3}\.\d{3}\.\d{4}|\d{3}\.\d{3}\.\d\d\.\d\d|\d{3}\.\d\d\.\d\d|\d{2,4}\.\d{6,8}|0\d{2,4}(?:\.\d{2,8}){1,3})$/;
const THOUSANDS = /^\d{1,3}(?:[.,]\d{3}){2,3}$/;
const OCTETS = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** An address of a network, also one that was mistyped. */
const isAddress = (number: string): boolean => {
  const first = Number(number.split('.')[0]);
  return OCTETS.test(number) && (first === 10 || first >= 30);
};

/** Nobody means a version by it, whatever stands before it. */
export const isNoVersion = (number: string): boolean =>
  /^(?:\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|\d{3}\.\d{3}\.\d{4})$/.test(number);

/** Could as well be something else: only the word "version" in front makes it one. */
export const isDoubtful = (number: string): boolean =>
  DATE.test(number) || PHONE.test(number) || THOUSANDS.test(number) || isAddress(number);

/** Stands for itself: three numbers that are neither date nor time, or four that no address could have. */
export const isTelling = (number: string): boolean => {
  const parts = number.split('.').map(Number);
  if (!/^\d{1,5}(?:\.\d{1,6}){2,3}$/.test(number) || isDoubtful(number) || YEAR_FIRST.test(number))
    return false;
  return parts.length === 3
    ? !SHORT_DATE.test(number) && !TIME.test(number)
    : parts.some((part) => part > 255);
};

/** Releases as the makers of operating systems count them, behind the number of the system itself. */
export const isReleaseOf = (system: string, number: string): boolean =>
  /^(?:\d\dh[12]|\d{5}(?:\.\d{1,6})?|(?:1[5-9]|2\d)\d\d|lts)$/iu.test(number) ||
  number.split('.')[0] === system.split('.')[0];

/** "Updated 12.05": a day. */
export const isDayAndMonth = (number: string): boolean =>
  DAY_AND_MONTH.test(number) || SHORT_DATE.test(number);
