/** Cognito: issues the ID tokens of one user pool with a key made for this installation. */
import type { Clock, Service } from '../kernel/contract.ts';

export interface TokenClaims {
  readonly sub: string;
  readonly email: string;
  readonly groups: readonly string[];
  readonly name?: string;
  readonly locale?: string;
  /** Milliseconds, desk time. */
  readonly expiresAt: number;
}

export interface Cognito {
  readonly service: Service;
  /** `https://cognito-idp.eu-west-1.amazonaws.com/<poolId>`; the keys are at `<wire>/<poolId>/.well-known/jwks.json`. */
  readonly issuer: string;
  jwks(): { readonly keys: readonly Record<string, unknown>[] };
  issueToken(claims: TokenClaims): string;
}

export const createCognito = (_options: {
  readonly dataFolder: string;
  readonly clock: Clock;
  /** `eu-west-1_…`. */
  readonly poolId: string;
  readonly clientId: string;
}): Cognito => {
  throw new Error('stub');
};
