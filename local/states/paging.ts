/** Tokens for the next page: where the last one ended. */
import { AwsError } from '../kernel/contract.ts';

/** How many entries a page has if nobody says, or says 0. */
export const pageSize = (maxResults: number | undefined): number => maxResults || 100;

export const nextToken = (place: Readonly<Record<string, unknown>>): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** The numbers of that place, or InvalidToken. */
export const placeOf = <K extends string>(token: string, fields: readonly K[]): Record<K, number> => {
  const invalid = (cause?: unknown) =>
    Object.assign(new AwsError('InvalidToken', "Invalid Token: 'Invalid token'"), { cause });
  let place: Record<string, unknown>;
  try {
    place = JSON.parse(Buffer.from(token, 'base64url').toString());
  } catch (error) {
    throw invalid(error);
  }
  if (
    typeof place !== 'object' ||
    place === null ||
    !fields.every((field) => typeof place[field] === 'number')
  )
    throw invalid();
  return place as Record<K, number>;
};
