import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TranslateClient } from '@aws-sdk/client-translate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { amazonTranslator } from '../../../lambdas/core/adapters/translate/translator.ts';
import { AwsError, type Service } from '../../../local/kernel/contract.ts';
import { createTranslate } from '../../../local/services/translate.ts';
import { createWire, type Wire } from '../../../local/wire/server.ts';

const RU_EN = { from: 'ru', to: 'en' } as const;
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const clientAt = (endpoint: string) =>
  new TranslateClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });

let wire: Wire;
let failures: string[];
const told = (error: unknown): void => {
  failures.push(error instanceof Error ? error.name : String(error));
};
beforeEach(async () => {
  failures = [];
  wire = await createWire({ services: [createTranslate()], interceptors: [], onError: () => undefined });
});
afterEach(() => wire.close());

const refusing = (error: AwsError): Service => ({
  name: 'translate',
  handle: async () => {
    throw error;
  },
});

describe('Amazon Translate', () => {
  it('translates a piece', async () => {
    const translator = amazonTranslator(told, clientAt(wire.url));
    expect(await translator.translate('Привет, мир!', RU_EN)).toEqual({
      kind: 'translated',
      text: '[en] Привет, мир!',
    });
    expect(failures).toEqual([]);
  });

  it('that does not know a language says so, for nothing', async () => {
    const translator = amazonTranslator(told, clientAt(wire.url));
    expect(await translator.translate('Kaixo', { from: 'eu', to: 'en' })).toEqual({
      kind: 'failed',
      reason: 'LanguageUnsupported',
      unbilled: true,
    });
    expect(failures).toEqual(['UnsupportedLanguagePairException']);
  });

  it.each([
    ['is busy', new AwsError('TooManyRequestsException', 'Too many.', 429)],
    ['is away', new AwsError('ServiceUnavailableException', 'Away.', 500)],
    ['refuses', new AwsError('AccessDeniedException', 'No.', 400)],
  ])('that %s costs nothing, and nobody is stopped by it', async (_what, error) => {
    wire.services.splice(0, 1, refusing(error));
    const translator = amazonTranslator(told, clientAt(wire.url));
    expect(await translator.translate('Да', RU_EN)).toEqual({
      kind: 'failed',
      reason: 'ServiceAway',
      unbilled: true,
    });
    expect(failures).toEqual([error.code]);
  });

  it('that does not answer in time may have been paid for', async () => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = silent.address() as AddressInfo;
      const translator = amazonTranslator(told, clientAt(`http://127.0.0.1:${port}`), 20);
      expect(await translator.translate('Да', RU_EN)).toEqual({
        kind: 'failed',
        reason: 'ServiceAway',
        unbilled: false,
      });
      expect(failures).toHaveLength(1);
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });
});
