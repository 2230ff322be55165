import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlMail } from '../../../../lambdas/core/domain/mail/layout.ts';
import { NOTICES, type NoticeId } from '../../../../lambdas/core/domain/mail/notices.ts';
import { localeFor, metricName, renderMail } from '../../../../lambdas/core/domain/mail/render.ts';
import { type MailWords, spokenTime } from '../../../../lambdas/core/domain/mail/words.ts';
import { METRICS } from '../../../../lambdas/core/domain/ticket/words.ts';

/** Every word says its own name, so that a mail shows which it uses. */
const NAMES = [
  'number',
  'subject',
  'name',
  'desk',
  'link',
  'ticketUrl',
  'comment',
  'attached',
  'linked',
  'author',
  'solved',
  'firstReplyAt',
  'dueAt',
  'metric',
  'percent',
  'requester',
  'priority',
  'line',
  'group',
  'fromLine',
  'escalatedBy',
  'assignee',
  'yours',
  'reason',
  'autoSolveAt',
  'standing',
  'promised',
  'expectedFixAt',
  'resolutionAt',
  'howMany',
  'reminded',
  'good',
  'ok',
  'bad',
  'ratingComment',
  'organization',
  'hours',
  'topic',
  'usual',
  'tickets',
  'call',
  'waiting',
  'mails',
  'ways',
  'marker',
] as const satisfies readonly (keyof MailWords)[];

const wordsOf = (word: (name: keyof MailWords) => string): MailWords =>
  Object.fromEntries(NAMES.map((name) => [name, word(name)])) as Readonly<Record<keyof MailWords, string>>;

const FULL = wordsOf((name) => `«${name}»`);
const EMPTY = wordsOf(() => '');

/** The words without which a mail would be useless. */
const NEEDED: Readonly<Record<NoticeId, readonly (keyof MailWords)[]>> = {
  acknowledgement: ['number', 'subject', 'link', 'firstReplyAt', 'name'],
  'details-request': ['number', 'subject', 'comment', 'link'],
  assigned: ['number', 'subject', 'dueAt', 'ticketUrl', 'requester', 'priority', 'line', 'group'],
  escalated: ['number', 'subject', 'reason', 'fromLine', 'escalatedBy', 'line', 'dueAt', 'ticketUrl'],
  returned: ['number', 'subject', 'reason', 'line', 'ticketUrl'],
  reply: ['number', 'subject', 'comment', 'attached', 'linked', 'author', 'link'],
  'requester-comment': ['number', 'subject', 'comment', 'author', 'ticketUrl'],
  mention: ['number', 'subject', 'comment', 'author', 'ticketUrl'],
  reminder: ['number', 'subject', 'metric', 'percent', 'dueAt', 'ticketUrl'],
  reminders: ['name', 'howMany', 'reminded'],
  breach: ['number', 'subject', 'metric', 'dueAt', 'ticketUrl'],
  attention: ['number', 'subject', 'metric', 'dueAt', 'ticketUrl'],
  nudge: ['number', 'subject', 'autoSolveAt', 'link'],
  'periodic-update': ['number', 'subject', 'standing', 'expectedFixAt', 'resolutionAt', 'link'],
  'promise-changed': ['number', 'subject', 'promised', 'expectedFixAt', 'link'],
  solved: ['number', 'subject', 'link'],
  'auto-solved': ['number', 'subject', 'link'],
  survey: ['number', 'subject', 'good', 'ok', 'bad'],
  'bad-rating': ['number', 'subject', 'requester', 'ratingComment', 'ticketUrl'],
  'support-hours': ['number', 'subject', 'organization', 'percent', 'hours', 'ticketUrl'],
  'issue-opened': ['number', 'subject', 'link'],
  'issue-fixed': ['number', 'subject', 'link'],
  'issue-news': ['number', 'subject', 'comment', 'ticketUrl'],
  outbreak: ['name', 'topic', 'howMany', 'usual', 'tickets', 'call', 'number', 'subject', 'ticketUrl'],
  quarantine: ['name', 'waiting', 'mails', 'ways', 'link'],
};

/** About more than one ticket, or none. */
const OF_NO_TICKET: readonly NoticeId[] = ['outbreak', 'quarantine', 'reminders'];

const ALL = NOTICES.flatMap((id) => (['en', 'ru'] as const).map((locale) => [id, locale] as const));

