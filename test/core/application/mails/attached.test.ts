import { describe, expect, it } from 'vitest';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import type { Attachment, Comment } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { aComment, type CommentParts } from '../../builders.ts';
import { aDesk, type Desk, opened, seeded } from '../a-desk.ts';
import { ANNA, aMachine, aRequest, MARIA } from '../requests.ts';
import { newest, tell } from './a-mail-desk.ts';

const file = (n: number, over: Partial<Attachment> = {}): Attachment => ({
  id: `att_ses-1.${n}`,
  fileName: `file-${n}.pdf`,
  contentType: 'application/pdf',
  size: 1000,
  sha256: 'x',
  ...over,
});

/** A comment whose attachments are there, and the mail about it to Maria. */
const mailed = async (
  attachments: readonly Attachment[],
  parts: CommentParts = {},
  { desk = aDesk(), locale = 'en', verified = true } = {},
) => {
  const ticket = seeded(desk, { language: locale, requester: { verified } });
  for (const { id } of attachments) await desk.files.write(id, Buffer.from(`bytes of ${id}`), '');
  await addComment(desk)(aRequest(ANNA, { params: { ticket: ticket.id }, body: { body: 'Here.' } }));
  const event = newest(desk, ticket.id, 'ticket.commented');
  const [said] = desk.world.comments.get(ticket.id) ?? [];
  const comment: Comment = aComment({ by: 'agent', ...parts, id: said?.id ?? '', attachments });
  desk.world.comments.set(ticket.id, [comment]);
  const [mail] = await tell(desk, event);
  if (mail === undefined) throw new Error('There is no mail.');
  return { desk, ticket, mail };
};

const namesIn = ({ files = [] }: { files?: readonly { readonly fileName: string }[] }) =>
  files.map(({ fileName }) => fileName);

describe('a reply with files', () => {
  it.each([
    ['en', 'Attached:\n- file-1.pdf (1 kB)\n- file-2.pdf (1 kB)\n'],
    ['ru', 'Вложения:\n- file-1.pdf (1 кБ)\n- file-2.pdf (1 кБ)\n'],
  ])('carries them and names them in %s', async (locale, lines) => {
    const { mail } = await mailed([file(1), file(2)], {}, { locale });
    expect(namesIn(mail)).toEqual(['file-1.pdf', 'file-2.pdf']);
    expect(mail.files?.map(({ content }) => Buffer.from(content).toString())).toEqual([
      'bytes of att_ses-1.1',
      'bytes of att_ses-1.2',
    ]);
    expect(mail.text.replaceAll('\u00a0', ' ')).toContain(lines);
    expect(mail.html.replaceAll('\u00a0', ' ')).toContain('- file-1.pdf (1 ');
    expect(mail.text).not.toContain('/attachments/');
  });

  it.each([
    ['en', 'Files for you:\n- file-1.pdf (2.5 MB)\nhttps://'],
    ['ru', 'Файлы для вас:\n- file-1.pdf (2,5 МБ)\nhttps://'],
  ])(
    'links to all of them when together they have more than five megabytes, in %s',
    async (locale, lines) => {
      const { mail } = await mailed(
        [file(1, { size: 2_500_000 }), file(2, { size: 2_500_001 })],
        {},
        { locale },
      );
      expect(namesIn(mail)).toEqual([]);
      expect(mail.text.replaceAll('\u00a0', ' ')).toContain(lines);
      const [, page] = /(https:\/\/desk\.example\/t\/\S+)\/attachments\/att_ses-1\.2/.exec(mail.text) ?? [];
      expect(mail.text).toContain(`${page}\n`);
      expect(mail.html).toContain(`<a href="${page}/attachments/att_ses-1.1"`);
    },
  );

  it('carries exactly five megabytes', async () => {
    const { mail } = await mailed([file(1, { size: 5_000_000 })]);
    expect(namesIn(mail)).toEqual(['file-1.pdf']);
  });

  it('links to a file that SES would refuse the whole answer for', async () => {
    const { mail } = await mailed([file(1, { fileName: 'fix.exe' }), file(2)]);
    expect(namesIn(mail)).toEqual(['file-2.pdf']);
    expect(mail.text.replaceAll('\u00a0', ' ')).toMatch(
      /Attached:\n- file-2\.pdf .*\n\nFiles for you:\n- fix\.exe/,
    );
  });

  it('by somebody outside is not mailed on in the desk’s name, only linked to', async () => {
    const { mail } = await mailed([file(1)], { by: 'participant' });
    expect(namesIn(mail)).toEqual([]);
    expect(mail.text).toContain('/attachments/att_ses-1.1');
  });

  it('by somebody outside names nothing to a person who has not proven themselves', async () => {
    const { mail } = await mailed([file(1)], { by: 'participant' }, { verified: false });
    expect(`${mail.text}${mail.html}`).not.toContain('file-1');
  });

  it('without files says nothing of files', async () => {
    const { mail } = await mailed([]);
    expect(mail.text).not.toMatch(/Attached|Files/);
  });
});

it('other mails carry no files', async () => {
  const desk: Desk = aDesk();
  const { id } = await opened(desk, aMachine(), { requester: { email: MARIA.email } });
  const [mail] = await tell(desk, newest(desk, id));
  expect(mail?.files).toEqual([]);
});

it('a comment for many people is mailed to all of them', async () => {
  const desk = aDesk();
  const cc = Array.from({ length: 9 }, (_, n) => `reader-${n}@example.com`);
  const { id } = await opened(desk, MARIA, { cc });
  await addComment(desk)(aRequest(ANNA, { params: { ticket: id }, body: { body: 'To you all.' } }));
  const mails = await tell(desk, newest(desk, id, 'ticket.commented'));
  expect(mails.map(({ to }) => to.address)).toEqual([MARIA.email, ...cc]);
});
