/** Files both ways: brought by form, mailed or linked, read on the page, and by nobody else. */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Answer, TicketBody } from './support/a-desk.ts';
import { expectProblem } from './support/asking.ts';
import { lastMailTo, linkIn, openPage } from './support/links.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { commentOn, forSomebody, type Listed, looked, opened } from './support/tickets.ts';
import { type AttachmentBody, announced, sent, uploaded } from './support/uploads.ts';

const desk = sharedDesk();

const bytesOf = (size: number): Buffer<ArrayBuffer> => Buffer.from(randomBytes(size));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Follows the link to where the file is; who is told that the bucket is busy loads it again. */
const fetched = async (answer: Answer<unknown>): Promise<Response> => {
  expect(answer.status).toBe(302);
  const location = answer.headers.get('location') ?? '';
  for (let attempt = 1; ; attempt += 1) {
    const file = await fetch(location);
    if (file.status !== 503 || attempt === 20) return file;
    await pause(20);
  }
};

interface CommentBody {
  readonly id: string;
  readonly bodyHtml: string | null;
  readonly attachments: readonly AttachmentBody[];
}
const commentsOf = async (number: number): Promise<readonly CommentBody[]> =>
  (await desk.call<Listed<CommentBody>>('agent1', 'GET', `/v1/tickets/${number}/comments`)).body.data;

describe('a file that an agent attaches', () => {
  const bytes = bytesOf(300_000);
  let ticket: TicketBody;
  let upload: string;
  let attachment: AttachmentBody | undefined;
  beforeAll(async () => {
    ticket = await opened(desk, 'lead', forSomebody('reader'));
    upload = await uploaded(desk, 'agent1', '../план работ.pdf', bytes);
    const answer = await commentOn(desk, 'agent1', ticket.number, {
      body: 'Here it is.',
      attachments: [upload],
    });
    expect(answer.status).toBe(201);
    attachment = (answer.body as unknown as CommentBody).attachments[0];
  });

  test('stands on the comment with its hash', async () => {
    expect(attachment).toEqual({
      id: upload.replace('upl_', 'att_'),
      fileName: 'план работ.pdf',
      contentType: 'application/pdf',
      size: bytes.length,
      sha256: sha256(bytes),
    });
    expect((await commentsOf(ticket.number)).at(-1)?.attachments).toEqual([attachment]);
  });

  test('goes with the mail', async () => {
    const mail = await lastMailTo(desk, 'reader@people.example');
    const { attachments } = await PostalMime.parse(mail.raw);
    expect(attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['план работ.pdf', 'application/pdf'],
    ]);
    expect(sha256(Buffer.from(attachments[0]?.content as ArrayBuffer))).toBe(sha256(bytes));
    expect(mail.text).toContain('Attached:\n- план работ.pdf (300');
    expect(mail.html).toContain('план работ.pdf (300');
  });

  test('is on the page, as a download from another origin', async () => {
    const page = linkIn((await lastMailTo(desk, 'reader@people.example')).text, 't');
    const shown = await openPage(desk, page);
    const href = /<a href="([^"]*attachments[^"]*)">план работ\.pdf<\/a>/.exec(shown.body)?.[1] ?? '';
    const link = new URL(href.replaceAll('&#x2F;', '/'), page);
    const answer = await openPage(desk, link);
    expect(new URL(answer.headers.get('location') ?? '').origin).not.toBe(new URL(desk.url).origin);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    const file = await fetched(answer);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename=/);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
    const stranger = await opened(desk, 'lead', forSomebody('stranger'));
    await commentOn(desk, 'agent1', stranger.number, { body: 'Hello.' });
    const other = linkIn((await lastMailTo(desk, 'stranger@people.example')).text, 't');
    expect(
      (await openPage(desk, new URL(`${other.pathname}/attachments/${attachment?.id}`, other))).status,
    ).toBe(404);
    expect((await desk.call('requester2', 'GET', `/v1/attachments/${attachment?.id}`)).status).toBe(404);
    expect(
      (await fetched(await desk.call('agent1', 'GET', `/v1/attachments/${attachment?.id}`))).status,
    ).toBe(200);
  });

  test('is attached once, by its creator, and only as it was announced; what is refused changes nothing', async () => {
    const { version } = await looked(desk, ticket.number);
    const foreign = await uploaded(desk, 'agent2', 'a.pdf', bytesOf(10));
    const unsent = (await announced(desk, 'agent1', 'a.pdf', 10)).id;
    const problem = expectProblem(
      await commentOn(desk, 'agent1', ticket.number, {
        body: 'Again.',
        attachments: [upload, foreign, unsent],
      }),
      422,
    );
    expect(problem.errors).toEqual([
      { path: 'attachments.0', message: 'has been attached to a comment already' },
      { path: 'attachments.1', message: expect.stringContaining('no upload of yours') },
      { path: 'attachments.2', message: 'has not been uploaded yet' },
    ]);
    expect((await looked(desk, ticket.number)).version).toBe(version);
  });

  test('named twice at the same moment is attached once', async () => {
    const wanted = await uploaded(desk, 'agent1', 'race.pdf', bytesOf(10));
    const answers = await Promise.all(
      ['One', 'Two', 'Three'].map((body) =>
        commentOn(desk, 'agent1', ticket.number, { body, attachments: [wanted] }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422]);
  });

  test('is attached once by a request that is repeated, and both answers name it', async () => {
    const wanted = await uploaded(desk, 'agent1', 'again.pdf', bytesOf(10));
    const say = () =>
      desk.call<CommentBody>(
        'agent1',
        'POST',
        `/v1/tickets/${ticket.number}/comments`,
        { body: 'Once.', attachments: [wanted] },
        { 'idempotency-key': 'attach-once' },
      );
    const answers = [...(await Promise.all([say(), say()])), await say()];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers[2]?.body.attachments).toMatchObject([{ fileName: 'again.pdf' }]);
  });
});

