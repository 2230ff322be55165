import { describe, expect, it } from 'vitest';
import { pageLink } from '../../../../lambdas/core/application/pages/links.ts';
import { pageAttachment } from '../../../../lambdas/core/application/pages/page-attachment.ts';
import { ticketPage } from '../../../../lambdas/core/application/pages/ticket-page.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { createUpload } from '../../../../lambdas/core/application/tickets/create-upload.ts';
import { getAttachment } from '../../../../lambdas/core/application/tickets/get-attachment.ts';
import { openTicket } from '../../../../lambdas/core/application/tickets/open-ticket.ts';
import { onceTaken } from '../../../../lambdas/core/domain/errors.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import { attachmentIdOf } from '../../../../lambdas/core/domain/ticket/upload.ts';
import { hoursAfter } from '../../builders.ts';
import { aDesk, type Desk, once, opened, refusalOf, seeded } from '../a-desk.ts';
import { ANNA, aMachine, aRequest, MARIA, OLGA, type RequestParts } from '../requests.ts';

const SHA_OF_HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

const announced = async (
  desk: Desk,
  caller: Caller,
  body: { fileName?: string; contentType?: string; size?: number } = {},
  parts: RequestParts = {},
) =>
  createUpload(desk)(
    aRequest(caller, { body: { fileName: 'a.txt', contentType: 'text/plain', size: 5, ...body } }, parts),
  );

/** Announced and sent: five bytes. */
const uploaded = async (desk: Desk, caller: Caller, fileName = 'a.txt'): Promise<string> => {
  const { id } = (await announced(desk, caller, { fileName })).body;
  desk.uploadSpace.send(id, 'hello');
  return id;
};

const say = (
  desk: Desk,
  caller: Caller,
  ticket: string,
  attachments: readonly string[],
  parts: RequestParts & { readonly public?: boolean } = {},
) => {
  const { public: isPublic = true, ...request } = parts;
  const body = { body: 'See this.', attachments, public: isPublic };
  return addComment(desk)(aRequest(caller, { params: { ticket }, body }, request));
};

describe('an upload', () => {
  it('is announced, and answered with the form that sends it', async () => {
    const desk = aDesk();
    const answer = await announced(desk, MARIA, {
      fileName: '../../secret/of\u202e me.TXT',
      contentType: '',
    });
    expect(answer).toMatchObject({ status: 201, body: { url: 'https://uploads.example' } });
    expect(await desk.uploads.find(answer.body.id)).toEqual({
      id: answer.body.id,
      creatorId: MARIA.personId,
      fileName: 'of me.TXT',
      contentType: 'application/octet-stream',
      size: 5,
      createdAt: desk.clock.now(),
      attachedTo: null,
    });
  });

  it.each([
    ['too large', { size: 25_000_001 }, [{ path: 'size', message: 'must be at most 25 MB' }]],
    ['nameless', { fileName: '\u200b/..' }, [{ path: 'fileName' }]],
    ['both', { fileName: '..', size: 99_000_000 }, [{ path: 'fileName' }, { path: 'size' }]],
  ])('that is %s is refused', async (_what, body, problems) => {
    const refusal = await refusalOf(announced(aDesk(), MARIA, body));
    expect(refusal).toMatchObject({ name: 'InvalidInput', kind: 'invalid', problems });
  });

  it('may be larger where the settings say so', async () => {
    const desk = aDesk({ desk: { attachmentMegabytes: 40 } });
    expect(await announced(desk, MARIA, { size: 40_000_000 })).toMatchObject({ status: 201 });
  });

  it('is announced once for each idempotency key', async () => {
    const desk = aDesk();
    const { body } = await announced(desk, MARIA, {}, once());
    expect((await desk.once.find('scope'))?.answer).toMatchObject({ status: 201, body });
    expect(await refusalOf(announced(desk, MARIA, {}, once()))).toMatchObject({ name: 'OnceTaken' });
  });

  it('is nobody’s without a sign-in', async () => {
    const refusal = await refusalOf(announced(aDesk(), { kind: 'public' }));
    expect(refusal).toMatchObject({ kind: 'unauthenticated' });
  });
});

