/** The words of the pages, by language; what is missing in a language is English. */
import type { Status } from '../ticket/words.ts';

const EN = {
  request: 'Request',
  status: 'Status',
  opened: 'Opened',
  firstReply: 'We answer by',
  nextReply: 'Next answer by',
  resolution: 'Solved by',
  expectedFix: 'Fix expected',
  conversation: 'Conversation',
  you: 'You',
  support: 'Support',
  missingTitle: 'We still need from you',
  addTitle: 'Add something',
  yourText: 'Your message',
  markSolved: 'My problem is solved',
  send: 'Send',
  sent: 'Your message has been added.',
  followUp: 'This request is closed. What you write opens a new one that is linked to it.',
  followedUp: 'A new request has been opened. You get a mail with its number.',
  empty: 'Please write something before you send.',
  tooLong: 'Your text is too long: at most 100,000 characters.',
  older: 'Older messages',
  newer: 'Newer messages',
  rateTitle: 'How did we do?',
  rateAbout: 'Your request was solved. Choose an answer and send it.',
  good: 'Good',
  ok: 'OK',
  bad: 'Bad',
  choose: 'Please choose one of the three answers.',
  comment: 'Anything to add? (optional)',
  rateSend: 'Send answer',
  rateThanks: 'Thank you. Your answer has been recorded.',
  rateChange: 'You can change it until',
  rateConfirm: 'That was very quick. Please confirm that a person is answering.',
  rateConfirmSend: 'Yes, this is my answer',
  rateStale: 'This page had been answered or was open too long. Please check your answer and send it again.',
  rateOver: 'The time to answer is over. Thank you all the same.',
  rateWithdrawn: 'Your request is open again, so there is nothing to rate yet.',
  errorTitle: 'That did not work',
  errorHelp: 'Open the link from the newest mail again, or answer that mail.',
} as const;

export type PageWords = { readonly [K in keyof typeof EN]: string };

const RU: PageWords = {
  request: 'Обращение',
  status: 'Статус',
  opened: 'Открыто',
  firstReply: 'Ответим до',
  nextReply: 'Следующий ответ до',
  resolution: 'Решим до',
  expectedFix: 'Исправление ожидается',
  conversation: 'Переписка',
  you: 'Вы',
  support: 'Поддержка',
  missingTitle: 'Нам не хватает от вас',
  addTitle: 'Дополнить',
  yourText: 'Ваше сообщение',
  markSolved: 'Мой вопрос решён',
  send: 'Отправить',
  sent: 'Ваше сообщение добавлено.',
  followUp: 'Это обращение закрыто. Ваше сообщение откроет новое, связанное с ним.',
  followedUp: 'Открыто новое обращение. Его номер придёт вам по почте.',
  empty: 'Пожалуйста, напишите что-нибудь перед отправкой.',
  tooLong: 'Текст слишком длинный: не более 100 000 знаков.',
  older: 'Более ранние сообщения',
  newer: 'Более новые сообщения',
  rateTitle: 'Как мы справились?',
  rateAbout: 'Ваше обращение решено. Выберите ответ и отправьте его.',
  good: 'Хорошо',
  ok: 'Нормально',
  bad: 'Плохо',
  choose: 'Пожалуйста, выберите один из трёх ответов.',
  comment: 'Хотите что-нибудь добавить? (необязательно)',
  rateSend: 'Отправить ответ',
  rateThanks: 'Спасибо. Ваш ответ записан.',
  rateChange: 'Его можно изменить до',
  rateConfirm: 'Это было очень быстро. Подтвердите, пожалуйста, что отвечает человек.',
  rateConfirmSend: 'Да, это мой ответ',
  rateStale:
    'На этой странице уже ответили, или она была открыта слишком долго. Проверьте ответ и отправьте ещё раз.',
  rateOver: 'Время для ответа истекло. Всё равно спасибо.',
  rateWithdrawn: 'Ваше обращение снова открыто, оценивать пока нечего.',
  errorTitle: 'Не получилось',
  errorHelp: 'Откройте ссылку из последнего письма ещё раз или ответьте на это письмо.',
};

const STATUS_EN: Readonly<Record<Status, string>> = {
  new: 'received',
  open: 'being worked on',
  pending: 'waiting for you',
  'on-hold': 'waiting for somebody else',
  solved: 'solved',
  closed: 'closed',
};
const STATUS_RU: Readonly<Record<Status, string>> = {
  new: 'получено',
  open: 'в работе',
  pending: 'ждём вас',
  'on-hold': 'ждём третью сторону',
  solved: 'решено',
  closed: 'закрыто',
};

/** The language of a page for a ticket in this language. */
export const pageLocale = (language: string): 'en' | 'ru' => (language.startsWith('ru') ? 'ru' : 'en');

export const pageWords = (locale: 'en' | 'ru'): PageWords => (locale === 'ru' ? RU : EN);
export const statusWords = (status: Status, locale: 'en' | 'ru'): string =>
  (locale === 'ru' ? STATUS_RU : STATUS_EN)[status];
