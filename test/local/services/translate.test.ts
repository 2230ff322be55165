import { ListLanguagesCommand, TranslateClient, TranslateTextCommand } from '@aws-sdk/client-translate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTranslate } from '../../../local/services/translate.ts';
import { createWire, type Wire } from '../../../local/wire/server.ts';
import { clientOf } from './workbench.ts';

let wire: Wire;
let client: TranslateClient;
const onError = vi.fn();

beforeAll(async () => {
  wire = await createWire({ services: [createTranslate()], interceptors: [], onError });
  client = new TranslateClient({ ...clientOf(wire), maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await wire.close();
});

const translate = (Text: string, SourceLanguageCode = 'ru', TargetLanguageCode = 'en', more: object = {}) =>
  client.send(new TranslateTextCommand({ Text, SourceLanguageCode, TargetLanguageCode, ...more }));

describe('Amazon Translate on one machine', () => {
  it('says to which language a text should have been translated', async () => {
    expect(await translate('Привет')).toMatchObject({
      TranslatedText: '[en] Привет',
      SourceLanguageCode: 'ru',
      TargetLanguageCode: 'en',
    });
    expect((await translate('Hello', 'en', 'zh-TW')).TranslatedText).toBe('[zh-TW] Hello');
  });

  it('leaves a text that is in that language', async () => {
    expect((await translate('Hello', 'en', 'en')).TranslatedText).toBe('Hello');
  });

  it('takes ten thousand bytes and no more', async () => {
    expect((await translate('ж'.repeat(5_000))).TranslatedText).toHaveLength(5_005);
    await expect(translate('ж'.repeat(5_001))).rejects.toMatchObject({
      name: 'TextSizeLimitExceededException',
    });
  });

  it('refuses languages that AWS does not know, and an empty text', async () => {
    for (const [from, to] of [
      ['eu', 'en'],
      ['ru', 'tlh'],
      ['ru', 'EN'],
    ] as const)
      await expect(translate('x', from, to)).rejects.toMatchObject({
        name: 'UnsupportedLanguagePairException',
      });
    await expect(translate('')).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is loud about what it does not play', async () => {
    onError.mockClear();
    await expect(translate('x', 'auto')).rejects.toThrow(/detects no language/);
    await expect(translate('x', 'ru', 'en', { TerminologyNames: ['t'] })).rejects.toThrow(/TerminologyNames/);
    await expect(client.send(new ListLanguagesCommand({}))).rejects.toThrow(/ListLanguages/);
    expect(onError).toHaveBeenCalledTimes(3);
  });
});
