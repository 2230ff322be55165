import { expect, it } from 'vitest';
import { shownText } from '../../../../lambdas/core/domain/ticket/shown.ts';
import type { AuthorKind, Channel } from '../../../../lambdas/core/domain/ticket/words.ts';

it.each<readonly [author: AuthorKind, channel: Channel, shown: string]>([
  ['agent', 'api', 'whole'],
  ['agent', 'web', 'whole'],
  ['agent', 'email', 'said'],
  ['requester', 'api', 'said'],
  ['requester', 'email', 'said'],
  ['participant', 'web', 'said'],
  ['system', 'api', 'said'],
])('of what the %s says by %s people outside read the %s', (kind, channel, shown) => {
  const author = { kind, id: null, email: null, name: null };
  expect(shownText({ author, channel, bodyText: 'whole', visibleText: 'said' })).toBe(shown);
});
