/** Uploads that wait for a comment, and where those that were attached have gone. */
import type { Uploads } from '../../application/file-ports.ts';
import type { Clock } from '../../application/ports.ts';
import { uploadKey } from './keys.ts';
import type { Table } from './table.ts';
import { rowOfUpload, uploadOf } from './upload-row.ts';

export const dynamoUploads = (table: Table, clock: Clock): Uploads => ({
  add: (upload) => table.put(rowOfUpload(upload)),
  find: async (id) => {
    const row = await table.get(uploadKey(id));
    return row === null ? null : uploadOf(row, clock.now());
  },
});
