/** What an answer is headed by, by language and kind of detail: words by which analysis finds it again (triage/details/labels.ts). */
import type { DetailKind } from '../ticket/words.ts';

/** Without `text`: only its category knows what that is. */
export type AnswerWords = { readonly [K in Exclude<DetailKind, 'text'>]: string };

const EN: AnswerWords = {
  version: 'Version',
  product: 'Product',
  steps: 'Steps',
  log: 'Error text',
  screenshot: 'Screenshot',
  link: 'Link',
  'business-effect': 'Business effect',
  'expected-result': 'Expected result',
};

/** By ISO 639-1 code. */
export const ANSWER_WORDS: ReadonlyMap<string, AnswerWords> = new Map([
  ['en', EN],
  [
    'ru',
    {
      version: 'Версия',
      product: 'Продукт',
      steps: 'Шаги',
      log: 'Текст ошибки',
      screenshot: 'Скриншот',
      link: 'Ссылка',
      'business-effect': 'Влияние на работу',
      'expected-result': 'Ожидаемый результат',
    },
  ],
  [
    'uk',
    {
      ...EN,
      version: 'Версія',
      steps: 'Кроки',
      log: 'Помилка',
      screenshot: 'Знімок екрана',
      link: 'Посилання',
      'expected-result': 'Очікуваний результат',
    },
  ],
  [
    'de',
    {
      ...EN,
      product: 'Produkt',
      steps: 'Schritte',
      log: 'Fehlermeldung',
      screenshot: 'Bildschirmfoto',
      'business-effect': 'Auswirkungen',
      'expected-result': 'Erwartetes Ergebnis',
    },
  ],
  [
    'fr',
    {
      ...EN,
      product: 'Produit',
      steps: 'Étapes',
      log: "Message d'erreur",
      screenshot: "Capture d'écran",
      link: 'Lien',
      'business-effect': 'Conséquences',
      'expected-result': 'Résultat attendu',
    },
  ],
  [
    'es',
    {
      ...EN,
      version: 'Versión',
      product: 'Producto',
      steps: 'Pasos',
      log: 'Mensaje de error',
      screenshot: 'Captura de pantalla',
      link: 'Enlace',
      'business-effect': 'Impacto',
      'expected-result': 'Resultado esperado',
    },
  ],
]);
