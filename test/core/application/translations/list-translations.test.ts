import { describe, expect, it } from 'vitest';
import { languageDetector } from '../../../../lambdas/core/adapters/system/language.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { listTranslations } from '../../../../lambdas/core/application/translations/list-translations.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { anAgent, type SettingsParts } from '../../builders.ts';
import { aDesk, type Desk, opened, refusalOf } from '../a-desk.ts';
import { ANNA, aMachine, aRequest, LENA, MARIA, OLGA, type RequestParts } from '../requests.ts';

const detector = languageDetector();
const DAY = '2026-11-02';
const SUBJECT = 'Не работает экспорт';
const DESCRIPTION = 'Здравствуйте! Экспорт останавливается на половине, уже второй день подряд.';
const [SUBJECT_EN, DESCRIPTION_EN] = [`[en] ${SUBJECT}`, `[en] ${DESCRIPTION}`];

const translating = (charactersPerDay = 200_000, more: SettingsParts = {}): Desk =>
  aDesk({ ...more, desk: { translation: { charactersPerDay } } });

const inRussian = (desk: Desk, body: object = {}) =>
  opened(desk, OLGA, { subject: SUBJECT, description: DESCRIPTION, ...body });

const say = (desk: Desk, { id }: Ticket, caller: Caller, body: string, isPublic = true) =>
  addComment(desk)(aRequest(caller, { params: { ticket: id }, body: { body, public: isPublic } }));

const asked = (desk: Desk, { id }: Ticket, caller: Caller = ANNA, to?: string, over: RequestParts = {}) =>
  listTranslations({ ...desk, detector })(aRequest(caller, { params: { ticket: id }, query: { to } }, over));

const shown = async (...of: Parameters<typeof asked>) => (await asked(...of)).body;
const translations = async (...of: Parameters<typeof asked>) =>
  (await shown(...of)).map(({ translation }) => translation);
const reasons = async (...of: Parameters<typeof asked>) =>
  (await shown(...of)).map(({ untranslated }) => untranslated?.reason ?? null);

