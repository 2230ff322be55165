/** Machine keys: made once, shown once, stored as a hash. */
import { DomainError, invalid } from '../../domain/errors.ts';
import type { Scope } from '../../domain/ticket/words.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import type { MachineKey } from '../records.ts';
import { once } from '../tickets/once.ts';

type KeyView = Omit<MachineKey, 'secretHash'>;

/** Makes a secret of 256 bits and its SHA-256 in hex. */
export type NewSecret = () => { readonly secret: string; readonly hash: string };

const viewOf = ({ secretHash: _, ...rest }: MachineKey): KeyView => rest;

export const listKeys =
  (ports: Pick<Ports, 'keys'>): Operation<unknown, { data: readonly KeyView[] }> =>
  async () => ({ body: { data: (await ports.keys.list()).map(viewOf) } });

interface NewKey {
  readonly body: {
    readonly name: string;
    readonly scopes: readonly Scope[];
    readonly products?: readonly string[] | undefined;
    readonly expiresAt?: string | null | undefined;
    readonly rateLimit?: number | null | undefined;
  };
}

/** A repeated request learns that the key was made, but not its secret: that is kept nowhere. */
export const createKey =
  (
    ports: Pick<Ports, 'keys' | 'ids' | 'clock' | 'once' | 'settings'> & { readonly newSecret: NewSecret },
  ): Operation<NewKey, KeyView & { key: string }> =>
  async (request) => {
    const { body } = request.input;
    const now = ports.clock.now();
    if (body.expiresAt != null && body.expiresAt <= now)
      throw invalid([{ path: 'expiresAt', message: 'must be in the future' }]);
    const { desk } = await ports.settings.current();
    const unknown = (body.products ?? []).flatMap((product, index) =>
      desk.products.some((one) => one.id === product)
        ? []
        : [{ path: `products.${index}`, message: 'is no product of this desk' }],
    );
    if (unknown.length > 0) throw invalid(unknown);
    const { secret, hash } = ports.newSecret();
    const key: MachineKey = {
      id: ports.ids.next('key'),
      name: body.name,
      secretHash: hash,
      scopes: [...new Set(body.scopes)],
      products: body.products ?? [],
      rateLimit: body.rateLimit ?? null,
      createdAt: now,
      expiresAt: body.expiresAt ?? null,
      lastUsedAt: null,
    };
    await ports.keys.add(key);
    const view = viewOf(key);
    const row = once(request.once, {
      body: { ...view, key: 'shown once, in the first answer' },
      status: 201,
    });
    try {
      if (row !== null) await ports.once.keep(row);
    } catch (error) {
      // The same request at the same moment has made one: a key that nobody was shown must not lie about.
      await ports.keys.remove(key.id);
      throw error;
    }
    return { body: { ...view, key: `tlk_${key.id.slice('key_'.length)}_${secret}` }, status: 201 };
  };

export const deleteKey =
  (ports: Pick<Ports, 'keys'>): Operation<{ params: { id: string } }, null> =>
  async ({ input }) => {
    if (!(await ports.keys.remove(input.params.id)))
      throw new DomainError('KeyNotFound', 'missing', 'There is no such key.');
    return { body: null, status: 204 };
  };
