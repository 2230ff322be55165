/** Names of attachments made safe to show and to save: a sender chooses them, and not always kindly. */

const LONGEST = 200;
/** Of a longer one the end is read, with the extension. */
const LONGEST_READ = 4000;

/** Controls, zero-width and direction-turning characters (`exe.fdp` shown as `pdf.exe`), and what paths are made of. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}"*:<>?|]/gu;
/** Names that Windows gives to devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/json': 'json',
  'application/ics': 'ics',
  'application/msword': 'doc',
  'application/octet-stream': 'bin',
  'application/pdf': 'pdf',
  'application/pgp-signature': 'asc',
  'application/pkcs7-signature': 'p7s',
  'application/xml': 'xml',
  'application/zip': 'zip',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/tiff': 'tiff',
  'image/webp': 'webp',
  'message/delivery-status': 'txt',
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/rfc822-headers': 'txt',
};

/** Cut in the middle, so that the extension stays: it decides what a person expects inside. */
const shortened = (name: string): string => {
  const characters = [...name];
  if (characters.length <= LONGEST) return name;
  const dot = characters.lastIndexOf('.');
  const extension = dot > 0 && characters.length - dot <= 16 ? characters.slice(dot) : [];
  return [...characters.slice(0, LONGEST - extension.length), ...extension].join('');
};

/** 1 to 200 characters without path or controls; null when nothing is left of it. */
export const safeFileName = (name: string): string | null => {
  const segments = name.slice(-LONGEST_READ).toWellFormed().normalize('NFC').split(/[/\\]/);
  const last = segments.findLast((segment) => segment.trim() !== '') ?? '';
  const clean = last
    .replaceAll(UNSAFE, '')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  if (clean === '') return null;
  return shortened(DEVICE.test(clean) ? `_${clean}` : clean);
};

/** For a part without a usable name; `position` counts from 1. */
export const nameForType = (contentType: string, position: number): string =>
  `attachment-${position}.${EXTENSIONS[contentType] ?? 'bin'}`;
