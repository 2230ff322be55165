/** The mails in Russian. */
import { type Templates, THREAD_SUBJECT } from './template.ts';

const HELLO = 'Здравствуйте{{#name}}, {{name}}{{/name}}!';
const FOLLOW = 'Ответьте на это письмо или следите за обращением здесь:\n\n{{link}}';
const AGENT =
  '#{{number}} {{subject}}\nОт {{requester}} · приоритет {{priority}} · линия {{line}} · {{group}}\n\n{{ticketUrl}}';

export const RU: Templates = {
  acknowledgement: {
    subject: '[#{{number}}] {{subject}}{{^subject}}Мы получили ваше обращение{{/subject}}',
    text: `${HELLO}

Мы получили ваше обращение. Его номер — {{number}}.
{{#firstReplyAt}}
Специалист ответит вам не позднее {{firstReplyAt}}.
{{/firstReplyAt}}
Мы напишем вам о каждом шаге. Чтобы что-то добавить, ответьте на это письмо или откройте страницу обращения:

{{link}}`,
  },
  'details-request': { subject: THREAD_SUBJECT, text: `${HELLO}\n\n{{comment}}\n\n{{link}}` },
  assigned: {
    subject: 'Назначено вам: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\nТеперь это обращение ваше.{{#dueAt}} Первый ответ нужен до {{dueAt}}.{{/dueAt}}\n\n${AGENT}`,
  },
  escalated: {
    subject: 'Передано {{#yours}}вам{{/yours}}{{^yours}}выше{{/yours}}: [#{{number}}] {{subject}}',
    text: `${HELLO}

Обращение передано с линии {{fromLine}} на линию {{line}}{{#escalatedBy}} ({{escalatedBy}}){{/escalatedBy}}:

{{reason}}

{{#yours}}
Теперь оно ваше.{{#dueAt}} Первый ответ нужен до {{dueAt}}.{{/dueAt}}
{{/yours}}
{{^yours}}
{{#assignee}}
Теперь им занимается {{assignee}}.
{{/assignee}}
{{^assignee}}
Пока его никто не взял, оно ждёт в группе {{group}}.
{{/assignee}}
{{/yours}}

${AGENT}`,
  },
  returned: {
    subject: 'Возвращено: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\nОбращение вернулось на линию {{line}}: {{reason}}\n\n${AGENT}`,
  },
  reply: {
    subject: THREAD_SUBJECT,
    text: `{{comment}}

{{author}}

{{#attached}}
Вложения:
{{attached}}

{{/attached}}
{{#linked}}
Файлы для вас:
{{linked}}

{{/linked}}
{{#solved}}
Мы считаем, что вопрос решён. Если это не так, просто ответьте.

{{/solved}}
{{#promised}}
Нам нужно больше времени, чем мы обещали. Теперь сроки такие:

{{promised}}

{{/promised}}
{{#expectedFixAt}}
Исправление ожидаем не позднее {{expectedFixAt}}.

{{/expectedFixAt}}
${FOLLOW}`,
  },
  'requester-comment': { subject: THREAD_SUBJECT, text: `{{author}} пишет:\n\n{{comment}}\n\n${AGENT}` },
  mention: {
    subject: 'Вас упомянули: [#{{number}}] {{subject}}',
    text: `{{author}} упоминает вас в заметке:\n\n{{comment}}\n\n${AGENT}`,
  },
  reminder: {
    subject: 'Напоминание: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\nПрошло {{percent}} % срока: {{metric}} — до {{dueAt}}.\n\n${AGENT}`,
  },
  reminders: {
    subject: 'Напоминание, обращений: {{howMany}}',
    text: `${HELLO}\n\nПодходит срок этих обращений:\n\n{{reminded}}`,
  },
  breach: {
    subject: 'Просрочено: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\nСрок прошёл: {{metric}} — до {{dueAt}}.\n\n${AGENT}`,
  },
  attention: {
    subject: 'Требует внимания: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\nСрок ({{metric}}, до {{dueAt}}) прошёл давно, и прошла ещё половина срока.\n\n${AGENT}`,
  },
  nudge: {
    subject: THREAD_SUBJECT,
    text: `${HELLO}\n\nМы ждём вашего ответа по обращению {{number}}. Если его не будет, {{autoSolveAt}} мы сочтём вопрос решённым.\n\n${FOLLOW}`,
  },
  'periodic-update': {
    subject: THREAD_SUBJECT,
    text: `${HELLO}

Мы помним о вашем обращении {{number}}. {{standing}}
{{#expectedFixAt}}
Исправление ожидаем не позднее {{expectedFixAt}}.
{{/expectedFixAt}}
{{#resolutionAt}}
Вопрос должен быть решён не позднее {{resolutionAt}}.
{{/resolutionAt}}

${FOLLOW}`,
  },
  'promise-changed': {
    subject: THREAD_SUBJECT,
    text: `${HELLO}

{{#promised}}
По обращению {{number}} нам нужно больше времени, чем мы обещали. Теперь сроки такие:

{{promised}}

{{/promised}}
{{#expectedFixAt}}
Исправление по обращению {{number}} ожидаем не позднее {{expectedFixAt}}.

{{/expectedFixAt}}
${FOLLOW}`,
  },
  solved: {
    subject: THREAD_SUBJECT,
    text: `${HELLO}\n\nМы отметили обращение {{number}} как решённое. Если это не так, просто ответьте.\n\n${FOLLOW}`,
  },
  'auto-solved': {
    subject: THREAD_SUBJECT,
    text: `${HELLO}\n\nМы не получили ответа и считаем обращение {{number}} решённым. Ваш ответ откроет его снова.\n\n${FOLLOW}`,
  },
  survey: {
    subject: 'Как мы справились? [#{{number}}] {{subject}}',
    text: `${HELLO}

Ваше обращение {{number}} решено. Как мы справились? Ссылка откроет страницу, где вы подтвердите ответ.

Хорошо:
{{good}}

Нормально:
{{ok}}

Плохо:
{{bad}}`,
  },
  'support-hours': {
    subject: 'Часы поддержки, {{percent}} %: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\n{{organization}}: израсходовано {{percent}} % часов поддержки, а именно {{hours}}. Последним было это обращение.\n\n${AGENT}`,
  },
  'issue-opened': {
    subject: THREAD_SUBJECT,
    text: `${HELLO}\n\nДля вашего обращения {{number}} нужны наши разработчики, и оно уже у них. Мы напишем, когда они назовут срок и когда всё будет готово.\n\n${FOLLOW}`,
  },
  'issue-fixed': {
    subject: THREAD_SUBJECT,
    text: `${HELLO}\n\nРазработчики сделали то, чего ждало ваше обращение {{number}}. Мы ещё раз всё проверим и напишем вам.\n\n${FOLLOW}`,
  },
  'issue-news': {
    subject: 'От разработчиков: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\n{{comment}}\n\n${AGENT}`,
  },
  'bad-rating': {
    subject: 'Оценка «плохо»: [#{{number}}] {{subject}}',
    text: `${HELLO}\n\n{{requester}} ставит оценку «плохо»:\n\n{{ratingComment}}\n\n${AGENT}`,
  },
  outbreak: {
    subject: 'Всплеск обращений: {{topic}}, {{howMany}}',
    text: `${HELLO}

Обращения поступают чаще обычного: за час {{howMany}} на тему «{{topic}}», обычно за час {{usual}}. Они похожи друг на друга:

{{tickets}}

Этот вызов создаст одну общую проблему и свяжет с ней все эти обращения; решение проблемы с ответом ответит на них и решит их все:

{{call}}

Последнее из них:

${AGENT}`,
  },
  quarantine: {
    subject: 'Письма в карантине: {{waiting}}',
    text: `${HELLO}

В карантине письма, которые должен посмотреть человек: {{waiting}}. Самые новые:

{{mails}}

Пропустить письмо или отбросить его можно так:

{{ways}}

Все письма:

{{link}}`,
  },
};

export const METRIC_NAMES_RU: Readonly<Record<string, string>> = {
  'first-reply': 'первый ответ',
  'next-reply': 'следующий ответ',
  resolution: 'решение',
  'periodic-update': 'очередное сообщение',
};

/** By status: what there is to say although nothing is new. */
export const STANDINGS_RU: Readonly<Record<string, string>> = {
  new: 'Оно ждёт, когда один из нас за него возьмётся.',
  open: 'Мы над ним работаем; нового пока нет.',
  pending: 'Оно ждёт вашего ответа.',
  'on-hold': 'Оно ждёт тех, без кого нам не обойтись; мы напишем, когда будут новости.',
};
