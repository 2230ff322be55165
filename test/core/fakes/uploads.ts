/** Uploads in memory: what is known of them, and what callers have sent. */
import { createHash } from 'node:crypto';
import type { Files, UploadSpace, Uploads } from '../../../lambdas/core/application/file-ports.ts';
import type { TicketChange } from '../../../lambdas/core/application/records.ts';
import { invalid } from '../../../lambdas/core/domain/errors.ts';
import { attachmentIdOf, UPLOAD_HOURS, type Upload } from '../../../lambdas/core/domain/ticket/upload.ts';
import type { World } from './world.ts';

const waits = (world: World, upload: Upload): boolean =>
  upload.attachedTo === null &&
  Date.parse(world.clock.now()) < Date.parse(upload.createdAt) + UPLOAD_HOURS * 3_600_000;

/** Throws what the transaction would throw, before anything is written. */
export const checkUploads = (world: World, { uploads = [] }: TicketChange): void => {
  for (const [at, { id }] of uploads.entries()) {
    const upload = world.uploads.get(id);
    if (upload === undefined || !waits(world, upload))
      throw invalid([{ path: `attachments.${at}`, message: 'has been attached to a comment already' }]);
  }
};

export const applyUploads = (world: World, { uploads = [], after }: TicketChange): void => {
  for (const { id, commentId } of uploads) {
    const upload = world.uploads.get(id);
    if (upload !== undefined)
      world.uploads.set(id, { ...upload, attachedTo: { ticketId: after.id, commentId } });
  }
};

export const fakeUploads = (world: World): Uploads => ({
  add: async (upload) => {
    world.uploads.set(upload.id, structuredClone(upload));
  },
  find: async (id) => {
    const upload = world.uploads.get(id);
    if (upload === undefined) return null;
    return upload.attachedTo !== null || waits(world, upload) ? structuredClone(upload) : null;
  },
});

export interface FakeUploadSpace extends UploadSpace {
  /** As the form would send it, but of any size. */
  send(id: string, content: string): void;
}

const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex');

/** What is kept is written to the files. */
export const fakeUploadSpace = (files: Files): FakeUploadSpace => {
  const sent = new Map<string, string>();
  return {
    send: (id, content) => {
      sent.set(id, content);
    },
    form: async ({ id }) => ({
      url: 'https://uploads.example',
      fields: { key: id },
      expiresAt: '2026-11-02T09:10:00.000Z',
    }),
    look: async (id) => {
      const content = sent.get(id);
      return content === undefined ? null : { size: Buffer.byteLength(content), etag: hashOf(content) };
    },
    keep: async (id, etag) => {
      const content = sent.get(id) ?? '';
      if (hashOf(content) !== etag) return null;
      await files.write(attachmentIdOf(id), Buffer.from(content), 'application/octet-stream');
      return hashOf(content);
    },
  };
};
