/** A place for one file, announced with its name, type and size; a comment names it afterwards. */
import { invalid } from '../../domain/errors.ts';
import { safeFileName } from '../../domain/ticket/file-name.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import type { UploadForm } from '../records.ts';
import { once } from './once.ts';
import { uploaderOf } from './uploader.ts';

export interface NewUpload {
  readonly fileName: string;
  /** Empty when the caller does not know. */
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}

export type UploadView = { readonly id: string } & UploadForm;

const MEGABYTE = 1_000_000;

/** 201 with the form that the file is sent by. */
export const createUpload =
  (
    ports: Pick<Ports, 'ids' | 'clock' | 'settings' | 'uploads' | 'uploadSpace' | 'once'>,
  ): Operation<{ body: NewUpload }, UploadView> =>
  async ({ caller, input, once: key }) => {
    const { fileName, contentType, size } = input.body;
    const { desk } = await ports.settings.current();
    const name = safeFileName(fileName);
    const most = desk.attachmentMegabytes;
    const problems = [
      ...(name === null ? [{ path: 'fileName', message: 'has nothing in it that could be shown' }] : []),
      ...(size > most * MEGABYTE ? [{ path: 'size', message: `must be at most ${most} MB` }] : []),
    ];
    if (name === null || problems.length > 0) throw invalid(problems);
    const upload = {
      id: ports.ids.next('upl'),
      creatorId: uploaderOf(caller),
      fileName: name,
      contentType: contentType === '' ? 'application/octet-stream' : contentType.toLowerCase(),
      size,
      createdAt: ports.clock.now(),
      attachedTo: null,
    };
    await ports.uploads.add(upload);
    const outcome = { body: { id: upload.id, ...(await ports.uploadSpace.form(upload)) }, status: 201 };
    const row = once(key, outcome);
    // An upload that nobody learns of goes by itself.
    if (row !== null) await ports.once.keep(row);
    return outcome;
  };
