/** Requests that are odd but right, sent twice, or sent by two at once. */
import { describe, expect, test } from 'vitest';
import type { Client, TicketBody } from '../support/a-desk.ts';
import { expectProblem, type Problem } from '../support/asking.ts';
import { commentOn, eventsOf, looked, opened } from '../support/tickets.ts';

const fine = { subject: 'It does not start', description: 'Since the update.' };
const JSON_TYPE = { 'content-type': 'application/json' };

export const takenStories = (desk: Client): void => {
  describe('what is odd but right', () => {
    test('is kept as it was written, and never becomes a mail header', async () => {
      const odd = {
        subject: 'Ünï – «кавычки» <b>"x"</b> \u{1F600} {{number}} =?utf-8?B?Qmxh?= %0D%0ABcc: a@b.example',
        description: 'Line one\r\nBcc: everybody@example.org\n\n.\n{{{link}}} <script>alert(1)</script>',
        requester: { email: 'odd@people.example', name: 'Eve "E" <eve@evil.example>, Other', locale: 'en' },
      };
      const { status, body } = await desk.call('agent1', 'POST', '/v1/tickets', odd);
      expect(status).toBe(201);
      expect(await looked(desk, body.number)).toMatchObject({
        subject: odd.subject,
        description: odd.description,
      });
      await commentOn(desk, 'agent1', body.number, { body: odd.description });
      const mails = await desk.mailsTo('odd@people.example');
      expect(mails.length).toBe(2);
      for (const mail of mails) {
        expect(mail.to).toEqual(['odd@people.example']);
        expect(Object.keys(mail.headers)).not.toContain('bcc');
        expect(mail.subject).toContain(odd.subject);
        expect(mail.html).not.toContain('<script>');
      }
    });

    test('the longest texts fit', async () => {
      const answer = await desk.call('requester', 'POST', '/v1/tickets', {
        subject: 'я'.repeat(200),
        description: '\u{1F600}'.repeat(50_000),
        details: Object.fromEntries(Array.from({ length: 4 }, (_, at) => [`d${at}`, 'x'.repeat(5000)])),
        tags: Array.from({ length: 50 }, (_, at) => `${at}`.padEnd(50, 'x')),
        cc: Array.from({ length: 20 }, (_, at) => `cc${at}@people.example`),
      });
      expect(answer.status).toBe(201);
      await desk.settle();
      expect(await looked(desk, answer.body.number)).toMatchObject({
        description: '\u{1F600}'.repeat(50_000),
        assigneeId: 'agent1',
      });
      const mail = (await desk.mailsTo('anna@example.org')).at(-1);
      expect(mail?.subject).toContain('я'.repeat(200));
    });
  });

  describe('the same request again', () => {
    const send = (body: unknown, key: string, who: 'requester' | 'requester2' = 'requester2') =>
      desk.call<TicketBody>(who, 'POST', '/v1/tickets', body, { ...JSON_TYPE, 'idempotency-key': key });

    test('gets the first answer, and another one under its key is refused', async () => {
      const first = await send(fine, 'key-1');
      const again = await send(fine, 'key-1');
      expect([first.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual(first.body);
      expect(again.headers.get('idempotency-replayed')).toBe('true');
      expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
      expect(again.headers.get('location')).toBe(first.headers.get('location'));
      expect(first.headers.get('idempotency-replayed')).toBeNull();
      expectProblem(await send({ ...fine, subject: 'Another' }, 'key-1'), 422);
      // A key belongs to its caller and route.
      expect((await send(fine, 'key-1', 'requester')).body.number).not.toBe(first.body.number);
      const comment = () =>
        desk.call<{ id: string }>(
          'requester2',
          'POST',
          `/v1/tickets/${first.body.number}/comments`,
          { body: 'More.' },
          { 'idempotency-key': 'key-1' },
        );
      const [said, repeated] = [await comment(), await comment()];
      expect([said.status, repeated.status, repeated.body.id]).toEqual([201, 201, said.body.id]);
    });

    test('twenty at once make one ticket', async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(fine, 'twenty')));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null).length).toBe(1);
      const number = answers[0]?.body.number;
      const mails = await desk.mailsTo('bob@example.net');
      expect(mails.filter((mail) => mail.subject.includes(`[#${number}]`)).length).toBe(1);
    });

    test('is a new one after a day', async () => {
      const first = await send(fine, 'daily');
      await desk.advance('PT24H1M');
      const next = await send(fine, 'daily');
      expect(next.status).toBe(201);
      expect(next.headers.get('idempotency-replayed')).toBeNull();
      expect(next.body.number).not.toBe(first.body.number);
    });
  });

  test('two agents who click at once both learn what became of it', async () => {
    const { number } = await opened(desk, 'agent1', { requester: { email: 'race@people.example' } });
    await desk.settle();
    const { version } = await looked(desk, number);
    const race = await Promise.all(
      ['low', 'high', 'urgent'].map((priority) =>
        desk.call<Problem>(
          'agent1',
          'PATCH',
          `/v1/tickets/${number}`,
          { priority },
          { 'if-match': `"${version}"` },
        ),
      ),
    );
    expect(race.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
    const lost = race.find(({ status }) => status === 412);
    expect(JSON.stringify(lost?.body)).toContain('ticket.changed');
    expect((await eventsOf(desk, number, 'ticket.changed')).length).toBe(1);
  });
};
