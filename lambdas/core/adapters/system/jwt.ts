/** Sign-in tokens of any OpenID provider (a Cognito user pool, unless the stage says otherwise). */
import { JwtVerifier } from 'aws-jwt-verify';
import { FetchError } from 'aws-jwt-verify/error';
import { SimpleFetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import { throttled } from '../../domain/errors.ts';

/**
 * The claims of a valid token. Throws for one that is damaged, expired, of another issuer or for another audience;
 * Throttled (transient) when the provider's keys cannot be had just now.
 */
export type VerifyToken = (token: string) => Promise<Readonly<Record<string, unknown>>>;

export interface OidcOptions {
  readonly issuer: string;
  readonly audience: string;
}

/** The keys as the provider publishes them, as OpenID Connect Discovery has it for every provider we know. */
const jwksUriOf = (issuer: string): string => `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;

/**
 * The SDK's clients go to another endpoint when `AWS_ENDPOINT_URL_<SERVICE>` is set
 * (docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html); so do we for the keys of the user pool.
 */
const fetcherFor = (endpoint: string | undefined) => {
  if (endpoint === undefined || endpoint === '') return new SimpleFetcher();
  return {
    fetch: async (uri: string): Promise<ArrayBuffer> => {
      const { pathname, search } = new URL(uri);
      const there = new URL(pathname + search, endpoint);
      const answer = await fetch(there).catch((error: unknown) => {
        throw new FetchError(uri, `no answer from ${there.origin}: ${error}`);
      });
      if (!answer.ok) throw new FetchError(uri, `${there.origin} answered ${answer.status}`);
      return answer.arrayBuffer();
    },
  };
};

/** Keys are fetched once, and again when a token names one that is not known, at most every ten seconds. */
export const verifyOidc = (
  { issuer, audience }: OidcOptions,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): VerifyToken => {
  const fetcher = fetcherFor(environment.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER);
  const verifier = JwtVerifier.create(
    { issuer, audience, jwksUri: jwksUriOf(issuer) },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  return async (token) => {
    try {
      return await verifier.verify(token);
    } catch (error) {
      throw error instanceof FetchError ? throttled('The sign-in service', error) : error;
    }
  };
};
