/** Escalation to developers: issues in trackers of theirs, what comes back, and what is wanted before line 3. */
import { createHmac } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { setSecret } from '../../bin/desk/secret/secrets.ts';
import { aTracker, type Received, type Tracker } from './support/a-tracker.ts';
import { asking, expectProblem } from './support/asking.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { commentOn, eventsOf, forSomebody, looked, opened } from './support/tickets.ts';

const HOUR = 3_600_000;
const BORIS = 'agent2@help.example.com';
const SIGNING = Buffer.from('the tracker and the desk know it');
const named = (name: string): string => ['$', '{secret:', name, '}'].join('');

let tracker: Tracker;
const desk = sharedDesk(async (fresh) => {
  tracker = await aTracker();
  const keep = (name: string, value: string) =>
    setSecret(
      { where: { endpoint: fresh.url }, name, value: async () => value },
      { say: () => {}, complain: (why) => expect.fail(why) },
    );
  expect(await keep('github', 'ghp_journey')).toBe(0);
  expect(await keep('signing', `whsec_${SIGNING.toString('base64')}`)).toBe(0);
  const webhooks = [
    {
      id: 'jira',
      name: 'Jira',
      url: `${tracker.url}/rest/api/3/issue`,
      signingSecret: 'signing',
      body: {
        fields: {
          project: { key: 'OPS' },
          issuetype: { name: 'Bug' },
          customfield_10050: '{{callback}}',
          summary: '[#{{number}}] {{subject}}',
          description: {
            type: 'doc',
            version: 1,
            content: [
              { type: 'paragraph', content: [{ type: 'text', text: '{{reason}}\n{{description}}' }] },
            ],
          },
        },
      },
      answer: { reference: '/key', link: 'https://acme.example/browse/{{reference}}' },
      callback: {
        state: '/fields/status/statusCategory/key',
        inProgress: ['indeterminate'],
        done: ['done'],
        expectedFixAt: '/fields/duedate',
      },
    },
    {
      id: 'github',
      name: 'GitHub',
      url: `${tracker.url}/repos/acme/app/issues`,
      headers: { Authorization: `Bearer ${named('github')}`, 'X-GitHub-Api-Version': '2022-11-28' },
      body: {
        title: '{{subject}}',
        body: '{{description}}\n<!-- {{callback}} -->',
        labels: ['{{category}}'],
      },
      answer: { reference: '/number', url: '/html_url' },
    },
  ];
  expect((await fresh.call('admin', 'PUT', '/v1/settings/webhooks', webhooks)).status).toBe(200);
  const { body: categories } = await fresh.call<readonly Record<string, unknown>[]>(
    'admin',
    'GET',
    '/v1/settings/categories',
  );
  const strict = categories.map((one) => (one.id === 'app-error' ? { ...one, beforeLine3: ['log'] } : one));
  expect((await fresh.call('admin', 'PUT', '/v1/settings/categories', strict)).status).toBe(200);
});
afterAll(() => tracker?.close());

const about = (number: number): readonly Received[] =>
  tracker.received.filter(({ text }) => text.includes(`#${number}]`) || text.includes(`ticket ${number}x`));

/** The path of the callback that the tracker was told. */
const callbackIn = ({ text }: Received): string => /\/c\/[\w.-]+/.exec(text)?.[0] ?? '';

const pass = (number: number, body: object = {}) =>
  desk.call('agent2', 'POST', `/v1/tickets/${number}/issue`, { reason: 'It is the renderer.', ...body });

const mailsOf = async (address: string, subject: RegExp): Promise<readonly string[]> =>
  (await desk.mailsTo(address)).filter((mail) => subject.test(mail.subject)).map(({ text }) => text);

const notesOf = async (number: number): Promise<readonly string[]> => {
  const { body } = await desk.call<{ data: readonly { public: boolean; visibleText: string }[] }>(
    'lead',
    'GET',
    `/v1/tickets/${number}/comments`,
  );
  return body.data.filter((comment) => !comment.public).map(({ visibleText }) => visibleText);
};

/** Boris's, on line 2. */
const onLine2 = async (name: string, more: Readonly<Record<string, unknown>> = {}) => {
  const ticket = await opened(desk, 'agent1', forSomebody(name, more));
  await desk.settle();
  await desk.call('agent1', 'POST', `/v1/tickets/${ticket.number}/escalate`, { reason: 'beyond me' });
  await desk.call('lead', 'POST', `/v1/tickets/${ticket.number}/assign`, { assigneeId: 'agent2' });
  await desk.settle();
  return ticket;
};