describe('translations', () => {
  it('stand beside the subject and each comment', async () => {
    const desk = translating();
    const ticket = await inRussian(desk);
    const { body, version } = await asked(desk, ticket);
    expect(body).toEqual([
      {
        where: 'subject',
        commentId: null,
        language: 'ru',
        to: 'en',
        text: SUBJECT,
        translation: SUBJECT_EN,
        untranslated: null,
      },
      {
        where: 'comment',
        commentId: expect.stringMatching(/^cmt_/),
        language: 'ru',
        to: 'en',
        text: DESCRIPTION,
        translation: DESCRIPTION_EN,
        untranslated: null,
      },
    ]);
    expect(version).toBe(ticket.version);
    expect(desk.translator.asked).toMatchObject([
      { text: SUBJECT, from: 'ru', to: 'en' },
      { text: DESCRIPTION, from: 'ru', to: 'en' },
    ]);
  });

  it('are switched off unless the settings say otherwise, and then nothing is asked for', async () => {
    const desk = aDesk();
    const ticket = await inRussian(desk);
    expect(await refusalOf(asked(desk, ticket))).toMatchObject({ name: 'TranslationOff', kind: 'conflict' });
    expect(desk.translator.asked).toEqual([]);
  });

  it('are made once for all who ask, and again for another language or another text', async () => {
    const desk = translating();
    const ticket = await inRussian(desk);
    const first = await shown(desk, ticket);
    expect(await shown(desk, ticket, LENA)).toEqual(first);
    expect(desk.translator.asked).toHaveLength(2);
    expect(await translations(desk, ticket, ANNA, 'de')).toEqual([`[de] ${SUBJECT}`, `[de] ${DESCRIPTION}`]);
    expect(desk.translator.asked).toHaveLength(4);
    desk.world.tickets.set(ticket.id, { ...ticket, subject: 'Экспорт' });
    expect(await translations(desk, ticket)).toEqual(['[en] Экспорт', DESCRIPTION_EN]);
    expect(desk.translator.asked).toHaveLength(5);
  });

  it('are made anew after ninety days', async () => {
    const desk = translating();
    const ticket = await inRussian(desk);
    await shown(desk, ticket);
    desk.clock.advance(90 * 86_400_000);
    expect(await translations(desk, ticket)).toEqual([SUBJECT_EN, DESCRIPTION_EN]);
    expect(desk.translator.asked).toHaveLength(4);
  });

  it('are into the first of the languages of the agent, of what is in none of them', async () => {
    const agents = [anAgent({ languages: ['de-AT', 'ru'] })];
    const desk = translating(200_000, { agents });
    const ticket = await inRussian(desk);
    await say(desk, ticket, OLGA, 'It happens on both of my computers, the old one and the new one.');
    expect(await shown(desk, ticket)).toMatchObject([
      { language: 'ru', to: 'de', untranslated: { reason: 'NotNeeded', characters: SUBJECT.length } },
      { language: 'ru', translation: null, untranslated: { reason: 'NotNeeded' } },
      { language: 'en', to: 'de', translation: expect.stringMatching(/^\[de\] It happens/) },
    ]);
    expect(await reasons(desk, ticket, ANNA, 'en')).toEqual([null, null, 'NotNeeded']);
  });

  it('are into English for machines, and for agents whose language nobody translates to', async () => {
    const desk = translating(200_000, { agents: [anAgent({ languages: ['eu'] })] });
    const ticket = await inRussian(desk);
    for (const caller of [aMachine(), ANNA])
      expect(await shown(desk, ticket, caller)).toMatchObject([{ to: 'en' }, {}]);
  });

  it('hold what the caller may see, notes too, and no ticket that they may not', async () => {
    const desk = translating();
    const ticket = await inRussian(desk);
    await say(desk, ticket, LENA, 'Клиент звонил сегодня утром, просит перезвонить до обеда.', false);
    expect(await translations(desk, ticket)).toContain(
      '[en] Клиент звонил сегодня утром, просит перезвонить до обеда.',
    );
    expect(await shown(desk, ticket, OLGA)).toHaveLength(2);
    expect(await refusalOf(asked(desk, ticket, MARIA))).toMatchObject({ name: 'TicketNotFound' });
    const stranger = { ...ANNA, id: 'agt_2', lines: [2], groups: [] } as const;
    expect(await refusalOf(asked(desk, ticket, stranger))).toMatchObject({ name: 'TicketNotFound' });
  });

  it('come in pages, the subject on the first', async () => {
    const desk = translating();
    const ticket = await inRussian(desk);
    await say(desk, ticket, OLGA, 'Сегодня то же самое, и на втором компьютере тоже.');
    const first = await asked(desk, ticket, ANNA, 'en', { page: { size: 1, after: null } });
    expect(first.body.map(({ where }) => where)).toEqual(['subject', 'comment']);
    const after = first.page?.next ?? null;
    expect(after).not.toBeNull();
    expect(await translations(desk, ticket, ANNA, 'en', { page: { size: 1, after } })).toEqual([
      '[en] Сегодня то же самое, и на втором компьютере тоже.',
    ]);
  });

  it('of a language that Amazon Translate does not know are none', async () => {
    const desk = translating();
    const ticket = await inRussian(desk, {
      subject: 'Esportazioa',
      description: 'Kaixo! Esportazioa erdian gelditzen da, atzotik ezin dut ezer gorde. Lagundu mesedez.',
      locale: 'eu',
    });
    expect(await reasons(desk, ticket)).toEqual(['LanguageUnsupported', 'LanguageUnsupported']);
    expect(desk.translator.asked).toEqual([]);
  });
});