describe.each(NOTICES)('the mail "%s"', (id) => {
  it.each(['de', 'fr-CH', 'zh-Hant-TW'])(
    'is in English for who reads %s, for which there is no template',
    (wanted) => {
      expect(renderMail(id, localeFor(wanted, id, []), FULL, [])).toEqual(renderMail(id, 'en', FULL, []));
    },
  );
});

describe.each(ALL)('the mail "%s" in %s', (id, locale) => {
  const mail = renderMail(id, locale, FULL, []);

  it('says what it is about, in the subject, the text and the HTML', () => {
    if (!OF_NO_TICKET.includes(id)) expect(mail.subject).toContain('[#«number»] «subject»');
    for (const name of NEEDED[id]) {
      expect(`${mail.subject}\n${mail.text}`).toContain(`«${name}»`);
      expect(`${mail.subject}\n${mail.html}`).toContain(`«${name}»`);
    }
  });

  it('ends with the desk and what marks the ticket', () => {
    expect(mail.text.endsWith('\n\n-- \n«desk»\n«marker»\n')).toBe(true);
    expect(mail.html).toContain('«desk»<br>«marker»');
    expect(mail.html).toContain(`<html lang="${locale}">`);
  });

  it('has no tag left in it, no gap and no word of another language', () => {
    for (const text of [mail.subject, mail.text, mail.html])
      expect(text).not.toMatch(/\{\{|\}\}|undefined|null/);
    expect(mail.text).not.toMatch(/\n{3}/);
    const prose = mail.text.replaceAll(/«\w+»/g, '');
    expect(/[А-я]{3}/.test(prose)).toBe(locale === 'ru' || prose.replaceAll(/\W/g, '') === '');
    if (locale === 'ru') expect(prose).not.toMatch(/[A-Za-z]{3}/);
  });

  it('leaves out what is not there', () => {
    const absent = { name: '', subject: '', firstReplyAt: '', solved: '', marker: '' };
    const bare = renderMail(
      id,
      locale,
      { ...FULL, ...absent, ...(id === 'assigned' ? { dueAt: '' } : {}) },
      [],
    );
    if (!OF_NO_TICKET.includes(id)) expect(bare.subject).toContain('[#«number»]');
    expect(bare.subject).toBe(bare.subject.trim());
    expect(bare.text).not.toMatch(/\n{3}|, [,!]|(?:by|due|не позднее|до) ?\.|^ | ,/m);
    expect(bare.text.endsWith('-- \n«desk»\n')).toBe(true);
  });

  it('escapes what people wrote, whatever they wrote', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>"\'&{}\n\r\t/ abж') }), (text) => {
        const { subject, html } = renderMail(
          id,
          locale,
          wordsOf(() => text),
          [],
        );
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        const inside = html.slice(html.indexOf('<div'));
        expect(
          inside.replaceAll(/<\/?(?:div|p|br|a|body|html)(?: (?:style|href)="[^"<>]*")*>/g, ''),
        ).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('a subject', () => {
  it.each([
    ['a line break', 'Hello\r\nBcc: all@example.com'],
    ['a lone line feed', 'Hello\nBcc: all@example.com'],
    ['a separator', 'Hello\u2028Bcc: all@example.com'],
    ['a null', 'Hello\0Bcc: all@example.com'],
  ])('is one line in spite of %s in a ticket or a template', (_what, subject) => {
    const own = [{ id: 'reply', locale: 'en', subject: `${subject} {{subject}}` }];
    expect(renderMail('reply', 'en', { ...EMPTY, subject }, own).subject).toBe(
      'Hello Bcc: all@example.com Hello Bcc: all@example.com',
    );
  });
});

describe('what a mail quotes', () => {
  it('is not a template, whatever it looks like', () => {
    const { text } = renderMail(
      'reply',
      'en',
      { ...FULL, comment: '{{desk}} {{#solved}}x{{/solved}} {{{link}}}' },
      [],
    );
    expect(text).toContain('{{desk}} {{#solved}}x{{/solved}} {{{link}}}');
  });

  it('is text in the text: nothing is escaped there', () => {
    expect(renderMail('reply', 'en', { ...FULL, comment: 'a < b && "c"' }, []).text).toContain(
      'a < b && "c"',
    );
  });
});

describe('links', () => {
  const linked = (text: string): string => htmlMail({ text, locale: 'en', footer: '' });

  it.each([
    ['See https://desk.example/t/abc.', 'https://desk.example/t/abc'],
    ['(https://desk.example/?a=1&b=2)', 'https://desk.example/?a=1&amp;b=2'],
    ['https://desk.example/r/k0.x-y_z?rating=good', 'https://desk.example/r/k0.x-y_z?rating=good'],
  ])('in "%s" can be clicked', (text, href) => {
    expect(linked(text)).toContain(`<a href="${href}" style="color:#0b57d0">${href}</a>`);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://example.com', 'www.example.com'])(
    'are not made of %s',
    (text) => {
      expect(linked(text)).not.toContain('<a ');
    },
  );

  it('stay whole within their paragraph', () => {
    expect(linked('one\nhttps://a.example/b\n\nthree')).toContain(
      '<p style="margin:0 0 16px">one<br><a href="https://a.example/b"',
    );
  });
});

describe('an operator’s own template', () => {
  it('replaces a part and leaves the others', () => {
    const own = [{ id: 'reply', locale: 'en', subject: 'Acme: {{subject}}' }];
    const mail = renderMail('reply', 'en', FULL, own);
    expect(mail.subject).toBe('Acme: «subject»');
    expect(mail.text).toBe(renderMail('reply', 'en', FULL, []).text);
  });

  it('of the text is laid out as HTML too', () => {
    const mail = renderMail('reply', 'en', FULL, [{ id: 'reply', locale: 'en', text: 'Dear {{name}}' }]);
    expect(mail.text).toBe('Dear «name»\n\n-- \n«desk»\n«marker»\n');
    expect(mail.html).toContain('Dear «name»');
  });

  it('of the HTML escapes what is filled in', () => {
    const own = [{ id: 'reply', locale: 'en', html: '<h1>{{subject}}</h1>' }];
    expect(renderMail('reply', 'en', { ...FULL, subject: '<script>' }, own).html).toBe(
      '<h1>&lt;script&gt;</h1>',
    );
  });

  it('is for its own notice and language only', () => {
    const own = [{ id: 'reply', locale: 'ru', text: 'Наш текст' }];
    expect(renderMail('reply', 'en', FULL, own).text).not.toContain('Наш');
    expect(renderMail('nudge', 'ru', FULL, own).text).not.toContain('Наш');
  });

  it('may be in a language of its own, what it leaves out being English', () => {
    const own = [{ id: 'reply', locale: 'de', text: 'Hallo {{name}}' }];
    expect(localeFor('de', 'reply', own)).toBe('de');
    expect(renderMail('reply', 'de', FULL, own)).toMatchObject({ subject: '[#«number»] «subject»' });
  });
});

describe('the language of a mail', () => {
  it.each([
    ['en', 'en'],
    ['ru', 'ru'],
    ['ru-RU', 'ru'],
    ['en-GB', 'en'],
    ['de', 'en'],
    ['de-AT', 'de-AT'],
    ['de-CH', 'en'],
    ['pt-BR', 'pt'],
    ['run', 'en'],
    ['constructor', 'en'],
  ])('for %s is %s', (wanted, locale) => {
    const own = ['de-AT', 'pt'].map((one) => ({ id: 'reply', locale: one, text: 'x' }));
    expect(localeFor(wanted, 'reply', own)).toBe(locale);
  });

  it('names every promise', () => {
    expect(METRICS.map((metric) => metricName(metric, 'ru-RU'))).toEqual([
      'первый ответ',
      'следующий ответ',
      'решение',
      'очередное сообщение',
    ]);
    expect(METRICS.map((metric) => metricName(metric, 'de'))).toEqual(
      METRICS.map((metric) => metricName(metric, 'en')),
    );
  });

  it('speaks of times as people do, with their zone', () => {
    expect(spokenTime('2026-11-02T13:30:00.000Z', 'en', 'Europe/Berlin')).toMatch(
      /2 November 2026|November 2, 2026/,
    );
    expect(spokenTime('2026-11-02T13:30:00.000Z', 'ru', 'Europe/Moscow')).toMatch(
      /2 ноября 2026.*16:30.*(MSK|GMT\+3)/,
    );
    expect(spokenTime(null, 'en', 'UTC')).toBe('');
  });
});
