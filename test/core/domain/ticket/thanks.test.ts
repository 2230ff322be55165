import { describe, expect, it } from 'vitest';
import { isThanks } from '../../../../lambdas/core/domain/ticket/thanks.ts';

describe('a mere thanks', () => {
  it.each([
    'Thanks!',
    'Thank you very much, it works now.',
    'Thanks, Anna!',
    'Perfect. Thank you, Anna',
    "That's fixed — thanks :)",
    'Cheers 👍🏽',
    '🙏',
    '❤️ thx',
    'Спасибо!',
    'Спасибо большое, всё работает.',
    'Благодарю, Анна!',
    'Отлично, заработало! Спасибо за быстрый ответ 🙂',
  ])('is %j', (text) => {
    expect(isThanks(text)).toBe(true);
  });
});

describe('news', () => {
  it.each([
    '',
    'It works now.',
    'Thanks, but it still stops.',
    'Thanks! Broken again.',
    'Thanks. Can you also look at the import?',
    'Спасибо, не помогло',
    'Спасибо. А когда будет обновление?',
    'Still broken, thanks',
    'Thanks 12345',
    `Thanks ${'very '.repeat(20)}much`,
    'thanks '.repeat(40),
  ])('is %j', (text) => {
    expect(isThanks(text)).toBe(false);
  });
});
