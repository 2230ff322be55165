import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createKey, deleteKey, listKeys } from '../../../../lambdas/core/application/desk/keys.ts';
import { hoursAfter } from '../../builders.ts';
import { aDesk, type Desk, once, refusalOf } from '../a-desk.ts';
import { aRequest, LENA, type RequestParts } from '../requests.ts';

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const newSecret = () => {
  const secret = randomBytes(32).toString('base64url');
  return { secret, hash: hashOf(secret) };
};

const create = (desk: Desk, body: object = {}, parts: RequestParts = {}) =>
  createKey({ ...desk, newSecret })(
    aRequest(LENA, { body: { name: 'Shop', scopes: ['tickets:read', 'tickets:read'], ...body } }, parts),
  );
const list = async (desk: Desk) => (await listKeys(desk)(aRequest(LENA, {}))).body.data;

describe('a machine key', () => {
  it('is shown once, and stored as the hash of its secret', async () => {
    const desk = aDesk();
    const { body, status } = await create(desk, {
      rateLimit: 5,
      products: ['mobile'],
      expiresAt: hoursAfter(24),
    });
    expect(status).toBe(201);
    const [prefix, id, ...secret] = body.key.split('_');
    expect([prefix, `key_${id}`]).toEqual(['tlk', body.id]);
    expect(await desk.keys.find(body.id)).toEqual({
      id: body.id,
      name: 'Shop',
      secretHash: hashOf(secret.join('_')),
      scopes: ['tickets:read'],
      products: ['mobile'],
      rateLimit: 5,
      createdAt: desk.clock.now(),
      expiresAt: hoursAfter(24),
      lastUsedAt: null,
    });
    expect(body).not.toHaveProperty('secretHash');
    expect(JSON.stringify(await list(desk))).not.toContain('Hash');
  });

  it('that is asked for again under the same idempotency key is not told its secret', async () => {
    const desk = aDesk();
    const { body } = await create(desk, {}, once());
    const kept = await desk.once.find('scope');
    expect(kept?.answer).toMatchObject({
      status: 201,
      body: { id: body.id, key: 'shown once, in the first answer' },
    });
  });

  it('is made once, when the same request comes twice at the same moment', async () => {
    const desk = aDesk();
    const answers = await Promise.allSettled([create(desk, {}, once()), create(desk, {}, once())]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await list(desk)).toHaveLength(1);
  });

  it('must not have expired, and is for products that the desk has', async () => {
    const desk = aDesk();
    const past = await refusalOf(create(desk, { expiresAt: desk.clock.now() }));
    expect(past.problems).toEqual([{ path: 'expiresAt', message: 'must be in the future' }]);
    const unknown = await refusalOf(create(desk, { products: ['mobile', 'nonsense'] }));
    expect(unknown.problems).toEqual([{ path: 'products.1', message: 'is no product of this desk' }]);
    expect(await list(desk)).toEqual([]);
  });

  it('is gone when it is deleted, once', async () => {
    const desk = aDesk();
    const { body } = await create(desk);
    const remove = () => deleteKey(desk)(aRequest(LENA, { params: { id: body.id } }));
    expect(await remove()).toEqual({ body: null, status: 204 });
    expect(await refusalOf(remove())).toMatchObject({ name: 'KeyNotFound', kind: 'missing' });
  });
});
