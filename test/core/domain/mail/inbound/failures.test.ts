import { describe, expect, it } from 'vitest';
import { isForGood, isSameMailbox } from '../../../../../lambdas/core/domain/mail/inbound/failures.ts';

describe('a failed delivery', () => {
  it.each([
    ['failed', '5.1.1', 'User unknown', true],
    ['failed', '5.1.10', null, true],
    ['failed', '5.0.0', null, true],
    ['failed', '5.4.4', 'Host not found', true],
    ['failed', '5.7.1', 'No such user!', true],
    ['failed', null, '550 Message was not accepted -- invalid mailbox', true],
    ['failed', null, null, true],
    ['failed', '5.2.2', 'Mailbox full', false],
    ['failed', '5.3.4', 'Message too big', false],
    ['failed', '5.7.1', 'Message rejected as spam', false],
    ['failed', '5.6.1', null, false],
    ['failed', '4.4.7', 'Delivery time expired', false],
    ['failed', null, '451 try again later', false],
    ['delayed', '5.1.1', null, false],
    ['delivered', '2.1.5', null, false],
  ] as const)('%s with %s and "%s": the address is dead: %s', (action, status, diagnostic, forGood) => {
    expect(isForGood({ email: 'maria@example.com', action, status, diagnostic })).toBe(forGood);
  });
});

describe('two spellings of an address', () => {
  it.each([
    ['Maria@Example.com', 'maria@example.com', true],
    ['maria+desk@example.com', 'maria@example.com', true],
    ['maria@example.com', 'maria+a+b@EXAMPLE.com', true],
    ['maria@example.com', 'maria@example.org', false],
    ['maria@example.com', 'olga@example.com', false],
  ])('%s and %s: the same mailbox: %s', (one, other, same) => {
    expect(isSameMailbox(one, other)).toBe(same);
  });
});
