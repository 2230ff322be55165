/** Sign-in tokens of any OpenID provider (a Cognito user pool, unless the stage says otherwise). */
import { later } from '../../contracts/later.ts';
import type { VerifyToken } from './jwt-verifier.ts';

export interface OidcOptions {
  readonly issuer: string;
  readonly audience: string;
}

/** The keys as the provider publishes them, as OpenID Connect Discovery has it for every provider we know. */
const jwksUriOf = (issuer: string): string => `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;

/** Keys are fetched once, and again when a token names one that is not known, at most every ten seconds. */
export const verifyOidc = (
  { issuer, audience }: OidcOptions,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): VerifyToken => {
  const endpoint = environment.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER;
  // Machine keys, links and public routes never need it.
  const verifier = later(async () =>
    (await import('./jwt-verifier.ts')).jwtVerifier(issuer, audience, jwksUriOf(issuer), endpoint),
  );
  return async (token) => (await verifier())(token);
};
