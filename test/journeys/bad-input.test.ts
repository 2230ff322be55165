/** What must not come in is refused over real HTTP with the right status, every fault at once, and nothing written. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, aDesk, type OwnDesk, type TicketBody } from './support/a-desk.ts';
import { commentOn, eventsOf, type Listed, looked, opened } from './support/tickets.ts';

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  readonly [more: string]: unknown;
}

let desk: OwnDesk;
let ticket: TicketBody;
beforeAll(async () => {
  desk = await aDesk();
  ticket = await opened(desk, 'requester2', { subject: 'The one that must not change' });
  await desk.settle();
});
afterAll(() => desk[Symbol.asyncDispose]());

const fine = { subject: 'It does not start', description: 'Since the update.' };
const JSON_TYPE = { 'content-type': 'application/json' };

/** Everything that a refused request could have left behind. */
const state = async (): Promise<unknown> => {
  await desk.settle();
  const listed = async (view: string) =>
    (await desk.call<Listed<TicketBody>>('lead', 'GET', `/v1/tickets?view=${view}&page[size]=100`)).body.data;
  return {
    mine: await listed('all-open'),
    solved: await listed('recently-solved'),
    ticket: await looked(desk, ticket.number),
    events: (await eventsOf(desk, ticket.number)).length,
    outbox: (await desk.local<{ messages: readonly unknown[] }>('GET', 'outbox')).messages.length,
    settings: (await desk.call('admin', 'GET', '/v1/settings/lines')).body,
    keys: (await desk.call('admin', 'GET', '/v1/keys')).body,
  };
};

const expectProblem = (answer: Answer<unknown>, status: number): Problem => {
  const problem = answer.body as Problem;
  expect({ status: answer.status, body: problem }).toMatchObject({ status, body: { status } });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  for (const member of ['type', 'title', 'detail', 'instance']) {
    expect(problem[member], member).toEqual(expect.stringMatching(/./));
  }
  return problem;
};

