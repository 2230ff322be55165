/** Takes uploads into a comment: looked at first, copied once the comment is decided, used up by its transaction. */
import { type FieldProblem, invalid, onceTaken } from '../../domain/errors.ts';
import type { Decision } from '../../domain/ticket/decision.ts';
import type { Attachment } from '../../domain/ticket/ticket.ts';
import { attachmentIdOf, contentFault, type Upload, uploadFault } from '../../domain/ticket/upload.ts';
import type { Request } from '../operation.ts';
import type { Ports } from '../ports.ts';
import type { TicketChange } from '../records.ts';
import { uploaderOf } from './uploader.ts';

export type AttachPorts = Pick<Ports, 'uploads' | 'uploadSpace' | 'once'>;

/** Files for the first comment of a decision. */
export interface FilesToAttach {
  readonly hasAny: boolean;
  /** Keeps the files, once for all attempts, and puts them into the comment. Throws InvalidInput when one changed since. */
  readonly into: (decision: Decision) => Promise<Decision & Required<Pick<TicketChange, 'uploads'>>>;
}

interface Looked {
  readonly path: string;
  readonly upload: Upload;
  readonly etag: string;
}

type Found = Looked | FieldProblem;

const look = async (
  ports: AttachPorts,
  ids: readonly string[],
  at: number,
  uploader: string,
): Promise<Found> => {
  const path = `attachments.${at}`;
  const id = ids[at] ?? '';
  if (ids.indexOf(id) !== at) return { path, message: 'is named twice' };
  const upload = await ports.uploads.find(id);
  const fault = uploadFault(upload, uploader);
  if (fault !== null || upload === null) return { path, message: fault ?? 'is not there' };
  const stored = await ports.uploadSpace.look(id);
  const wrong = contentFault(upload, stored?.size ?? null);
  if (wrong !== null || stored === null) return { path, message: wrong ?? 'is not there' };
  return { path, upload, etag: stored.etag };
};

const isProblem = (found: Found): found is FieldProblem => 'message' in found;

/**
 * The copy is what makes a file permanent: whoever holds the form of an upload may send to it again for ten minutes,
 * but never to the copy; S3 hashes while it copies; and what was never copied is deleted by its prefix, without anybody
 * having to remember it.
 */
const kept = async (ports: AttachPorts, { path, upload, etag }: Looked): Promise<Attachment> => {
  const sha256 = await ports.uploadSpace.keep(upload.id, etag);
  if (sha256 === null) throw invalid([{ path, message: 'was uploaded again just now; try once more' }]);
  const { fileName, contentType, size } = upload;
  return { id: attachmentIdOf(upload.id), fileName, contentType, size, sha256 };
};

/** Throws InvalidInput naming every upload that can not be attached, OnceTaken when this very request was answered. */
export const filesToAttach = async (
  ports: AttachPorts,
  { caller, once }: Pick<Request<unknown>, 'caller' | 'once'>,
  ids: readonly string[] = [],
): Promise<FilesToAttach> => {
  const uploader = uploaderOf(caller);
  const found = await Promise.all(ids.map((_, at) => look(ports, ids, at, uploader)));
  const problems = found.filter(isProblem);
  if (problems.length > 0) {
    // A repetition that came while the first was still at work finds its own files attached.
    if (once !== null && (await ports.once.find(once.scope)) !== null) throw onceTaken();
    throw invalid(problems);
  }
  const looked = found.filter((one): one is Looked => !isProblem(one));
  let attachments: Promise<readonly Attachment[]> | undefined;
  return {
    hasAny: looked.length > 0,
    into: async (decision) => {
      attachments ??= Promise.all(looked.map((one) => kept(ports, one)));
      const files = await attachments;
      const [first, ...others] = decision.comments;
      if (first === undefined || files.length === 0) return { ...decision, uploads: [] };
      return {
        ...decision,
        comments: [{ ...first, attachments: files }, ...others],
        uploads: looked.map(({ upload }) => ({ id: upload.id, commentId: first.id })),
      };
    },
  };
};