test('a ticket waits for its issue in Jira, hears when a fix is expected, and is back when it is there', async () => {
  const { number } = await onLine2('jira-user', { subject: 'The "export" stops', description: 'Half\nway.' });
  const asked = await pass(number);
  expect(asked.status).toBe(202);
  expect(asked.body).toMatchObject({ status: 'on-hold', issue: { target: 'jira', state: 'asked' } });
  await desk.settle();

  const [request, ...more] = about(number);
  if (request === undefined) throw new Error('The tracker was not told.');
  expect(more).toEqual([]);
  expect(request.body).toMatchObject({
    fields: {
      summary: `[#${number}] The "export" stops`,
      description: { content: [{ content: [{ text: 'It is the renderer.\nHalf\nway.' }] }] },
    },
  });
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers;
  const expected = createHmac('sha256', SIGNING).update(`${id}.${at}.${request.text}`).digest('base64');
  expect(signature).toBe(`v1,${expected}`);

  const waiting = await looked(desk, number);
  const reference = (waiting.issue as { reference: string }).reference;
  expect(waiting).toMatchObject({
    status: 'on-hold',
    assigneeId: 'agent2',
    issue: { state: 'opened', reference, url: `https://acme.example/browse/${reference}` },
  });
  expect(reference).toMatch(/^OPS-\d+$/);
  expect(await notesOf(number)).toEqual([expect.stringContaining(`in Jira: ${reference}`)]);
  const requester = 'jira-user@people.example';
  expect((await desk.mailsTo(requester)).at(-1)?.text).toContain(
    'needs our developers, and they have it now',
  );
  expectProblem(await pass(number), 409);

  // Jira tells by an automation rule that posts the issue to the address in its field.
  const callback = callbackIn(request);
  const { now } = await desk.local<{ now: string }>('GET', 'clock');
  const duedate = new Date(Date.parse(now) + 72 * HOUR).toISOString().slice(0, 10);
  const status = (key: string) => ({
    key: reference,
    fields: { status: { statusCategory: { key } }, duedate },
  });
  const told = await desk.call<{ state: string }>(null, 'POST', callback, status('indeterminate'));
  expect(told).toMatchObject({ status: 200, body: { state: 'in-progress' } });
  const before = (await looked(desk, number)).version;
  expect((await desk.call(null, 'POST', callback, status('indeterminate'))).status).toBe(200);
  expect(await looked(desk, number)).toMatchObject({ version: before, status: 'on-hold' });
  const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(
    Date.parse(duedate),
  );
  expect((await desk.mailsTo(requester)).at(-1)?.text).toContain(
    `We expect a fix for your request ${number} by ${day}.`,
  );
  expect((await notesOf(number)).at(-1)).toContain(`A fix is expected by ${day}.`);

  await desk.call(null, 'POST', callback, status('done'));
  await desk.settle();
  expect(await looked(desk, number)).toMatchObject({
    status: 'open',
    line: 2,
    assigneeId: 'agent2',
    issue: { state: 'done' },
    promises: { expectedFixAt: null },
  });
  const mails = await mailsOf(requester, /./);
  expect(mails.at(-1)).toContain('Our developers are done with what your request');
  expect(mails).toHaveLength(4);
  expect(await mailsOf(BORIS, new RegExp(`From the developers: \\[#${number}\\]`))).toHaveLength(1);
  const actors = (await eventsOf(desk, number, 'ticket.issue-changed')).map(({ actor }) => actor);
  expect(actors).toEqual([
    { kind: 'machine', id: 'jira' },
    { kind: 'machine', id: 'jira' },
  ]);
});

test('GitHub gets its own words with its own token, and tells in the desk’s', async () => {
  const { number } = await onLine2('github-user', { subject: 'ticket x', description: 'See below' });
  await desk.call('lead', 'PATCH', `/v1/tickets/${number}`, { subject: `ticket ${number}x` });
  expect((await pass(number, { target: 'github' })).body.issue).toMatchObject({ target: 'github' });
  await desk.settle();
  const [request] = about(number);
  expect(request).toMatchObject({
    path: '/repos/acme/app/issues',
    headers: { authorization: 'Bearer ghp_journey', 'x-github-api-version': '2022-11-28' },
    body: { labels: ['other'] },
  });
  expect((await looked(desk, number)).issue).toMatchObject({
    reference: expect.stringMatching(/^\d+$/),
    url: expect.stringContaining('https://github.com/acme/app/issues/'),
  });
  const callback = callbackIn(request as Received);
  expectProblem(await desk.call(null, 'POST', callback, { state: 'ready' }), 422);
  await desk.call(null, 'POST', callback, { state: 'rejected', comment: 'Works as meant.' });
  await desk.settle();
  expect(await looked(desk, number)).toMatchObject({ status: 'open', issue: { state: 'rejected' } });
  expect((await notesOf(number)).at(-1)).toContain('Works as meant.');
  // What they will not do is for the agent to tell.
  expect((await desk.mailsTo('github-user@people.example')).at(-1)?.text).toContain('they have it now');
});

