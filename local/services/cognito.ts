/** Cognito: issues the ID tokens of one user pool with a key made for this installation. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsError, type Call, type Clock, REGION, type Reply, type Service } from '../kernel/contract.ts';
import { unknownOperation } from '../wire/reply.ts';

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
  /** A signed ID token, as the pool would issue it at sign-in, for an address that was verified. */
  issueToken(claims: TokenClaims): string;
}

export interface CognitoOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  /** `eu-west-1_…`. */
  readonly poolId: string;
  readonly clientId: string;
}

/** Made once and kept: tokens stay good across restarts, and no other installation accepts them. */
const keyOf = (dataFolder: string): KeyObject => {
  const file = join(dataFolder, 'cognito-key.pem');
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
    writeFileSync(`${file}.new`, pem, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  try {
    return createPrivateKey(readFileSync(file));
  } catch (cause) {
    throw new Error(`${file} is damaged: remove it to have a new key made; tokens issued so far end then.`, {
      cause,
    });
  }
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const json = (value: unknown): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
  body: JSON.stringify(value),
});

export const createCognito = ({ dataFolder, clock, poolId, clientId }: CognitoOptions): Cognito => {
  const key = keyOf(dataFolder);
  const issuer = `https://cognito-idp.${REGION}.amazonaws.com/${poolId}`;
  const { n, e } = createPublicKey(key).export({ format: 'jwk' });
  // The thumbprint of RFC 7638: the same key always has the same id.
  const kid = createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');
  const jwks = { keys: [{ alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' }] };

  const handle = async (call: Call): Promise<Reply> => {
    const { operation } = call;
    if (operation !== 'GetJwks' && operation !== 'GetOpenIdConfiguration') throw unknownOperation(call);
    if (!call.path.startsWith(`/${poolId}/`)) {
      throw new AwsError(
        'ResourceNotFoundException',
        `User pool ${call.path.split('/')[1]} does not exist.`,
        404,
      );
    }
    if (operation === 'GetJwks') return json(jwks);
    const here = `http://${call.headers.host}/${poolId}`;
    return json({
      issuer,
      jwks_uri: `${here}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code', 'token'],
      scopes_supported: ['openid', 'email', 'phone', 'profile'],
      subject_types_supported: ['public'],
    });
  };

  return {
    service: { name: 'cognito-idp', handle },
    issuer,
    jwks: () => jwks,
    issueToken: ({ sub, email, groups, name, locale, expiresAt }) => {
      const now = Math.floor(clock.now() / 1000);
      const claims = {
        sub,
        'cognito:username': sub,
        ...(groups.length === 0 ? {} : { 'cognito:groups': groups }),
        email,
        email_verified: true,
        ...(name === undefined ? {} : { name }),
        ...(locale === undefined ? {} : { locale }),
        iss: issuer,
        aud: clientId,
        token_use: 'id',
        auth_time: now,
        iat: now,
        exp: Math.floor(expiresAt / 1000),
        jti: randomUUID(),
        event_id: randomUUID(),
      };
      const signed = `${encode({ kid, alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
      return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
    },
  };
};
