import { expect, it } from 'vitest';
import { usualLanguage } from '../../../../lambdas/core/domain/translation/usual-language.ts';
import { aComment, anAgent, aSettings, aTicket } from '../../builders.ts';

const settings = aSettings({ agents: [anAgent({ id: 'agt_1', languages: ['de', 'en'] })] });
const author = (kind: 'requester' | 'agent' | 'system', id: string | null) => ({
  kind,
  id,
  email: null,
  name: null,
});

it.each([
  [
    'what a requester writes is in the language of the ticket',
    author('requester', 'per_1'),
    true,
    'zh',
    'zh',
  ],
  ['what an agent tells them is too', author('agent', 'agt_1'), true, 'zh', 'zh'],
  ['a note is in the first language of its agent', author('agent', 'agt_1'), false, 'zh', 'de'],
  ['a note of somebody unknown is in that of the desk', author('agent', 'usr_x'), false, 'zh', 'en'],
  ['the desk speaks its own languages', author('system', null), true, 'ru', 'ru'],
  ['and English to everybody else', author('system', null), true, 'zh', 'en'],
])('%s', (_what, by, isPublic, language, usual) => {
  expect(usualLanguage(aComment({ author: by, public: isPublic }), aTicket({ language }), settings)).toBe(
    usual,
  );
});
