/** The part of token verification that has to be loaded: the library, and where its keys come from. */
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

/** `endpoint` is where the keys are instead; undefined: where the provider publishes them. Throws as VerifyToken does. */
export const jwtVerifier = (
  issuer: string,
  audience: string,
  jwksUri: string,
  endpoint: string | undefined,
): VerifyToken => {
  const verifier = JwtVerifier.create(
    { issuer, audience, jwksUri },
    { jwksCache: new SimpleJwksCache({ fetcher: fetcherFor(endpoint) }) },
  );
  return async (token) => {
    try {
      return await verifier.verify(token);
    } catch (error) {
      throw error instanceof FetchError ? throttled('The sign-in service', error) : error;
    }
  };
};