describe('long texts', () => {
  const PARAGRAPH = `${'Экспорт останавливается на половине. '.repeat(40)}\n\n`;

  it('are translated in pieces, each kept by itself', async () => {
    const desk = translating();
    const ticket = await inRussian(desk, { description: PARAGRAPH.repeat(5) });
    const [, description] = await shown(desk, ticket);
    expect(desk.translator.asked.length).toBeGreaterThan(2);
    for (const { text } of desk.translator.asked) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_000);
    expect(description?.translation?.replaceAll('[en] ', '')).toBe(description?.text);
    expect(description?.untranslated).toBeNull();
  });

  it('are translated to twenty thousand characters', async () => {
    const desk = translating();
    const ticket = await inRussian(desk, { description: PARAGRAPH.repeat(20) });
    const [, description] = await shown(desk, ticket);
    const { translation, untranslated, text } = description ?? { text: '' };
    const done = translation?.replaceAll('[en] ', '') ?? '';
    expect(text.startsWith(done)).toBe(true);
    expect(done.length).toBeGreaterThan(15_000);
    expect(done.length).toBeLessThanOrEqual(20_000);
    expect(untranslated).toEqual({ reason: 'TooLong', characters: text.length - done.length });
  });

  it('of which a piece failed end there, and the rest is not paid for twice', async () => {
    const desk = translating();
    const ticket = await inRussian(desk, { description: PARAGRAPH.repeat(5) });
    desk.translator.endNext(
      { kind: 'translated', text: 'The export' },
      { kind: 'translated', text: 'It stops.' },
      { kind: 'failed', reason: 'ServiceAway', unbilled: true },
    );
    const [, before] = await shown(desk, ticket);
    expect(before).toMatchObject({ translation: 'It stops. \n\n', untranslated: { reason: 'ServiceAway' } });
    const calls = desk.translator.asked.length;
    const [, after] = await shown(desk, ticket);
    expect(after?.untranslated).toBeNull();
    expect(desk.translator.asked).toHaveLength(calls + 1);
  });
});

describe('what a day may cost', () => {
  it('is counted in characters of what was translated, once', async () => {
    const desk = translating();
    const ticket = await inRussian(desk);
    await shown(desk, ticket);
    await shown(desk, ticket);
    expect(desk.translationBudget.spent(DAY)).toBe(SUBJECT.length + DESCRIPTION.length);
  });

  it('once spent leaves the rest for tomorrow, and what there is stays', async () => {
    const desk = translating(SUBJECT.length + 5);
    const ticket = await inRussian(desk);
    expect(await shown(desk, ticket)).toMatchObject([
      { translation: SUBJECT_EN, untranslated: null },
      { translation: null, untranslated: { reason: 'BudgetSpent', characters: DESCRIPTION.length } },
    ]);
    desk.clock.advance(86_400_000);
    expect(await reasons(desk, ticket)).toEqual([null, 'BudgetSpent']);
    expect(desk.translationBudget.spent(DAY)).toBe(SUBJECT.length);
  });

  it('is new every day of UTC', async () => {
    const desk = translating(DESCRIPTION.length);
    const ticket = await inRussian(desk);
    expect(await reasons(desk, ticket)).toEqual([null, 'BudgetSpent']);
    desk.clock.advance(86_400_000);
    expect(await translations(desk, ticket)).toEqual([SUBJECT_EN, DESCRIPTION_EN]);
  });

  it('is given back for what the service refused, and not for what it may have done', async () => {
    const desk = translating();
    const ticket = await inRussian(desk);
    desk.translator.endNext(
      { kind: 'failed', reason: 'ServiceAway', unbilled: true },
      { kind: 'failed', reason: 'ServiceAway', unbilled: false },
    );
    expect(await reasons(desk, ticket)).toEqual(['ServiceAway', 'ServiceAway']);
    expect(desk.translationBudget.spent(DAY)).toBe(DESCRIPTION.length);
    expect(await translations(desk, ticket)).toEqual([SUBJECT_EN, DESCRIPTION_EN]);
  });
});

describe('when the service is slow', () => {
  it('what was not begun in time is asked for again', async () => {
    const desk = translating();
    const ticket = await inRussian(desk);
    for (let n = 0; n < 6; n += 1)
      await say(desk, ticket, OLGA, `Сегодня то же самое, и на другом компьютере тоже, номер ${n}.`);
    desk.translator.onEach(() => desk.clock.advance(5_000));
    const found = await reasons(desk, ticket);
    expect(found).toHaveLength(8);
    expect(found).toContain(null);
    expect(found).toContain('NotYet');
    expect(await reasons(desk, ticket)).not.toContain('ServiceAway');
    while ((await reasons(desk, ticket)).includes('NotYet'));
    expect(desk.translator.asked).toHaveLength(8);
  });
});
