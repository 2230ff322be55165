/** Details that people attach instead of writing them. */
import { shownAttachments } from '../../mail/inbound/inline-images.ts';
import type { DetailRule } from '../../settings/schemas.ts';
import type { Comment } from '../../ticket/ticket.ts';
import type { DetailKind } from '../../ticket/words.ts';
import { type Find, find, type SourceFile } from '../text.ts';

/** What came with a comment. */
export const filesOf = ({
  attachments,
  bodyHtml,
}: Pick<Comment, 'attachments' | 'bodyHtml'>): readonly SourceFile[] => {
  const shown = shownAttachments(bodyHtml ?? '');
  return attachments.map(({ id, fileName, contentType, size }) => ({
    fileName,
    contentType,
    size,
    inline: shown.has(id),
  }));
};

/** Pictures inside a mail's text that are smaller than this are logos. */
const LEAST_INLINE_BYTES = 10_000;

const PICTURE = /\.(?:png|jpe?g|gif|webp|bmp|heic|heif|avif|tiff?)$/iu;
/** What programs send whose system does not know the ending. */
const UNTYPED = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/x-unknown']);

const isPicture = ({ fileName, contentType }: SourceFile): boolean => {
  const type = contentType.toLowerCase();
  return (
    type.startsWith('image/') || (UNTYPED.has(type.split(';')[0]?.trim() ?? '') && PICTURE.test(fileName))
  );
};

/** Logos in a mail's signature are nobody's answer. */
export const isLogo = ({ inline, size }: SourceFile): boolean => inline && size < LEAST_INLINE_BYTES;

const isScreenshot = (file: SourceFile): boolean => isPicture(file) && !isLogo(file);

/** A log by its ending, packed or rotated or not. */
const LOG_ENDING =
  /\.(?:log|txt|out|err|trace|dmp|dump|mdmp|crash|ips|wer|etl|evtx?|har|lg[pfd]|stacktrace)(?:\.\d{1,8})?(?:\.(?:gz|zip|7z|rar|bz2|xz|zst|tgz|tar\.gz))?$/iu;
/** By its name, whatever it is packed in; English and Russian. */
const LOG_NAME =
  /(?<![\p{L}\p{N}])(?:(?:err(?:or)?|crash|debug|sys|event|access|app)?[-_ ]?logs?\d{0,8}|crash(?:es|[-_ ]?(?:report|dump|info))?|stack[-_ ]?traces?|tracebacks?|(?:mini|heap|memory|core)?[-_ ]?dumps?|bug[-_ ]?reports?|dxdiag|msinfo\d{0,2}|лог(?:и|ов|а)?\d{0,8}|журнал(?:ы|а)?(?= (?:ошибок|событий|работы|регистрации|приложени|системы|windows))|дамп(?:ы|а)?|кр[аэ]ш\p{L}{0,3}|трассировк\p{L}{1,2}|отч[её]т[ы_ ]{1,2}об[_ ]ошибк\p{L}{1,3})(?![\p{L}\p{N}])/iu;
/** A «журнал» alone is a ledger as often. */
const PACKED_JOURNAL = /(?<![\p{L}\p{N}])журнал(?:ы)?[\p{N}._-]{0,20}\.(?:zip|rar|7z|gz|tgz|json)$/iu;
/** Books and letters about logs. */
const DOCUMENT = /\.(?:pdf|pptx?|epub|ics|vcf|eml|msg)$/iu;

const isLog = (file: SourceFile): boolean => {
  const name = file.fileName.replaceAll('_', ' ');
  if (LOG_ENDING.test(file.fileName)) return true;
  if (isPicture(file) || DOCUMENT.test(name)) return false;
  return LOG_NAME.test(name) || PACKED_JOURNAL.test(name);
};

const TELLING: { readonly [K in DetailKind]?: (file: SourceFile) => boolean } = {
  screenshot: isScreenshot,
  log: isLog,
};

const endsIn = (endings: readonly string[], file: SourceFile): boolean => {
  const [, ending = ''] = /\.([^.]{1,10})$/.exec(file.fileName.toLowerCase()) ?? [];
  return !isLogo(file) && (endings.includes('*') || endings.includes(ending));
};

/** The first file that is a detail of this kind, or ends as the category says; nobody has looked inside. */
export const recogniseFile = (
  files: readonly SourceFile[],
  { kind, find: own }: Pick<DetailRule, 'kind' | 'find'>,
): Find | null => {
  const named = files.find((file) => TELLING[kind]?.(file) === true || endsIn(own?.files ?? [], file));
  return named === undefined ? null : find(named.fileName, named.fileName, [0, named.fileName.length], 0.8);
};
