import { describe, expect, it } from 'vitest';
import type { Upload } from '../../../lambdas/core/domain/ticket/upload.ts';
import { hoursAfter } from '../builders.ts';
import { inBoth, inDatabase, realStores } from './both.ts';
import { changing, commentId, opening, outcomes, ticketId } from './changes.ts';

const anUpload = (n: number): Upload => ({
  id: `upl_01JBN${String(n).padStart(21, '0')}`,
  creatorId: 'per_maria',
  fileName: `отчёт-${n}.pdf`,
  contentType: 'application/pdf',
  size: 12_345,
  createdAt: '2026-11-02T09:00:00.000Z',
  attachedTo: null,
});

const attaching = (...ns: readonly number[]) => ({
  uploads: ns.map((n) => ({ id: anUpload(n).id, commentId: commentId(1) })),
});

describe('uploads', () => {
  inBoth((stores) => {
    it('come back as they were announced', async () => {
      const { uploads } = stores();
      await uploads.add(anUpload(1));
      expect(await uploads.find(anUpload(1).id)).toEqual(anUpload(1));
      expect(await uploads.find(anUpload(2).id)).toBeNull();
    });

    it('wait for a day, whether they have been deleted by then or not', async () => {
      const { uploads, clock, tickets } = stores();
      await uploads.add(anUpload(1));
      clock.set(hoursAfter(24));
      expect(await uploads.find(anUpload(1).id)).toBeNull();
      await expect(tickets.save(opening(1, {}, attaching(1)))).rejects.toMatchObject({
        name: 'InvalidInput',
      });
      expect(await tickets.find(ticketId(1))).toBeNull();
    });

    it('belong to their comment for good, and to no other', async () => {
      const { uploads, clock, tickets } = stores();
      await uploads.add(anUpload(1));
      await uploads.add(anUpload(2));
      const first = opening(1, {}, attaching(1));
      await tickets.save(first);
      const attachedTo = { ticketId: ticketId(1), commentId: commentId(1) };
      expect(await uploads.find(anUpload(1).id)).toEqual({ ...anUpload(1), attachedTo });
      await expect(tickets.save(changing(first.after, {}, attaching(2, 1)))).rejects.toMatchObject({
        name: 'InvalidInput',
        kind: 'invalid',
        problems: [{ path: 'attachments.1', message: 'has been attached to a comment already' }],
      });
      expect((await tickets.find(ticketId(1)))?.version).toBe(first.after.version);
      expect((await uploads.find(anUpload(2).id))?.attachedTo).toBeNull();
      clock.set(hoursAfter(1000));
      expect((await uploads.find(anUpload(1).id))?.attachedTo).toEqual(attachedTo);
    });
  });

  inDatabase((stores) => {
    it('are taken by one of many that want the same', async () => {
      const { uploads, table, clock, texts } = stores();
      await uploads.add(anUpload(1));
      const tries = Array.from({ length: 6 }, (_, n) =>
        realStores(table, clock, texts).tickets.save(opening(n + 1, {}, attaching(1))),
      );
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['InvalidInput'] });
    });

    it('that were attached do not go by themselves', async () => {
      const { uploads, table, tickets } = stores();
      await uploads.add(anUpload(1));
      const key = { PK: `UPLOAD#${anUpload(1).id}`, SK: 'UPLOAD' };
      expect((await table.get(key))?.expiresAt).toBe(Date.parse(hoursAfter(24)) / 1000);
      await tickets.save(opening(1, {}, attaching(1)));
      expect(await table.get(key)).not.toHaveProperty('expiresAt');
    });
  });
});
