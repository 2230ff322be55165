/** A ticket in a language that an agent does not read, on a desk that has translations switched on. */
import { expect, test } from 'vitest';
import type { TicketBody } from './support/a-desk.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { commentOn, type Listed, opened } from './support/tickets.ts';

const desk = sharedDesk();

const FRENCH = "Bonjour, depuis hier l'exportation s'arrête à la moitié et je ne peux plus rien sauvegarder.";
const RUSSIAN = 'Здравствуйте! Экспорт останавливается на половине, уже второй день подряд.';

interface Translation {
  readonly where: string;
  readonly language: string;
  readonly to: string;
  readonly text: string;
  readonly translation: string | null;
  readonly untranslated: { readonly reason: string } | null;
}

const translate = async (translation: object | null): Promise<void> => {
  const { body, headers } = await desk.call<object>('admin', 'GET', '/v1/settings/desk');
  const etag = headers.get('etag') ?? '';
  const put = await desk.call(
    'admin',
    'PUT',
    '/v1/settings/desk',
    { ...body, translation },
    { 'if-match': etag },
  );
  expect(put.status).toBe(200);
};

const translations = async ({ number }: TicketBody, query = '') => {
  const path = `/v1/tickets/${number}/translations${query}`;
  const { status, body } = await desk.call<Listed<Translation>>('agent1', 'GET', path);
  expect(status).toBe(200);
  return body.data;
};

const calls = async (): Promise<number> =>
  (await desk.local<{ translatedCharacters: number }>('GET', 'meter')).translatedCharacters;

const ticketOf = (name: string, description: string, subject = 'Export') =>
  opened(desk, 'lead', { subject, description, requester: { email: `${name}@people.example` } });

test('without the setting there are none, and the answer says so', async () => {
  const { number } = await ticketOf('off', RUSSIAN);
  const { status, body } = await desk.call('agent1', 'GET', `/v1/tickets/${number}/translations`);
  expect(status).toBe(409);
  expect(body).toMatchObject({ type: 'urn:threeline:problem:translation-off' });
  expect(await calls()).toBe(0);
});

test('a French ticket stands beside its translation, which is paid for once', async () => {
  await translate({});
  const ticket = await ticketOf('jeanne', FRENCH, "L'exportation s'arrête");
  await commentOn(desk, 'agent1', ticket.number, {
    body: 'The customer has called this morning as well, please look at the logs.',
    public: false,
  });
  await desk.settle();
  const first = await translations(ticket);
  expect(first).toMatchObject([
    { where: 'subject', language: 'fr', to: 'en', translation: "[en] L'exportation s'arrête" },
    { where: 'comment', language: 'fr', text: FRENCH, translation: `[en] ${FRENCH}`, untranslated: null },
    { where: 'comment', language: 'en', translation: null, untranslated: { reason: 'NotNeeded' } },
  ]);
  const paid = await calls();
  expect(paid).toBeGreaterThan(FRENCH.length);
  expect(await translations(ticket)).toEqual(first);
  expect(await calls()).toBe(paid);
});

test('who reads Russian may still ask for it in another language', async () => {
  const ticket = await ticketOf('vera', RUSSIAN, 'Экспорт');
  await desk.settle();
  expect(await translations(ticket)).toMatchObject([{}, { untranslated: { reason: 'NotNeeded' } }]);
  expect(await translations(ticket, '?to=de')).toMatchObject([
    { to: 'de', translation: '[de] Экспорт' },
    { to: 'de', translation: `[de] ${RUSSIAN}` },
  ]);
  const { status, body } = await desk.call(
    'agent1',
    'GET',
    `/v1/tickets/${ticket.number}/translations?to=eu`,
  );
  expect(status).toBe(400);
  expect(body).toMatchObject({
    errors: [{ path: 'to', message: expect.stringContaining('Amazon Translate') }],
  });
});

test('requesters get none, and agents none of tickets that they may not see', async () => {
  const ticket = await ticketOf('paul', FRENCH);
  const path = `/v1/tickets/${ticket.number}/translations`;
  expect((await desk.call('requester', 'GET', path)).status).toBe(403);
  expect((await desk.call('agent3', 'GET', path)).status).toBe(404);
});

test('a service that is busy costs the translation, not the answer', async () => {
  const ticket = await ticketOf('marie', FRENCH);
  await desk.local('POST', 'faults', { service: 'translate', error: 'TooManyRequestsException' });
  try {
    expect(await translations(ticket)).toMatchObject([
      { untranslated: { reason: 'ServiceAway' } },
      { text: FRENCH, translation: null, untranslated: { reason: 'ServiceAway' } },
    ]);
  } finally {
    await fetch(`${desk.url}/_local/faults`, { method: 'DELETE' });
  }
  expect(await translations(ticket)).toMatchObject([{}, { translation: `[en] ${FRENCH}` }]);
});

test('when the characters of the day are spent the rest waits for tomorrow', async () => {
  await translate({ charactersPerDay: 1 });
  const ticket = await ticketOf('luc', FRENCH, "L'exportation s'arrête");
  expect(await translations(ticket)).toMatchObject([
    { untranslated: { reason: 'BudgetSpent' } },
    { translation: null, untranslated: { reason: 'BudgetSpent', characters: FRENCH.length } },
  ]);
  await desk.settle();
});
