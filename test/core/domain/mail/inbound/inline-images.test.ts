import { expect, it } from 'vitest';
import {
  shownAttachments,
  shownContentIds,
  withAttachmentIds,
  withAttachmentLinks,
} from '../../../../../lambdas/core/domain/mail/inbound/inline-images.ts';

const part = (id: string, contentId: string | null, contentType = 'image/png') => ({
  id,
  contentId,
  contentType,
});

it('a picture in the text of a mail leads to the attachment that it is kept as', () => {
  const html = '<p>See <img src="cid:a%40b&amp;c" alt="it"> and <img src="cid:x" width="9"></p>';
  expect([...shownContentIds(html)]).toEqual(['a@b&c', 'x']);
  const named = withAttachmentIds(html, [part('att_ses-1.0', 'a@b&c'), part('att_ses-1.1', null)]);
  expect(named).toBe('<p>See <img src="cid:att_ses-1.0" alt="it"> and <img  width="9"></p>');
  expect([...shownAttachments(named)]).toEqual(['att_ses-1.0']);
  expect(withAttachmentLinks(named, (id) => `https://desk.example/v1/attachments/${id}`)).toContain(
    '<img src="https://desk.example/v1/attachments/att_ses-1.0" alt="it">',
  );
});

it('what is no picture that every browser shows and none runs is shown nowhere', () => {
  const html = '<img src="cid:x">';
  for (const type of ['image/svg+xml', 'text/html', 'application/octet-stream'])
    expect(withAttachmentIds(html, [part('att_1.0', 'x', type)])).toBe('<img >');
  for (const type of ['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
    expect(withAttachmentIds(html, [part('att_1.0', 'x', type)])).toBe('<img src="cid:att_1.0">');
});

it('a content id with a broken escape is taken as it stands', () => {
  expect(withAttachmentIds('<img src="cid:a%zz">', [part('att_1.0', 'a%zz')])).toBe(
    '<img src="cid:att_1.0">',
  );
});

it('mail that was taken in before keeps its ids, which lead nowhere', () => {
  const html = '<img src="cid:image001.png@01D">';
  expect(withAttachmentLinks(html, () => 'https://elsewhere.example')).toBe(html);
});
