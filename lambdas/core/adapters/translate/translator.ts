/** Amazon Translate: one piece of text from one language to another. */
import { TranslateClient, TranslateTextCommand } from '@aws-sdk/client-translate';
import type { Attempt, Translator } from '../../application/translation-ports.ts';

/** With the retries of the SDK: an agent is waiting. */
const TIMEOUT_MILLISECONDS = 5_000;

/**
 * Whether the service answered at all, and with a refusal: only what it translates is billed. Of a call that was cut
 * off nobody knows.
 */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && '$fault' in error && (error.$fault === 'client' || error.$fault === 'server');

const failureOf = (error: unknown): Attempt => ({
  kind: 'failed',
  reason:
    error instanceof Error && error.name === 'UnsupportedLanguagePairException'
      ? 'LanguageUnsupported'
      : 'ServiceAway',
  unbilled: isRefusal(error),
});

/** `onFailure` is told of every piece that could not be translated. Source languages are named, never `auto`: that would ask Amazon Comprehend as well. */
export const amazonTranslator = (
  onFailure: (error: unknown) => void,
  client = new TranslateClient({}),
  timeoutMilliseconds = TIMEOUT_MILLISECONDS,
): Translator => ({
  translate: async (piece, { from, to }) => {
    const command = new TranslateTextCommand({
      Text: piece,
      SourceLanguageCode: from,
      TargetLanguageCode: to,
    });
    try {
      const abortSignal = AbortSignal.timeout(timeoutMilliseconds);
      const { TranslatedText } = await client.send(command, { abortSignal });
      return { kind: 'translated', text: TranslatedText ?? '' };
    } catch (error) {
      onFailure(error);
      return failureOf(error);
    }
  },
});
