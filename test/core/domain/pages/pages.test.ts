import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorPage } from '../../../../lambdas/core/domain/pages/error-page.ts';
import { ratingPage } from '../../../../lambdas/core/domain/pages/rating-page.ts';
import { type TicketPageView, ticketPage } from '../../../../lambdas/core/domain/pages/ticket-page.ts';
import { pageWords } from '../../../../lambdas/core/domain/pages/words.ts';
import { AUTHORS, aComment, aSettings, aTicket, hoursAfter, type TicketParts } from '../../builders.ts';

const MARIA = 'maria@example.com';

const page = (ticket: TicketParts = {}, view: Partial<TicketPageView> = {}): string =>
  ticketPage({
    ticket: aTicket(ticket),
    comments: [],
    settings: aSettings(),
    reader: MARIA,
    linkTo: (id) => `/t/token/attachments/${id}`,
    ...view,
  });

/** As a browser shows it. */
const plain = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** Everything on the pages that people may have written, filled in with one text. */
const pagesWith = (text: string): readonly string[] => {
  const settings = aSettings({
    desk: { name: text },
    categories: [
      {
        ...(aSettings().categories[1] as (typeof categories)[number]),
        details: [{ name: 'version', kind: 'version', required: true, ask: { en: text } }],
      },
    ],
  });
  const author = { kind: 'participant', id: 'per_x', email: text, name: null } as const;
  const ticket = aTicket({
    subject: text,
    category: 'bug',
    missingDetails: ['version', text],
    requester: { name: text, email: text },
    satisfaction: { status: 'offered', offeredAt: hoursAfter(1), comment: text },
  });
  return [
    ticketPage({
      ticket,
      settings,
      reader: MARIA,
      comments: [
        aComment({ text }),
        aComment({ text, author }),
        aComment({ text, author: { ...author, name: text } }),
        aComment({ text, by: 'agent' }),
        aComment({ attachments: [{ id: text, fileName: text, contentType: text, size: 1, sha256: text }] }),
      ],
      linkTo: (id) => id,
      said: { text, warn: true },
      draft: { body: text, answers: { version: text, [text]: text }, solved: true },
    }),
    ratingPage({ ticket, settings, form: { nonce: text, rating: 'ok', comment: text, confirming: true } }),
    errorPage({ type: text, status: 404, detail: text }, 'en'),
  ];
};
const { categories } = aSettings();

describe('what people wrote', () => {
  const marks = (html: string): readonly number[] => ['<', '>', '"'].map((mark) => html.split(mark).length);
  const harmless = pagesWith('harmless').map(marks);

  it('never becomes part of a page, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>"\'`=/&{}!-\n\t aж'), minLength: 1 }), (text) => {
        expect(pagesWith(text).map(marks)).toEqual(harmless);
      }),
    );
  });

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '{{{w.send}}}{{#w}}',
  ])('is shown as it was written: %s', (text) => {
    for (const html of pagesWith(text)) {
      expect(html).not.toContain('<script');
      expect(html).not.toContain('<img');
      expect(html).not.toContain(`value="${pageWords('en').send}"`);
    }
  });
});

describe.each([
  ['en', 'en'],
  ['ru', 'ru'],
  ['ru-RU', 'ru'],
  ['de', 'en'],
] as const)('the pages of a ticket in %s', (language, locale) => {
  const w = pageWords(locale);

  it('say so and speak it', () => {
    const html = page({ language, status: 'pending' });
    expect(html).toContain(`<html lang="${locale}">`);
    expect(plain(html)).toContain(w.conversation);
    const rating = ratingPage({
      ticket: aTicket({ language }),
      settings: aSettings(),
      form: { nonce: 'n', rating: null, comment: '', confirming: false },
    });
    expect(rating).toContain(`<html lang="${locale}">`);
    expect(plain(rating)).toContain(w.rateSend);
    expect(plain(errorPage({ type: 'x', status: 404, detail: 'x' }, language))).toContain(w.errorTitle);
  });

  it('have no word of the other language', () => {
    const words = plain(page({ language, subject: '1' }).replace(/<title>.*<\/title>/, '')).replaceAll(
      'Support',
      '',
    );
    expect(/[А-я]/.test(words)).toBe(locale === 'ru');
    if (locale === 'ru') expect(words.replace(/UTC|GMT/g, '')).not.toMatch(/[A-Za-z]/);
  });
});

describe('every page', () => {
  it('loads nothing, runs nothing, is kept nowhere and tells nobody where one came from', () => {
    for (const html of pagesWith('x')) {
      expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(/);
      expect(html).toContain('<meta name="robots" content="noindex">');
      expect(html).toContain('<meta name="referrer" content="no-referrer">');
      expect(html).toContain('width=device-width');
    }
  });
});

