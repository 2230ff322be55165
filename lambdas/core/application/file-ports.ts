/** What the use cases need from outside for files: of comments, and on their way to one. */
import type { Upload } from '../domain/ticket/upload.ts';
import type { UploadForm } from './records.ts';

/** Files of comments in the content bucket. */
export interface Files {
  /** The same id again is the same file. Throws Throttled. */
  write(id: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** The whole of it. Throws Throttled. */
  read(id: string): Promise<Uint8Array>;
}

/** What is known of uploads. */
export interface Uploads {
  /** Attachable for 24 hours. */
  add(upload: Upload): Promise<void>;
  /** Strongly consistent; null when there is none, or when it has waited for longer than that. */
  find(id: string): Promise<Upload | null>;
}

/** Where uploads lie until a comment takes them. */
export interface UploadSpace {
  /** Good for ten minutes, for a file of exactly this size and type. */
  form(upload: Pick<Upload, 'id' | 'contentType' | 'size'>): Promise<UploadForm>;
  /** What lies there now; null when nothing was uploaded. `size` in bytes. Throws Throttled. */
  look(id: string): Promise<{ readonly size: number; readonly etag: string } | null>;
  /**
   * Copies it to where attachments lie, under the id of the attachment that it becomes; the same again is the same
   * file. Answers its SHA-256 in hex, or null when it is not what `look` saw. Throws Throttled.
   */
  keep(id: string, etag: string): Promise<string | null>;
}

/** Links that let a browser read a file for five minutes, as a download under its name. */
export interface FileLinks {
  link(id: string, fileName: string): Promise<string>;
}
