/** Tickets about one thing: merged into one, or answered through one problem when an outbreak brings them. */
import { describe, expect, test } from 'vitest';
import type { Client, TicketBody } from './support/a-desk.ts';
import { commentsOn, lastOn, openedBy, sent } from './support/letters.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { commentOn, eventsOf, forSomebody, looked, opened } from './support/tickets.ts';

const desk = sharedDesk();

interface ClockBody {
  readonly metric: string;
  readonly status: string;
  readonly elapsedMinutes: number;
  readonly trace: readonly { readonly counted: boolean; readonly why: string }[];
}

const clocksOf = async (client: Client, number: number): Promise<readonly ClockBody[]> =>
  (await client.call<readonly ClockBody[]>('lead', 'GET', `/v1/tickets/${number}/clocks`)).body;

const elapsed = async (number: number): Promise<readonly (readonly [string, number])[]> =>
  (await clocksOf(desk, number)).map(({ metric, elapsedMinutes }) => [metric, elapsedMinutes]);

describe('two tickets of two people', () => {
  const anna = 'merge-anna@people.example';
  const boris = 'merge-boris@people.example';
  let first: TicketBody;
  let second: TicketBody;

  test('are merged: one answer reaches both, and the thread of either leads to it', async () => {
    ({ ticket: first } = await openedBy(desk, { from: anna, text: 'The lamp is dark.' }));
    ({ ticket: second } = await openedBy(desk, { from: boris, text: 'My lamp is dark too.' }));
    const closed = (await desk.mailsTo(boris)).length;
    const path = `/v1/tickets/${second.number}/merge`;
    const into = { into: String(first.number) };
    const stale = await desk.call('agent1', 'POST', path, into, { 'if-match': '"1"' });
    expect(stale.status).toBe(412);
    const merged = await desk.call('agent1', 'POST', path, into);
    expect(merged).toMatchObject({ status: 200, body: { status: 'closed', mergedInto: first.id } });
    expect((await desk.call<{ type: string }>('agent1', 'POST', path, into)).status).toBe(409);
    await desk.settle();
    // Nobody is told that a ticket is closed whose question is open.
    expect(await desk.mailsTo(boris)).toHaveLength(closed);

    const [mail] = await desk.mailsTo(boris);
    const answer = await sent(desk, {
      from: boris,
      to: mail?.headers['reply-to'] ?? '',
      subject: `Re: ${mail?.subject}`,
      text: 'It is the lamp in the hall.',
    });
    expect(answer).toMatchObject({ disposition: 'comment', ticketId: first.id });
    expect(await lastOn(desk, first.number)).toMatchObject({
      public: true,
      author: { kind: 'participant', email: boris },
      visibleText: 'It is the lamp in the hall.',
    });

    await commentOn(desk, 'agent1', first.number, { body: 'Please change the bulb.' });
    for (const person of [anna, boris])
      expect((await desk.mailsTo(person)).at(-1)?.text).toContain('Please change the bulb.');
    // Agents read all of it in one place.
    expect((await commentsOn(desk, first.number)).map(({ visibleText }) => visibleText)).toEqual([
      'The lamp is dark.',
      'My lamp is dark too.',
      'It is the lamp in the hall.',
      'Please change the bulb.',
    ]);
  });

  test('are taken apart again: the time between counts for nobody, and each is answered for itself', async () => {
    const before = await elapsed(second.number);
    expect(before.length).toBeGreaterThan(0);
    await desk.advance('P2D');
    expect(await elapsed(second.number)).toEqual(before);
    // Of a merged ticket nobody is reminded, and it is not overdue.
    const reminded = (await eventsOf(desk, second.number)).filter(({ type }) => type.startsWith('sla.'));
    expect(reminded).toEqual([]);

    const back = await desk.call('agent1', 'POST', `/v1/tickets/${second.number}/unmerge`);
    expect(back).toMatchObject({ status: 200, body: { status: second.status, mergedInto: null } });
    const again = await desk.call('agent1', 'POST', `/v1/tickets/${second.number}/unmerge`);
    expect(again.status).toBe(409);
    await desk.settle();
    for (const [metric, minutes] of before) {
      const now = new Map(await elapsed(second.number)).get(metric) ?? 0;
      expect(now - minutes, metric).toBeLessThan(5);
    }
    const traces = (await clocksOf(desk, second.number)).flatMap(({ trace }) => trace);
    expect(traces.some(({ counted, why }) => !counted && why === 'merged into another ticket')).toBe(true);

    const mails = (await desk.mailsTo(boris)).length;
    await commentOn(desk, 'agent1', first.number, { body: 'Only for Anna.' });
    await desk.settle();
    expect((await desk.mailsTo(anna)).at(-1)?.text).toContain('Only for Anna.');
    expect(await desk.mailsTo(boris)).toHaveLength(mails);
    await commentOn(desk, 'agent1', second.number, { body: 'Only for Boris.', status: 'solved' });
    expect((await desk.mailsTo(boris)).at(-1)?.text).toContain('Only for Boris.');
    // Its workflow was born again: it is surveyed and closed as any other.
    await desk.advance('P5D');
    expect((await looked(desk, second.number)).status).toBe('closed');
  });
});

