/** The question that goes to a requester whose ticket lacks details: exactly these, in their language. */
import { inLanguage, languageOf } from '../../people/language.ts';
import type { Settings } from '../../settings/schemas.ts';
import type { Ticket } from '../../ticket/ticket.ts';

interface Words {
  readonly before: string;
  readonly after: string;
}

const EN: Words = {
  before: 'To work on your request we still need:',
  after: 'Reply to this mail, or answer on the page of your ticket. What you have written already is kept.',
};

/** By ISO 639-1 code; a company may ask in more languages than the desk's mails are written in. */
const WORDS: ReadonlyMap<string, Words> = new Map([
  ['en', EN],
  [
    'ru',
    {
      before: 'Чтобы заняться вашим обращением, нам не хватает:',
      after: 'Ответьте на это письмо или на странице обращения. Всё, что вы уже написали, сохранено.',
    },
  ],
  [
    'uk',
    {
      before: 'Щоб опрацювати ваше звернення, нам бракує:',
      after: 'Дайте відповідь на цей лист або на сторінці звернення. Усе, що ви вже написали, збережено.',
    },
  ],
  [
    'de',
    {
      before: 'Um Ihre Anfrage zu bearbeiten, brauchen wir noch:',
      after:
        'Antworten Sie auf diese Mail oder auf der Seite Ihrer Anfrage. Was Sie bereits geschrieben haben, bleibt erhalten.',
    },
  ],
  [
    'fr',
    {
      before: 'Pour traiter votre demande, il nous faut encore :',
      after:
        'Répondez à ce message ou sur la page de votre demande. Ce que vous avez déjà écrit est conservé.',
    },
  ],
  [
    'es',
    {
      before: 'Para atender su solicitud todavía necesitamos:',
      after: 'Responda a este correo o en la página de su solicitud. Lo que ya ha escrito se conserva.',
    },
  ],
]);

/** What a requester is asked for a detail: in this language, else in English, else its name. */
export const askedFor = (
  name: string,
  category: Settings['categories'][number] | undefined,
  language: string,
): string => {
  const ask = category?.details.find((detail) => detail.name === name)?.ask;
  return ask === undefined ? name : inLanguage(ask, language).text;
};

const BULLET = '- ';

/** Of a question that detailsQuestion wrote: the first words after it are an answer to nothing else. */
export const asksOneThing = (question: string): boolean =>
  question.split('\n').filter((line) => line.startsWith(BULLET)).length === 1;

type Asks = readonly Readonly<Record<string, string>>[];

/** The first of the ticket's language and English that every question is written in; else those that all are written in. */
const languageOfAll = (asks: Asks, language: string): string | undefined => {
  const isOfAll = (one: string): boolean => asks.every((ask) => Object.hasOwn(ask, one));
  const written = Object.keys(asks[0] ?? {});
  if (isOfAll(language) || isOfAll(languageOf(language))) return language;
  return ['en', ...written].find(isOfAll);
};

/**
 * All of it in one language: the ticket's where each question is written in it, else English. What stands around the
 * questions is English too in a language without words of our own.
 */
export const detailsQuestion = (ticket: Ticket, settings: Settings): string => {
  const category = settings.categories.find((one) => one.id === ticket.category);
  const asks = (category?.details ?? [])
    .filter(({ name }) => ticket.missingDetails.includes(name))
    .map(({ ask }) => ask);
  const common = languageOfAll(asks, ticket.language);
  const words = WORDS.get(languageOf(common ?? 'en')) ?? EN;
  const questions = ticket.missingDetails.map(
    (name) => `${BULLET}${askedFor(name, category, common ?? ticket.language)}`,
  );
  return [words.before, '', ...questions, '', words.after].join('\n');
};