describe('the bucket', () => {
  test('takes what was announced, from a page of the desk, and nothing else', async () => {
    const upload = await announced(desk, 'requester', 'a.png', 1000, 'image/png');
    const codeOf = async (answer: Response): Promise<string> =>
      `${answer.status} ${/<Code>(\w+)</.exec(await answer.text())?.[1]}`;
    expect(await codeOf(await sent(upload, bytesOf(1001)))).toBe('400 EntityTooLarge');
    expect(await codeOf(await sent(upload, bytesOf(999)))).toBe('400 EntityTooSmall');
    for (const more of [
      { key: 'attachments/att_1' },
      { 'Content-Type': 'text/html' },
      { acl: 'public-read' },
    ])
      expect(await codeOf(await sent(upload, bytesOf(1000), more))).toBe('403 AccessDenied');
    const taken = await sent(upload, bytesOf(1000), {}, { origin: desk.url });
    expect(taken.status).toBe(204);
    expect(taken.headers.get('access-control-allow-origin')).toBe(desk.url);
    const foreign = await sent(upload, bytesOf(1000), {}, { origin: 'https://evil.example' });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('is not opened for what the desk does not allow', async () => {
    const ask = (body: object) => desk.call('requester', 'POST', '/v1/uploads', body);
    const file = { fileName: 'a.png', contentType: 'image/png', size: 10 };
    expectProblem(await ask({ ...file, size: 25_000_001 }), 422);
    expectProblem(await ask({ ...file, size: 0 }), 422);
    expectProblem(await ask({ ...file, contentType: 'text/html; x' }), 422);
    expectProblem(await desk.call(null, 'POST', '/v1/uploads', file), 401);
  });
});

test('six megabytes become a link that lets its reader have the same bytes', async () => {
  const bytes = bytesOf(6_000_000);
  const { number } = await opened(desk, 'lead', {
    requester: { email: 'large@people.example', name: 'Nora', locale: 'ru' },
  });
  const upload = await uploaded(desk, 'agent1', 'dump.zip', bytes);
  await commentOn(desk, 'agent1', number, { body: 'Вот образ.', attachments: [upload] });
  const mail = await lastMailTo(desk, 'large@people.example');
  expect((await PostalMime.parse(mail.raw)).attachments).toEqual([]);
  expect(mail.text.replaceAll('\u00a0', ' ')).toContain('Файлы для вас:\n- dump.zip (6 МБ)\n');
  const link = new URL(/https?:\/\/\S+\/attachments\/\S+/.exec(mail.text)?.[0] ?? '');
  const file = await fetched(await openPage(desk, link));
  expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
});

test('a requester opens a ticket with a screenshot and a log, and is not asked for them', async () => {
  const { body: categories } = await desk.call<readonly Record<string, unknown>[]>(
    'admin',
    'GET',
    '/v1/settings/categories',
  );
  const details = ['screenshot', 'log'].map((kind) => ({
    name: kind,
    kind,
    required: true,
    ask: { en: `Please send the ${kind}.` },
  }));
  const [first = {}] = categories;
  const added = { ...first, id: 'seen', default: false, neverHeld: false, details };
  expect((await desk.call('admin', 'PUT', '/v1/settings/categories', [...categories, added])).status).toBe(
    200,
  );
  const attachments = [
    await uploaded(desk, 'requester', 'window.png', bytesOf(20), 'image/png'),
    await uploaded(desk, 'requester', 'acme.log', bytesOf(20), ''),
  ];
  const { number } = await opened(desk, 'requester', {
    category: 'seen',
    attachments,
  });
  await desk.settle();
  expect(await looked(desk, number)).toMatchObject({ missingDetails: [] });
  const { body: triage } = await desk.call<{ readonly details: readonly unknown[] }>(
    'lead',
    'GET',
    `/v1/tickets/${number}/triage`,
  );
  expect(triage.details).toMatchObject([
    { name: 'screenshot', found: true, value: 'window.png' },
    { name: 'log', found: true, value: 'acme.log' },
  ]);
});

test('a picture inside the text of a mail stays where it stood', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const mail = [
    'From: Inga <inga@people.example>',
    'To: support@help.example.com',
    'Subject: See the picture',
    'Message-ID: <picture@people.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/related; boundary=b',
    '',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Before <img src="cid:pic@1" alt="the window"> after <img src="https://track.example/x.png"></p>',
    '--b',
    'Content-Type: image/png; name=window.png',
    'Content-ID: <pic@1>',
    'Content-Disposition: inline; filename=window.png',
    'Content-Transfer-Encoding: base64',
    '',
    png.toString('base64'),
    '--b--',
    '',
  ].join('\r\n');
  await fetch(`${desk.url}/_local/mail?from=inga@people.example&to=support@help.example.com&dmarc=pass`, {
    method: 'POST',
    body: mail,
    headers: { 'content-type': 'message/rfc822' },
  });
  const acknowledgement = await lastMailTo(desk, 'inga@people.example');
  const number = Number(/\[#(\d+)\]/.exec(acknowledgement.subject)?.[1]);
  const [comment] = await commentsOf(number);
  const [picture] = comment?.attachments ?? [];
  expect(comment?.bodyHtml).toContain(
    `Before <img alt="the window" src="${desk.url}/v1/attachments/${picture?.id}"`,
  );
  expect(comment?.bodyHtml).toContain('data-remote-src="https://track.example/x.png"');
  const link = new URL(/\/v1\/attachments\/[^"]+/.exec(comment?.bodyHtml ?? '')?.[0] ?? '', desk.url);
  const file = await fetched(await desk.call('agent1', 'GET', link.pathname));
  expect(Buffer.from(await file.arrayBuffer()).equals(png)).toBe(true);
  const page = await openPage(desk, linkIn(acknowledgement.text, 't'));
  expect(page.body).toContain('>window.png</a>');
});

test('what nobody attached is gone after a day, form and all', async () => {
  const upload = await uploaded(desk, 'agent1', 'late.pdf', bytesOf(10));
  const form = await announced(desk, 'agent1', 'never.pdf', 10);
  const { number } = await opened(desk, 'lead', forSomebody('late'));
  await desk.advance('PT24H');
  expect((await sent(form, bytesOf(10))).status).toBe(403);
  const answer = await commentOn(desk, 'agent1', number, { body: 'Too late.', attachments: [upload] });
  expect(expectProblem(answer, 422).errors?.[0]?.path).toBe('attachments.0');
});

test('nothing was refused to the desk itself', async () => {
  await desk.settle();
  expect((await desk.local<{ denied: readonly unknown[] }>('GET', 'denied')).denied).toEqual([]);
});