describe('nothing is written when', () => {
  let before: unknown;
  beforeEach(async () => {
    before ??= await state();
  });
  afterEach(async () => {
    expect(await state()).toEqual(before);
  });

  const post = (body: unknown, headers: Readonly<Record<string, string>> = JSON_TYPE) =>
    desk.call<Problem>('requester2', 'POST', '/v1/tickets', body, headers);

  test('the body is no JSON, cut off, too deep or not in UTF-8', async () => {
    const bodies = [
      '{"subject": "a"',
      'subject=a',
      '{"subject": "a",}',
      '"',
      '',
      '['.repeat(40) + ']'.repeat(40),
      `{"details": ${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
      '{"subject": "a", "description": "b", "__proto__": {"priority": "urgent"}}',
    ];
    for (const body of bodies) expectProblem(await post(body), 400);
    const latin = await fetch(`${desk.url}/v1/tickets`, {
      method: 'POST',
      headers: { ...JSON_TYPE, authorization: await bearer('requester2') },
      body: Buffer.concat([
        Buffer.from('{"subject": "'),
        Buffer.from([0xe9]),
        Buffer.from('", "description": "b"}'),
      ]),
    });
    expect(latin.status).toBe(400);
  });

  test('the content type is another', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/json; charset=koi8-r', 'multipart/form-data'])
      expectProblem(await post(JSON.stringify(fine), { 'content-type': type }), 415);
    const none = await fetch(`${desk.url}/v1/tickets`, {
      method: 'POST',
      headers: { authorization: await bearer('requester2') },
      body: new Uint8Array(Buffer.from(JSON.stringify(fine))),
    });
    expect(none.status).toBe(415);
  });

  test('the body has a byte more than a megabyte', async () => {
    const bare = JSON.stringify({ ...fine, padding: '' }).length;
    const sized = (bytes: number) => JSON.stringify({ ...fine, padding: 'a'.repeat(bytes - bare) });
    expectProblem(await post(sized(1_048_577)), 413);
    // One byte less is read, and refused for what stands in it.
    expect(expectProblem(await post(sized(1_048_576)), 422).errors).toMatchObject([{ path: 'padding' }]);
  });

  test('fields are of the wrong type, unknown, too long, or hold what no text may: all are named at once', async () => {
    const problem = expectProblem(
      await post({
        subject: 'a\r\nBcc: everybody@example.org',
        description: '',
        category: 7,
        product: 'No Slug',
        priority: 'blocker',
        details: { version: 5, 'no name': 'a' },
        locale: 'x'.repeat(100),
        tags: Array.from({ length: 51 }, () => 'a'),
        cc: ['nobody'],
        urgency: 'high',
      }),
      422,
    );
    const paths = problem.errors?.map(({ path }) => path) ?? [];
    for (const path of [
      'subject',
      'description',
      'category',
      'product',
      'priority',
      'details.version',
      'details.no name',
      'locale',
      'tags',
      'cc.0',
      'urgency',
    ])
      expect(paths).toContain(path);
    expect(problem.errors?.every(({ message }) => message.length > 5)).toBe(true);

    for (const [body, path] of [
      [{}, 'subject'],
      [{ ...fine, subject: '  ' }, 'subject'],
      [{ ...fine, subject: 'a'.repeat(201) }, 'subject'],
      [{ ...fine, subject: 'a\u0000b' }, 'subject'],
      [{ ...fine, subject: 'a\u2028b' }, 'subject'],
      [{ ...fine, description: 'a'.repeat(100_001) }, 'description'],
      [{ ...fine, description: 'a\u0007b' }, 'description'],
      [{ ...fine, category: 'nonsense' }, 'category'],
      [{ ...fine, product: 'nonsense' }, 'product'],
      [{ ...fine, requester: { email: 'rita' } }, 'requester.email'],
      [{ ...fine, cc: Array.from({ length: 21 }, (_, at) => `a${at}@example.org`) }, 'cc'],
      ['{"subject": "half \\ud83d", "description": "b"}', 'subject'],
      ['{"subject": "a", "description": "half \\udc00 pair"}', 'description'],
      ['{"subject": "a", "description": "b", "details": {"steps": "\\ud800"}}', 'details.steps'],
      [[], ''],
      [null, ''],
    ] as const)
      expect(expectProblem(await post(body), 422).errors?.map((error) => error.path)).toContain(path);
  });

  test('a comment, a change, a key or a settings document is wrong', async () => {
    const path = `/v1/tickets/${ticket.number}`;
    const wrong: readonly (readonly ['agent1' | 'admin', string, string, unknown, readonly string[]])[] = [
      ['agent1', 'POST', `${path}/comments`, { body: ' ', public: 'yes', more: 1 }, ['body', 'public', 'more']],
      ['agent1', 'PATCH', path, { line: 4, tags: 'a', assigneeId: 'A B' }, ['line', 'tags', 'assigneeId']],
      ['agent1', 'PATCH', path, { assigneeId: 'nobody', groupId: 'nowhere' }, ['assigneeId', 'groupId']],
      ['agent1', 'POST', `${path}/escalate`, { reason: 'a\nb', toLine: 9 }, ['reason', 'toLine']],
      ['agent1', 'POST', `${path}/participants`, { email: 'a@b\r\n.example' }, ['email']],
      ['agent1', 'POST', '/v1/tickets/bulk', { tickets: ['x'], change: { line: 0 } }, ['tickets.0', 'change.line']],
      ['admin', 'POST', '/v1/keys', { name: '', scopes: ['all'] }, ['name', 'scopes.0']],
      ['admin', 'PUT', '/v1/settings/lines', [{ id: 4, name: '' }], ['lines[0].id', 'lines[0].name']],
    ];
    for (const [who, method, route, body, paths] of wrong) {
      const problem = expectProblem(await desk.call<Problem>(who, method, route, body), 422);
      expect(problem.errors?.map((error) => error.path)).toEqual(expect.arrayContaining([...paths]));
    }
  });

  test('the credential is bad', async () => {
    const [head, claims, signature] = (await bearer('requester2')).replace('Bearer ', '').split('.');
    const stranger = Buffer.from(
      JSON.stringify({
        ...JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()),
        email: 'lead@help.example.com',
      }),
    ).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const authorization of [
      'Bearer nonsense',
      'Basic YTpi',
      'Bearer ',
      `Bearer ${head}.${stranger}.${signature}`,
      `Bearer ${none}.${claims}.`,
      `Bearer ${head}.${claims}.${signature?.slice(0, -4)}AAAA`,
      'Bearer tlk_01ARZ3NDEKTSV4RRFFQ69G5FAV_abcdefghijklmnopqrstuvwxyz',
      `Bearer ${'a'.repeat(20_000)}`,
    ]) {
      const answer = await desk.call<Problem>(null, 'POST', '/v1/tickets', fine, { authorization });
      if (answer.status === 431 || answer.status === 400) continue; // Longer than any gateway lets headers be.
      expectProblem(answer, 401);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  test('the version is stale: the refusal says what arrived', async () => {
    const path = `/v1/tickets/${ticket.number}`;
    const { version } = await looked(desk, ticket.number);
    const stale = { 'if-match': `"${version - 1}"` };
    const answers = [
      await desk.call<Problem>('agent1', 'PATCH', path, { priority: 'low' }, stale),
      await desk.call<Problem>('agent1', 'POST', `${path}/comments`, { body: 'Hello' }, stale),
      await desk.call<Problem>('agent1', 'POST', `${path}/assign`, { assigneeId: null }, stale),
      await desk.call<Problem>('agent1', 'POST', `${path}/spam`, {}, stale),
    ];
    for (const answer of answers) {
      const problem = expectProblem(answer, 412);
      expect(JSON.stringify(problem)).toContain(`"version":${version}`);
    }
    for (const etag of ['abc', '"1", "2"', '"7', '-1'])
      expectProblem(
        await desk.call<Problem>('agent1', 'PATCH', path, { priority: 'low' }, { 'if-match': etag }),
        400,
      );
  });

  test('the path names nothing, or names it with another method', async () => {
    expectProblem(await desk.call('agent1', 'PATCH', '/v1/tickets/abc', { priority: 'low' }), 404);
    expectProblem(await desk.call('agent1', 'PATCH', '/v1/tickets/%00', { priority: 'low' }), 404);
    expectProblem(await desk.call('agent1', 'PATCH', `/v1/tickets/${'9'.repeat(400)}`, {}), 404);
    expectProblem(await desk.call('agent1', 'PATCH', `/v1/tickets/${ticket.id.toLowerCase()}`, {}), 404);
    const other = await desk.call('agent1', 'DELETE', `/v1/tickets/${ticket.number}`);
    expectProblem(other, 405);
    expect(other.headers.get('allow')).toContain('PATCH');
    expectProblem(await desk.call('agent1', 'GET', '/v1/tickets?view=mine&view=all-open'), 400);
    expectProblem(await desk.call('agent1', 'GET', '/v1/tickets?view=mine&sort=age'), 400);
    expectProblem(await desk.call('agent1', 'GET', '/v1/tickets?view=%zz'), 400);
    expectProblem(await desk.call('lead', 'GET', '/v1/figures/satisfaction?from=yesterday'), 400);
  });

  test('an Idempotency-Key is none', async () => {
    for (const key of ['a b', 'a'.repeat(256)])
      expectProblem(await post(fine, { ...JSON_TYPE, 'idempotency-key': key }), 400);
  });
});

const bearer = async (who: string): Promise<string> =>
  `Bearer ${(await desk.local<Record<string, string>>('GET', 'tokens'))[who]}`;

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
      desk.call<Problem>('agent1', 'PATCH', `/v1/tickets/${number}`, { priority }, { 'if-match': `"${version}"` }),
    ),
  );
  expect(race.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  const lost = race.find(({ status }) => status === 412);
  expect(JSON.stringify(lost?.body)).toContain('ticket.changed');
  expect((await eventsOf(desk, number, 'ticket.changed')).length).toBe(1);
});
