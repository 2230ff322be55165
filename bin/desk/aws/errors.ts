/** What went wrong while AWS was asked, in a sentence for the operator. */
import { StageRefused } from '../../../lib/stage-config.ts';
import { Refused } from '../http.ts';

/** Null: it is no answer of AWS or of ours but a mistake in the program, to be thrown on. */
export const sentenceOf = (error: unknown): string | null => {
  if (error instanceof Refused || error instanceof StageRefused) return error.message;
  if (!(error instanceof Error)) return null;
  if (error.name === 'CredentialsProviderError') {
    return `AWS does not know who asks: sign in first ("aws sso login", or AWS_PROFILE=…). ${error.message}`;
  }
  const cause: unknown = error.cause ?? error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  // Asked first: the SDK counts its attempts on these too.
  if (/^(ENOTFOUND|ECONN|EAI_|ETIMEDOUT|EPIPE)/.test(code)) return `AWS cannot be reached: ${error.message}`;
  return '$metadata' in error ? `AWS refused: ${error.name}: ${error.message}` : null;
};
