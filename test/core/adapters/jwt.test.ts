import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyOidc } from '../../../lambdas/core/adapters/system/jwt.ts';

const ISSUER = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc';
const AUDIENCE = 'client-1';
const NOW = Math.floor(Date.now() / 1000);

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const tokenOf = (key: KeyObject, claims: object = {}, header: object = {}): string => {
  const signed = `${part({ alg: 'RS256', kid: 'key-1', typ: 'JWT', ...header })}.${part({
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'u1',
    email: 'maria@example.com',
    iat: NOW,
    exp: NOW + 3600,
    ...claims,
  })}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key).toString('base64url')}`;
};

describe('sign-in tokens', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  let server: Server;
  let asked: string[];
  let environment: Record<string, string>;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'key-1', alg: 'RS256', use: 'sig' }];
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    environment = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `http://127.0.0.1:${port}` };
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const verify = (token: string) => verifyOidc({ issuer: ISSUER, audience: AUDIENCE }, environment)(token);

  it('tell their claims when they are valid', async () => {
    expect(await verify(tokenOf(privateKey))).toMatchObject({ sub: 'u1', email: 'maria@example.com' });
  });

  it('are checked against the keys of the issuer, fetched once', async () => {
    const verifier = verifyOidc({ issuer: ISSUER, audience: AUDIENCE }, environment);
    await verifier(tokenOf(privateKey));
    await verifier(tokenOf(privateKey, { sub: 'u2' }));
    expect(asked).toEqual(['/eu-west-1_Abc/.well-known/jwks.json']);
  });

  it.each([
    ['expired', { exp: NOW - 10 }],
    ['from another issuer', { iss: 'https://evil.example' }],
    ['for another audience', { aud: 'client-2' }],
    ['not valid yet', { nbf: NOW + 600 }],
  ])('are refused when they are %s', async (_name, claims) => {
    await expect(verify(tokenOf(privateKey, claims))).rejects.toThrow();
  });

  it('are refused when they are forged', async () => {
    const token = tokenOf(privateKey);
    const [head, , signature] = token.split('.');
    for (const forged of [
      tokenOf(stranger),
      tokenOf(privateKey, {}, { kid: 'key-2' }),
      `${part({ alg: 'none', kid: 'key-1' })}.${token.split('.')[1]}.`,
      `${head}.${part({ iss: ISSUER, aud: AUDIENCE, sub: 'admin', exp: NOW + 60 })}.${signature}`,
      'eyJ.e30.x',
      '',
    ]) {
      await expect(verify(forged)).rejects.not.toMatchObject({ kind: 'transient' });
    }
  });

  it('can be checked in a moment when the keys can not be had now', async () => {
    const nowhere = { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://127.0.0.1:1' };
    const verifier = verifyOidc({ issuer: ISSUER, audience: AUDIENCE }, nowhere);
    await expect(verifier(tokenOf(privateKey))).rejects.toMatchObject({
      name: 'Throttled',
      kind: 'transient',
    });
  });
});
