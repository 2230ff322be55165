/** What the people of seeded tickets write: plausible lengths, two languages, no two alike. */

const SUBJECTS = [
  'The export stops half way',
  'Where is my invoice?',
  'I cannot sign in any more',
  'Не приходит счёт за ноябрь',
  'How do I add a colleague?',
  'The app closes when I open a file',
  'Licence key is refused',
  'Не открывается приложение после обновления',
  'Payment was taken twice',
  'Synchronisation is slow since Monday',
] as const;

const SENTENCES = [
  'Since the last update this happens every time.',
  'I have tried it on two machines with the same result.',
  'We are on version 5.2.1 and have not changed anything.',
  'Three colleagues of mine see the same.',
  'После перезагрузки ничего не изменилось.',
  'The message says "unexpected end of data (0x80004005)".',
  'First I open the list, then I choose two rows, then I press Export.',
  'It is quite urgent for us because the month ends on Friday.',
  'Раньше всё работало без ошибок.',
  'Could you please tell me what I should do?',
] as const;

const pick = <T>(list: readonly [T, ...T[]], at: number): T => list[at % list.length] ?? list[0];

export const subjectOf = (number: number): string => `${pick(SUBJECTS, number)} (${number})`;

/** Two to eight sentences, about 100 to 450 characters. */
export const textOf = (number: number): string =>
  Array.from({ length: 2 + (number % 7) }, (_, at) => pick(SENTENCES, number * 3 + at * 7)).join(' ');