test('a tracker that is down is asked three times; then people know, and it can be sent again', async () => {
  const { number } = await onLine2('patient');
  tracker.isDown = true;
  await pass(number);
  await desk.settle();
  expect(await looked(desk, number)).toMatchObject({ status: 'on-hold', issue: { state: 'asked' } });
  await desk.advance('PT10M');
  expect(about(number)).toHaveLength(3);
  expect(await looked(desk, number)).toMatchObject({
    status: 'open',
    assigneeId: 'agent2',
    issue: { state: 'unsent' },
  });
  expect((await notesOf(number)).at(-1)).toMatch(/could not be sent to Jira: it answered 503\.\s+Down for/);
  expect((await mailsOf(BORIS, new RegExp(`\\[#${number}\\]`))).at(-1)).toContain('answered 503');
  const { queues } = await desk.local<{ queues: readonly { name: string; messages: readonly unknown[] }[] }>(
    'GET',
    'dead-letters',
  );
  // Once for each time that the event was delivered.
  expect(queues.find(({ name }) => /LostEvents/.test(name))?.messages.length).toBeGreaterThan(0);

  tracker.isDown = false;
  expect((await pass(number)).status).toBe(202);
  await desk.settle();
  expect(await looked(desk, number)).toMatchObject({ status: 'on-hold', issue: { state: 'opened' } });
  expect(await mailsOf('patient@people.example', /./)).toHaveLength(2);
});

test('an address is good for one issue alone, and a page’s for none', async () => {
  const [one, other] = [await onLine2('first-one'), await onLine2('other-one')];
  for (const { number } of [one, other]) await pass(number);
  await desk.settle();
  const callback = callbackIn(about(one.number)[0] as Received);
  const page = /\/t\/([\w.-]+)/.exec((await desk.mailsTo('first-one@people.example'))[0]?.text ?? '')?.[1];
  expect(page).toMatch(/./);
  for (const path of [`/c/${page}`, `${callback}x`, `${callback.slice(0, -2)}`, '/c/nothing'])
    expectProblem(await desk.call(null, 'POST', path, { state: 'done' }), 404);
  expect(await asking(desk).statusOf(null, 'GET', callback.replace('/c/', '/t/'))).toBe(404);
  await desk.call(null, 'POST', callback, { fields: { status: { statusCategory: { key: 'done' } } } });
  expect((await looked(desk, one.number)).status).toBe('open');
  expect((await looked(desk, other.number)).status).toBe('on-hold');
});

test('what a category demands before line 3 is attached first, or left out by somebody’s own decision', async () => {
  const details = { product: 'desktop', version: '5.2', steps: '1. Open\n2. Export' };
  const { number } = await onLine2('no-log', { category: 'app-error', details });
  const escalate = (more: object = {}) =>
    desk.call('agent2', 'POST', `/v1/tickets/${number}/escalate`, { reason: 'needs the source', ...more });
  const problem = expectProblem(await escalate(), 422);
  expect(problem).toMatchObject({ missing: ['log'], errors: [{ path: 'details.log' }] });

  await commentOn(desk, 'agent2', number, {
    body: 'log: ERROR 5 at Renderer.draw (renderer.ts:12)',
    public: false,
  });
  expect((await escalate()).body).toMatchObject({ line: 3 });

  const other = await onLine2('in-a-hurry', { category: 'app-error', details });
  const path = `/v1/tickets/${other.number}/escalate`;
  const hurried = await desk.call('agent2', 'POST', path, { reason: 'all are down', override: true });
  expect(hurried.body).toMatchObject({ line: 3 });
  expect((await eventsOf(desk, other.number, 'ticket.escalated')).at(-1)?.payload).toMatchObject({
    reason: 'all are down',
    overrode: ['log'],
  });
});

test('the function may do what it did, and no more', async () => {
  expect(await desk.local('GET', 'denied')).toMatchObject({ denied: [] });
});