describe('the page of a ticket', () => {
  it('tells where it stands and what was promised', () => {
    const html = page({
      status: 'open',
      promises: { firstReplyAt: hoursAfter(8), expectedFixAt: hoursAfter(30) },
    });
    expect(html).toContain('<h1>#1001 The export stops half way</h1>');
    expect(plain(html)).toContain('being worked on');
    expect(plain(html)).toMatch(/We answer by [^<]*2026/);
    expect(plain(html)).toContain('Fix expected');
    expect(plain(html)).not.toContain('Solved by');
  });

  it('tells who said what, without the addresses of agents', () => {
    const noName = { ...AUTHORS.agent, name: null };
    const comments = [
      aComment({ text: 'one' }),
      aComment({ text: 'two', by: 'agent' }),
      aComment({ text: 'three', author: noName }),
      aComment({ text: 'four', by: 'system' }),
      aComment({ text: 'five', author: { ...AUTHORS.participant, name: null } }),
    ];
    const html = page({}, { comments });
    const names = [...html.matchAll(/<strong>(.*?)<\/strong>/g)].map(([, name]) => name);
    expect(names).toEqual(['You', 'Anna Berg', 'Support', 'Support', 'olga@example.com']);
    expect(html).not.toContain('anna@');
    expect([...html.matchAll(/<li class="theirs">/g)]).toHaveLength(4);
  });

  it('calls the requester by address for others when they gave no name', () => {
    const comments = [aComment({ author: { ...AUTHORS.requester, name: null } })];
    expect(page({}, { comments, reader: 'olga@example.com' })).toContain(
      '<strong>maria@example.com</strong>',
    );
  });

  it('asks for each missing detail, in the words of its category', () => {
    const html = page({ category: 'bug', status: 'pending', missingDetails: ['version', 'steps', 'gone'] });
    expect(html).toContain(
      '<label for="detail-version">Which version?</label><input type="text" id="detail-version" name="detail:version"',
    );
    expect(html).toContain('>How does it happen?</label>');
    expect(html).toContain('>gone</label>');
    expect(html).toContain('We still need from you');
    expect(html).not.toContain(' required');
    const russian = page({ category: 'bug', language: 'ru', missingDetails: ['version', 'steps'] });
    expect(russian).toContain('>Какая версия?</label>');
    expect(russian).toContain('>How does it happen?</label>');
  });

  it('asks for nothing when nothing is missing, or the ticket is closed', () => {
    expect(page()).not.toContain('detail:');
    expect(page()).toContain(' required></textarea>');
    const closed = page({ status: 'closed', category: 'bug', missingDetails: ['version'] });
    expect(closed).not.toContain('detail:');
    expect(closed).toContain(pageWords('en').followUp);
  });

  it.each([
    ['new', MARIA, true],
    ['pending', MARIA, true],
    ['solved', MARIA, false],
    ['closed', MARIA, false],
    ['open', 'olga@example.com', false],
  ] as const)('of a ticket that is %s lets %s say that it is solved: %s', (status, reader, may) => {
    expect(page({ status }, { reader }).includes('name="solved"')).toBe(may);
  });

  it('keeps what could not be sent', () => {
    const missingDetails = ['version', 'steps', 'constructor'];
    const answers = { version: '5 "beta"', steps: '1. Open\n2. <Save>' };
    const html = page(
      { category: 'bug', status: 'pending', missingDetails },
      {
        draft: { body: 'Half a <letter>', answers, solved: true },
        said: { text: 'Too long.', warn: true },
      },
    );
    expect(html).toContain('Half a &lt;letter&gt;</textarea>');
    expect(html).toContain(
      'name="detail:version" maxlength="5000" autocomplete="off" value="5 &quot;beta&quot;">',
    );
    expect(html).toContain('name="detail:steps" maxlength="100000">1. Open\n2. &lt;Save&gt;</textarea>');
    expect(html).toContain('name="detail:constructor" maxlength="100000"></textarea>');
    expect(html).toContain('value="yes" checked>');
    expect(page()).toContain('value="yes">');
  });
});

describe('the rating page', () => {
  const form = { nonce: 'nonce-1', rating: null, comment: '', confirming: false };
  const render = (view: object = {}): string =>
    ratingPage({ ticket: aTicket({ status: 'solved' }), settings: aSettings(), form, ...view });

  it('shows three answers, none of them chosen for anybody, and nothing of the conversation', () => {
    const html = render();
    expect([...html.matchAll(/type="radio" name="rating" value="(\w+)"/g)].map(([, value]) => value)).toEqual(
      ['good', 'ok', 'bad'],
    );
    expect(html).not.toContain(' checked');
    expect(html).toContain('<input type="hidden" name="nonce" value="nonce-1">');
    expect(html).not.toContain('The export stops');
  });

  it('shows the answer that was clicked or given', () => {
    const html = render({ form: { ...form, rating: 'ok', comment: 'Fine.' } });
    expect(html).toContain('value="ok" checked');
    expect([...html.matchAll(/ checked/g)]).toHaveLength(1);
    expect(html).toContain('>Fine.</textarea>');
  });

  it('asks for a second action in other words', () => {
    const html = render({ said: { text: 'rateConfirm', warn: true }, form: { ...form, confirming: true } });
    expect(html).toContain('class="note warn"');
    expect(plain(html)).toContain('Yes, this is my answer');
  });

  it('says until when an answer may be changed, and asks no more', () => {
    const html = render({ said: { text: 'rateThanks', warn: false, until: hoursAfter(24) }, form: null });
    expect(plain(html)).toMatch(/Thank you\. Your answer has been recorded\. You can change it until .*2026/);
    expect(html).not.toContain('<form');
  });
});

describe('the page of something that did not work', () => {
  const reason = (type: string, status: number, language: string): string =>
    plain(errorPage({ type: `urn:threeline:problem:${type}`, status, detail: 'In English.' }, language));

  it('says why in the reader’s language where it has words of its own', () => {
    const languages = ['en', 'ru'] as const;
    for (const type of ['link-ended', 'too-many-requests', 'foreign-form'])
      for (const language of languages) expect(reason(type, 404, language)).not.toContain('In English.');
    expect(reason('whatever', 503, 'ru')).not.toContain('In English.');
  });

  it('says what the problem says else', () => {
    expect(reason('ticket-closed', 409, 'en')).toContain('In English.');
  });
});
