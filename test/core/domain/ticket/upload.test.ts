import { expect, it } from 'vitest';
import { spokenSize } from '../../../../lambdas/core/domain/ticket/file-size.ts';
import {
  attachmentIdOf,
  contentFault,
  type Upload,
  uploadFault,
  uploadIdOf,
} from '../../../../lambdas/core/domain/ticket/upload.ts';

const ULID = '01JBN0000000000000000000UP';
const upload: Upload = {
  id: `upl_${ULID.replace('U', 'V')}`,
  creatorId: 'per_maria',
  fileName: 'a.txt',
  contentType: 'text/plain',
  size: 5,
  createdAt: '2026-11-02T09:00:00.000Z',
  attachedTo: null,
};

it('an upload and the attachment that it becomes name each other; mail’s attachments name no upload', () => {
  expect(uploadIdOf(attachmentIdOf(upload.id))).toBe(upload.id);
  for (const id of ['att_ses-1.0', 'att_', '../att', upload.id]) expect(uploadIdOf(id)).toBeNull();
});

it('an upload is attached once, by whoever announced it, and as it was announced', () => {
  expect(uploadFault(upload, 'per_maria')).toBeNull();
  const notYours = 'is no upload of yours from the last 24 hours';
  expect(uploadFault(null, 'per_maria')).toBe(notYours);
  expect(uploadFault(upload, 'per_olga')).toBe(notYours);
  const attachedTo = { ticketId: 'tkt_1', commentId: 'cmt_1' };
  expect(uploadFault({ ...upload, attachedTo }, 'per_olga')).toBe(notYours);
  expect(uploadFault({ ...upload, attachedTo }, 'per_maria')).toContain('already');
  expect(contentFault(upload, 5)).toBeNull();
  expect(contentFault(upload, 4)).toBe('has 4 bytes, not the 5 that were announced');
  expect(contentFault(upload, null)).toBe('has not been uploaded yet');
});

it.each([
  [1, 'en', '1 byte'],
  [999, 'en', '999 bytes'],
  [1000, 'en', '1 kB'],
  [12_345, 'en', '12.3 kB'],
  [1_250_000, 'ru', '1,3 МБ'],
  [25_000_000, 'en', '25 MB'],
])('%i bytes in %s are %s', (bytes, locale, spoken) => {
  expect(spokenSize(bytes, locale).replaceAll('\u00a0', ' ')).toBe(spoken);
});