describe('a comment with files', () => {
  it('has them, in the order named, as they were hashed', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const ids = [await uploaded(desk, ANNA, 'b.txt'), await uploaded(desk, ANNA, 'a.txt')];
    const { body } = await say(desk, ANNA, id, ids);
    const [first, second] = ids.map(attachmentIdOf);
    const kept = { contentType: 'text/plain', size: 5, sha256: SHA_OF_HELLO };
    expect(body.attachments).toEqual([
      { id: first, fileName: 'b.txt', ...kept },
      { id: second, fileName: 'a.txt', ...kept },
    ]);
    expect(desk.tickets.said(id).at(-1)?.attachments).toEqual(body.attachments);
    expect(desk.files.written.get(first ?? '')?.toString()).toBe('hello');
    expect(desk.tickets.saved).toHaveLength(1);
  });

  it('may be the first of a ticket, also for a machine', async () => {
    const desk = aDesk();
    const key = aMachine();
    for (const caller of [MARIA, key]) {
      const upload = await uploaded(desk, caller);
      const { id } = await opened(desk, caller, {
        attachments: [upload],
        ...(caller === key ? { requester: { email: 'olga@example.com' } } : {}),
      });
      expect(desk.tickets.said(id)[0]?.attachments).toMatchObject([{ id: attachmentIdOf(upload) }]);
      expect((await desk.uploads.find(upload))?.attachedTo).toMatchObject({ ticketId: id });
    }
  });

  it('on a closed ticket takes them into the follow-up', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'closed' });
    const upload = await uploaded(desk, MARIA);
    const { body } = await say(desk, MARIA, id, [upload]);
    expect(body).toMatchObject({ attachments: [{ id: attachmentIdOf(upload) }] });
    expect(body.ticketId).not.toBe(id);
  });

  it('names every file that it can not have, and changes nothing', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const attached = await uploaded(desk, ANNA);
    await say(desk, ANNA, id, [attached]);
    const [good, mine, late] = [await uploaded(desk, ANNA), await uploaded(desk, MARIA), 'upl_gone'];
    const unsent = (await announced(desk, ANNA)).body.id;
    const short = (await announced(desk, ANNA, { size: 6 })).body.id;
    desk.uploadSpace.send(short, 'hello');
    const saved = desk.tickets.saved.length;
    const refusal = await refusalOf(say(desk, ANNA, id, [good, mine, late, attached, unsent, short, good]));
    expect(refusal).toMatchObject({ name: 'InvalidInput', kind: 'invalid' });
    expect(refusal.problems).toEqual([
      { path: 'attachments.1', message: 'is no upload of yours from the last 24 hours' },
      { path: 'attachments.2', message: 'is no upload of yours from the last 24 hours' },
      { path: 'attachments.3', message: 'has been attached to a comment already' },
      { path: 'attachments.4', message: 'has not been uploaded yet' },
      { path: 'attachments.5', message: 'has 5 bytes, not the 6 that were announced' },
      { path: 'attachments.6', message: 'is named twice' },
    ]);
    expect(desk.tickets.saved).toHaveLength(saved);
    expect(desk.files.written.has(attachmentIdOf(good))).toBe(false);
  });

  it('comes within a day of its files', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const upload = await uploaded(desk, ANNA);
    desk.clock.set(hoursAfter(24));
    expect(await refusalOf(say(desk, ANNA, id, [upload]))).toMatchObject({ name: 'InvalidInput' });
  });

  it('that is refused keeps nothing', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'closed' });
    const upload = await uploaded(desk, ANNA);
    expect(await refusalOf(say(desk, ANNA, id, [upload]))).toMatchObject({ name: 'TicketClosed' });
    expect(desk.files.written.size).toBe(0);
    expect((await desk.uploads.find(upload))?.attachedTo).toBeNull();
  });

  it('does not take a file that was sent again between the look and the copy', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const upload = await uploaded(desk, ANNA);
    const { look } = desk.uploadSpace;
    desk.uploadSpace.look = async (of) => {
      const seen = await look(of);
      desk.uploadSpace.send(of, 'HELLO');
      return seen;
    };
    expect(await refusalOf(say(desk, ANNA, id, [upload]))).toMatchObject({
      name: 'InvalidInput',
      problems: [{ path: 'attachments.0' }],
    });
    expect(desk.tickets.said(id)).toEqual([]);
  });

  it('copies a file once, however often the ticket changes meanwhile', async () => {
    const desk = aDesk();
    const ticket = seeded(desk);
    const upload = await uploaded(desk, ANNA);
    let copies = 0;
    const { keep } = desk.uploadSpace;
    desk.uploadSpace.keep = async (...given) => {
      copies += 1;
      if (copies === 1) desk.world.tickets.set(ticket.id, { ...ticket, version: ticket.version + 1 });
      return keep(...given);
    };
    await say(desk, ANNA, ticket.id, [upload]);
    expect(copies).toBe(1);
    expect(desk.tickets.said(ticket.id)).toHaveLength(1);
  });

  it('repeated at the same moment is the same request, not a second one for the same file', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const upload = await uploaded(desk, ANNA);
    await say(desk, ANNA, id, [upload], once());
    expect(await refusalOf(say(desk, ANNA, id, [upload], once()))).toMatchObject({ name: onceTaken().name });
    const other = await refusalOf(say(desk, ANNA, id, [upload], once('other')));
    expect(other).toMatchObject({ name: 'InvalidInput' });
  });
});

