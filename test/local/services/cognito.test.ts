import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Cognito, createCognito } from '../../../local/services/cognito.ts';
import { aWorkbench, callJson, DAY, removeFolder, type Workbench } from './workbench.ts';

const POOL = 'eu-west-1_Local0001';

let bench: Workbench;
let cognito: Cognito;
const open = (): void => {
  cognito = createCognito({ ...bench, poolId: POOL, clientId: 'client1' });
  bench.wire.services.splice(0, 1, cognito.service);
};

beforeEach(async () => {
  bench = await aWorkbench();
  open();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await bench.close();
  removeFolder(bench.dataFolder);
});

const fetchKeys = async () => {
  const response = await fetch(`${bench.wire.url}/${POOL}/.well-known/jwks.json`);
  return (await response.json()) as Parameters<ReturnType<typeof verifierOf>['cacheJwks']>[0];
};
const verifierOf = (clientId = 'client1') =>
  CognitoJwtVerifier.create({ userPoolId: POOL, tokenUse: 'id', clientId });

it("the production verifier accepts the pool's tokens with the keys it publishes", async () => {
  const token = cognito.issueToken({
    sub: 'usr_1',
    email: 'a@example.com',
    groups: ['agent'],
    name: 'Ann',
    locale: 'en',
    expiresAt: bench.clock.now() + DAY,
  });
  const verifier = verifierOf();
  verifier.cacheJwks(await fetchKeys());
  expect(verifier.verifySync(token)).toMatchObject({
    sub: 'usr_1',
    email: 'a@example.com',
    email_verified: true,
    'cognito:groups': ['agent'],
    name: 'Ann',
    iss: cognito.issuer,
  });
  const other = verifierOf('client2');
  other.cacheJwks(await fetchKeys());
  expect(() => other.verifySync(token)).toThrow();
});

it('an expired token is refused', async () => {
  const claims = { sub: 'a', email: 'a@example.com', groups: [], expiresAt: Date.now() - 1000 };
  const verifier = verifierOf();
  verifier.cacheJwks(await fetchKeys());
  expect(() => verifier.verifySync(cognito.issueToken(claims))).toThrow(/expired/);
});

it('the key is of this installation, and stays after a restart', async () => {
  const keys = cognito.jwks();
  open();
  expect(cognito.jwks()).toEqual(keys);
  const elsewhere = await aWorkbench();
  expect(createCognito({ ...elsewhere, poolId: POOL, clientId: 'c' }).jwks()).not.toEqual(keys);
  await elsewhere.close();
  removeFolder(elsewhere.dataFolder);
});

it('the configuration says where the keys are; another pool and other operations are refused', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const at = (pool: string) => fetch(`${bench.wire.url}/${pool}/.well-known/openid-configuration`);
  expect(await (await at(POOL)).json()).toMatchObject({
    issuer: cognito.issuer,
    jwks_uri: `${bench.wire.url}/${POOL}/.well-known/jwks.json`,
  });
  expect((await at('eu-west-1_Other')).status).toBe(404);
  const signIn = await callJson(bench.wire, 'AWSCognitoIdentityProviderService.InitiateAuth', {});
  expect(signIn.body.__type).toBe('UnknownOperationException');
});
