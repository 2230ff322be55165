import { expect, it } from 'vitest';
import { getAttachment } from '../../../../lambdas/core/application/tickets/get-attachment.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import { PASSED, postOffice } from '../mail-in/post-office.ts';
import { ANNA, aRequest, MARIA, OLGA } from '../requests.ts';

const asking = async () => {
  const office = postOffice();
  await office.deliver('ses-1', { files: ['log'] });
  const ask = (caller: Caller, id: string) =>
    getAttachment(office.ports)(aRequest(caller, { params: { id } }));
  return { ...office, ask };
};

it('a file is a link for whoever may read its comment, and not there for everybody else', async () => {
  const { ask } = await asking();
  const found = { status: 302, location: 'https://files.example/att_ses-1.0?as=file-1.txt' };
  expect(await ask(MARIA, 'att_ses-1.0')).toMatchObject(found);
  expect(await ask(ANNA, 'att_ses-1.0')).toMatchObject(found);
  for (const [caller, id] of [
    [OLGA, 'att_ses-1.0'],
    [MARIA, 'att_ses-1.1'],
    [MARIA, 'att_ses-2.0'],
    [MARIA, '../ses-1'],
  ] as const)
    await expect(ask(caller, id)).rejects.toMatchObject({ name: 'AttachmentNotFound', kind: 'missing' });
});

it('what came with a note is for agents, and what waits in quarantine for nobody', async () => {
  const { ask, deliver } = await asking();
  const headers = { 'auto-submitted': 'auto-replied' };
  await deliver('ses-2', { headers, text: 'Away', inReplyTo: '<ses-1@example.com>', files: ['x'] });
  expect(await ask(ANNA, 'att_ses-2.0')).toMatchObject({ status: 302 });
  await expect(ask(MARIA, 'att_ses-2.0')).rejects.toMatchObject({ kind: 'missing' });
  await deliver('ses-3', { verdicts: { ...PASSED, spam: 'fail' }, files: ['x'], text: 'spam' });
  await expect(ask(ANNA, 'att_ses-3.0')).rejects.toMatchObject({ kind: 'missing' });
});
