/** Answering a repeated request: the same key with the same body gets what the first one got. */
import { DomainError } from '../domain/errors.ts';
import type { ApiDoor } from './door.ts';
import type { Outcome } from './operation.ts';

type Once = { readonly scope: string; readonly bodyHash: string } | null;

const replayed = async (door: Pick<ApiDoor, 'replay'>, once: Once): Promise<Outcome<unknown> | null> => {
  if (once === null) return null;
  const kept = await door.replay(once.scope);
  if (kept === null) return null;
  if (kept.bodyHash !== once.bodyHash)
    throw new DomainError(
      'IdempotencyKeyReused',
      'invalid',
      'This Idempotency-Key was used for another request. Use a new key for a new request.',
    );
  const { status, version, body } = kept.answer;
  return {
    body,
    status,
    ...(version === null ? {} : { version }),
    headers: { 'idempotency-replayed': 'true' },
  };
};

/**
 * Runs the operation at most once per key, as far as anybody can see: of two at the same time one writes, and the
 * other, refused by the transaction (OnceTaken), answers what the first wrote.
 */
export const onceOnly = async (
  door: Pick<ApiDoor, 'replay'>,
  once: Once,
  run: () => Promise<Outcome<unknown>>,
): Promise<Outcome<unknown>> => {
  const earlier = await replayed(door, once);
  if (earlier !== null) return earlier;
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DomainError && error.name === 'OnceTaken')) throw error;
    const other = await replayed(door, once);
    if (other === null) throw error;
    return other;
  }
};