describe('a problem', () => {
  const names = ['linked', 'merged', 'late'].map((name) => `problem-${name}`);
  const told = async (name: string, words: string): Promise<number> =>
    (await desk.mailsTo(`${name}@people.example`)).filter(({ text }) => text.includes(words)).length;
  const post = (path: string, body: object) => desk.call<object>('lead', 'POST', `/v1/tickets/${path}`, body);
  const solve = (number: number) =>
    desk.call('agent1', 'PATCH', `/v1/tickets/${number}`, { status: 'solved' });

  test('solved with two clicks answers whoever waits, also by a merge, and who is linked too late', async () => {
    const problem = await opened(desk, 'lead', forSomebody('problem', { type: 'problem' }));
    const [linked, merged, late] = await Promise.all(
      names.map((name) => opened(desk, 'lead', forSomebody(name))),
    );
    if (linked === undefined || merged === undefined || late === undefined) throw new Error('Not opened.');
    await desk.settle();
    const link = (...tickets: readonly TicketBody[]) =>
      post(`${problem.number}/incidents`, { tickets: tickets.map(({ number }) => String(number)) });
    await link(linked, merged);
    // Somebody answered another ticket of theirs, and finds that it is the same.
    const other = await opened(desk, 'lead', forSomebody('problem-other'));
    await commentOn(desk, 'agent1', other.number, { body: 'Have a look.', status: 'solved' });
    await post(`${merged.number}/merge`, { into: String(other.number) });
    expect(await looked(desk, other.number)).toMatchObject({ status: 'open', problemId: problem.id });

    expect(await solve(problem.number)).toMatchObject({
      status: 422,
      body: { type: 'urn:threeline:problem:answer-needed' },
    });
    await commentOn(desk, 'agent1', problem.number, { body: 'The lamp is mended.' });
    expect((await solve(problem.number)).status).toBe(200);
    await desk.settle();
    for (const { number } of [linked, other])
      expect(await looked(desk, number)).toMatchObject({ status: 'solved' });

    expect((await link(late)).body).toMatchObject({ results: [{ status: 200, error: null }] });
    await link(late, linked);
    await desk.settle();
    expect(await looked(desk, late.number)).toMatchObject({ status: 'solved', problemId: problem.id });
    for (const name of names) expect(await told(name, 'The lamp is mended.'), name).toBe(1);
  });
});

describe('an outbreak', () => {
  const LEAD = 'lead@help.example.com';
  const WAYS = ['Payment by card fails', 'Card payment is declined', 'Paying by card does not work'];
  const COUNT = 30;
  const people = Array.from({ length: COUNT }, (_, n) => `outbreak-${n}`);
  const alerts = async () =>
    (await desk.mailsTo(LEAD)).filter(({ subject }) => subject.startsWith('Outbreak:'));
  let numbers: readonly number[] = [];
  let outbreak = '';

  test('after a calm week is told to the lead once', async () => {
    for (let n = 0; n < COUNT; n += 10) {
      const some = people.slice(n, n + 10).map((name, at) =>
        opened(
          desk,
          'lead',
          forSomebody(name, {
            subject: WAYS[(n + at) % WAYS.length],
            description: 'Since this morning every payment by card is declined.',
            category: 'payments',
            product: 'mobile',
          }),
        ),
      );
      numbers = [...numbers, ...(await Promise.all(some)).map(({ number }) => number)];
      await desk.settle();
      await desk.advance('PT10M');
    }
    const [alert, ...more] = await alerts();
    expect(more).toEqual([]);
    expect(alert?.text).toContain('where 0.5 an hour are usual');
    outbreak = /POST \S+\/v1\/outbreaks\/(obk_\w+)\/problem/.exec(alert?.text ?? '')?.[1] ?? '';
    const { body } = await desk.call<{ data: readonly { id: string; tickets: readonly unknown[] }[] }>(
      'agent1',
      'GET',
      '/v1/outbreaks',
    );
    expect(body.data).toMatchObject([{ id: outbreak, category: 'payments', product: 'mobile' }]);
    expect(body.data[0]?.tickets).toHaveLength(COUNT);
  });

  test('becomes one problem, whose solution answers everybody in a mail of their own', async () => {
    const path = `/v1/outbreaks/${outbreak}/problem`;
    expect((await desk.call('agent1', 'POST', path, {})).status).toBe(403);
    const made = await desk.call<{ problem: TicketBody; results: readonly { status: number }[] }>(
      'lead',
      'POST',
      path,
      { subject: 'Cards are declined' },
    );
    expect(made.status).toBe(200);
    expect(made.body.results.map(({ status }) => status)).toEqual(people.map(() => 200));
    const { problem } = made.body;
    for (const number of numbers) expect((await looked(desk, number)).problemId).toBe(problem.id);
    const listed = await desk.call<{ data: readonly TicketBody[] }>(
      'agent1',
      'GET',
      `/v1/tickets/${problem.number}/incidents?page[size]=100`,
    );
    expect(listed.body.data).toHaveLength(COUNT);

    await commentOn(desk, 'agent1', problem.number, { body: 'Cards work again.', status: 'solved' });
    await desk.settle();
    for (const number of numbers) expect((await looked(desk, number)).status).toBe('solved');
    for (const name of people) {
      const mails = await desk.mailsTo(`${name}@people.example`);
      expect(mails.filter(({ text }) => text.includes('Cards work again.'))).toHaveLength(1);
    }
    expect(await alerts()).toHaveLength(1);
  });

  test('was all that was asked of any function', async () => {
    const { queues } = await desk.local<{ queues: readonly { messages: readonly unknown[] }[] }>(
      'GET',
      'dead-letters',
    );
    expect(queues.flatMap(({ messages }) => messages)).toEqual([]);
    expect(await desk.local('GET', 'denied')).toEqual({ denied: [] });
  });
});