describe('reading a file that was uploaded', () => {
  const ask = (desk: Desk, caller: Caller, id: string) =>
    getAttachment(desk)(aRequest(caller, { params: { id } }));

  it('is for whoever may read its comment', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    const [shown, noted] = [await uploaded(desk, ANNA), await uploaded(desk, ANNA)];
    await say(desk, ANNA, id, [shown]);
    await say(desk, ANNA, id, [noted], { public: false });
    const found = { status: 302, location: `https://files.example/${attachmentIdOf(shown)}?as=a.txt` };
    expect(await ask(desk, MARIA, attachmentIdOf(shown))).toMatchObject(found);
    expect(await ask(desk, ANNA, attachmentIdOf(noted))).toMatchObject({ status: 302 });
    for (const [caller, upload] of [
      [MARIA, noted],
      [OLGA, shown],
      [ANNA, await uploaded(desk, ANNA)],
    ] as const)
      expect(await refusalOf(ask(desk, caller, attachmentIdOf(upload)))).toMatchObject({
        name: 'AttachmentNotFound',
      });
  });

  it('needs no sign-in on the page of the ticket, which lists it', async () => {
    const desk = aDesk();
    const upload = await uploaded(desk, MARIA, 'план <1>.txt');
    const input = { subject: 'The export stops', description: 'See.', attachments: [upload] };
    const { id } = (await openTicket(desk)(aRequest(MARIA, { body: input }))).body;
    const noted = await uploaded(desk, ANNA);
    await say(desk, ANNA, id, [noted], { public: false });
    const url = await pageLink(desk, id, MARIA.email, desk.clock.now());
    const token = url.slice('https://desk.example/t/'.length);
    const page = await ticketPage(desk)(aRequest({ kind: 'public' }, { params: { token }, query: {} }));
    expect(page.body).toContain(
      `href="&#x2F;t&#x2F;${token}&#x2F;attachments&#x2F;${attachmentIdOf(upload)}"`,
    );
    expect(page.body).toContain('план 1.txt</a> <span class="meta">5 bytes</span>');
    const fetched = (name: string, with_: string) =>
      pageAttachment(desk)(aRequest({ kind: 'public' }, { params: { token: with_, id: name } }));
    expect(await fetched(attachmentIdOf(upload), token)).toMatchObject({
      status: 302,
      location: expect.stringContaining(attachmentIdOf(upload)),
    });
    const foreign = (await pageLink(desk, id, OLGA.email, desk.clock.now())).slice(-token.length);
    expect(await refusalOf(fetched(attachmentIdOf(upload), foreign))).toMatchObject({ name: 'LinkEnded' });
    expect(await refusalOf(fetched(attachmentIdOf(noted), token))).toMatchObject({
      name: 'AttachmentNotFound',
    });
  });
});
