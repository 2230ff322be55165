import { describe, expect, it } from 'vitest';
import { lookupWithin, mayReach, OutOfReach } from '../../../../lambdas/core/adapters/webhook/reach.ts';

describe('a webhook reaches', () => {
  it.each(['93.184.215.14', '8.8.8.8', '2606:4700::6810:84e5', '[2a00:1450::1]', '::ffff:8.8.8.8'])(
    '%s',
    (address) => {
      expect(mayReach(address, 'public')).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '169.254.100.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '[::1]',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '::10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    'localhost',
    '',
  ])('never %s', (address) => {
    expect(mayReach(address, 'public')).toBe(false);
  });

  it('this machine on the desk that runs on one, and nothing else of its networks', () => {
    for (const address of ['127.0.0.1', '::1', '[::1]']) expect(mayReach(address, 'loopback')).toBe(true);
    for (const address of ['10.0.0.1', '169.254.169.254', 'fe80::1'])
      expect(mayReach(address, 'loopback')).toBe(false);
  });
});

describe('a name', () => {
  const asked = (name: string, reach: 'public' | 'loopback', all: boolean) =>
    new Promise<{ readonly error: unknown; readonly address: unknown }>((resolve) => {
      lookupWithin(reach)(name, { all }, (error, address) => resolve({ error, address }));
    });

  it('that leads to this machine leads nowhere', async () => {
    expect((await asked('localhost', 'public', true)).error).toBeInstanceOf(OutOfReach);
  });

  it('is answered in both ways in which Node asks', async () => {
    const { address: one } = await asked('localhost', 'loopback', false);
    expect(['127.0.0.1', '::1']).toContain(one);
    const { address: all } = await asked('localhost', 'loopback', true);
    expect(all).toContainEqual({
      address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
      family: expect.any(Number),
    });
  });

  it('that nobody has is an error of its own', async () => {
    const { error } = await asked('nowhere.invalid', 'public', true);
    expect(error).not.toBeInstanceOf(OutOfReach);
    expect(error).toBeInstanceOf(Error);
  });
});
