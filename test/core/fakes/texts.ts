/** The bucket for long texts in memory. */
import { createHash } from 'node:crypto';
import type { Texts } from '../../../lambdas/core/adapters/s3/texts.ts';

export interface FakeTexts extends Texts {
  readonly stored: ReadonlyMap<string, string>;
}

export const fakeTexts = (): FakeTexts => {
  const stored = new Map<string, string>();
  return {
    stored,
    put: async (text) => {
      const sha256 = createHash('sha256').update(text).digest('hex');
      const key = `texts/${sha256}`;
      stored.set(key, text);
      return { key, size: Buffer.byteLength(text), sha256 };
    },
    get: async ({ key }) => {
      const text = stored.get(key);
      if (text === undefined) throw new Error(`no such object: ${key}`);
      return text;
    },
  };
};
